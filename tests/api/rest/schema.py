"""Answers against OpenSubsonic's own description of its API, which lies beside the project and is no part of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
from rest_player import NAMESPACE

DESCRIPTION = Path(__file__).resolve().parents[4] / "shared/spec/opensubsonic/openapi.json"
FAILURE = {"$ref": "#/components/schemas/SubsonicResponse_SubsonicFailureResponse"}
TEXTS = {"notes", "biography", "lastFmUrl", "smallImageUrl", "mediumImageUrl", "largeImageUrl"}


@cache
def description() -> dict[str, Any]:
    """The description; without it there is nothing to hold answers against."""
    if not DESCRIPTION.is_file():
        pytest.skip(f"OpenSubsonic's description is not there: {DESCRIPTION}")
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


def check(call: str, document: dict[str, Any]) -> None:
    """Hold an answer against the shape of its call, judged by its ``status``; no name may be unknown there."""
    item = description()["paths"][f"/rest/{call}"]
    responses = (item.get("get") or item["post"])["responses"]
    shape = _whole(responses["200"]["content"]["application/json"]["schema"])
    found = document["subsonic-response"]
    choices = _whole(shape["properties"]["subsonic-response"]).get("oneOf")
    good, bad = choices or (shape["properties"]["subsonic-response"], FAILURE)
    shape = good if found["status"] == "ok" else bad
    whole = {**shape, "components": description()["components"]}
    jsonschema.Draft4Validator(whole, format_checker=jsonschema.FormatChecker()).validate(found)
    assert _unknown(found, shape) == []


def _unknown(value: Any, shape: dict[str, Any], path: str = "") -> list[str]:
    """The names in a value that its shape does not have."""
    if isinstance(value, list):
        items = _whole(shape).get("items", {})
        return [name for each in value for name in _unknown(each, items, path)]
    if not isinstance(value, dict):
        return []
    known = _properties(shape)
    strange = [f"{path}.{name}" for name in value if name not in known]
    return strange + [
        each for name, part in value.items() if name in known for each in _unknown(part, known[name], f"{path}.{name}")
    ]


def _properties(shape: dict[str, Any]) -> dict[str, Any]:
    shape = _whole(shape)
    found = dict(shape.get("properties", {}))
    for part in shape.get("allOf", []):
        found |= _properties(part)
    return found


def _whole(shape: dict[str, Any]) -> dict[str, Any]:
    return _at(shape["$ref"]) if "$ref" in shape else shape


def same(document: Any, element: Xml.Element) -> None:
    """See that an element of XML says what a document of JSON says, no more and no less."""
    said = dict(element.attrib)
    children: dict[str, list[Xml.Element]] = {}
    for child in element:
        children.setdefault(child.tag.removeprefix(NAMESPACE), []).append(child)
    for name, value in document.items():
        if isinstance(value, list | dict) or name in TEXTS:
            values = value if isinstance(value, list) else [value]
            found = children.pop(name, [])
            assert len(found) == len(values), (name, value)
            for each, child in zip(values, found, strict=True):
                if isinstance(each, dict):
                    same(each, child)
                else:
                    assert child.text == _text(each)
        elif name == "value":
            assert (element.text or "") == _text(value)
        else:
            assert said.pop(name) == _text(value), name
    assert (said, children) == ({}, {})


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _at(reference: str) -> dict[str, Any]:
    found = description()
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found
