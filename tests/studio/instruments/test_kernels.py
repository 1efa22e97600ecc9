from __future__ import annotations

import numpy as np
import pytest
from fonts import DARK, MOVING, ONCE, RATE, UNTIL_RELEASE, WHEEL, WIDE, part

from backend.studio import jit
from backend.studio.instruments import kernels, kernels_numpy, tables
from backend.studio.instruments.band import Band

KERNELS = [kernels, kernels_numpy] if jit.COMPILED else [kernels_numpy]
PARTS = {
    "plain": part((0.1, 0.9, 69, 100)),
    "dark": part((0.1, 0.9, 57, 80), (0.4, 0.5, 81, 120), program=DARK),
    "wide": part((0.1, 0.9, 69, 100), program=WIDE),
    "until release": part((0.1, 0.5, 62, 100), program=UNTIL_RELEASE),
    "once": part((0.1, 0.9, 69, 100), program=ONCE),
    "moving": part((0.1, 0.9, 69, 100), program=MOVING),
    "wheels": part((0.1, 0.9, 69, 100), program=WHEEL, bend=((0, 0), (1, 150)), controls={1: ((0.3, 90),)}),
    "choke": part((0.1, 0.9, 46, 100), (0.5, 0.6, 42, 100), bank=128),
}


@pytest.mark.skipif(not jit.COMPILED, reason="numba is not installed: there is nothing to compare with")
@pytest.mark.parametrize("name", PARTS)
def test_plain_kernels_sound_like_the_compiled_ones(band, font_file, name):
    plain = Band.open(font_file, sample_rate=RATE, compiled=False)
    frames = 16 * RATE  # a border between two sections lies in it
    late = part(
        *[(n.on_s + 14.6, n.off_s + 14.6, n.pitch, n.velocity) for n in PARTS[name].notes], bank=PARTS[name].part.bank
    )
    for one in (PARTS[name], late):
        (ours,), (theirs,) = band.play([one], frames=frames), plain.play([one], frames=frames)
        assert ours.any()
        assert np.std(ours - theirs) < 0.01 * np.std(ours)


def resampled(kernel, sound, step, frames):
    pcm = np.concatenate([np.zeros(16), sound, np.zeros(16)]).astype(np.int16)
    out = np.zeros(frames, np.float32)
    marks = (16, 0, 0, 16 + len(sound))
    filled = kernel.resample(pcm, marks, 0.0, step, np.zeros(0), 0.0, tables.sinc_kernels(), out)
    return out[:filled]


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda module: module.__name__.rpartition(".")[2])
@pytest.mark.parametrize(
    ("frequency", "step", "least_db"), [(0.02, 1.5, 70), (0.2, 1.5, 60), (0.2, 0.71, 60), (0.35, 0.71, 55)]
)
def test_interpolation_keeps_a_sine_clean(kernel, frequency, step, least_db):
    sine = 30000 * np.sin(2 * np.pi * frequency * np.arange(20_000))
    heard = resampled(kernel, sine, step, 8192)[100:8000].astype(float)
    t = np.arange(100, 8000) * step
    basis = np.stack([np.sin(2 * np.pi * frequency * t), np.cos(2 * np.pi * frequency * t)])
    fit = np.linalg.lstsq(basis.T, heard, rcond=None)[0] @ basis
    assert 10 * np.log10(np.sum(fit**2) / np.sum((heard - fit) ** 2)) > least_db


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_what_would_fold_back_is_held_down(kernel):
    sine = 30000 * np.sin(2 * np.pi * 0.45 * np.arange(40_000))
    assert np.std(resampled(kernel, sine, 2.0, 8192)[100:]) < 0.12 * 30000 / 32768 / np.sqrt(2)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_sample_is_read_exactly_to_its_end(kernel):
    assert len(resampled(kernel, np.ones(1000), 0.5, 8192)) == 2000
    assert len(resampled(kernel, np.ones(1000), 1.0, 300)) == 300
