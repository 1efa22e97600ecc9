"""The kinds of fields that requests are made of."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from typing import Annotated, Any, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from backend.services.briefs import MAX_PROMPT, MAX_TITLE


class Fields(BaseModel):
    """What a request may say. Unknown fields are passed over; the schema is made once."""

    model_config = ConfigDict(extra="ignore")

    @classmethod
    @cache
    def model_json_schema(  # type: ignore[override] # the cache wants arguments that can be hashed, and gets them
        cls, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """Return the JSON schema; flask-openapi3 asks for it on every request with a query."""
        return super().model_json_schema(*args, **kwargs)


def plain_text(text: str) -> str:
    """Compose accents (NFC) and drop control characters other than line ends and tabs."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))


def one_line(text: str) -> str:
    """Plain text on one line."""
    return " ".join(plain_text(text).split())


def _from_text(value: Any) -> Any:
    """A form can only send an object as text."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def example(**fields: Any) -> ConfigDict:
    """Show an example of a body on the API page."""
    return cast(ConfigDict, {"openapi_extra": {"example": fields}})


def _up_to(longest: int, *, shortest: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


RowNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]  # the numbers that an integer column holds
Words = Annotated[str, _up_to(MAX_PROMPT), AfterValidator(plain_text)]
SomeWords = Annotated[str, _up_to(MAX_PROMPT, shortest=1), AfterValidator(plain_text)]
Title = Annotated[str, _up_to(MAX_TITLE, shortest=1), AfterValidator(one_line)]
Line = Annotated[str, _up_to(255), AfterValidator(one_line)]
Label = Annotated[str, _up_to(80), AfterValidator(one_line)]
Name = Annotated[str, _up_to(40), AfterValidator(one_line)]
Document = Annotated[dict[str, Any], BeforeValidator(_from_text)]
