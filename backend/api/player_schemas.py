"""Answers about music players, for the API page."""

from __future__ import annotations

from pydantic import Field

from backend.api.schemas import Answer, Shape


class AppPasswordShape(Shape):
    """An app password, without what it is."""

    id: int
    name: str = Field(json_schema_extra={"example": "My telephone"})
    created_at: str
    last_used_at: str | None


class AppPasswordList(Answer):
    """All app passwords of somebody."""

    count: int
    results: list[AppPasswordShape]


class FreshAppPassword(Answer, AppPasswordShape):
    """A new app password; it is shown this once, with the name to type beside it."""

    username: str = Field(json_schema_extra={"example": "clara"})
    password: str = Field(json_schema_extra={"example": "k3vq-8wzt-m2bd-x7hn-c4rj"})
