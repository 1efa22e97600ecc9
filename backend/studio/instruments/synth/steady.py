"""Steady waves, drawn as spectra: exactly band-limited, and periodic over their whole length, so that their loop has no
seam.

A wave is as long as a few hundred or thousand of its cycles. Detuned copies have a few cycles more or fewer, so that
all of them beat, and yet all end where they began. A blurred partial is a band of neighbouring cycles at random phases,
the idea of [1]_.

.. [1] P. N. Nasca, "PADsynth algorithm", in the documentation of ZynAddSubFX.
"""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from backend.studio.instruments.synth.patches import Patch

Partials = NDArray[np.float64]
Spectrum = NDArray[np.complex128]
Sides = NDArray[np.float32]

# Three seconds at 44.1 kHz, six below C2, where copies that are some cents apart need the finer grid.
FRAMES, LOW_FRAMES, LOW_PITCH = 1 << 17, 1 << 18, 36
# Partials end below this, with room for a bend of two semitones before they fold back into what can be heard.
HIGHEST_HZ, HIGHEST_SHARE = 18_500.0, 0.42
LEVEL = 0.2
"""The mean square root of all waves: crests of detuned saws are then just below full scale."""
BANDS = 3.0  # a blurred partial reaches this many standard deviations to either side
PULSE = 0.25
DRAWBARS = {1: 1.0, 2: 0.8, 3: 0.55, 4: 0.3, 6: 0.18, 8: 0.12}
# Centres, widths (Hz) and strengths of an open vowel between "a" and "o".
FORMANTS = ((520.0, 90.0, 1.0), (920.0, 110.0, 0.6), (2600.0, 180.0, 0.16), (3300.0, 220.0, 0.09))


def wave(patch: Patch, pitch: int, sample_rate: int) -> Sides:
    """Draw the wave of a patch at a MIDI pitch.

    Returns
    -------
    ndarray [shape=(2, n)], periodic; read at `step` it has the very pitch
    """
    hertz, frames, cycles = _grid(pitch, sample_rate)
    strengths = _partials(patch, hertz, sample_rate)
    dice = np.random.default_rng([*patch.label.encode(), pitch])
    draw = _noise if patch.source == "noise" else _blurred if patch.blur_cents else _copies
    spectrum = draw(patch, strengths, cycles, frames, dice)
    if patch.sub_db > -60:
        below = max(1, cycles // 2)
        spectrum[:, below] += 1j * 10 ** (patch.sub_db / 20) * sqrt(float(np.square(np.abs(spectrum)).sum() / 2))
    sides = np.fft.irfft(spectrum, frames, axis=1)
    sides *= LEVEL / sqrt(float(np.square(sides).mean()))
    return np.clip(sides, -1, 1).astype(np.float32)


def step(pitch: int, sample_rate: int) -> float:
    """How much faster than it was drawn a wave must be read, for it has a whole number of cycles."""
    hertz, frames, cycles = _grid(pitch, sample_rate)
    return hertz * frames / (cycles * sample_rate)


def _grid(pitch: int, sample_rate: int) -> tuple[float, int, int]:
    """A pitch in Hz, and the frames and the cycles of its wave."""
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    frames = FRAMES if pitch >= LOW_PITCH else LOW_FRAMES
    return hertz, frames, max(1, round(hertz * frames / sample_rate))


def _partials(patch: Patch, hertz: float, sample_rate: int) -> Partials:
    """How strong each partial is, from the first one up to the highest that is kept."""
    count = max(1, int(min(HIGHEST_HZ, HIGHEST_SHARE * sample_rate) / hertz))
    h = np.arange(1, count + 1, dtype=np.float64)
    odd = h % 2
    shapes = {
        "saw": 1 / h,
        "noise": 1 / h,
        "square": odd / h,
        "pulse": np.abs(np.sin(np.pi * h * PULSE)) / h,
        "triangle": odd / h**2,
        "sine": (h == 1).astype(np.float64),
        "organ": sum(((h == number) * strength for number, strength in DRAWBARS.items()), np.zeros(count)),
        "choir": _formants(h * hertz) / np.sqrt(h),
    }
    strengths: Partials = shapes[patch.source] * 10 ** (patch.tilt_db * np.log2(h) / 20)
    if patch.source == "sine" and count > 2:
        strengths[1:3] += (0.06, 0.02)  # a plain sine vanishes on small loudspeakers
    return strengths


def _formants(hertz: Partials) -> Partials:
    found = np.full(len(hertz), 0.01)
    for centre, width, strength in FORMANTS:
        found += strength / (1 + ((hertz - centre) / width) ** 2)
    return found


def _copies(patch: Patch, strengths: Partials, cycles: int, frames: int, dice: np.random.Generator) -> Spectrum:
    """Detuned copies, each at a place of its own between left and right and at a phase of its own."""
    spectrum = np.zeros((2, frames // 2 + 1), np.complex128)
    h = np.arange(1, len(strengths) + 1)
    places = np.linspace(-1, 1, patch.unison) if patch.unison > 1 else np.zeros(1)
    for number, place in enumerate(places):
        own = max(1, round(cycles * 2 ** (place * patch.detune_cents / 1200)))
        side = 0.0 if place == 0 else patch.width * (1 if number % 2 else -1)
        reach = h * own < frames // 2
        turned = strengths * np.exp(2j * np.pi * dice.random() * h) * -1j
        for channel, gain in enumerate((sqrt((1 - side) / 2), sqrt((1 + side) / 2))):
            spectrum[channel, (h * own)[reach]] += gain * turned[reach]
    return spectrum


def _blurred(patch: Patch, strengths: Partials, cycles: int, frames: int, dice: np.random.Generator) -> Spectrum:
    """Every partial a band, wider the higher it is; ``width`` says how unlike the two sides are."""
    spectrum = np.zeros((2, frames // 2 + 1), np.complex128)
    spread = (2 ** (patch.blur_cents / 1200) - 1) * cycles
    for number, strength in enumerate(strengths, start=1):
        centre, sigma = number * cycles, max(0.5, spread * number**0.8)
        reach = ceil(BANDS * sigma)
        bins = np.arange(max(1, centre - reach), min(frames // 2, centre + reach + 1))
        if not len(bins):
            break
        profile = np.exp(-0.5 * ((bins - centre) / sigma) ** 2)
        band = strength * profile / sqrt(float(np.square(profile).sum()))
        turns = np.exp(2j * np.pi * dice.random((3, len(bins))))
        for channel in range(2):
            spectrum[channel, bins] += band * (sqrt(1 - patch.width) * turns[2] + sqrt(patch.width) * turns[channel])
    return spectrum


def _noise(patch: Patch, strengths: Partials, cycles: int, frames: int, dice: np.random.Generator) -> Spectrum:
    """White noise, whatever the pitch."""
    del strengths, cycles
    turns = np.exp(2j * np.pi * dice.random((3, frames // 2 + 1)))
    sides: Spectrum = sqrt(1 - patch.width) * turns[2:] + sqrt(patch.width) * turns[:2]
    sides[:, 0] = 0
    return sides
