"""What the answers about credits look like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backend.api.people_schemas import MOMENT, UserAnswer
from backend.api.schemas import Answer, Paged, Shape


class CreditState(Shape):
    """What somebody has."""

    balance: int = Field(description="What can be spent; what is held is taken off already.")
    held: int = Field(description="What waits for jobs to end.")
    trial: bool = Field(description="Whether there was nothing but the trial until now.")
    monthly: int = Field(description="What comes each month once the address is verified.")
    verified: bool
    next_allowance: str | None = Field(json_schema_extra={"example": "2026-12-01"})


class CreditsAnswer(Answer, CreditState):
    """One's own credits."""

    enabled: bool = Field(description="false: nothing costs anything here.")


class StandingAnswer(Answer, CreditState):
    """Somebody's credits after a change."""


class Redeemed(StandingAnswer):
    """What a code has brought."""

    amount: int


class CreditLine(Shape):
    """A line of the ledger."""

    id: int
    created_at: str = Field(json_schema_extra={"example": MOMENT})
    kind: Literal["trial", "allowance", "grant", "code", "hold", "settle", "release"]
    text: str = Field(json_schema_extra={"example": "Held: Rain in the Morning"})
    amount: int
    balance: int = Field(description="What there was after it.")
    job_id: str | None


class CreditPage(Paged):
    """A page of the ledger, the newest line first."""

    results: list[CreditLine]


class PriceRow(Shape):
    """A job costs `start` and `per_second` for each second of its music, rounded up."""

    type: str = Field(json_schema_extra={"example": "music"})
    engine: str = Field(description="`*`: every engine without a row.")
    start: float
    per_second: float


class Prices(Answer):
    """What things cost; what is not listed is free."""

    enabled: bool
    trial: int = Field(description="Comes with an account.")
    monthly: int = Field(description="Comes each month once the address is verified.")
    results: list[PriceRow]


class CodeShape(Shape):
    """A code, as the administrator sees it."""

    id: int
    hint: str = Field(json_schema_extra={"example": "…7HRD"})
    amount: int
    uses: int
    uses_left: int
    note: str
    created_at: str = Field(json_schema_extra={"example": MOMENT})
    expires_at: str | None


class Codes(Answer):
    """All codes."""

    count: int
    results: list[CodeShape]


class FreshCode(Answer, CodeShape):
    """A new code; it is shown this once."""

    code: str = Field(json_schema_extra={"example": "GK4T-9QXM-WB2E-7HRD"})


class UserWithCredits(UserAnswer):
    """The user who is calling, and what they may spend."""

    credits: int | None = Field(description="null where nothing costs anything.")
