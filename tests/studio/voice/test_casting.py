"""Who sings: the voice that was asked for, if it is there and has the language; else a refusal says what there is."""

from __future__ import annotations

from dataclasses import replace

import handmade
import pytest
from hummer import VOICE, Hummer, company

from backend.studio.composer.edits.kinds import SetSinging, SetWords
from backend.studio.errors import BadEdit, BadLyrics, CannotSing, UnknownName
from backend.studio.singing import SingingWish
from backend.studio.voice import casting, ways
from backend.studio.voice.company import Company

SPANISH = Hummer(replace(VOICE, id="test/ola", label="Ola", languages=("es", "en-GB")))
MUTE = Hummer(replace(VOICE, id="test/mute", label="Mute", unavailable="its weights are missing."))
ALL = company(MUTE, Hummer(), SPANISH)


def cast(**how) -> SingingWish:
    return casting.cast(
        SingingWish(**{"lyrics": "hello", "language": "", **how}), ALL, lambda words, _language: ["ˈO"] * len(words)
    )


def test_the_default_is_the_first_who_can_sing() -> None:
    assert (cast().voice, cast().language) == ("test/hum", "en-US")


@pytest.mark.parametrize(
    ("voice", "language", "found"),
    [
        ("default", "es", ("test/ola", "es")),
        ("default", "es-MX", ("test/ola", "es")),
        ("test/ola", "", ("test/ola", "es")),
        ("test/ola", "en", ("test/ola", "en-GB")),
        ("test/hum", "EN-us", ("test/hum", "en-US")),
    ],
)
def test_a_language_is_found_among_those_of_the_voice(voice: str, language: str, found: tuple[str, str]) -> None:
    made = cast(voice=voice, language=language)
    assert (made.voice, made.language) == found


@pytest.mark.parametrize(
    ("how", "error", "field", "message"),
    [
        ({"voice": "test/nobody"}, UnknownName, "voice", "no voice 'test/nobody'; known are default, test/mute"),
        ({"voice": "test/mute"}, CannotSing, "voice", "Mute cannot sing here: its weights are missing"),
        ({"voice": "test/hum", "language": "ja"}, CannotSing, "language", "Hum sings en-US; given: 'ja'"),
        ({"lyrics": "☃ 🎵"}, BadLyrics, "lyrics", "The lyrics hold no line"),
        ({"lyrics": "مرحبا"}, CannotSing, "lyrics", "cannot be read aloud in this language"),
        ({"expression": "yodel"}, UnknownName, "expression", "no way of singing 'yodel'; known are pop"),
        ({"harmonies": ("fourth",)}, UnknownName, "harmonies", "'fourth' is no harmony; known are double"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(how: dict, error: type, field: str, message: str) -> None:
    with pytest.raises(error, match=message) as refusal:
        cast(**how)
    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize("lyrics", ["", " \n", "[instrumental]", "[Instrumental]\n\n[Solo]"])
def test_what_has_no_words_is_sung_by_nobody(lyrics: str) -> None:
    assert casting.cast(SingingWish(lyrics, voice="test/nobody"), Company()) == SingingWish()


def test_words_beyond_all_limits_are_refused() -> None:
    with pytest.raises(BadLyrics, match="1000000 characters; up to 20000"):
        cast(lyrics="a" * 1_000_000)


def test_nobody_is_there_at_all() -> None:
    with pytest.raises(CannotSing, match="Nobody can sing here") as refusal:
        casting.cast(SingingWish("hello"), Company())
    assert list(refusal.value.fields) == ["voice"]


def test_a_wish_knows_where_its_voice_is_at_ease_and_how_foreign_words_sound() -> None:
    made = cast(lyrics="hola hola(oh)", voice="test/ola", respelled=(("mundo", "moon-do"),))
    assert made.tessitura == (ALL.voice("test/ola").low, ALL.voice("test/ola").high)
    assert dict(made.respelled) == {"hola": "/ˈO/", "mundo": "moon-do"}


def test_ways_of_the_sound_alone_leave_the_notes_to_the_style() -> None:
    brief = handmade.brief()
    plain, rap = (replace(brief, singing=SingingWish("la", expression=name)) for name in ("plain", "rap"))
    assert [ways.of(one, "verse") for one in (brief, plain, rap)] == ["pop", "plain", "rap"]
    assert ways.of(rap, "chorus") == "pop"


def test_an_edit_learns_what_only_the_company_knows() -> None:
    wish = cast(voice="test/ola", language="es")
    another = casting.recast(SetSinging(voice="test/ola"), wish, ALL)
    ola = ALL.voice("test/ola")
    reach = {"tessitura": (ola.low, ola.high), "compass": (ola.lowest, ola.highest)}
    assert another == SetSinging(voice="test/ola", **reach)
    spoken = casting.recast(SetWords(0, "hola"), wish, ALL, lambda words, _language: ["ˈO"] * len(words))
    assert spoken == SetWords(0, "hola", respelled=(("hola", "/ˈO/"),))
    assert casting.recast(SetWords(0, "hello"), cast(), ALL) == SetWords(0, "hello")
    with pytest.raises(CannotSing, match="Hum sings en-US; given: 'es'"):
        casting.recast(SetSinging(voice="test/hum"), wish, ALL)
    # A song may sing its words again: of its lines there are more than were written.
    assert casting.recast(SetWords(7, "hello"), cast(), ALL) == SetWords(7, "hello")
    with pytest.raises(BadEdit, match="holds nothing that can be sung"):
        casting.recast(SetWords(0, "🎹"), cast(), ALL)
    with pytest.raises(UnknownName, match="no way of singing 'nope'; known are"):
        casting.recast(SetSinging(expression="nope"), wish, ALL)
