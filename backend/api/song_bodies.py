"""What may be said about a song, in whatever form the body comes."""

from __future__ import annotations

from typing import Annotated, Any, BinaryIO, cast

from flask import request
from flask_openapi3.models.file import FileStorage
from pydantic import BeforeValidator, Field
from werkzeug.datastructures import FileStorage as SentFile

from backend.api.door import checked, given_fields
from backend.api.fields import Fields, Label, Line, Name, Row, Title, example, plain_text
from backend.services.errors import InvalidInput
from backend.services.pictures_kept import SentPicture
from backend.services.song_fields import MAX_TAGS
from backend.services.song_uploads import SentSound

# As much as a singer gets through in the longest song, many times over.
MAX_LYRICS = 20_000


def _separated(value: Any) -> Any:
    """A form says tags with commas between them."""
    return [each for each in value.split(",") if each.strip()] if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) and len(value) <= MAX_LYRICS else value


Lyrics = Annotated[str, Field(max_length=MAX_LYRICS), BeforeValidator(_plain)]
Tags = Annotated[list[Name], Field(max_length=MAX_TAGS), BeforeValidator(_separated)]


class SongFields(Fields):
    """What people say about a song."""

    title: Title | None = None
    genre: Label | None = None
    public: bool | None = Field(None, description="Whether everybody may see and hear it.")
    artist: Line | None = Field(None, max_length=200, description="Empty: whose it is.")
    album: Line | None = Field(None, max_length=200, description="Yours of that title is found, or made; empty: none.")
    album_id: Row | None = Field(None, description="The same by its number; the administrator may use any.")
    track_number: int | None = Field(None, ge=0, le=9999, description="0: none.")
    lyrics: Lyrics | None = None
    mood: Name | None = None
    tags: Tags | None = Field(None, description="Instead of those there are; in a form with commas between them.")


class SongChange(SongFields):
    """What may be changed about a song; anything else that is sent is passed over."""

    image: str | None = Field(
        None, max_length=1000, description="A picture, as a file of a multipart form: PNG, JPEG, WebP. `null`: none."
    )

    model_config = example(title="New Title", genre="jazz", public=False)

    def wishes(self) -> dict[str, Any]:
        """What was said, as the services want it."""
        wishes = self.model_dump(exclude_none=True, exclude={"image"})
        if "image" in self.model_fields_set and not self.image:
            wishes["image"] = None
        return wishes


class SaidOfSong(SongFields):
    """What may be said about a song that one brings."""


class BroughtSong(SaidOfSong):
    """A song that one brings."""

    file: FileStorage | None = Field(None, description=".wav, .mp3, .flac", json_schema_extra={"format": "binary"})
    image: FileStorage | None = Field(None, description="PNG, JPEG, WebP.", json_schema_extra={"format": "binary"})


def said() -> dict[str, Any]:
    """What is said about a song that comes with this request."""
    return checked(SaidOfSong, given_fields()).model_dump(exclude_none=True)


def sent_sound(file: Any) -> SentSound:
    """The sound of a form.

    Raises
    ------
    InvalidInput
        if there is none
    """
    if not isinstance(file, SentFile):
        raise InvalidInput.of({"file": ["No file was sent; send one as multipart field `file`."]})
    return SentSound(cast(BinaryIO, file.stream), file.filename or "")


def sent_picture(name: str = "image") -> SentPicture | None:
    """The picture of a multipart form, if there is one."""
    file: SentFile | None = request.files.get(name)
    return SentPicture(cast(BinaryIO, file.stream), file.filename or "") if file and file.filename else None
