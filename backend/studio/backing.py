"""A recording that is sung over: it stands in the song as it is, from the bar on which it falls."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soxr

from backend.studio.audio import SAMPLE_RATE, Audio, Stem
from backend.studio.brief import Backing
from backend.studio.errors import BadAudio
from backend.studio.formats import decode
from backend.studio.reels import Blank, in_memory
from backend.studio.score import Family, Part

ID, ROLE = "backing", "backing"
# The mix of a song that is sung over a recording: nothing is done to what is mixed already.
PRESET = "backing"
STEREO = 2


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
    sound, about = decode.decode(file)
    if about.sample_rate != SAMPLE_RATE:
        sound = np.ascontiguousarray(soxr.resample(sound.T, about.sample_rate, SAMPLE_RATE).T, np.float32)
    out, first = blank(frames), round(backing.start_s * SAMPLE_RATE)
    end = min(frames, first + sound.shape[1])
    out[:, first:end] = _two_sided(sound)[:, : end - first]
    own = part(backing)
    return Stem(own.id, own.name, own.detail, own.family, out)


def _two_sided(sound: Audio) -> Audio:
    return sound[:STEREO] if len(sound) >= STEREO else np.repeat(sound, STEREO, axis=0)
