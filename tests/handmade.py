"""Songs made by hand: small performances and synthetic stems, for tests that need no composer and no font."""

from __future__ import annotations

import numpy as np

from backend.studio.audio import SAMPLE_RATE, Stem
from backend.studio.brief import Brief, FormWish, Mood, Source, StyleWeight
from backend.studio.score import (
    Chord,
    Family,
    Motif,
    Note,
    Part,
    Performance,
    Phrase,
    Plan,
    PlayedNote,
    PlayedPart,
    Score,
    Section,
)  # fmt: skip
from backend.studio.units import Meter, TempoMap

CHORDS = (("Am", 9, "m", (9, 0, 4)), ("F", 5, "", (5, 9, 0)), ("C", 0, "", (0, 4, 7)), ("G", 7, "", (7, 11, 2)))
FORM = (("N", "intro", 0.3), ("A", "verse", 0.55), ("B", "chorus", 0.9), ("A", "verse", 0.55), ("B", "chorus", 0.95))
PLAYERS = (
    ("drums", "drums", Family.DRUMS, 0, 128), ("bass", "bass", Family.BASS, 33, 0),
    ("keys", "chords", Family.KEYS, 4, 0), ("pad", "pad", Family.STRINGS, 48, 0),
    ("lead", "lead", Family.SYNTH, 81, 0), ("guitar", "counter", Family.PLUCKED, 27, 0),
)  # fmt: skip


def brief(**changes: object) -> Brief:
    values: dict[str, object] = {
        "prompt": "a calm test in A minor", "title": "Handmade", "styles": (StyleWeight("pop"),), "mood": Mood(),
        "tempo_bpm": 120.0, "meter": Meter(), "tonic": 9, "mode": "minor", "duration_s": 20.0, "instruments": (),
        "only": False, "absences": (), "form": FormWish(energies=(("chorus", 0.9),)), "loudness_lufs": -14.0, "seed": 7,
        "sources": {"mode": Source.PROMPT},
    }  # fmt: skip
    return Brief(**{**values, **changes})  # type: ignore[arg-type]


def plan(
    *, bars_each: int = 2, tempo: tuple[tuple[float, float], ...] = ((0.0, 120.0),), meter: Meter | None = None
) -> Plan:
    meter = meter or Meter()
    sections = tuple(
        Section(
            letter,
            role,
            f"{role} {index}",
            index * bars_each,
            bars_each,
            energy,
            ("drums",),
            "half",
            f"{letter}{index}",
        )
        for index, (letter, role, energy) in enumerate(FORM)
    )
    bars = bars_each * len(FORM)
    harmony = tuple(
        Chord(bar * meter.beats_per_bar, meter.beats_per_bar, root, quality, root, tones, tones, "T", "i", symbol)
        for bar in range(bars)
        for symbol, root, quality, tones in (CHORDS[bar % 4],)
    )
    motif = Motif(((0.0, 1.0), (1.0, 0.5)), (0, 2), (1.0, 0.6))
    Phrase(motif, ("sequence",), 0, "half")
    return Plan(brief(), meter, TempoMap(tempo), sections, harmony, (motif,), "pop")


def performance(*, ring_s: float = 1.0, players: int = len(PLAYERS), **how: object) -> Performance:
    """A note on every beat of every player, played a little late and unevenly."""
    course = plan(**how)  # type: ignore[arg-type]
    dice = np.random.default_rng(5)
    parts, played = [], []
    for index, (id_, role, family, program, bank) in enumerate(PLAYERS[:players]):
        beats = np.arange(0, course.end_beat, 1.0)
        pitches = [36 + 7 * index + int(beat) % 5 for beat in beats]
        notes = tuple(
            Note(float(beat), 0.9, pitch, 90, ("strong",)) for beat, pitch in zip(beats, pitches, strict=True)
        )
        part = Part(id_, id_.title(), f"Test {id_}", role, family, program, bank, notes)
        late = dice.uniform(0, 0.01, len(beats))
        sounding = tuple(
            PlayedNote(
                course.tempo.seconds(n.start_beat) + d,
                course.tempo.seconds(n.start_beat + 0.9) + d,
                n.pitch,
                60 + i % 60,
            )
            for i, (n, d) in enumerate(zip(notes, late, strict=True))
        )
        controls = {64: ((0.0, 127), (0.75, 0)), 11: ((0.0, 100), (1.0, 120))} if role == "chords" else {}
        bend = ((0.0, 0.0), (0.5, 150.0), (0.75, -60.0)) if role == "lead" else ()
        parts.append(part)
        played.append(PlayedPart(part, sounding, controls, bend))
    length_s = course.tempo.seconds(course.end_beat) + ring_s
    return Performance(Score(course, tuple(parts)), tuple(played), length_s)


def stems(song: Performance, *, seed: int = 3) -> list[Stem]:
    """Plucked tones and bursts of noise where the notes are: dry stereo stems of uneven level."""
    dice = np.random.default_rng(seed)
    frames = round(song.length_s * SAMPLE_RATE)
    made = []
    for played in song.parts:
        audio = np.zeros((2, frames), np.float32)
        for note in played.notes:
            _pluck(audio, note, drums=played.part.is_drums, dice=dice)
        audio *= np.float32(dice.uniform(0.02, 0.6))
        part = played.part
        made.append(Stem(part.id, part.name, part.detail, part.family, audio))
    return made


def _pluck(audio: np.ndarray, note: PlayedNote, *, drums: bool, dice: np.random.Generator) -> None:
    start = round(note.on_s * SAMPLE_RATE)
    frames = min(round((note.off_s - note.on_s + 0.2) * SAMPLE_RATE), audio.shape[1] - start)
    t = np.arange(frames) / SAMPLE_RATE
    frequency = 440 * 2 ** ((note.pitch - 69) / 12)
    tone = sum(np.sin(2 * np.pi * frequency * k * t) / k**1.5 for k in (1, 2, 3, 4, 5))
    if drums:
        tone = np.sin(2 * np.pi * 60 * t) * np.exp(-12 * t) + 0.4 * dice.standard_normal(frames) * np.exp(-30 * t)
    shape = np.minimum(1, t / 0.004) * np.exp(-3 * t) * np.clip((t[-1] - t) / 0.05, 0, 1) * note.velocity / 127
    audio[0, start : start + frames] += 0.3 * tone * shape
    audio[1, start : start + frames] += 0.3 * np.roll(tone * shape, 9)
