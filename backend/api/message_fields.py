"""What somebody may send to write to another."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from backend.api.fields import Fields, Row, example, plain_text
from backend.services.errors import InvalidInput
from backend.services.messages.sending import MAX_LENGTH

LETTER = StringConstraints(strip_whitespace=True, max_length=MAX_LENGTH)
Letter = Annotated[
    str,
    LETTER,
    BeforeValidator(lambda text: plain_text(text) if isinstance(text, str) and len(text) <= MAX_LENGTH else text),
]


class NewMessage(Fields):
    """A message; `receiver`, `receiver_id` and `recipient` are the same, and so are `content` and `text`."""

    receiver: Row | None = Field(None, description="The number of who gets it.")
    receiver_id: Row | None = Field(None, description="The same.")
    recipient: Row | None = Field(None, description="The same.")
    content: Letter = Field("", description="What it says.")
    text: Letter = Field("", description="The same.")
    song_id: Row | None = Field(None, description="A song of yours, or a public one, that comes with it.")

    model_config = example(receiver=2, content="Listen to this")

    def to(self) -> int:
        """Who gets it.

        Raises
        ------
        InvalidInput
            if nobody is named
        """
        named = next((one for one in (self.receiver, self.receiver_id, self.recipient) if one is not None), None)
        if named is None:
            raise InvalidInput.of({"receiver": ["Say who gets it, by number."]})
        return named
