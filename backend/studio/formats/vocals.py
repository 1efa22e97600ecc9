"""What singers leave behind: the dry voice, the words in time, and a song with nobody, or nobody else, singing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.errors import BadAudio, BadProject
from backend.studio.formats import audio_files, project
from backend.studio.lyrics.timed import TimedLyrics
from backend.studio.singing import VOCAL
from backend.studio.song import Song
from backend.studio.units import decibels_to_gain
from backend.studio.voice import booth, timed_words
from backend.studio.voice.phrase import Mono

DRY, WORDS = "vocals_dry.flac", "words.json"
BITS = 24
# The dry voice is lowered for its file, so that phrases keep their levels: vowels are sung at -20 dB, and the highest
# peak in 24 lines was 8.9 dB above full scale (hibari's; Kokoro's 2.0).
DRY_GAIN = np.float32(decibels_to_gain(-9.0))
# What can be sung away may have kept peaks apart: what is left is lowered rather than cut off.
HIGHEST = 1 - 2**-16


def words(song: Song) -> dict[str, Any]:
    """Describe what is sung in a song: by whom, on which terms, and when."""
    performance = song.performance
    lead = next((one.part for one in performance.sung if one.part.role == VOCAL), performance.sung[0].part)
    timed = timed_words.timed(song.vocals[lead.id], performance.score.plan)
    return {
        "voice": song.versions[f"voice of {lead.id}"],
        "language": performance.score.plan.brief.singing.language,
        "licence": song.versions[f"licence of {lead.id}"],
        "parts": [{"id": one.part.id, "role": one.part.role} for one in performance.sung],
        "lines": [asdict(line) for line in timed.lines],
    }


def timed_lyrics(document: Mapping[str, Any], *, title: str, artist: str) -> TimedLyrics:
    """Read back what `words` described.

    Raises
    ------
    BadProject
        if it is none of it
    """
    try:
        told = {"lines": document["lines"], "title": title, "artist": artist, "language": document["language"]}
        return project.decode(TimedLyrics, told)
    except project.UNREADABLE as wrong:
        raise BadProject(f"The words of the song cannot be read: {wrong}.") from wrong


def write_dry(song: Song, path: Path) -> None:
    """Write the voice as it was sung, in mono: all that has the melody, before any device of the desk."""
    frames = round(song.performance.length_s * SAMPLE_RATE)
    sound = np.zeros((1, frames), np.float32)
    for one in song.performance.sung:
        if one.part.role == VOCAL:
            for line in song.vocals[one.part.id]:
                booth.lay(_lowered(line.sung.audio), line.first_frame, sound)
    np.clip(sound, -HIGHEST, HIGHEST, out=sound)
    audio_files.write_flac(path, sound, bits=BITS, tags={"title": f"{song.performance.score.plan.brief.title}, voice"})


def _lowered(phrase: Mono) -> Mono:
    """A phrase that fits into a file: each by itself, so that one that is sung anew moves no other."""
    lower = phrase * DRY_GAIN
    return lower * np.float32(HIGHEST / max(float(np.abs(lower).max(initial=0.0)), HIGHEST))


def write_without(master: Path, stems: Sequence[Path], path: Path, *, headroom_db: float) -> None:
    """Write a song without some of its stems: the stems of a song sum to its master."""
    audio = _read(master)
    for stem in stems:
        audio -= _read(stem) * np.float32(decibels_to_gain(-headroom_db))
    _write(path, audio)


def write_only(stems: Iterable[Path], path: Path, *, headroom_db: float) -> None:
    """Write some stems of a song together, as loud as they are in it."""
    first, *rest = stems
    audio = _read(first)
    for stem in rest:
        audio += _read(stem)
    audio *= np.float32(decibels_to_gain(-headroom_db))
    _write(path, audio)


def _write(path: Path, audio: Audio) -> None:
    highest = float(np.abs(audio).max(initial=0.0))
    if highest > HIGHEST:
        audio *= np.float32(HIGHEST / highest)
    audio_files.write_flac(path, audio, bits=BITS)


def _read(path: Path) -> Audio:
    try:
        sound, _ = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise BadAudio(f"{path.name} cannot be read: {error.error_string}") from error
    return np.ascontiguousarray(sound.T)
