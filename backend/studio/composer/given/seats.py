"""Who plays what was given, and who makes room for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.composer import grid
from backend.studio.composer.players import Player
from backend.studio.constraints import Given
from backend.studio.score import MOMENT, Note
from backend.studio.units import Meter

TAG = "given"
KICKS = (35, 36)
# Notes on a grid of sixteenths or triplets were written, not played: they take part in the swing of the others.
GRIDS, ON_GRID, WRITTEN = (4, 3), 0.02, 0.95


def begun_in(given: Given, start: float, end: float) -> bool:
    """Whether a given note begins between two beats."""
    return any(start - MOMENT <= note[0] < end - MOMENT for note in given.notes)


def playing(chosen: set[str], span: tuple[float, float], players: Sequence[Player], given: Sequence[Given]) -> set[str]:
    """Who plays in a stretch of beats: those chosen and those with given notes; others of the same role make room."""
    at_it = {
        player.id: given[player.given].role
        for player in players
        if player.given is not None and begun_in(given[player.given], *span)
    }
    rivals = {player.id for player in players if player.given is None and player.rule.role in at_it.values()}
    return (chosen | set(at_it)) - rivals


def notes(composed: Sequence[Note], given: Given, begin: float = 0.0) -> list[Note]:
    """A part with its given notes: what was composed for the same time gives way to them."""
    end = given.end_beat
    before = [
        replace(note, length_beats=min(note.length_beats, max(begin - note.start_beat, 0.0)))
        for note in composed
        if note.start_beat < begin - MOMENT
    ]
    after = [note for note in composed if note.start_beat >= end - MOMENT]
    own = [Note(start, length, pitch, velocity, (TAG,)) for start, length, pitch, velocity in given.notes]
    return [note for note in before if note.length_beats > MOMENT] + own + after


def kicks(given: Sequence[Given], start: float, stop: float) -> list[float] | None:
    """The strokes of a given bass drum between two beats; None where no drums were given."""
    drums = [one for one in given if one.role == "drums" and begun_in(one, start, stop)]
    if not drums:
        return None
    return sorted({note[0] for one in drums for note in one.notes if note[2] in KICKS and start <= note[0] < stop})


def are_written(given: Sequence[Given], meter: Meter) -> bool:
    """Whether all given notes stand on a grid, as written music does; what somebody played does not."""
    onsets = [note[0] for one in given for note in one.notes]
    near = sum(any(abs(onset * steps - round(onset * steps)) < ON_GRID * steps for steps in GRIDS) for onset in onsets)
    return near >= WRITTEN * len(onsets) or grid.is_compound(meter)
