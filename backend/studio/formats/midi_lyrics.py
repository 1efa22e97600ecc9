"""Words in MIDI files: lyric events as the studio writes them, and as others do.

A word that goes on ends with a hyphen; in files that part their words by spaces instead (RP-017, karaoke) it ends
without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backend.studio.material import Track
from backend.studio.score import Note

LYRIC = 0x05
MAX_TEXT, MAX_EVENTS = 60, 20_000
HOLDS, NEXT = ("_", "-", "~", "*", "\u2014"), "+"
EDGES = " \t\r\n/\\"
# Behind so many events without text the next one does not matter.
AHEAD = 32
# An event this near to a note belongs to it, in beats.
NEAR = 0.06

Raw = tuple[float, str]


def text_of(note: Note) -> str:
    """What stands on a note, or nothing where a syllable is held."""
    if note.syllable is None:
        return ""
    return note.syllable.text + ("-" if note.syllable.index + 1 < note.syllable.count else "")


def decoded(data: bytes) -> str:
    """The text of an event with the spaces that part words; signs that do not print are spaces."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return "".join(sign if sign.isprintable() or sign in "\r\n" else " " for sign in text[:MAX_TEXT])


def syllables(events: Sequence[Raw]) -> list[Raw]:
    """Syllables at their beats, a hyphen after those whose word goes on."""
    spaced = any(text[-1:].isspace() or text[:1].isspace() for _, text in events)
    found: list[Raw] = []
    for number, (beat, text) in enumerate(events):
        bare = text.strip(EDGES)
        if not bare or bare in HOLDS or bare.startswith("@"):
            continue
        following = next((text for _, text in events[number + 1 : number + AHEAD] if _is_text(text)), "")
        is_open = bare != NEXT and not _parts(text[-1:]) and not _parts(following[:1])
        goes_on = bare.endswith("-") or (spaced and is_open)
        found.append((beat, bare.rstrip("-") + ("-" if goes_on else "")))
    return found


def _is_text(text: str) -> bool:
    return text.strip(EDGES) not in ("", *HOLDS)


def given_to(tracks: Sequence[Track], events: Iterable[Raw]) -> list[Track]:
    """The tracks, words that stand in a track of their own given to the one whose notes they fall on."""
    own = syllables(list(events)[:MAX_EVENTS])
    pitched = [track for track in tracks if not track.is_drums]
    if not own or not pitched or any(track.lyrics for track in tracks):
        return list(tracks)
    best = max(pitched, key=lambda track: _falling([beat for beat, _ in own], track))
    return [_with(track, own) if track is best else track for track in tracks]


def _falling(beats: Sequence[float], track: Track) -> int:
    """How many of some beats notes of a track fall on."""
    grid = {round(note[0] / NEAR) for note in track.notes}
    return sum(bool(grid & {round(beat / NEAR) + away for away in (-1, 0, 1)}) for beat in beats)


def _with(track: Track, lyrics: Sequence[Raw]) -> Track:
    return Track(track.name, track.is_drums, track.program, track.notes, tuple(lyrics))


def _parts(sign: str) -> bool:
    """Whether a sign at the edge of an event parts words."""
    return not sign or sign in EDGES
