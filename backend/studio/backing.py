"""A recording that somebody brought: it stands in the song as it is, from the bar on which it falls."""

from __future__ import annotations

from pathlib import Path

from backend.studio.audio import SAMPLE_RATE, Stem
from backend.studio.brief import Backing
from backend.studio.errors import BadAudio
from backend.studio.formats import decode
from backend.studio.reels import Blank, in_memory
from backend.studio.score import Family, Part

ID, ROLE = "backing", "backing"
# The mix of a song that is sung over a recording: nothing is done to what is mixed already.
PRESET = "backing"


def part(backing: Backing) -> Part:
    """What stands for the recording among the players."""
    return Part(ID, "Backing track", backing.name, ROLE, Family.TEXTURE, 0, 0, (), given=True)


def stem(backing: Backing, file: Path | None, frames: int, blank: Blank = in_memory) -> Stem:
    """The recording at its place in a song of so many frames.

    Raises
    ------
    BadAudio
        if it is not there any more, or cannot be decoded
    """
    if file is None or not file.is_file():
        raise BadAudio(f"The backing track {backing.name!r} of this song is not here any more.")
    sound, _about = decode.two_sided(file, SAMPLE_RATE)
    out, first = blank(frames), round(backing.start_s * SAMPLE_RATE)
    end = min(frames, first + sound.shape[1])
    out[:, first:end] = sound[:, : end - first]
    own = part(backing)
    return Stem(own.id, own.name, own.detail, own.family, out)
