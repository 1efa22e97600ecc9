"""Answers of the protocol: one envelope, in XML, JSON or JSONP; refusals are answers, too, with HTTP 200.

A document says everything once: in XML its single values are attributes, its lists repeated elements, and ``value`` is
the text of an element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as Xml

from flask import Response, current_app, json, request

VERSION, TYPE = "1.16.1", "mini-studio"
NAMESPACE = "http://subsonic.org/restapi"
# These have always been elements with a text, where other single values are attributes.
TEXTS = {"notes", "biography", "lastFmUrl", "smallImageUrl", "mediumImageUrl", "largeImageUrl"}
# What XML 1.0 cannot hold, section 2.2.
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,99}")

# The error codes of the protocol.
GENERIC, MISSING, WRONG_PASSWORD, UNKNOWN_MECHANISM, TWO_MECHANISMS, WRONG_KEY = 0, 10, 40, 42, 43, 44
NOT_ALLOWED, NOT_FOUND = 50, 70


class Refused(Exception):
    """A call that is refused, with an error code of the protocol."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def good(content: Mapping[str, Any] | None = None) -> Response:
    """Answer a call; ``content`` is what the call asks for, under the name that the protocol has for it."""
    return _written({**_head("ok"), **(content or {})})


def failed(refusal: Refused, status: int = 200) -> Response:
    """Answer that a call is refused, and why."""
    error = {"code": refusal.code, "message": refusal.message}
    answer = _written({**_head("failed"), "error": error})
    answer.status_code = status
    return answer


def _head(status: str) -> dict[str, Any]:
    return {
        "status": status,
        "version": VERSION,
        "type": TYPE,
        "serverVersion": current_app.info.version,  # type: ignore[attr-defined]
        "openSubsonic": True,
    }


def _written(document: dict[str, Any]) -> Response:
    wished = request.values.get("f", "xml")
    if wished not in ("json", "jsonp"):
        return Response(xml(document), content_type="text/xml; charset=utf-8")
    text = json.dumps({"subsonic-response": document})
    callback = request.values.get("callback", "")
    if wished == "jsonp" and CALLBACK.fullmatch(callback):
        return Response(f"{callback}({text});", content_type="application/javascript; charset=utf-8")
    return Response(text, content_type="application/json")


def xml(document: Mapping[str, Any]) -> bytes:
    """Write a document as XML."""
    root = Xml.Element("subsonic-response", {"xmlns": NAMESPACE})
    _fill(root, document)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _fill(element: Xml.Element, document: Mapping[str, Any]) -> None:
    for name, value in document.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                _fill(Xml.SubElement(element, name), each)
            elif isinstance(value, list) or name in TEXTS:
                Xml.SubElement(element, name).text = _text(each)
            elif name == "value":
                element.text = _text(each)
            else:
                element.set(name, _text(each))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return UNWRITABLE.sub("", str(value))
