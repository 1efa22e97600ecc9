"""Null tests: after an edit of one section, what lies outside it is the same to the last bit."""

from __future__ import annotations

from dataclasses import replace

import nulls
import pytest
from fonts import RATE, small_font, write
from songs import STYLES, brief, composed

from backend.studio.instruments.band import Band


@pytest.fixture(scope="module")
def band(tmp_path_factory) -> Band:
    return Band.open(write(small_font(), tmp_path_factory.mktemp("fonts")), sample_rate=RATE)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_notes_and_dry_stems_outside_an_edited_section_are_the_same(band, seed):
    found, _ = nulls.null(STYLES[seed * 5 % len(STYLES)], seed, band, seconds=30.0, rate=RATE)
    assert found.holds, found
    assert found.frames > RATE


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_an_edited_take_is_replayed_to_the_last_bit(band, seed):
    style = STYLES[seed * 5 % len(STYLES)]
    _, done = nulls.null(style, seed, band, seconds=12.0, rate=RATE)
    _, take = nulls.takes(done, composed(brief(style, seed=seed, duration_s=12.0)), band)
    assert nulls.is_replayed(take, band)


@pytest.mark.slow
def test_the_master_outside_an_edited_section_comes_to_rest(band):
    before = composed(brief("pop", seed=2, duration_s=40.0))
    done = nulls.edited(before, {"kind": "regenerate", "section": 1}, 3)
    first, take = nulls.takes(done, before, band)
    assert nulls.residual_db(first, take, 1) < -80 < nulls.residual_db(first, take, 0)


def test_the_null_test_sees_a_note_that_is_moved(band, monkeypatch):
    """The measure itself: an edit that reached beyond its section would be found."""
    real = nulls.edited

    def leaky(score, fields, seed):
        done = real(score, fields, seed)
        part = done.score.parts[0]
        index = done.score.plan.section_index(part.notes[-1].start_beat)
        wrong = part.notes[0] if index == fields["at"] else part.notes[-1]
        notes = tuple(replace(note, pitch=note.pitch + 1) if note is wrong else note for note in part.notes)
        parts = (replace(part, notes=notes), *done.score.parts[1:])
        return replace(done, score=replace(done.score, parts=parts))

    monkeypatch.setattr(nulls, "edited", leaky)
    found, _ = nulls.null("folk", 3, band, seconds=30.0, rate=RATE)
    assert found.changed_notes and not found.holds
