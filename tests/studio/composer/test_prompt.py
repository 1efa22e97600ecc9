"""From a sentence to a brief: what wins, where each field came from, and what is refused."""

from __future__ import annotations

import pytest

from backend.studio.brief import Absence, Brief, Source, StyleWeight
from backend.studio.composer import styles
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.constraints import Constraints
from backend.studio.errors import ParameterOutOfRange, UnknownName
from backend.studio.singing import SingingWish
from backend.studio.units import Meter

SETTLED = set(Brief.__dataclass_fields__) - {"prompt", "understood", "unresolved", "sources", "singing", "backing"}
HARD = set(Constraints.__dataclass_fields__)


def test_every_field_says_where_it_came_from():
    assert set(read("warm lo-fi with kalimba", seed=1).sources) == SETTLED
    sung = read("", wishes=BriefWishes(singing=SingingWish("la")), seed=1)
    assert (sung.singing.lyrics, sung.sources["singing"]) == ("la", Source.REQUEST)


@pytest.mark.parametrize(
    ("prompt", "field", "source"),
    [
        ("techno at 130 bpm", "tempo_bpm", Source.PROMPT),
        ("techno", "tempo_bpm", Source.STYLE),
        ("techno", "styles", Source.PROMPT),
        ("", "styles", Source.DEFAULT),
        ("a gagaku piece", "styles", Source.DEFAULT),
        ("tango", "styles", Source.DEFAULT),
        ("reggae", "styles", Source.PROMPT),
        ("study music", "styles", Source.PROMPT),
        ("jazz", "tonic", Source.SEED),
        ("jazz", "mode", Source.SEED),
        ("jazz in D", "mode", Source.PROMPT),
        ("jazz", "duration_s", Source.DEFAULT),
        ("16 bars of jazz", "duration_s", Source.PROMPT),
        ("happy jazz", "mood", Source.PROMPT),
        ("jazz", "mood", Source.STYLE),
        ("jazz", "loudness_lufs", Source.STYLE),
        ("jazz", "title", Source.SEED),
        ("jazz about rain", "title", Source.PROMPT),
    ],
)
def test_the_source_of_a_field(prompt, field, source):
    assert read(prompt, seed=1).sources[field] is source


def test_the_request_wins_over_the_words():
    wishes = BriefWishes(
        styles=("jazz_trio",), duration_s=60, tempo_bpm=100, key="F# minor", meter="3/4", instruments=("cello",),
        title="Mine", loudness_lufs=-18, only=True, without=("drums",),
    )  # fmt: skip
    brief = read("techno at 140 bpm in C major with piano, 3 minutes", wishes=wishes, seed=1)
    assert (brief.style, brief.duration_s, brief.tempo_bpm, brief.tonic, brief.mode) == (
        "jazz_trio",
        60,
        100,
        6,
        "minor",
    )
    assert (brief.meter, brief.instruments, brief.title) == (Meter(3, 4), ("cello",), "Mine")
    assert (brief.loudness_lufs, brief.only, brief.absences) == (-18, True, (Absence("drums"),))
    assert {brief.sources[name] for name in SETTLED - HARD - {"mood"}} == {Source.REQUEST}


def test_wished_styles_share_a_blend_and_may_be_said_in_words():
    brief = read("", wishes=BriefWishes(styles=(StyleWeight("Lo-fi hip hop", 3), "jazz")), seed=1)
    assert brief.styles == (StyleWeight("lofi", 0.75), StyleWeight("jazz_trio", 0.25))


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"tempo_bpm": 999}, r"Tempo 999 bpm is outside 40 to 240 bpm\."),
        ({"tempo_bpm": float("nan")}, "Tempo nan bpm is outside"),
        ({"duration_s": 4}, r"Duration 4 s is outside 5 to 300 s\."),
        ({"loudness_lufs": 0}, r"Loudness 0 LUFS is outside -30 to -6 LUFS\."),
        ({"tonic": 12}, r"Tonic 12 is outside 0 to 11\."),
        ({"title": "x" * 201}, "title's length 201 characters"),
        ({"styles": (StyleWeight("pop", 0),)}, "Weight 0 of style 'pop' is not above 0"),
    ],
)
def test_a_number_outside_its_range_is_refused(wishes, message):
    with pytest.raises(ParameterOutOfRange, match=message):
        read("pop", wishes=BriefWishes(**wishes), seed=1)


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"styles": ("gagaku",)}, "no style 'gagaku'"),
        ({"instruments": ("glissophone",)}, "'glissophone' is not an instrument we have"),
        ({"key": "H major"}, "'H major' is not a key"),
        ({"mode": "happy"}, "no mode 'happy'"),
        ({"meter": "7/8"}, "Meter '7/8' is none of 4/4"),
    ],
)
def test_a_name_we_do_not_have_is_refused(wishes, message):
    with pytest.raises(UnknownName, match=message):
        read("pop", wishes=BriefWishes(**wishes), seed=1)


def test_a_prompt_too_long_is_refused_with_both_numbers():
    with pytest.raises(ParameterOutOfRange, match=r"2001 characters; it may have up to 2000") as refusal:
        read("x" * 2001, seed=1)
    assert refusal.value.code == "parameter_out_of_range"


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_outside_its_range_is_refused(seed):
    with pytest.raises(ParameterOutOfRange, match="Seed"):
        read("pop", seed=seed)


def test_the_same_words_and_seed_give_the_same_brief():
    assert read("a sad lo-fi song", seed=11) == read("a sad lo-fi song", seed=11)


def test_other_seeds_give_other_keys_inside_the_style():
    briefs = [read("techno", seed=seed) for seed in range(40)]
    assert len({(brief.tonic, brief.mode) for brief in briefs}) > 8
    assert {brief.mode for brief in briefs} <= set(styles.find("techno").modes)


def test_an_unsaid_tempo_stays_inside_the_style():
    for name, style in styles.load_all().items():
        for seed in range(5):
            brief = read("very energetic", wishes=BriefWishes(styles=(name,)), seed=seed)
            assert style.tempo.lowest <= brief.tempo_bpm <= style.tempo.highest


def test_sad_songs_are_mostly_in_minor_and_happy_ones_in_major():
    minor = {"minor", "dorian", "phrygian", "aeolian"}
    sad = [read("very sad pop", seed=seed).mode in minor for seed in range(30)]
    happy = [read("very happy pop", seed=seed).mode in minor for seed in range(30)]
    assert sum(sad) > 25
    assert sum(happy) < 5


def test_a_style_that_is_ruled_out_is_not_chosen():
    assert all(read("no rock please, something loud", seed=seed).style != "rock" for seed in range(10))


@pytest.mark.parametrize("words", ["", "a happy song", "calm music", "energetic music", "triumphant", "something dark"])
def test_a_mood_alone_chooses_no_march_and_no_holiday(words):
    chosen = {read(words, seed=seed).style for seed in range(20)}
    assert not any(styles.find(name).by_name for name in chosen)


@pytest.mark.parametrize("name", styles.built_in())
def test_every_word_of_a_style_means_it(name):
    style = styles.find(name)
    known = {word: read(word, seed=1) for word in (style.label, *style.words)}
    assert {word for word, brief in known.items() if brief.style != name or brief.unresolved} == set()


def test_a_kind_of_music_we_do_not_play_is_said_and_the_nearest_stands_in():
    brief = read("cumbia with piano", seed=1)
    assert [(item.words, item.kind, item.nearest) for item in brief.unresolved] == [
        ("cumbia", "style", ("Salsa", "Latin pop"))
    ]
    assert brief.style == "salsa"


@pytest.mark.parametrize("style", ["pop", "rock", "jazz", "country"])
def test_a_ballad_is_slow_where_no_other_pace_is_said(style):
    ballad, plain, fast = (
        read(words, seed=1).tempo_bpm for words in (f"{style} ballad", style, f"fast {style} ballad")
    )
    assert ballad < plain < fast == read(f"fast {style}", seed=1).tempo_bpm


def test_a_ballad_that_is_told_has_any_pace():
    assert read("folk ballad", seed=1).sources["tempo_bpm"] is Source.STYLE
