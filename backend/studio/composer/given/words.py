"""The words that stand in a file, as text that is sung on the very same notes: ``riv-er``, ``glo-_ri-a__``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from backend.studio.composer.given import choosing
from backend.studio.composer.given.taking import Brought
from backend.studio.lyrics import text as texts
from backend.studio.material import Track

# An event this near to a note belongs to it; a rest as long as this, or so many characters, ends a line.
NEAR, REST, LONG = 0.06, 0.9, 160
HELD, NEXT = "_", "+"


def text(brought: Brought) -> str:
    """The words of the melody of a file, line by line as it rests; empty where there are none."""
    pitched = [track for track in brought.material.tracks if not track.is_drums]
    if brought.track is not None:
        own = brought.material.tracks[brought.track] if brought.track < len(brought.material.tracks) else None
    else:
        own = max(pitched, key=lambda track: (bool(track.lyrics), choosing.likeness(track, "melody")), default=None)
    return "\n".join(_lines(own)) if own and own.lyrics else ""


def _lines(track: Track) -> list[str]:
    """The words of a track under its notes, the highest of each moment."""
    begins = sorted({note[0] for note in track.notes})
    ends = {begin: max(s + size for s, size, _, _ in track.notes if s == begin) for begin in begins}
    lines: list[str] = []
    words: list[str] = []
    goes_on, last_end = False, 0.0
    for begin in begins:
        token = _at(track.lyrics, begin)
        rests = begin - last_end >= REST or len(" ".join(words)) > LONG
        last_end = ends[begin]
        if token == NEXT:
            continue
        if not token:
            words[-1:] = [word + HELD for word in words[-1:]]
            continue
        bare = "".join(sign for sign in token.rstrip("-") if sign not in "()[]_").strip()
        if goes_on and words:
            words[-1] += f"-{bare}"
        else:
            if rests and words:
                lines.append(" ".join(words))
                words = []
            words.append(bare)
        goes_on = token.endswith("-")
    lines.append(" ".join(words))
    return [line[: texts.MAX_LINE] for line in lines if line]


def _at(lyrics: Sequence[tuple[float, str]], beat: float) -> str:
    """What stands at a beat of lyrics in order."""
    first = bisect_left(lyrics, beat - NEAR, key=lambda one: one[0])
    return lyrics[first][1] if first < len(lyrics) and lyrics[first][0] <= beat + NEAR else ""
