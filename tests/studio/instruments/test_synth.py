"""The synthesiser: in tune, free of aliases, the same each time, and each note for itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fonts import hertz, part, pitch_hz

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.composer import instruments
from backend.studio.errors import UnknownName
from backend.studio.instruments.band import Band
from backend.studio.instruments.synth import patches, steady, struck
from backend.studio.mix import amps
from backend.studio.score import PlayedPart

STEADY = [name for name, patch in patches.load_all().items() if not patch.is_struck]
STRUCK = [name for name, patch in patches.load_all().items() if patch.is_struck]
PITCHED = [name for name in STEADY if not patches.find(name).blur_cents]


@pytest.fixture(scope="module")
def synth(font_file: Path) -> Band:
    return Band.open(font_file, sample_rate=SAMPLE_RATE)


def on(patch: str, *notes, **how) -> PlayedPart:
    return part(*notes, voice=f"{patches.PREFIX}{patch}", **how)


def play(synth: Band, *parts: PlayedPart, seconds: float = 1.5) -> list[Audio]:
    return synth.play(parts, frames=int(seconds * SAMPLE_RATE))


def spectrum(sound: np.ndarray) -> np.ndarray:
    return np.abs(np.fft.rfft(sound * np.hanning(len(sound))))


@pytest.mark.parametrize("name", patches.load_all())
def test_every_patch_sounds_and_ends(synth: Band, name: str) -> None:
    (stem,) = play(synth, on(name, (0.1, 0.6, 55, 100)), seconds=8)
    assert np.abs(stem).max() > 1e-3 or name.startswith(("riser", "reverse"))
    assert np.abs(stem).max() < 2.0
    assert not stem[:, : int(0.1 * SAMPLE_RATE)].any()
    assert np.abs(stem[:, -SAMPLE_RATE // 2 :]).max() < 1e-4


@pytest.mark.parametrize("pitch", [33, 57, 81])
@pytest.mark.parametrize("name", ["sine", "chip_square", "chip_triangle", "sub", "organ"])
def test_patches_are_in_tune(synth: Band, name: str, pitch: int) -> None:
    (stem,) = play(synth, on(name, (0.0, 1.4, pitch, 127)))
    assert abs(1200 * np.log2(pitch_hz(stem, 0.2, 1.3, SAMPLE_RATE) / hertz(pitch))) < 2


@pytest.mark.parametrize("pitch", [24, 60, 96, 120])
@pytest.mark.parametrize("name", PITCHED)
def test_waves_have_partials_of_their_pitch_and_nothing_else(name: str, pitch: int) -> None:
    patch = patches.find(name)
    sides = steady.wave(patch, pitch, SAMPLE_RATE)
    energy = np.square(np.abs(np.fft.rfft(sides[0].astype(np.float64))))
    frequencies = np.linspace(0, SAMPLE_RATE / 2, len(energy)) * steady.step(pitch, SAMPLE_RATE)
    nearest = np.maximum(0.5, np.round(2 * frequencies / hertz(pitch)) / 2)  # halves: the sub is an octave below
    cents = 1200 * np.abs(np.log2(np.maximum(frequencies, 1) / (nearest * hertz(pitch))))
    foreign = energy[cents > patch.detune_cents + 40].sum()
    assert foreign < 1e-8 * energy.sum()
    assert energy[frequencies > steady.HIGHEST_HZ * 1.05].sum() < 1e-8 * energy.sum()


@pytest.mark.parametrize("name", STEADY)
def test_loops_have_no_seam(name: str) -> None:
    left = steady.wave(patches.find(name), 60, SAMPLE_RATE)[0]
    steps = np.abs(np.diff(left))
    assert abs(left[0] - left[-1]) <= steps.max() * 1.01


@pytest.mark.parametrize("name", STRUCK)
def test_strikes_end_in_silence_and_get_brighter_with_strength(name: str) -> None:
    patch = patches.find(name)
    soft, loud = (struck.strike(patch, 57, strength, SAMPLE_RATE) for strength in (0.0, 1.0))
    assert np.abs(loud[:, -3:]).max() < 1e-2
    assert np.abs(loud).max() == pytest.approx(struck.PEAK, abs=0.1)
    if name.startswith(("fm", "bass")):
        bins = np.arange(len(spectrum(soft[0])))
        soft_centre, loud_centre = ((bins * spectrum(s[0])).sum() / spectrum(s[0]).sum() for s in (soft, loud))
        assert loud_centre > 1.05 * soft_centre


def test_risers_and_reverse_cymbals_are_loudest_at_their_end() -> None:
    for name in ("riser", "riser_long", "reverse_cymbal"):
        sound = struck.strike(patches.find(name), 60, 0.5, SAMPLE_RATE)[0]
        halves = np.square(sound[: len(sound) // 2]).mean(), np.square(sound[len(sound) // 2 :]).mean()
        assert halves[1] > 30 * halves[0]


def test_louder_notes_are_louder_and_brighter(synth: Band) -> None:
    soft, loud = play(synth, on("poly", (0, 1, 60, 40)), on("poly", (0, 1, 60, 120)))
    assert np.square(loud).mean() > 4 * np.square(soft).mean()
    above = [spectrum(stem[0])[3000:].sum() / spectrum(stem[0]).sum() for stem in (soft, loud)]
    assert above[1] > 1.3 * above[0]


def test_supersaws_are_wide_and_basses_are_not(synth: Band) -> None:
    wide, narrow = play(synth, on("supersaw", (0, 1.2, 60, 100)), on("bass", (0, 1.2, 36, 100)))
    assert 0.25 < np.corrcoef(wide)[0, 1] < 0.95
    assert np.array_equal(narrow[0], narrow[1])


def test_the_wheel_makes_vibrato_and_bends_bend(synth: Band) -> None:
    still, wheel = play(
        synth, on("sine", (0, 1.4, 69, 100)), on("sine", (0, 1.4, 69, 100), controls={1: ((0.0, 127),)})
    )
    assert not np.allclose(still, wheel)
    bent = part((0, 1.4, 69, 100), voice="synth:chip_square", bend=((0.0, 200.0), (2.0, 200.0)))
    (stem,) = play(synth, bent)
    assert pitch_hz(stem, 0.2, 1.3, SAMPLE_RATE) == pytest.approx(hertz(71), rel=1e-3)


def test_a_note_sounds_the_same_whatever_is_played_beside_it(synth: Band) -> None:
    note, other = (0.2, 0.6, 60, 100), (0.9, 1.2, 67, 90)
    one, two, both = play(synth, on("supersaw", note), on("supersaw", other), on("supersaw", note, other))
    # Filters move in steps that voices beside each other share, which is heard by nobody: -80 dB.
    assert np.abs(one + two - both).max() < 1e-3 * np.abs(both).max()


def test_the_same_notes_give_the_same_bytes_on_any_number_of_threads(
    synth: Band, font_file: Path, tmp_path: Path
) -> None:
    parts = [on(name, (0.0, 0.5, 60, 100), (0.3, 0.9, 64, 70)) for name in ("supersaw", "fm_bell", "acid", "warm_pad")]
    here = play(synth, *parts)
    kept = Band.open(font_file, sample_rate=SAMPLE_RATE, cache_dir=tmp_path)
    for again in (kept.play(parts, frames=here[0].shape[1], threads=1), play(kept, *parts)):
        assert all(np.array_equal(a, b) for a, b in zip(here, again, strict=True))


def test_an_unknown_patch_is_refused_by_name(synth: Band) -> None:
    with pytest.raises(UnknownName, match="'synth:theremin'; known are saw"):
        play(synth, on("theremin", (0, 1, 60, 100)))


def test_every_voice_that_an_instrument_names_exists() -> None:
    voices = [i.voice for i in instruments.load_all().values() if i.voice]
    assert len(voices) > 20
    assert all(amps.find(voice) or patches.find(voice) for voice in voices)
