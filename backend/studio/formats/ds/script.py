"""The text of a script: a list of segments whose values are all written as text.

A segment is a phrase with the silence around it. ``ph_num`` counts its phonemes word by word, where a word is what
begins on a note that is no slur; notes that are slurs go on with the word before, or take its next vowel.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.studio.errors import BadScore

MOST_BYTES, MOST_SEGMENTS, MOST_SYMBOLS, MOST_VALUES = 16 * 2**20, 2000, 5000, 200_000
LONGEST_S = 3600.0
REST = "rest"
LETTERS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
FLATS = {"Db": 1, "Eb": 3, "Fb": 4, "Gb": 6, "Ab": 8, "Bb": 10, "Cb": -1, "E#": 5, "B#": 12}
CURVES = ("f0_seq", "gender", "velocity", "energy", "breathiness", "voicing", "tension")


@dataclass(frozen=True)
class DsNote:
    """A note: its MIDI pitch with fractions, None for a rest; ``is_slur`` says that no word begins on it."""

    pitch: float | None
    length_s: float
    is_slur: bool = False


@dataclass(frozen=True)
class Curve:
    """Values in steps of ``step_s``, from the beginning of the segment."""

    step_s: float
    values: tuple[float, ...]


@dataclass(frozen=True)
class Segment:
    """A phrase: ``counts`` are the phonemes of each word. Without ``lengths_s`` they are to be predicted."""

    offset_s: float
    text: tuple[str, ...]
    phonemes: tuple[str, ...]
    counts: tuple[int, ...]
    notes: tuple[DsNote, ...]
    lengths_s: tuple[float, ...] = ()
    curves: Mapping[str, Curve] = field(default_factory=dict)
    language: str = ""


def read(content: str) -> tuple[Segment, ...]:
    """Read a script.

    Raises
    ------
    BadScore
        if it is none, naming the segment and the key
    """
    if len(content) > MOST_BYTES:
        raise BadScore(f"The script has {len(content):,} characters; up to {MOST_BYTES:,} are read.")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise BadScore(f"The script is not JSON: {' '.join(str(wrong).split())[:100]}.") from None
    rows = [found] if isinstance(found, dict) else found
    if not isinstance(rows, list) or not rows or len(rows) > MOST_SEGMENTS:
        raise BadScore(f"A script is a list of 1 to {MOST_SEGMENTS} segments.")
    return tuple(_segment(row, number) for number, row in enumerate(rows, 1))


def write(segments: Sequence[Segment]) -> str:
    """Write a script."""
    return json.dumps([_row(segment) for segment in segments], ensure_ascii=False, indent=2) + "\n"


def pitch(name: str) -> float | None:
    """The MIDI pitch of a name such as ``C4``, ``F#3+25`` (in cents) or ``rest``; raises ValueError if it is none."""
    if name.lower() in (REST, "r", "0"):
        return None
    at = max(name.find("+", 1), name.find("-", 2))
    cents = float(name[at:]) if at > 0 else 0.0
    tone = name[:at] if at > 0 else name
    letters = tone.rstrip("-0123456789")
    written = letters[:1].upper() + letters[1:].replace("♯", "#").replace("♭", "b")
    place = LETTERS.index(written) if written in LETTERS else FLATS[written]
    return 12.0 * (int(tone[len(letters) :]) + 1) + place + cents / 100


def name_of(midi: float | None) -> str:
    """The name of a pitch, with cents where it lies between two notes."""
    if midi is None:
        return REST
    nearest = round(midi)
    cents = round(100 * (midi - nearest))
    return f"{LETTERS[nearest % 12]}{nearest // 12 - 1}{f'{cents:+d}' if cents else ''}"


class _Row:
    """The values of a segment, read as what they should be."""

    def __init__(self, row: Any, number: int) -> None:
        self._number = number
        if not isinstance(row, Mapping):
            raise BadScore(f"Segment {number} of the script is no table.")
        self._row = row

    def words(self, key: str) -> tuple[str, ...]:
        given = self._row.get(key)
        found = tuple(str(given).split()) if isinstance(given, str | int | float) else ()
        if len(found) > MOST_VALUES:
            raise self.wrong(key, f"has {len(found)} values; up to {MOST_VALUES} are read")
        return found

    def numbers(self, key: str, low: float = -1e6, high: float = 1e6) -> tuple[float, ...]:
        try:
            found = tuple(float(word) for word in self.words(key))
        except ValueError:
            raise self.wrong(key, "holds something that is no number") from None
        if not all(math.isfinite(each) and low <= each <= high for each in found):
            raise self.wrong(key, f"holds a number outside {low:g}..{high:g}")
        return found

    def number(self, key: str, default: float, low: float, high: float) -> float:
        return next(iter(self.numbers(key, low, high)), default)

    def wrong(self, key: str, what: str) -> BadScore:
        return BadScore(f"Segment {self._number} of the script: {key} {what}.")


def _segment(given: Any, number: int) -> Segment:
    row = _Row(given, number)
    phonemes, counts = row.words("ph_seq"), tuple(int(each) for each in row.numbers("ph_num", 0, MOST_SYMBOLS))
    if not phonemes or len(phonemes) > MOST_SYMBOLS:
        raise row.wrong("ph_seq", f"has {len(phonemes)} phonemes; 1 to {MOST_SYMBOLS} are read")
    if sum(counts) != len(phonemes):
        raise row.wrong("ph_num", f"sums to {sum(counts)}, but there are {len(phonemes)} phonemes")
    lengths = row.numbers("ph_dur", 0, LONGEST_S)
    if lengths and len(lengths) != len(phonemes):
        raise row.wrong("ph_dur", f"has {len(lengths)} lengths for {len(phonemes)} phonemes")
    return Segment(
        offset_s=row.number("offset", 0.0, -LONGEST_S, LONGEST_S),
        text=row.words("text"),
        phonemes=phonemes,
        counts=counts,
        notes=_notes(row),
        lengths_s=lengths,
        curves=_curves(row),
        language=" ".join(row.words("lang"))[:40],
    )


def _notes(row: _Row) -> tuple[DsNote, ...]:
    names, lengths = row.words("note_seq"), row.numbers("note_dur", 0, LONGEST_S)
    slurs = row.numbers("note_slur", 0, 1) or (0.0,) * len(names)
    if not names or len(names) > MOST_SYMBOLS or not len(names) == len(lengths) == len(slurs):
        raise row.wrong("note_seq", f"has {len(names)} notes, with {len(lengths)} lengths and {len(slurs)} slurs")
    try:
        pitches = [pitch(name) for name in names]
    except (ValueError, KeyError):
        raise row.wrong("note_seq", "holds something that is no note; notes are written C4, F#3 or rest") from None
    if not all(found is None or 0 <= found <= 127 for found in pitches):
        raise row.wrong("note_seq", "holds a note outside C-1..G9")
    return tuple(DsNote(*each) for each in zip(pitches, lengths, map(bool, slurs), strict=True))


def _curves(row: _Row) -> dict[str, Curve]:
    found = {}
    for name in CURVES:
        values = row.numbers(name)
        step_s = row.number("f0_timestep" if name == "f0_seq" else f"{name}_timestep", 0.0, 0.0, 1.0)
        if values and step_s > 0:
            found[name] = Curve(step_s, values)
    return found


def _row(segment: Segment) -> dict[str, Any]:
    row: dict[str, Any] = {
        "offset": round(segment.offset_s, 6),
        "text": " ".join(segment.text),
        "ph_seq": " ".join(segment.phonemes),
        "ph_num": " ".join(map(str, segment.counts)),
        "note_seq": " ".join(name_of(note.pitch) for note in segment.notes),
        "note_dur": _joined([note.length_s for note in segment.notes]),
        "note_slur": " ".join(str(int(note.is_slur)) for note in segment.notes),
    }
    if segment.lengths_s:
        row["ph_dur"] = _joined(segment.lengths_s)
    if segment.language:
        row["lang"] = segment.language
    for name, curve in segment.curves.items():
        row[name] = " ".join(f"{value:.5g}" for value in curve.values)
        row["f0_timestep" if name == "f0_seq" else f"{name}_timestep"] = f"{curve.step_s:g}"
    return row


def _joined(values: Sequence[float]) -> str:
    return " ".join(f"{value:.6g}" for value in values)
