"""What songs are found, sorted and levelled by, written beside them from what is known of their music."""

from __future__ import annotations

from collections.abc import Mapping
from math import dist
from typing import Any

from backend.db.models import Song
from backend.services.spelling import sort_key

# ReplayGain 2.0 brings everything to this loudness.
REFERENCE_LUFS = -18.0
# Words for moods, by valence and energy (0..1), after Russell's circumplex; what is near the middle has none.
#
# .. [1] Russell, "A Circumplex Model of Affect", Journal of Personality and Social Psychology 39(6), 1980.
MOODS = {
    "happy": (0.85, 0.6), "excited": (0.75, 0.9), "tense": (0.35, 0.9), "dark": (0.2, 0.65),
    "sad": (0.15, 0.3), "gloomy": (0.3, 0.15), "calm": (0.65, 0.15), "content": (0.8, 0.35),
}  # fmt: skip
MIDDLE, NEAR = (0.5, 0.5), 0.15


def entitle(song: Song, title: str) -> None:
    """Give a song a title, and the spelling that it is sorted by."""
    song.title, song.title_key = title, sort_key(title)


def describe(song: Song, brief: Mapping[str, Any], *, key: str) -> None:
    """Write down what a song's brief says: tempo, key (``D minor``), mood and words."""
    song.tempo_bpm, song.key = brief["tempo_bpm"], key
    song.mood = mood_word(brief["mood"])
    song.lyrics = (brief.get("singing") or {}).get("lyrics", "")


def level(song: Song, loudness_lufs: float | None, true_peak_dbtp: float | None) -> None:
    """Write down the ReplayGain 2.0 of a song: a gain in dB, and its peak as a linear factor; silence has none."""
    song.gain_db = None if loudness_lufs is None else round(REFERENCE_LUFS - loudness_lufs, 2)
    song.peak = None if true_peak_dbtp is None else round(10 ** (true_peak_dbtp / 20), 6)


def mood_word(mood: Mapping[str, float]) -> str:
    """The word for a mood; empty where it is neither this nor that."""
    here = (mood["valence"], mood["energy"])
    if dist(here, MIDDLE) < NEAR:
        return ""
    return min(MOODS, key=lambda word: dist(here, MOODS[word]))
