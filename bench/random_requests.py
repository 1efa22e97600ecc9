"""Seeded random requests full of constraints, each of which can be kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from backend.studio.composer import styles
from backend.studio.composer.asked import form_text
from backend.studio.composer.given.taking import Brought
from backend.studio.composer.prompt import BriefWishes
from backend.studio.constraints import Casting, ChordLine, Constraints, Level, TempoChange
from backend.studio.material import Material, Track

ROOTS = ("C", "C#", "Db", "D", "Eb", "E", "F", "F#", "Gb", "G", "Ab", "A", "Bb", "B")
SUFFIXES = (
    "", "", "", "m", "m", "m", "7", "m7", "maj7", "m7b5", "dim7", "dim", "aug", "sus4", "sus2", "add9", "m(add9)", "6",
    "m6", "6/9", "9", "m9", "maj9", "7#9", "7b9", "13", "11", "m11", "7sus4", "5", "maj7#11", "7alt", "ø", "Δ", "-7",
)  # fmt: skip
ROLES = {
    "lead": ("violin", "flute", "trumpet", "clarinet"),
    "bass": ("electric_bass", "double_bass", "synth_bass"),
    "chords": ("piano", "nylon_guitar", "organ"),
    "pad": ("string_section", "choir"),
}


def request(number: int) -> BriefWishes:
    """The request of that number: always the same."""
    rng = np.random.default_rng(number)
    names = sorted(styles.load_all())
    name = names[int(rng.integers(len(names)))]
    fields: dict[str, Any] = {"styles": (name,)}
    hard: dict[str, Any] = {}
    if number % 4 == 3:
        fields["brought"] = (_melody(rng),)
        roles = ["any"]
    else:
        roles = _form(rng, hard, fields)
    if rng.random() < 0.7:
        hard["chords"] = _chords(rng, roles, hard.get("form", ()))
    elif rng.random() < 0.5:
        fields["key"] = f"{ROOTS[int(rng.integers(len(ROOTS)))]} {'minor' if rng.random() < 0.5 else 'major'}"
    if rng.random() < 0.4:
        fields["tempo_bpm"] = float(rng.integers(70, 150))
    if rng.random() < 0.3:
        hard["tempo_changes"] = (_change(rng, roles, latest=8 if "brought" in fields else 12),)
    if rng.random() < 0.3:
        hard["roles"] = tuple(Casting(role, str(rng.choice(ROLES[role]))) for role in ROLES if rng.random() < 0.4)
    if rng.random() < 0.3:
        hard["energies"] = tuple(Level(role, round(float(rng.uniform(0.1, 1)), 2)) for role in roles[:2])
    if rng.random() < 0.25 and not hard.get("roles"):
        hard["density"] = (Level("any" if rng.random() < 0.5 else roles[0], round(float(rng.uniform(0.2, 1)), 2)),)
    if rng.random() < 0.3 and "brought" not in fields:
        fields["meter"] = str(rng.choice(["4/4", "3/4", "6/8"]))
    return BriefWishes(**fields, hard=Constraints(**hard))


def _melody(rng: np.random.Generator) -> Brought:
    """A melody of somebody's own, which may be any of its kinds of material."""
    bars = int(rng.choice([8, 12, 16, 24]))
    pitches = np.clip(64 + np.cumsum(rng.integers(-4, 5, bars * 4)), 52, 88)
    notes = tuple(
        (float(beat), float(rng.choice([0.5, 1.0])), int(pitch), int(rng.integers(40, 120)))
        for beat, pitch in enumerate(pitches)
        if rng.random() < 0.8
    )
    track = Track("Tune", False, 0, notes or ((0.0, 1.0, 60, 80),))
    material = Material((track,), ((0.0, float(rng.integers(60, 180))),), (4, 4), bars * 4.0)
    return Brought(material, str(rng.choice(["melody", "melody", "bass", "song"])))


def _form(rng: np.random.Generator, hard: dict[str, Any], fields: dict[str, Any]) -> list[str]:
    """A form, a length in bars or in seconds; the kinds of sections there will be."""
    chosen = rng.random()
    if chosen < 0.5:
        text = ", ".join(f"{role} {int(rng.choice([4, 8]))}" for role in ("intro", "verse", "chorus"))
        text += f", verse 8, chorus 8{' x2' if rng.random() < 0.5 else ''}, outro 4"
        hard["form"] = form_text.read(text)
    elif chosen < 0.75:
        hard["bars"] = int(rng.integers(16, 64))
    else:
        fields["duration_s"] = float(rng.integers(40, 150))
    return ["verse", "chorus"]


def _chords(rng: np.random.Generator, roles: list[str], form: tuple[Any, ...]) -> tuple[ChordLine, ...]:
    wheres = ["any"] if rng.random() < 0.3 else [role for role in roles if rng.random() < 0.7] or roles[:1]
    shortest = min((row.bars for row in form if row.role in roles), default=8)
    return tuple(ChordLine(where, _line(rng, min(shortest, int(rng.choice([2, 4, 4, 8]))))) for where in wheres)


def _line(rng: np.random.Generator, bars: int) -> str:
    written = [_bar(rng) for _ in range(bars)]
    for index in range(1, bars):
        if rng.random() < 0.12:
            written[index] = "%"
    return " | ".join(written)


def _bar(rng: np.random.Generator) -> str:
    if rng.random() < 0.04:
        return "N.C."
    return " ".join(_chord(rng) for _ in range(2 if rng.random() < 0.25 else 1))


def _chord(rng: np.random.Generator) -> str:
    root, suffix = str(rng.choice(ROOTS)), str(rng.choice(SUFFIXES))
    return f"{root}{suffix}" + (f"/{rng.choice(ROOTS)}" if rng.random() < 0.12 else "")


def _change(rng: np.random.Generator, roles: list[str], *, latest: int) -> TempoChange:
    at = f"bar {int(rng.integers(5, latest))}" if rng.random() < 0.5 else str(rng.choice(roles))
    return TempoChange(at, float(rng.integers(60, 180)), float(rng.choice([0, 0, 2])))
