"""Real music as scores, so that the composer's own measures can be taken of it.

Chorales, quartet movements, folk songs and fiddle tunes come out of the corpus that music21 carries; pop, rock and
piano pieces are any folder of MIDI files, such as the test files of the symusic source package.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pretty_midi

from backend.studio.brief import Brief, FormWish, Mood, StyleWeight
from backend.studio.composer.metrics import MAJOR_KEY, MINOR_KEY
from backend.studio.score import Chord, Family, Note, Part, Plan, Score, Section
from backend.studio.units import Meter, TempoMap

SUNG = re.compile(r"voca|melod|voice|sing|lead", re.IGNORECASE)
FEW_NOTES = 8
CHORALES, FOLK, FIDDLE = 30, 95, 25
MOVEMENTS = (
    "haydn/opus74no1/movement1", "haydn/opus74no1/movement2", "haydn/opus74no1/movement3", "haydn/opus1no1/movement1",
    "haydn/opus1no1/movement2", "mozart/k458/movement1", "mozart/k458/movement2", "mozart/k458/movement4",
)  # fmt: skip


def midi_files(folder: Path, *, named_melody: bool = False) -> Iterator[Score]:
    """The songs of a folder with several parts; ``named_melody`` keeps those that say which of them is sung."""
    for path in sorted(folder.rglob("*.mid")):
        try:
            file = pretty_midi.PrettyMIDI(str(path))
        except (OSError, ValueError, EOFError, KeyError, IndexError):
            continue
        parts = [track for track in file.instruments if track.notes]
        sung = [track for track in parts if SUNG.search(track.name) and not track.is_drum]
        if len(parts) > 1 and (sung or not named_melody):
            yield _midi_song(file, sung[0] if sung else None)


def chorales() -> Iterator[Score]:
    """Chorales by J. S. Bach, in four parts."""
    from music21 import corpus  # noqa: PLC0415 - takes seconds to import

    for path in corpus.getComposer("bach", fileExtensions=("mxl", "xml"))[:CHORALES]:
        yield _score21(corpus.parse(path))


def quartets() -> Iterator[Score]:
    """Movements of string quartets by Haydn and Mozart."""
    from music21 import corpus  # noqa: PLC0415

    for name in MOVEMENTS:
        yield _score21(corpus.parse(name))


def folk_songs() -> Iterator[Score]:
    """German folk songs of the Essen collection and Irish fiddle tunes, melody alone."""
    from music21 import converter, corpus  # noqa: PLC0415

    for folder, count in (("essenFolksong", FOLK), ("ryansMammoth", FIDDLE)):
        found = 0
        for path in sorted(corpus.getComposer(folder, fileExtensions=("abc",))):
            for number in _numbers(path)[: count - found]:
                song = converter.parse(path, number=number)
                if len(song.flatten().notes) >= FEW_NOTES:
                    found += 1
                    yield _score21(song)


def _numbers(path: Path) -> list[int]:
    """The numbers of the songs in an ABC file."""
    return [int(number) for number in re.findall(r"^X:\s*(\d+)", path.read_text(errors="replace"), re.MULTILINE)]


def _midi_song(file: pretty_midi.PrettyMIDI, sung: Any) -> Score:
    def beat(seconds: float) -> float:
        return float(file.time_to_tick(seconds)) / file.resolution

    tracks = [track for track in file.instruments if track.notes]
    high = [track for track in tracks if not track.is_drum and len(track.notes) > FEW_NOTES]
    melody = sung or max(high, key=lambda track: float(np.median([note.pitch for note in track.notes])))
    parts = []
    for index, track in enumerate(tracks):
        notes = [Note(beat(n.start), beat(n.end) - beat(n.start), n.pitch, n.velocity) for n in track.notes]
        role = "lead" if track is melody else "drums" if track.is_drum else "chords"
        parts.append(_part(str(index), role, track.program, 128 if track.is_drum else 0, notes))
    meters = file.time_signature_changes
    meter = Meter(meters[0].numerator, meters[0].denominator) if meters else Meter()
    return _score(parts, meter)


def _score21(song: Any) -> Score:
    parts = []
    lines = list(song.parts) or [song]
    for index, line in enumerate(lines):
        notes = []
        for element in line.stripTies().flatten().notes:
            if element.quarterLength > 0:
                pitches = [pitch.midi for pitch in element.pitches]
                notes += [Note(float(element.offset), float(element.quarterLength), key, 80) for key in pitches]
        parts.append(_part(str(index), "lead" if index == 0 else "chords", 0, 0, notes))
    signs = list(song.recurse().getElementsByClass("TimeSignature"))
    meter = Meter(signs[0].numerator, signs[0].denominator) if signs else Meter()
    return _score(parts, meter)


def _part(name: str, role: str, program: int, bank: int, notes: Sequence[Note]) -> Part:
    ordered = tuple(sorted(notes, key=lambda note: (note.start_beat, note.pitch)))
    return Part(name, name, name, role, Family.KEYS, program, bank, ordered)


def _score(parts: Sequence[Part], meter: Meter) -> Score:
    """A score whose plan holds one section and no harmony that could be measured against."""
    parts = tuple(part for part in parts if part.notes)
    end = max(note.start_beat + note.length_beats for part in parts for note in part.notes)
    bars = max(1, int(np.ceil(end / meter.beats_per_bar)))
    tonic, mode = _key(parts)
    brief = Brief(
        "", "", (StyleWeight("real"),), Mood(), 120.0, meter, tonic, mode, 60.0, (), False, (), FormWish(), -14.0, 0
    )  # fmt: skip
    scale = tuple(range(12))
    chord = Chord(0.0, bars * meter.beats_per_bar, tonic, "", tonic, scale, scale, "T", "", "")
    section = Section("A", "verse", "All", 0, bars, 0.5, tuple(part.id for part in parts), "open")
    return Score(Plan(brief, meter, TempoMap(((0.0, 120.0),)), (section,), (chord,), (), ""), tuple(parts))


def _key(parts: Sequence[Part]) -> tuple[int, str]:
    """The key whose profile fits the pitch classes best."""
    weights: Counter[int] = Counter()
    for part in parts:
        if not part.is_drums:
            for note in part.notes:
                weights[note.pitch % 12] += note.length_beats  # type: ignore[assignment]
    heard = [weights[pitch] for pitch in range(12)]
    fits = {
        (root, mode): float(np.corrcoef(np.roll(profile, root), heard)[0, 1])
        for mode, profile in (("major", MAJOR_KEY), ("minor", MINOR_KEY))
        for root in range(12)
    }
    return max(fits, key=lambda key: fits[key])
