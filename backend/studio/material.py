"""Music that somebody brought, as it stands in a file: tracks of notes, tempo, meter, key, marks and chord symbols.

Beats are quarter notes from the start of the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend.studio.constraints import GivenNote


@dataclass(frozen=True)
class Track:
    """One voice of a file. Notes are in order, each key struck once at a time.

    ``lyrics`` are ((beat, syllable), ...): a ``-`` at its end says that the word goes on, ``+`` alone is one more
    syllable of a word that stands whole on its first note.
    """

    name: str
    is_drums: bool
    program: int
    notes: tuple[GivenNote, ...]
    lyrics: tuple[tuple[float, str], ...] = ()

    @property
    def end_beat(self) -> float:
        return max((start + length for start, length, _, _ in self.notes), default=0.0)


@dataclass(frozen=True)
class Material:
    """A whole file. ``tempo`` is ((beat, bpm), ...), first at 0; ``key`` is (tonic 0..11, mode) if it says one."""

    tracks: tuple[Track, ...]
    tempo: tuple[tuple[float, float], ...]
    meter: tuple[int, int]
    end_beat: float
    key: tuple[int, str] | None = None
    marks: tuple[tuple[float, str], ...] = ()
    symbols: tuple[tuple[float, str], ...] = ()
    has_tempo: bool = True
