"""Our SoundFont renderer against FluidSynth: speed, level and pitch, the same notes in the same run, effects off.

Prints a table and, last, one line of JSON. Ratios compare the best of several alternating runs. Without FluidSynth only
our own figures are printed.

    python -m bench.renderer [FONT] [--seconds 180] [--runs 3]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.score import Family, Part, PlayedNote, PlayedPart
from bench import fluidsynth

BEAT_S = 0.5
CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
# name, bank, program: a full pop arrangement, heavy in long layered sounds
PLAYERS = {
    "piano": (0, 0),
    "bass": (0, 33),
    "lead": (0, 81),
    "pad": (0, 89),
    "strings": (0, 50),
    "guitar": (0, 27),
    "brass": (0, 61),
    "drums": (128, 0),
}
PROGRAMS = (0, 4, 11, 16, 24, 25, 27, 30, 32, 33, 38, 40, 42, 48, 50, 56, 60, 65, 73, 80, 81, 89)
DRUM_KEYS = (36, 38, 39, 42, 45, 46, 49, 51)
VELOCITIES = (40, 80, 115)


def part(name: str, notes: list[PlayedNote], bank: int, program: int) -> PlayedPart:
    return PlayedPart(Part(name, name, "", name, Family.KEYS, program, bank, ()), tuple(notes))


def song(seconds: float) -> list[PlayedPart]:
    """Eight parts with humanised times, lengths and velocities."""
    rng = random.Random(7)
    return [part(name, list(_line(name, seconds, rng)), *PLAYERS[name]) for name in PLAYERS]


def _line(name: str, seconds: float, rng: random.Random) -> Iterator[PlayedNote]:
    """The notes of one player: (pitch, beats after the bar's start, beats long)."""
    for bar in range(int(seconds / BEAT_S / 4)):
        chord = CHORDS[bar % len(CHORDS)]
        for pitch, beat, length in _bar(name, chord):
            start = max(0.0, (bar * 4 + beat) * BEAT_S + rng.gauss(0, 0.006))
            velocity = min(127, max(20, round(rng.gauss(84, 12))))
            yield PlayedNote(start, start + length * BEAT_S * rng.uniform(0.85, 1.0), pitch, velocity)


def _bar(name: str, chord: tuple[int, ...]) -> list[tuple[int, float, float]]:
    eighths = [step / 2 for step in range(8)]
    return {
        "piano": [(pitch + up, beat, 2.0) for beat in (0, 2) for up in (0, 12) for pitch in chord]
        + [(chord[0], 0, 4.0)],
        "pad": [(pitch + up, 0, 4.2) for up in (0, 12) for pitch in chord],
        "strings": [(pitch + up, 0, 4.2) for up in (0, 12) for pitch in chord],
        "bass": [(chord[0] - 24, beat, 0.45) for beat in eighths],
        "guitar": [(pitch, beat + 0.5, 0.4) for beat in range(4) for pitch in chord],
        "brass": [(pitch + 12, beat, 0.8) for beat in (0, 1.5, 3) for pitch in chord],
        "lead": [(chord[step % 3] + 12, beat, 0.5) for step, beat in enumerate(eighths)],
        "drums": [(36, 0, 0.5), (36, 2.5, 0.5), (38, 1, 0.5), (38, 3, 0.5), (49, 0, 2.0)]
        + [(46 if beat == 3.5 else 42, beat, 0.4) for beat in eighths],
    }[name]


def best(runs: list[float]) -> float:
    return min(runs)


def speed(font: Path, seconds: float, runs: int) -> dict[str, float]:
    """Seconds for the song: ours on one and two threads, FluidSynth's on the one thread it has."""
    parts, frames = song(seconds), int((seconds + 3) * SAMPLE_RATE)
    started = time.perf_counter()
    band = Band.open(font)
    found = {"notes": sum(len(one.notes) for one in parts), "own_open_s": time.perf_counter() - started}
    band.play(parts, frames=frames)
    found["own_peak_rss_mb"] = peak_mb()
    reference = fluidsynth.FluidSynth(font, SAMPLE_RATE) if fluidsynth.library() else None
    times: dict[str, list[float]] = {"own_1_s": [], "own_2_s": [], "fluidsynth_s": []}
    for _ in range(runs):
        for threads in (1, 2):
            started = time.perf_counter()
            band.play(parts, frames=frames, threads=threads)
            times[f"own_{threads}_s"].append(time.perf_counter() - started)
        if reference:
            times["fluidsynth_s"].append(sum(reference.play(one, frames)[1] for one in parts))
    found |= {name: best(taken) for name, taken in times.items() if taken}
    found["own_x"] = (seconds + 3) / found["own_2_s"]
    if reference:
        found["fluidsynth_load_s"] = reference.load_s
        found |= {f"ratio_{n}": found["fluidsynth_s"] / found[f"own_{n}_s"] for n in (1, 2)}
        reference.close()
    return found


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fidelity(font: Path) -> dict[str, float]:
    """Level and pitch of single notes against FluidSynth's: dB and cents, median, 90th percentile and worst."""
    band = Band.open(font)
    reference = fluidsynth.FluidSynth(font, SAMPLE_RATE, interpolation=fluidsynth.SINC, lazily=True)
    levels, cents = [], []
    tones = [(0, program, 40 if 32 <= program < 40 else 60) for program in PROGRAMS]
    for bank, program, key in tones + [(128, 0, key) for key in DRUM_KEYS]:
        for velocity in VELOCITIES:
            one = part("tone", [PlayedNote(0.1, 1.6, key, velocity)], bank, program)
            frames = 3 * SAMPLE_RATE
            ours, theirs = band.play([one], frames=frames)[0], reference.play(one, frames)[0]
            levels.append(level_db(ours) - level_db(theirs))
            if bank == 0:
                cents.append(abs(pitch_cents(ours, theirs)))
    reference.close()
    found = {"level_offset_db": float(np.median(levels))}
    return found | spread("level_db", np.abs(levels)) | spread("pitch_cents", np.array(cents))


def spread(name: str, values: np.ndarray) -> dict[str, float]:
    return {
        f"{name}_{word}": float(np.percentile(values, q)) for word, q in (("median", 50), ("p90", 90), ("worst", 100))
    }


def level_db(sound: Audio) -> float:
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2) + 1e-20))


def pitch_cents(ours: Audio, theirs: Audio) -> float:
    """How much higher ours sounds, from the phase that its strongest partials gain between two moments of the note."""
    spectra = [[_spectrum(sound, at) for at in (0.5, 0.9)] for sound in (ours, theirs)]
    power = np.abs(spectra[1][0]) * np.abs(spectra[1][1])
    bins = np.argsort(power)[-5:]
    gained = [np.angle(late[bins] * np.conj(early[bins])) for early, late in spectra]
    drift = np.angle(np.exp(1j * (gained[0] - gained[1])))
    hertz = drift / (2 * np.pi * 0.4)
    partials = bins * SAMPLE_RATE / 16384
    return float(1200 * np.average(np.log2(1 + hertz / partials), weights=power[bins]))


def _spectrum(sound: Audio, at_s: float) -> np.ndarray:
    first = int(at_s * SAMPLE_RATE)
    return np.fft.rfft(sound.sum(axis=0)[first : first + 16384] * np.hanning(16384))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("font", type=Path, nargs="?", help="the studio's own where none is named")
    ask.add_argument("--seconds", type=float, default=180)
    ask.add_argument("--runs", type=int, default=3)
    asked = ask.parse_args()
    font = asked.font or fonts.find()
    found = speed(font, asked.seconds, asked.runs)
    if fluidsynth.library():
        found |= fidelity(font)
    for name, value in found.items():
        print(f"{name:24} {value:10.4g}")
    print(json.dumps({"bench": "renderer", "font": font.name, "seconds": asked.seconds, **found}))


if __name__ == "__main__":
    main()
