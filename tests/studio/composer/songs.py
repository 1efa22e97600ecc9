"""Briefs and songs for the tests of the composer: short to write, made once for all tests."""

from __future__ import annotations

from functools import cache
from typing import Any

from backend.studio.brief import Brief, FormWish, StyleWeight
from backend.studio.composer import arrange, form, perform, styles
from backend.studio.composer.seeds import Seeds, draw
from backend.studio.score import Part, Performance, Plan, Score, Section

STYLES = tuple(styles.load_all())


def brief(style: str = "pop", *, seed: int = 1, duration_s: float = 60.0, **changes: Any) -> Brief:
    """A brief that leaves everything but its arguments to the style and the seed."""
    found = styles.find(style)
    rng = Seeds(seed).rng("brief")
    fields: dict[str, Any] = {
        "prompt": "",
        "title": "",
        "styles": (StyleWeight(style),),
        "mood": found.mood,
        "tempo_bpm": float(round(rng.uniform(found.tempo.lowest, found.tempo.highest))),
        "meter": found.meters[0],
        "tonic": int(rng.integers(12)),
        "mode": draw(rng, found.modes),
        "duration_s": duration_s,
        "instruments": (),
        "only": False,
        "absences": (),
        "form": FormWish(),
        "loudness_lufs": found.loudness_lufs,
        "seed": seed,
    }
    return Brief(**fields | changes)


def planned(brief: Brief) -> Plan:
    return form.plan(brief, Seeds(brief.seed))


def composed(brief: Brief) -> Score:
    return arrange.compose(planned(brief), Seeds(brief.seed))


def played(brief: Brief) -> Performance:
    return perform.play(composed(brief), Seeds(brief.seed))


@cache
def song(style: str, seed: int = 1, duration_s: float = 60.0) -> Score:
    """A song that nothing was wished for."""
    return composed(brief(style, seed=seed, duration_s=duration_s))


def part(score: Score, name: str) -> Part:
    return next(part for part in score.parts if part.id == name)


def within(score: Score, section: Section, name: str) -> list[tuple[float, int, float]]:
    """What a part plays in a section: (beat in the section, pitch, length)."""
    start = score.plan.start_beat(section)
    stop = start + section.bars * score.plan.meter.beats_per_bar
    notes = part(score, name).notes
    return [
        (round(note.start_beat - start, 6), note.pitch, round(note.length_beats, 6))
        for note in notes
        if start <= note.start_beat < stop
    ]
