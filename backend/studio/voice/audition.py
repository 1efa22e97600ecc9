"""Auditions: a few words sung by a voice, to choose it by. They go up and down the middle of its range."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

import numpy as np

from backend.studio.audio import SAMPLE_RATE
from backend.studio.errors import BadLyrics
from backend.studio.formats import audio_files
from backend.studio.lyrics import text as texts
from backend.studio.lyrics.foreign import Speak
from backend.studio.lyrics.pronounce import pronounce
from backend.studio.lyrics.words import line_of
from backend.studio.singing import Syllable
from backend.studio.voice.booth import Booth
from backend.studio.voice.phrase import Mono, Phrase, SungNote
from backend.studio.voice.phrases import Placed
from backend.studio.voice.singer import IsCancelled, Voice

# Raised when the same words make another melody.
VERSION = 1
MAX_TEXT = 200
# Steps of a major scale, as many people would hum a line.
CONTOUR = (0, 1, 2, 4, 2, 1, 3, 2, 1, 0)
MAJOR = (0, 2, 4, 5, 7, 9, 11)
# Unstressed and stressed syllables at about 96 beats per minute, and the last one of a line.
SHORT_S, LONG_S, LAST_S = 0.31, 0.47, 0.95
BREATH_S, SILENCE_S, LOUDEST = 0.35, 0.15, 0.7


@dataclass(frozen=True)
class Audition:
    """What is sung, by which voice and in which way."""

    text: str
    voice: str
    language: str
    expression: str = ""
    seed: int = 1


def key(audition: Audition, booth: Booth) -> str:
    """A name that changes with whatever is heard."""
    told = [VERSION, booth.company.singer(audition.voice).version, asdict(audition)]
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


def phrases(audition: Audition, voice: Voice, speak: Speak | None = None) -> list[Placed]:
    """Set the words to notes, a phrase for each line; ``speak`` reads the words of languages other than English.

    Raises
    ------
    BadLyrics
        if there are no words, or too many
    CannotSing
        if the words have no sound in this language
    """
    if len(audition.text) > MAX_TEXT:
        raise BadLyrics(f"The words have {len(audition.text)} characters; an audition takes up to {MAX_TEXT}.")
    words = [pronounce(line.text, audition.language, speak=speak) for line in texts.parse(audition.text).lines]
    lines = [line_of(own, number) for number, own in enumerate(words)]
    found, at_s, tonic = [], SILENCE_S, (voice.low + voice.high) // 2 - 3
    for syllables in filter(None, lines):
        notes = tuple(_notes(syllables, tonic))
        phrase = Phrase(notes, audition.expression, audition.language, audition.seed)
        found.append(Placed(phrase, at_s, 0))
        at_s += phrase.off_s + BREATH_S
    if not found:
        raise BadLyrics("There are no words to sing.")
    return found


def write(
    audition: Audition,
    booth: Booth,
    path: Path,
    *,
    speak: Speak | None = None,
    cancelled: IsCancelled = lambda: False,
) -> None:
    """Sing and write an MP3 file.

    Raises
    ------
    StudioError
        as `phrases`, and as singers do
    """
    singer = booth.company.singer(audition.voice)
    placed = phrases(audition, singer.voice, speak)
    pieces = [(one, booth.sing(singer, one, cancelled)) for one in placed]
    sound = np.zeros(round((placed[-1].on_s + placed[-1].phrase.off_s + 2 * SILENCE_S) * SAMPLE_RATE), np.float32)
    for one, sung in pieces:
        first = max(0, one.frame + round(sung.start_s * SAMPLE_RATE))
        own = sung.audio[: len(sound) - first]
        sound[first : first + len(own)] += own
    audio_files.write_mp3(path, np.stack([_levelled(sound)] * 2))


def warm(booth: Booth) -> None:
    """Set some words for the default voice, so that a fork finds the lexicon read.

    The voice's network is opened by who sings: held here it would add half a gigabyte to every process that is forked.
    """
    voice = next((voice for voice in booth.company.voices() if not voice.unavailable), None)
    if voice and voice.languages[0].startswith("en"):
        phrases(Audition("la", voice.id, voice.languages[0]), voice)


def _notes(syllables: tuple[Syllable, ...], tonic: int) -> Iterator[SungNote]:
    at_s = 0.0
    for index, (syllable, step) in enumerate(zip(syllables, cycle(CONTOUR), strict=False)):
        is_last = index == len(syllables) - 1
        length_s = LAST_S if is_last else LONG_S if syllable.stress else SHORT_S
        pitch = tonic if is_last else tonic + MAJOR[step]
        yield SungNote(at_s, at_s + length_s, pitch, 96 if syllable.stress else 84, syllable)
        at_s += length_s


def _levelled(sound: Mono) -> Mono:
    highest = float(np.abs(sound).max(initial=0.0))
    return sound * np.float32(LOUDEST / highest) if highest else sound
