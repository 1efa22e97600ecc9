"""Which track of a file is what: the one that its owner names, else the one that looks most like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from backend.studio.constraints import MATERIALS, Given, GivenNote
from backend.studio.errors import ParameterOutOfRange, UnknownName
from backend.studio.material import Material, Track

NAMES = {
    "melody": re.compile(r"mel|voc|voice|sing|lead|sopran|tune|solo|theme", re.I),
    "chords": re.compile(r"chord|piano|keys|guitar|comp|rhythm|pad|organ|string", re.I),
    "bass": re.compile(r"bass", re.I),
}
ROLES = {"melody": "lead", "chords": "chords", "bass": "bass", "drums": "drums"}
# A band of more is a crowd.
MOST_PARTS = 12
# So much of a line is sung alone.
SINGLE = 0.85


def choose(
    material: Material, kind: str, *, track: int | None = None, instrument: str = "", shift_beats: float = 0.0
) -> tuple[Given, ...]:
    """The given parts of a file.

    Parameters
    ----------
    kind : ``melody``, ``chords``, ``bass``, ``drums``, or ``song`` for all of it
    track : which track, counted from 0; else the one that fits best
    shift_beats : how much later than in the file the notes stand in the song

    Raises
    ------
    UnknownName, ParameterOutOfRange
        if the file has no such track
    """
    if kind not in MATERIALS:
        raise UnknownName(f"Material can be {', '.join(MATERIALS)}; given: {kind!r}.", fields={"given": [kind]})
    if track is not None and not 0 <= track < len(material.tracks):
        message = f"Track {track} is none of the file's {len(material.tracks)}, counted from 0."
        raise ParameterOutOfRange(message, fields={"given": [message]})
    if kind == "song" and track is None:
        chosen = _all(material)
    else:
        chosen = [(ROLES.get(kind, "lead"), _one(material, kind, track))]
    end = material.end_beat + shift_beats
    return tuple(
        Given(role, kind, _shifted(found.notes, shift_beats), end, found.name, instrument if len(chosen) == 1 else "")
        for role, found in chosen
    )


def _one(material: Material, kind: str, track: int | None) -> Track:
    if track is not None:
        found = material.tracks[track]
        if found.is_drums != (kind == "drums"):
            message = f"Track {track} ({found.name or 'no name'}) cannot be {kind}: drums stand on channel 10."
            raise ParameterOutOfRange(message, fields={"given": [message]})
        return found
    fitting = [one for one in material.tracks if one.is_drums == (kind == "drums")]
    if not fitting:
        message = f"The file has no track that could be {kind}."
        raise ParameterOutOfRange(message, fields={"given": [message]})
    return _merged(fitting) if kind == "drums" else max(fitting, key=lambda one: likeness(one, kind))


def _all(material: Material) -> list[tuple[str, Track]]:
    """Every track and what plays it: drums together, the lowest line, the best melody, the rest by how it moves."""
    drums = [track for track in material.tracks if track.is_drums]
    pitched = [track for track in material.tracks if not track.is_drums]
    if len(pitched) > MOST_PARTS:
        message = f"The file has {len(pitched)} tracks beside drums; up to {MOST_PARTS} can be rearranged."
        raise ParameterOutOfRange(message, fields={"given": [message]})
    roles: dict[int, str] = {}
    if pitched:
        melody = max(range(len(pitched)), key=lambda index: likeness(pitched[index], "melody"))
        roles[melody] = "lead"
        low = [index for index in range(len(pitched)) if index != melody]
        bass = max(low, key=lambda index: likeness(pitched[index], "bass"), default=None)
        if bass is not None and (
            NAMES["bass"].search(pitched[bass].name) or _mean(pitched[bass]) < _mean(pitched[melody])
        ):
            roles[bass] = "bass"
    found = [
        (roles.get(index, "counter" if _single(track) >= SINGLE else "chords"), track)
        for index, track in enumerate(pitched)
    ]
    return found + ([("drums", _merged(drums))] if drums else [])


def likeness(track: Track, kind: str) -> tuple[bool, float]:
    """How much a track looks like what it is said to be: by its name first, then by how it moves."""
    named = bool(NAMES[kind].search(track.name)) if kind in NAMES else False
    single, mean, many = _single(track), _mean(track), min(len(track.notes), 64) / 64
    likeness = {
        "melody": 2.0 * single + (mean - 60) / 24 + many,
        "chords": 2.0 * (1 - single) + many,
        "bass": single - (mean - 60) / 12 + many,
    }
    return named, likeness.get(kind, many)


def _single(track: Track) -> float:
    """The share of notes that begin when the one before has ended."""
    gaps = [after[0] - before[0] - before[1] >= -0.1 for before, after in pairwise(track.notes)]
    return sum(gaps) / len(gaps) if gaps else 1.0


def _mean(track: Track) -> float:
    return sum(pitch for _, _, pitch, _ in track.notes) / len(track.notes)


def _merged(tracks: Sequence[Track]) -> Track:
    """Several tracks as one; a key that two of them strike at once is struck once."""
    notes: dict[tuple[float, int], GivenNote] = {}
    for track in tracks:
        for note in track.notes:
            known = notes.get((note[0], note[2]))
            notes[note[0], note[2]] = note if known is None or known[1] < note[1] else known
    return Track(tracks[0].name, tracks[0].is_drums, tracks[0].program, tuple(notes[key] for key in sorted(notes)))


def _shifted(notes: Sequence[GivenNote], beats: float) -> tuple[GivenNote, ...]:
    return tuple((start + beats, length, pitch, velocity) for start, length, pitch, velocity in notes)
