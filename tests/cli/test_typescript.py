"""What the pages know of the API: its document as TypeScript."""

from __future__ import annotations

import pytest

from backend.cli import typescript


def test_the_pages_know_the_api_as_it_is(client):
    """Where this fails the API has changed: `python3 run.py flask typescript` writes it down, tsc says what follows."""
    assert typescript.FILE.read_text(encoding="utf-8") == typescript.written(client.get("/openapi.json").json)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["integer", "null"]}, "number | null"),
        ({"anyOf": [{"type": "number"}, {"type": "integer"}, {"type": "null"}]}, "number | null"),
        ({"enum": ["a", "b"], "type": "string"}, '"a" | "b"'),
        ({"const": True}, "true"),
        ({"$ref": "#/components/schemas/Song"}, "Song"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "(string | null)[]"),
        ({"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]}, "[number, string]"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "Record<string, number>"),
        ({"type": "object", "additionalProperties": True}, "object"),
        (
            {"type": "object", "properties": {"a": {}, "b-c": {"type": "null"}}, "required": ["a"]},
            '{ a: unknown; "b-c"?: null }',
        ),
        ({}, "unknown"),
    ],
)
def test_shapes_become_types(schema, expected):
    assert typescript._type(schema) == expected


def test_routes_say_what_goes_there_and_what_comes_back():
    song = {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Song"}}}}
    show = {"summary": "Show a song.", "parameters": [parameter], "responses": {"200": answer, "404": {}}}
    text = typescript.written({"components": {"schemas": {"Song": song}}, "paths": {"/songs/{id}": {"get": show}}})
    assert "export interface Song {\n  id: number;\n}" in text
    said = ['"GET /songs/{id}": {', "path: { id: number };", "query: undefined;", "body: undefined;", "answer: Song;"]
    assert "\n    ".join(said) in text
