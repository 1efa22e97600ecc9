"""What the pages know of the API: TypeScript, written from the API's own document.

Shapes become interfaces; ``Routes`` has for each method and path what goes there and what comes back. A test holds the
file against the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask_openapi3.openapi import OpenAPI

from backend.config import PROJECT_ROOT

FILE = PROJECT_ROOT / "frontend" / "src" / "core" / "contract.ts"
HEAD = """\
/** What goes to the server and what comes back, by route. Written by `python3 run.py flask typescript`, not by hand. */
"""
METHODS = ("get", "post", "put", "patch", "delete")
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
REFERENCE = "#/components/schemas/"

Schema = Mapping[str, Any]


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=FILE)
def typescript(file: Path) -> None:
    """Write the API's shapes and routes as TypeScript, for the pages."""
    app = current_app
    assert isinstance(app, OpenAPI)
    file.write_text(written(json.loads(json.dumps(app.api_doc))), encoding="utf-8")
    click.echo(f"Wrote {file}.")


def written(document: Schema) -> str:
    """Write a document's shapes and routes as TypeScript."""
    shapes = document["components"]["schemas"]
    parts = [_shape(name, shape) for name, shape in sorted(shapes.items())]
    lines = [line for path, item in document["paths"].items() for line in _operations(path, item)]
    return "\n".join([HEAD, *parts, "export interface Routes {", *lines, "}\n"])


def _shape(name: str, shape: Schema) -> str:
    if "properties" not in shape:
        return f"export type {name} = {_type(shape)};\n"
    lines = [f"  {field};" for field in _fields(shape)]
    return "\n".join([f"export interface {name} {{", *lines, "}\n"])


def _operations(path: str, item: Schema) -> Iterator[str]:
    for method in METHODS:
        if operation := item.get(method):
            yield f"  /** {operation['summary']} */"
            yield f'  "{method.upper()} {path}": {{'
            yield from (f"    {name}: {type_};" for name, type_ in _parts(operation))
            yield "  };"


def _parts(operation: Schema) -> Iterator[tuple[str, str]]:
    """What a route takes, by where it stands, and what it answers with when all is well."""
    parameters = operation.get("parameters", [])
    for place in ("path", "query"):
        found = [one for one in parameters if one["in"] == place]
        properties = {one["name"]: one["schema"] for one in found}
        required = [one["name"] for one in found if one["required"]]
        yield place, _object({"properties": properties, "required": required}) if found else "undefined"
    yield "body", _body(operation.get("requestBody", {}).get("content", {}))
    good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    yield "answer", " | ".join(dict.fromkeys(_answer(answer.get("content", {})) for answer in good))


def _body(content: Schema) -> str:
    if not content:
        return "undefined"
    return _type(content["application/json"]["schema"]) if "application/json" in content else "FormData"


def _answer(content: Schema) -> str:
    if "application/json" in content:
        return _type(content["application/json"]["schema"])
    return "Blob" if content else "undefined"


def _type(schema: Schema) -> str:
    """The TypeScript of a shape."""
    if reference := schema.get("$ref"):
        return re.sub(r"\W", "_", reference.removeprefix(REFERENCE))
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return " | ".join(dict.fromkeys(map(_type, choices)))
    if values := schema.get("enum") or ([schema["const"]] if "const" in schema else []):
        return " | ".join(json.dumps(value) for value in values)
    kind = schema.get("type", "unknown")
    if isinstance(kind, list):
        return " | ".join(_type({**schema, "type": each}) for each in kind)
    return NESTED[kind](schema) if kind in NESTED else PLAIN.get(kind, "unknown")


def _array(schema: Schema) -> str:
    if places := schema.get("prefixItems"):
        return f"[{', '.join(map(_type, places))}]"
    items = _type(schema.get("items", {}))
    return f"({items})[]" if " | " in items else f"{items}[]"


def _object(schema: Schema) -> str:
    """An object: its properties, or what its values are where it has names of its own."""
    if schema.get("properties"):
        return f"{{ {'; '.join(_fields(schema))} }}"
    values = schema.get("additionalProperties")
    return f"Record<string, {_type(values)}>" if isinstance(values, Mapping) else "object"


def _fields(schema: Schema) -> Iterator[str]:
    required = schema.get("required", [])
    for name, each in schema["properties"].items():
        yield f"{name if name.isidentifier() else json.dumps(name)}{'' if name in required else '?'}: {_type(each)}"


NESTED = {"array": _array, "object": _object}
