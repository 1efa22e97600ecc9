"""Who sings a song: a wish made definite, with a voice that is there and a language that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from backend.studio.composer.edits import lyrics
from backend.studio.composer.edits.kinds import Edit, SetNotes, SetSinging, SetWords
from backend.studio.composer.vocal import wording
from backend.studio.errors import BadEdit, CannotSing, StudioError, UnknownName
from backend.studio.lyrics import foreign, text
from backend.studio.lyrics.foreign import Speak
from backend.studio.singing import DEFAULT_VOICE, HARMONIES, SingingWish
from backend.studio.voice import ways
from backend.studio.voice.company import Company
from backend.studio.voice.singer import Voice


def cast(wish: SingingWish, company: Company, speak: Speak | None = None) -> SingingWish:
    """Settle voice, tessitura and language of a wish; words that are played only (``[Solo]``) are sung by nobody.

    What ``speak`` says to words of other languages than English is written down in the wish, so that it is all that
    is needed to sing them again.

    Raises
    ------
    BadLyrics
        if the words cannot be read
    UnknownName
        if there is no such voice, harmony or way of singing
    CannotSing
        if the voice is not to be had here, does not have the language, or nobody reads it
    """
    with _about("lyrics"):
        lines = text.parse(wish.lyrics).lines if wish.is_sung else ()
    if not lines:
        return SingingWish()
    if unknown := [name for name in wish.harmonies if name not in HARMONIES]:
        message = f"{unknown[0][:80]!r} is no harmony; known are {', '.join(HARMONIES)}."
        raise UnknownName(message, fields={"harmonies": [message]})
    ways.check(wish.expression)
    voice = chosen(company, wish.voice, wish.language)
    language = language_of(voice, wish.language)
    with _about("lyrics"):
        heard = (
            () if foreign.is_english(language) else foreign.spelled_out((line.text for line in lines), language, speak)
        )
    found = replace(
        wish,
        voice=voice.id,
        language=language,
        respelled=tuple({**dict(heard), **dict(wish.respelled)}.items()),
        harmonies=tuple(dict.fromkeys(wish.harmonies)),
        tessitura=(voice.low, voice.high),
        compass=(voice.lowest, voice.highest),
    )
    with _about("lyrics"):
        wording.verses(found)
    return found


def recast(edit: Edit, wish: SingingWish, company: Company, speak: Speak | None = None) -> Edit:
    """The same edit of a song with this wish, with what only the company knows: another voice's tessitura, and how
    words of other languages sound.

    Raises
    ------
    UnknownName
        if there is no such voice or way of singing
    CannotSing
        if it cannot sing here, or not in the language of the song, or nobody reads that
    BadEdit
        if a line cannot be sung
    """
    if isinstance(edit, SetSinging):
        ways.check(edit.expression or "")
    if isinstance(edit, SetSinging) and edit.lyrics is not None:
        named = edit.voice or (wish.voice if wish.is_sung else DEFAULT_VOICE)
        own = cast(SingingWish(edit.lyrics, named, edit.language or "", respelled=edit.respelled), company, speak)
        if not own.is_sung:
            raise BadEdit.of("lyrics", "There is nothing to sing: write words, such as `Hello world`.")
        return replace(
            edit,
            voice=own.voice,
            language=own.language,
            respelled=own.respelled,
            tessitura=own.tessitura,
            compass=own.compass,
        )
    if isinstance(edit, SetSinging) and edit.voice is not None:
        voice = chosen(company, edit.voice, wish.language)
        language_of(voice, wish.language)
        return replace(edit, voice=voice.id, tessitura=(voice.low, voice.high), compass=(voice.lowest, voice.highest))
    if isinstance(edit, SetWords | SetNotes) and not foreign.is_english(wish.language):
        lines = [edit.text] if isinstance(edit, SetWords) else [note.lyric for note in edit.notes]
        edit = replace(edit, respelled=foreign.spelled_out(lines, wish.language, speak))
    if isinstance(edit, SetWords):
        lyrics.check(edit, wish)
    return edit


@contextmanager
def _about(field: str) -> Iterator[None]:
    """Name the field that a refusal is about, where it does not say so itself."""
    try:
        yield
    except StudioError as refusal:
        raise type(refusal)(refusal.message, fields=refusal.fields or {field: [refusal.message]}) from refusal


def language_of(voice: Voice, wanted: str) -> str:
    """The language of a voice that is meant: its first where none is, ``en`` is any English.

    Raises
    ------
    CannotSing
        if the voice does not have it
    """
    if not wanted:
        return voice.languages[0]
    found = next((own for own in voice.languages if own.lower() == wanted.lower()), None) or next(
        (own for own in voice.languages if _root(own) == _root(wanted)), None
    )
    if found is None:
        message = f"{voice.label} sings {', '.join(voice.languages)}; given: {wanted[:40]!r}."
        raise CannotSing(message, fields={"language": [message]})
    return found


def chosen(company: Company, name: str, language: str = "") -> Voice:
    """The voice of a name that can sing here; the default one is the first that has the language.

    Raises
    ------
    UnknownName, CannotSing
        if there is none, or it cannot sing here
    """
    try:
        if name == DEFAULT_VOICE and language:
            return _fluent(company.voices(), language) or company.voice(DEFAULT_VOICE)
        voice = company.voice(name)
    except (UnknownName, CannotSing) as refusal:
        raise type(refusal)(refusal.message, fields={"voice": [refusal.message]}) from refusal
    if voice.unavailable:
        message = f"{voice.label} cannot sing here: {voice.unavailable}"
        raise CannotSing(message, fields={"voice": [message]})
    return voice


def _fluent(voices: Sequence[Voice], language: str) -> Voice | None:
    """The first voice that has a language."""
    able = (voice for voice in voices if not voice.unavailable)
    return next((voice for voice in able if _root(language) in map(_root, voice.languages)), None)


def _root(language: str) -> str:
    """``en`` of ``en-US``."""
    return language.lower().partition("-")[0]
