"""The kinds of fields that requests are made of."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from backend.api.paths import LARGEST_ID
from backend.services.briefs import MAX_PROMPT, MAX_TITLE

# A brief with everything said has some 3 kB.
MAX_DOCUMENT = 2**16


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


def from_text(value: Any) -> Any:
    """A form can only send an object as text; either way it is no larger than anybody's brief."""
    try:
        written = value if isinstance(value, str) else json.dumps(value)
        if len(written) > MAX_DOCUMENT:
            raise ValueError(f"The document has {len(written)} characters; up to {MAX_DOCUMENT} are allowed")
        return json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError as wrong:
        raise ValueError(f"{value[:40]!r} is no JSON: {wrong.msg} at character {wrong.pos + 1}") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _read_by(read: Callable[[str], str], longest: int) -> BeforeValidator:
    """Clean a text of allowed length: what has nothing but control characters is empty, what is too long stays so."""
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) and len(value) <= longest else value)


def example(**fields: Any) -> ConfigDict:
    """Show an example of a body on the API page."""
    return cast(ConfigDict, {"openapi_extra": {"example": fields}})


def _up_to(longest: int, *, shortest: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


Words = Annotated[str, _up_to(MAX_PROMPT), _read_by(plain_text, MAX_PROMPT)]
SomeWords = Annotated[str, _up_to(MAX_PROMPT, shortest=1), _read_by(plain_text, MAX_PROMPT)]
Title = Annotated[str, _up_to(MAX_TITLE, shortest=1), _read_by(one_line, MAX_TITLE)]
Line = Annotated[str, _up_to(255), _read_by(one_line, 255)]
SomeLine = Annotated[str, _up_to(255, shortest=1), _read_by(one_line, 255)]
Label = Annotated[str, _up_to(80), _read_by(one_line, 80)]
SomeLabel = Annotated[str, _up_to(80, shortest=1), _read_by(one_line, 80)]
Name = Annotated[str, _up_to(40), _read_by(one_line, 40)]
Row = Annotated[int, Field(ge=1, le=LARGEST_ID)]
UploadName = Annotated[str, _up_to(200), _read_by(one_line, 200)]
Document = Annotated[dict[str, Any], BeforeValidator(from_text)]
