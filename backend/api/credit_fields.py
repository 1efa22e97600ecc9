"""What requests about credits may say."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from backend.api.fields import Fields, Row, SomeLabel, UploadName, example

# A line of up to 200 letters, as the names of uploads are.
Note = UploadName
Amount = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]


class Redeeming(Fields):
    """A code."""

    code: SomeLabel

    model_config = example(code="GK4T-9QXM-WB2E-7HRD")


class UserPath(Fields):
    """Somebody's account."""

    user_id: Row


class CodePath(Fields):
    """One code."""

    code_id: Row


class Grant(Fields):
    """Credits for somebody; a negative amount takes some back."""

    amount: Amount
    note: Note = Field("", description="Stands in their statement.")

    model_config = example(amount=500, note="For the workshop")


class Allowance(Fields):
    """What somebody gets each month; null: what everybody gets."""

    monthly: int | None = Field(None, ge=0, le=1_000_000_000)

    model_config = example(monthly=5000)


class NewCode(Fields):
    """A code to make."""

    amount: int = Field(ge=1, le=1_000_000_000, description="Credits for each who redeems it.")
    uses: int = Field(1, ge=1, le=1_000_000, description="So many people may, each once.")
    note: Note = Field("", description="Stands in the statements of those who redeem it.")
    expires_at: AwareDatetime | None = None

    model_config = example(amount=200, uses=30, note="Workshop in May")
