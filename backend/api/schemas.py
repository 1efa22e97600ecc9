"""What the answers have in common, for the API page; each subject has its own in `*_schemas.py`.

A test holds real answers against them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from flask_openapi3.models.media_type import MediaType
from flask_openapi3.models.schema import Schema
from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of an answer. Answers may grow: clients pass over what they do not know."""

    model_config = ConfigDict(extra="allow")


class Answer(Shape):
    """An answer that went well."""

    success: Literal[True]


# For those whose Accept asks for it.
AS_PROBLEM = MediaType(schema=Schema.model_validate({"$ref": "#/components/schemas/Problem"}))


class Problem(Shape):
    """A refusal: RFC 9457 with the field errors beside it."""

    model_config = ConfigDict(
        extra="allow",
        openapi_extra={  # type: ignore[typeddict-unknown-key]
            "example": {
                "success": False,
                "error": "A user with this email already exists.",
                "type": "about:blank",
                "title": "Invalid input",
                "status": 400,
                "detail": "A user with this email already exists.",
                "code": "validation",
                "errors": {"email": ["A user with this email already exists."]},
                "email": ["A user with this email already exists."],
                "request_id": "4f1c09a27be3",
            },
            "content": {"application/problem+json": AS_PROBLEM},
        },
    )

    success: Literal[False]
    error: str
    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: dict[str, list[str]] = {}
    request_id: str

    @classmethod
    @cache
    def model_json_schema(cls, **how: Any) -> dict[str, Any]:  # type: ignore[override]
        """Its schema, written once for the thousand answers that it describes."""
        return super().model_json_schema(**how)


class Said(Answer):
    """A sentence."""

    message: str


class NamedShape(Shape):
    """Something to choose by name."""

    name: str = Field(json_schema_extra={"example": "third_above"})
    label: str = Field(json_schema_extra={"example": "Third above"})


class Paged(Answer):
    """A stretch of a list."""

    count: int
    next: str | None
    previous: str | None


class Listing(Answer):
    """A whole list."""

    results: list[dict[str, Any]]


class Health(Answer):
    """What is alive."""

    status: Literal["ok", "degraded"]
    version: str
    renderer: str
    font: str
    engines: list[str]
    voices: list[str] = Field(json_schema_extra={"example": ["kokoro/af_heart"]}, description="Those that can sing.")
    redis: bool
    workers: int
    database: bool
