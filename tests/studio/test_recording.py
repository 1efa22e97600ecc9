"""The recording session: guitars are plugged in and doubled, everybody else plays once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backend.studio import recording
from backend.studio.instruments.doubling import TIMING_S, WORST, second_take
from backend.studio.score import Family, Part, PlayedNote, PlayedPart

NOTES = tuple(PlayedNote(0.5 * i, 0.5 * i + 0.4, 40 + i, 90) for i in range(20))
KEYS = PlayedPart(Part("keys", "Keys", "", "chords", Family.KEYS, 0, 0, ()), NOTES)
GUITAR = PlayedPart(Part("gtr", "Guitar", "", "chords", Family.PLUCKED, 30, 0, (), voice="amp:high_gain"), NOTES)
LEAD = replace(GUITAR, part=replace(GUITAR.part, id="lead", role="lead"))


class Crew:
    """A band that remembers what it was asked for; each part sounds as its number, left, and half of it, right."""

    def play(self, parts, *, frames, threads, report, blank):
        self.parts = parts
        stems = [blank(frames) for _ in parts]
        for number, stem in enumerate(stems, start=1):
            stem[0], stem[1] = number, number / 2
        return stems


def test_a_doubled_guitar_is_two_guitars() -> None:
    crew = Crew()
    keys, guitar, lead = recording.record([KEYS, GUITAR, LEAD], band=crew, frames=100)
    assert [one.part.program for one in crew.parts] == [0, 27, 27, 27]
    assert (keys.id, guitar.id, lead.id) == ("keys", "gtr", "lead")
    assert keys.audio[:, 0].tolist() == [1, 0.5]
    assert guitar.audio[:, 0].tolist() == [1.5, 3.0]  # the middles of the second part and of the fourth
    assert lead.audio[:, 0].tolist() == [3, 1.5]


def test_the_second_take_is_nearly_the_first() -> None:
    again = second_take(GUITAR)
    late = np.array([b.on_s - a.on_s for a, b in zip(GUITAR.notes, again.notes, strict=True)])
    assert 0.001 < late.std() < 0.01
    assert np.abs(late).max() <= WORST * TIMING_S + 1e-9
    assert [note.pitch for note in again.notes] == [note.pitch for note in GUITAR.notes]
    assert all(note.on_s >= 0 and 1 <= note.velocity <= 127 and note.off_s > note.on_s for note in again.notes)


def test_errors_of_a_note_depend_on_the_note_alone() -> None:
    some = replace(GUITAR, notes=NOTES[5:9])
    assert second_take(some).notes == second_take(GUITAR).notes[5:9]
