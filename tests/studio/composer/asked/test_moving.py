"""What was asked for goes along with a song that is changed as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.studio.composer import perform, whole
from backend.studio.composer.asked import chord_text, form_text, moving, report
from backend.studio.composer.edits import applying, documents
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.constraints import ChordLine, Constraints, Given, TempoChange
from backend.studio.errors import BadChords
from backend.studio.pipeline import compose
from backend.studio.units import Meter

FORM = form_text.read("intro 4, verse 8, chorus 8")
CHORDS = (ChordLine("verse", "Am7 | D9 | Gmaj7 | %"), ChordLine("chorus", "Fmaj7 G6 | Em7/B A7#9"))
TEMPI = (TempoChange("chorus", 140.0), TempoChange("bar 3", 80.0, over_bars=2))
TEXTS = [
    "C",
    "Am F | C . . G",
    "N.C. | C(b5) | F#m7b5/A | %",
    "C6/9 C+ Co7 C7(b9,#11) | Ab5",
    "A B C D E F G A",
    "(C | F) x3",
    "Am F C G Dm | E",
]


def composed(**hard):
    return compose(read("", wishes=BriefWishes(styles=("pop",), tempo_bpm=100.0, hard=Constraints(**hard)), seed=1))


def edited(performance, **wish):
    score = applying.apply(performance.score, documents.seeded(documents.read(wish), 11)).score
    return perform.play(score, whole.seeds_of(score.plan))


def misses(performance):
    found = report.report(performance)
    assert found
    return [line.misses for line in found if not line.is_met]


@pytest.mark.parametrize("semitones", [3, -4])
def test_the_chords_of_a_transposed_song_are_those_that_are_asked_for(semitones):
    song = edited(composed(form=FORM, chords=CHORDS), kind="transpose", semitones=semitones)
    assert misses(song) == []
    assert any(line.what == "Chords of verse" and line.asked == 4 for line in report.report(song))


def test_another_candidate_of_a_transposed_song_has_its_chords():
    before = edited(composed(form=FORM, chords=CHORDS), kind="transpose", semitones=3)
    after = edited(before, kind="compose")
    verse = after.score.plan.sections[1]
    chords = {chord.start_beat: chord.symbol for chord in after.score.plan.harmony}
    assert chords[after.score.plan.start_beat(verse)] == "Cm7" and misses(after) == []


def test_the_changes_of_tempo_go_along_with_the_tempo():
    song = edited(composed(form=FORM, tempo_changes=TEMPI), kind="tempo", bpm=120.0)
    assert [change.bpm for change in song.score.plan.brief.tempo_changes] == pytest.approx([168.0, 96.0])
    assert song.score.plan.brief.tempo_bpm == 120.0 and misses(song) == []


def test_a_song_whose_first_section_has_its_own_tempo_keeps_the_relation():
    before = composed(form=FORM, tempo_changes=(TempoChange("intro", 80.0),))
    after = edited(before, kind="tempo", bpm=60.0)
    assert after.score.plan.brief.tempo_bpm == pytest.approx(75.0) and misses(after) == []


@pytest.mark.parametrize("meter", [Meter(4, 4), Meter(3, 4), Meter(6, 8), Meter(5, 4)], ids=str)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("semitones", [1, 5, 11, 12])
def test_moved_chords_are_the_same_chords_elsewhere(text, meter, semitones):
    try:
        before = chord_text.read(text, meter)
    except BadChords:
        assert meter != Meter(4, 4)
        return
    brief = replace(composed().score.plan.brief, meter=meter, tonic=9, mode="minor", chords=(ChordLine("any", text),))
    (line,) = moving.transposed(brief, semitones, given_roles=()).chords
    after = chord_text.read(line.text, meter)
    assert after.bars == before.bars and len(after.chords) == len(before.chords)
    for old, new in zip(before.chords, after.chords, strict=True):
        assert (new.beat, new.length) == pytest.approx((old.beat, old.length)) and new.symbol.tones == old.symbol.tones
        by = 0 if old.symbol.is_silent else semitones
        assert (new.symbol.root - old.symbol.root - by) % 12 == (new.symbol.bass - old.symbol.bass - by) % 12 == 0


def test_given_notes_move_where_their_part_does():
    lead, drums = (Given(role, "song", ((0.0, 1.0, 60, 90),), 4.0) for role in ("lead", "drums"))
    brief = replace(composed().score.plan.brief, given=(lead, drums))
    moved = moving.transposed(brief, 2, given_roles={"lead"}).given
    assert [given.notes[0][2] for given in moved] == [62, 60]
