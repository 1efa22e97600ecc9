"""Null tests of edits: what one leaves alone, note for note and bit for bit. Shared with bench/edits.py."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from songs import STYLES, brief, composed

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer import perform, rewriting, whole
from backend.studio.composer.edits import applying, documents
from backend.studio.composer.edits.edited import Edited
from backend.studio.formats import project
from backend.studio.instruments.band import Band
from backend.studio.instruments.expression import GLIDE_S
from backend.studio.mix.state import MixState
from backend.studio.pipeline import record
from backend.studio.score import Performance, PlayedPart, Score
from backend.studio.song import Song
from backend.studio.stages import Stages

SHARES = {"playing": 0.5, "mixing": 0.3, "mastering": 0.2}
# The ride moves for a quarter of a second before a section, and chords are rolled in front of the beat; after it the
# rooms of the desk sound on.
SECTION_BEGINS_S, RESTS_S = 0.35, 8.0
# A key is let go this long before it is struck again, so that a note before the section may end so much earlier.
LET_GO_S = perform.RELEASE_S + 0.001


@dataclass(frozen=True)
class Null:
    """What an edit of one section left: how many notes and frames there are outside of it, and how many changed."""

    fields: dict[str, Any]
    style: str
    notes: int
    changed_notes: int
    frames: int
    changed_frames: int

    @property
    def holds(self) -> bool:
        return self.changed_notes == self.changed_frames == 0 < self.notes


def random_edit(score: Score, dice: random.Random) -> dict[str, Any]:
    """An edit of one section of a score, as somebody might ask for it."""
    index = dice.randrange(len(score.plan.sections))
    section = score.plan.sections[index]
    here = [part.id for part in score.parts if rewriting.notes_in(part, score.plan, section)]
    part = dice.choice(here)
    start, bar = score.plan.start_beat(section), score.plan.meter.beats_per_bar
    by_hand = [{"start_beat": start + beat, "length_beats": 0.75, "pitch": 55 + beat % 12} for beat in range(int(bar))]
    wish = dice.choice(
        [
            {"kind": "regenerate"},
            {"kind": "regenerate", "part": part},
            {"kind": "regenerate", "chords": True},
            {"kind": "vary", "amount": dice.randint(1, 100)},
            {"kind": "vary", "amount": dice.randint(1, 100), "part": part},
            {"kind": "energy", "energy": round(dice.random(), 2)},
            {"kind": "transpose", "semitones": dice.randint(-7, 7)},
            {"kind": "style", "style": dice.choice(STYLES)},
        ]
    )
    if dice.random() < 0.1:
        return {"kind": "notes", "part": part, "from_bar": section.start_bar, "bars": 1, "notes": by_hand, "at": index}
    return {**wish, "section": index, "at": index}


def edited(score: Score, fields: dict[str, Any], seed: int) -> Edited:
    """The score after a random edit."""
    wish = {key: value for key, value in fields.items() if key != "at"}
    return applying.apply(score, documents.seeded(documents.read(wish), seed))


def null(style: str, seed: int, band: Band, *, seconds: float, rate: int = SAMPLE_RATE) -> tuple[Null, Edited]:
    """Edit a section of a song and compare notes and dry stems outside of it with those of before."""
    dice = random.Random(seed)
    before = composed(brief(style, seed=seed, duration_s=seconds))
    fields = random_edit(before, dice)
    done = edited(before, fields, seed)
    one, other = (perform.play(score, whole.seeds_of(score.plan)) for score in (before, done.score))
    notes, changed_notes = _notes(one, other, fields["at"])
    frames, changed_frames = _frames(one, other, fields["at"], band, rate)
    return Null(fields, style, notes, changed_notes, frames, changed_frames), done


def _notes(one: Performance, other: Performance, index: int) -> tuple[int, int]:
    """Written notes with their played times outside a section: how many, and how many differ."""
    kept = [_outside(performance, index) for performance in (one, other)]
    return len(kept[0]), len(kept[0] ^ kept[1])


def _outside(performance: Performance, index: int) -> set[tuple[Any, ...]]:
    plan = performance.score.plan
    written = {
        (part.id, note) for part in performance.score.parts for note in part.notes
        if plan.section_index(note.start_beat) != index
    }  # fmt: skip
    played = {
        (played.part.id, note.on_s, note.pitch, note.velocity) for played in performance.parts for note in played.notes
        if note.section != index
    }  # fmt: skip
    return written | played


def _frames(one: Performance, other: Performance, index: int, band: Band, rate: int) -> tuple[int, int]:
    """Frames of dry stems outside a section and what rings on from it: how many, and how many differ in any bit."""
    total, changed, length = 0, 0, round(one.length_s * rate)
    before, after = ({played.part.id: played for played in performance.parts} for performance in (one, other))
    for id_ in sorted(before.keys() | after.keys()):
        both = [found.get(id_) for found in (before, after)]
        begin, end = _reach(both, one, index, band, rate)
        stems = [_stem(played, band, length) for played in both]
        unlike = (stems[0] != stems[1]).any(axis=0)
        total += begin + length - end
        changed += int(unlike[:begin].sum() + unlike[end:].sum())
    return total, changed


def _stem(played: PlayedPart | None, band: Band, frames: int) -> Audio:
    return band.play([played], frames=frames)[0] if played else np.zeros((2, frames), np.float32)


def _reach(both: list[PlayedPart | None], song: Performance, index: int, band: Band, rate: int) -> tuple[int, int]:
    """The frames at which a section begins to sound in a part, and when all that began before its end has rung out."""
    plan = song.score.plan
    section, length = plan.sections[index], round(song.length_s * rate)
    start = plan.tempo.seconds(plan.start_beat(section))
    stop = plan.tempo.seconds(plan.start_beat(section) + section.bars * plan.meter.beats_per_bar)
    end = round((stop + GLIDE_S) * rate)
    for played in both:
        if played is None:
            continue
        start = min([start, *(note.on_s for note in played.notes if note.section == index)])
        # What nobody follows rings at least as long as what is struck again.
        alone = replace(played, notes=tuple(note for note in played.notes if note.section <= index))
        end = max([end, *(1 + np.flatnonzero(_stem(alone, band, length).any(axis=0))[-1:])])
    return max(0, int((start - LET_GO_S) * rate)), min(length, int(end))


def recorded(performance: Performance, band: Band, given: MixState | None = None) -> Song:
    """A performance mixed and mastered."""
    return record(performance, band=band, stages=Stages(SHARES, clock=lambda: 0.0), given=given)


def takes(done: Edited, parent: Score, band: Band) -> tuple[Song, Song]:
    """The take that an edit begins with, and the one that it makes, mixed with the gains of the first."""
    first = recorded(perform.play(parent, whole.seeds_of(parent.plan)), band)
    given = first.master.state.without(parts=done.new_parts, sections=done.new_rides)
    return first, recorded(perform.play(done.score, whole.seeds_of(done.score.plan)), band, given)


def residual_db(first: Song, take: Song, index: int) -> float:
    """The highest difference of two masters outside a section, from when its rooms have come to rest, in dBFS."""
    plan = first.performance.score.plan
    section = plan.sections[index]
    start = plan.tempo.seconds(plan.start_beat(section)) - SECTION_BEGINS_S
    stop = plan.tempo.seconds(plan.start_beat(section) + section.bars * plan.meter.beats_per_bar) + RESTS_S
    unlike = np.abs(first.master.audio - take.master.audio)
    outside = [unlike[:, : int(max(0.0, start) * SAMPLE_RATE)], unlike[:, int(stop * SAMPLE_RATE) :]]
    return 20 * float(np.log10(max(float(part.max(initial=0.0)) for part in outside) + 1e-12))


def is_replayed(take: Song, band: Band) -> bool:
    """Whether a take comes back from its project to the last bit."""
    kept = project.take_from_dict(json.loads(json.dumps(project.song_to_dict(take))))
    again = recorded(kept.performance, band, kept.given)
    stems = zip(take.master.stems, again.master.stems, strict=True)
    same = all(np.array_equal(one.audio, other.audio) for one, other in stems)
    return same and np.array_equal(take.master.audio, again.master.audio) and kept.performance == take.performance
