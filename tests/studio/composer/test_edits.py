"""Edits: what was asked for changes, and nothing else does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from songs import brief, composed, song

from backend.studio.brief import Ending, FormWish
from backend.studio.composer import perform, rewriting, whole
from backend.studio.composer.edits import applying, documents, kinds
from backend.studio.composer.edits.edited import Edited
from backend.studio.errors import BadEdit, UnknownName
from backend.studio.score import Score
from backend.studio.units import TempoMap


def edited(score: Score, kind: str, **fields: Any) -> Edited:
    return applying.apply(score, documents.seeded(documents.read({"kind": kind, **fields}), 11))


def notes(score: Score, key: str) -> dict[str, list[tuple[float, float, int, int]]]:
    """The notes of a section by part, beats from its start; silent parts are left out."""
    section = next(section for section in score.plan.sections if section.key == key)
    start = score.plan.start_beat(section)
    found = {part.id: rewriting.notes_in(part, score.plan, section) for part in score.parts}
    return {
        id_: [(round(n.start_beat - start, 6), round(n.length_beats, 6), n.pitch, n.velocity) for n in own]
        for id_, own in found.items()
        if own
    }


def index_of(score: Score, role: str) -> int:
    return next(index for index, section in enumerate(score.plan.sections) if section.role == role)


def others(score: Score, index: int) -> list[str]:
    return [section.key for at, section in enumerate(score.plan.sections) if at != index]


NOTE = {"start_beat": 0.0, "length_beats": 1.0, "pitch": 40}
SECTION_EDITS = [
    {"kind": "regenerate"}, {"kind": "regenerate", "part": "lead"}, {"kind": "regenerate", "chords": True},
    {"kind": "vary", "amount": 50}, {"kind": "transpose", "semitones": 2}, {"kind": "energy", "energy": 0.1},
    {"kind": "energy", "energy": 1.0}, {"kind": "style", "style": "jazz_trio"}, {"kind": "tempo", "bpm": 90},
]  # fmt: skip


@pytest.mark.parametrize("fields", SECTION_EDITS, ids=str)
def test_an_edit_of_a_section_leaves_all_others_alone(fields):
    before = song("pop")
    index = index_of(before, "chorus")
    after = edited(before, section=index, **fields).score
    for key in others(before, index):
        assert notes(after, key) == notes(before, key)
    if fields["kind"] != "tempo":
        key = before.plan.sections[index].key
        assert notes(after, key) != notes(before, key)
        one, other = (perform.play(score, whole.seeds_of(score.plan)) for score in (before, after))
        for part in one.parts:
            found = next((played for played in other.parts if played.part.id == part.part.id), None)
            kept = [note for note in part.notes if note.section != index]
            assert [note for note in (found.notes if found else ()) if note.section != index] == kept


def test_a_part_in_a_section_is_all_that_changes():
    before = song("pop")
    index = index_of(before, "verse")
    done = edited(before, "regenerate", section=index, part="bass")
    for part in before.parts:
        if part.id != "bass":
            assert next(other for other in done.score.parts if other.id == part.id) == part
    assert done.parts == ("bass",)
    assert done.sections == (before.plan.sections[index].key,)


def test_only_parts_that_changed_are_named():
    before = song("pop")
    index = next(i for i, section in enumerate(before.plan.sections) if "lead" not in section.layers)
    done = edited(before, "regenerate", section=index)
    playing = set(notes(before, before.plan.sections[index].key)) | set(notes(done.score, done.sections[0]))
    assert set(done.parts) <= playing and "lead" not in done.parts


def test_another_seed_writes_other_music_and_the_same_seed_the_same():
    before = song("pop")
    index = index_of(before, "verse")
    scores = [edited(before, "regenerate", section=index, part="lead", seed=seed).score for seed in (1, 1, 2, 3)]
    key = before.plan.sections[index].key
    tunes = [notes(score, key)["lead"] for score in scores]
    assert tunes[0] == tunes[1] and len({str(tune) for tune in tunes}) == 3


def test_what_was_written_anew_is_written_anew_again_with_its_seed():
    before = song("pop")
    index = index_of(before, "verse")
    once = edited(before, "regenerate", section=index, part="lead", seed=5).score
    assert [(own.section, own.part, own.seed) for own in once.plan.seeds] == [
        (before.plan.sections[index].key, "lead", 5)
    ]
    again = edited(once, "regenerate", section=index, part="lead", seed=6).score
    assert [own.seed for own in again.plan.seeds] == [6]


@pytest.mark.parametrize(("amount", "bars"), [(0, 0), (1, 1), (50, 2), (100, 4)])
def test_so_many_percent_of_the_bars_vary(amount, bars):
    before = song("pop")
    index = next(i for i, s in enumerate(before.plan.sections) if s.bars == 4 and "lead" in s.layers)
    after = edited(before, "vary", section=index, part="lead", amount=amount).score
    start, bar = before.plan.start_beat(before.plan.sections[index]), before.plan.meter.beats_per_bar
    lead = [next(part for part in score.parts if part.id == "lead").notes for score in (before, after)]
    changed = [
        number
        for number in range(4)
        if rewriting.between(lead[0], start + number * bar, start + (number + 1) * bar)
        != rewriting.between(lead[1], start + number * bar, start + (number + 1) * bar)
    ]
    assert len(changed) <= bars and bool(changed) == bool(bars)


def test_another_instrument_plays_the_same_tune_where_it_can():
    done = edited(song("pop"), "instrument", part="lead", instrument="cello")
    old, lead = (next(part for part in score.parts if part.id == "lead") for score in (song("pop"), done.score))
    assert (lead.program, lead.detail, lead.instrument) == (42, "Cello", "cello")
    assert [note.pitch % 12 for note in lead.notes] == [note.pitch % 12 for note in old.notes]
    assert done.new_parts == ("lead",)
    assert perform.play(done.score, whole.seeds_of(done.score.plan)).parts


def test_a_transposed_song_is_in_another_key():
    before = song("pop")
    after = edited(before, "transpose", semitones=3).score
    assert after.plan.brief.tonic == (before.plan.brief.tonic + 3) % 12
    for one, other in zip(before.parts, after.parts, strict=True):
        by = 0 if one.is_drums else 3
        assert [note.pitch + by for note in one.notes] == [note.pitch for note in other.notes]
    for one, other in zip(before.plan.harmony, after.plan.harmony, strict=True):
        assert other.root == (one.root + 3) % 12 and other.roman == one.roman
        assert len(other.symbol) and {(tone + 3) % 12 for tone in one.tones} == set(other.tones)


def test_a_section_at_another_tempo_gives_the_old_one_back():
    before = song("pop")
    index = index_of(before, "chorus")
    after = edited(before, "tempo", bpm=80, section=index).score
    section, following = after.plan.sections[index : index + 2]
    assert after.plan.tempo.bpm_at(after.plan.start_beat(section) + 1) == 80
    start = after.plan.start_beat(following)
    assert after.plan.tempo.bpm_at(start) == before.plan.tempo.bpm_at(start)
    assert after.plan.brief.duration_s > before.plan.brief.duration_s


def test_no_place_of_a_song_becomes_faster_than_music_may_go():
    """A file of somebody's own may have any tempo on its way; a project with more could not be brought back."""
    plan = song("pop").plan
    moving = replace(song("pop"), plan=replace(plan, tempo=TempoMap(((0.0, 40.0), (8.0, 200.0)))))
    with pytest.raises(BadEdit, match="1200 bpm on its way; 10 to 1000 are allowed"):
        edited(moving, "tempo", bpm=240)


def test_a_style_brings_its_own_players_and_the_old_ones_rest():
    before = song("pop")
    index = index_of(before, "verse")
    after = edited(before, "style", section=index, style="jazz_trio").score
    playing = set(notes(after, before.plan.sections[index].key))
    assert playing and all(id_.endswith("@jazz_trio") for id_ in playing)
    back = edited(after, "style", section=index, style="pop").score
    assert not any("@" in id_ for id_ in notes(back, before.plan.sections[index].key))


FORMS = [
    {"kind": "extend", "at": "start", "bars": 4}, {"kind": "extend", "at": "end", "bars": 4},
    {"kind": "extend", "at": "middle", "section": 1, "bars": 3},
    {"kind": "insert", "before": 2, "role": "bridge", "bars": 8},
    {"kind": "insert", "before": 1, "role": "chorus", "bars": 5, "energy": 0.3}, {"kind": "delete", "section": 0},
    {"kind": "delete", "section": -1}, {"kind": "move", "section": -1, "before": 0},
    {"kind": "move", "section": 0, "before": 3},
    {"kind": "duplicate", "section": 1}, {"kind": "duplicate", "section": -1},
    {"kind": "duplicate", "section": 1, "before": 0},
]  # fmt: skip


@pytest.mark.parametrize("fields", FORMS, ids=str)
@pytest.mark.parametrize("style", ["pop", "folk", "techno"])
def test_a_song_of_another_course_is_whole(style, fields):
    before = song(style)
    count = len(before.plan.sections)
    fields = {key: value + count if value == -1 else value for key, value in fields.items()}
    done = edited(before, **fields)
    plan = done.score.plan
    assert [section.start_bar for section in plan.sections] == [
        sum(section.bars for section in plan.sections[:index]) for index in range(len(plan.sections))
    ]
    ends = [chord.end_beat for chord in plan.harmony]
    assert [0.0, *ends[:-1]] == pytest.approx([chord.start_beat for chord in plan.harmony])
    assert ends[-1] == pytest.approx(plan.end_beat)
    assert len({section.key for section in plan.sections}) == len(plan.sections)
    assert [section.cadence == "final" for section in plan.sections] == [False] * (len(plan.sections) - 1) + [True]
    untouched = {section.key for section in plan.sections} - set(done.sections)
    assert len(untouched) >= count - 2
    for key in untouched:
        assert notes(done.score, key) == notes(before, key)
    for key in done.sections:
        assert notes(done.score, key)
    played = perform.play(done.score, whole.seeds_of(plan))
    assert played.length_s == pytest.approx(plan.tempo.seconds(plan.end_beat), abs=12)


def test_a_song_that_fades_needs_no_end():
    before = composed(brief("pop", form=FormWish(ending=Ending.FADE)))
    last = len(before.plan.sections) - 1
    assert edited(before, "delete", section=last).sections == ()


def test_frozen_parts_are_left_alone_by_all_that_follows():
    frozen = edited(song("pop"), "freeze", parts=["bass"]).score
    bass = next(part for part in frozen.parts if part.id == "bass")
    index = index_of(frozen, "chorus")
    for fields in ({"kind": "regenerate"}, {"kind": "vary", "amount": 100}, {"kind": "style", "style": "techno"}):
        after = edited(frozen, section=index, **fields).score
        assert next(part for part in after.parts if part.id == "bass") == bass
    with pytest.raises(BadEdit, match="frozen"):
        edited(frozen, "regenerate", part="bass")
    free = edited(frozen, "freeze", parts=["bass"], frozen=False).score
    assert edited(free, "regenerate", part="bass").score != free


def test_what_somebody_brought_stays_whatever_is_written_around_it():
    before = song("pop")
    parts = tuple(replace(part, given=part.id == "lead") for part in before.parts)
    before = replace(before, parts=parts)
    lead = next(part for part in parts if part.given)
    index = index_of(before, "chorus")
    for fields in ({"kind": "regenerate"}, {"kind": "style", "style": "techno"}, {"kind": "energy", "energy": 0.9}):
        after = edited(before, section=index, **fields).score
        assert next(part for part in after.parts if part.id == "lead") == lead
    with pytest.raises(BadEdit, match="were brought and stay"):
        edited(before, "vary", part="lead", amount=30)
    with pytest.raises(BadEdit, match="were brought"):
        edited(before, "regenerate", section=index, chords=True)


def test_a_synthesised_voice_gives_way_to_another_instrument():
    before = song("synthwave")
    played = next(part for part in before.parts if part.voice)
    after = edited(before, "instrument", part=played.id, instrument="flute").score
    assert not next(part for part in after.parts if part.id == played.id).voice


def test_notes_by_hand_take_the_place_of_a_range_of_bars():
    before = song("pop")
    bar = before.plan.meter.beats_per_bar
    given = [{"start_beat": 2 * bar + beat, "length_beats": 0.5, "pitch": 60 + beat} for beat in range(3)]
    after = edited(before, "notes", part="bass", from_bar=2, bars=1, notes=given).score
    bass = [next(part for part in score.parts if part.id == "bass").notes for score in (before, after)]
    assert [note.pitch for note in rewriting.between(bass[1], 2 * bar, 3 * bar)] == [60, 61, 62]
    assert rewriting.between(bass[1], 3 * bar, 1e9) == rewriting.between(bass[0], 3 * bar, 1e9)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "polish"}, "no edit 'polish'; known are regenerate"),
        ({"kind": 3}, "no edit 3"),
        ({"kind": "vary"}, "'amount' is missing"),
        ({"kind": "vary", "amount": 101}, "outside 0..100"),
        ({"kind": "vary", "amount": True}, "not a number"),
        ({"kind": "vary", "amount": 10, "colour": "blue"}, "unknown key 'colour'; allowed are amount"),
        ({"kind": "tempo", "bpm": 999}, "outside 40..240"),
        ({"kind": "tempo", "bpm": float("nan")}, "outside 40..240"),
        ({"kind": "extend", "at": "sideways", "bars": 4}, "none of start, middle, end"),
        ({"kind": "extend", "at": "middle", "bars": 4}, "after which section"),
        ({"kind": "insert", "before": 99, "role": "bridge", "bars": 4}, "no place 99"),
        ({"kind": "regenerate", "section": 99}, "no section 99; the song has 0.."),
        ({"kind": "regenerate", "part": "kazoo"}, "no part 'kazoo'; the song has"),
        ({"kind": "regenerate", "chords": True}, "whole section"),
        ({"kind": "move", "section": 1, "before": 2}, "already"),
        ({"kind": "freeze", "parts": []}, "No part"),
        ({"kind": "instrument", "part": "bass", "instrument": "standard_kit"}, "drum kits"),
        ({"kind": "transpose", "semitones": 25}, "outside -24..24"),
        ({"kind": "notes", "part": "bass", "notes": [{**NOTE, "start_beat": 1e4}]}, "outside 0.."),
        ({"kind": "notes", "part": "bass", "notes": [{**NOTE, "pitch": 128}]}, "outside 0..127"),
        ({"kind": "notes", "part": "bass", "notes": [{**NOTE, "start_beat": 10**400}]}, "start_beat is .* too large"),
        ({"kind": "tempo", "bpm": 10**400}, "too large"),
        ({"kind": "notes", "part": "bass", "notes": "C D E"}, "not a list"),
        ({"kind": "notes", "part": "bass", "notes": []}, "no note left"),
        ({"kind": "extend", "at": "end", "bars": 64, "section": None}, None),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(fields, said):
    if said is None:
        assert edited(song("pop"), **fields).score
        return
    with pytest.raises(BadEdit, match=said) as refused:
        edited(song("pop"), **fields)
    assert refused.value.fields


def test_a_song_cannot_outgrow_the_studio():
    score = song("ambient")
    with pytest.raises(BadEdit, match="5 to 300 s are allowed"):
        for _ in range(6):
            score = edited(score, "extend", at="end", bars=64).score


def test_unknown_styles_and_instruments_are_named():
    with pytest.raises(UnknownName, match="polka"):
        edited(song("pop"), "style", section=0, style="polka")
    with pytest.raises(UnknownName, match="kazoo"):
        edited(song("pop"), "instrument", part="bass", instrument="kazoo")


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_edits_survive_json(kind):
    fields: dict[str, Any] = {
        "vary": {"amount": 30}, "instrument": {"part": "lead", "instrument": "flute"}, "transpose": {"semitones": -2},
        "tempo": {"bpm": 99.5}, "style": {"section": 1, "style": "pop"}, "energy": {"section": 1, "energy": 0.5},
        "extend": {"at": "end", "bars": 4}, "insert": {"before": 1, "role": "solo", "bars": 4},
        "delete": {"section": 1},
        "move": {"section": 1, "before": 0}, "duplicate": {"section": 1}, "freeze": {"parts": ["bass"]},
        "notes": {"part": "bass", "notes": [NOTE]}, "words": {"line": 3, "text": "new words"},
        "singing": {"voice": "test/ola", "harmonies": ["third_above"]},
    }.get(kind, {})  # fmt: skip
    edit = documents.seeded(documents.read({"kind": kind, **fields}), 3)
    document = documents.to_document(edit)
    assert documents.read(json.loads(json.dumps(document))) == edit and document["kind"] == kind


def test_a_whole_song_can_be_written_anew():
    before = song("pop")
    after = edited(before, "regenerate").score
    assert replace(after.plan, seeds=()) == before.plan and after.parts != before.parts
