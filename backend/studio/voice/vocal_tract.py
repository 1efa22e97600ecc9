"""The resonances and the air of a finished voice, moved frame by frame; its pitch stays.

The envelope of a spectrum is its smooth part, by the first cepstral coefficients [1]_; a spectrum is multiplied by what
the envelope is at another place over what it is at its own. Air is noise in the colour of the voice, above 1 kHz.

.. [1] Oppenheim, Schafer, "Discrete-Time Signal Processing", chapter on cepstrum analysis.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from backend.studio.voice.phrase import Mono
from backend.studio.voice.speech import HOP, RATE, Curve

WINDOW = 1_200
# Coefficients up to 2 ms are the vocal tract's, for voices up to 500 Hz.
LIFTER = round(0.002 * RATE)
# No place becomes more than so many times as strong.
MOST = 8.0
AIR_HZ, AIR = 1_000.0, 1.0


def moved(sound: Mono, formant: Curve, breath: Curve, rng: np.random.Generator) -> Mono:
    """A sound of 24 kHz with its resonances moved and air in it; as it is where nothing is asked for.

    Parameters
    ----------
    formant : a factor in each frame of 12.5 ms, above 1 is brighter
    breath : 0..1 in each frame
    """
    if np.all(formant == 1.0) and not breath.any():
        return sound
    window = np.hanning(WINDOW + 1)[:-1]
    padded = np.pad(sound.astype(np.float64), WINDOW)
    frames = (len(padded) - WINDOW) // HOP + 1
    # The middle of a window lies half of one after its beginning, and all of one was put before the sound.
    at = np.clip(np.arange(frames) - WINDOW // HOP // 2, 0, len(formant) - 1)
    factor, air = formant[at], breath[at]
    spectra = fft.rfft(np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:frames] * window, axis=1)
    envelope = _envelopes(spectra)
    spectra *= _gains(envelope, factor)
    noise = rng.standard_normal((frames, spectra.shape[1])) + 1j * rng.standard_normal((frames, spectra.shape[1]))
    high = np.fft.rfftfreq(WINDOW, 1 / RATE) >= AIR_HZ
    spectra = spectra * (1 - 0.5 * air[:, None]) + noise * envelope * (AIR * air[:, None] * high)
    return _joined(fft.irfft(spectra, WINDOW, axis=1) * window, window, len(padded))[WINDOW : WINDOW + len(sound)]


def _envelopes(spectra: NDArray[np.complex128]) -> Curve:
    cepstra = fft.irfft(np.log(np.abs(spectra) + 1e-6), WINDOW, axis=1)
    cepstra[:, LIFTER : WINDOW - LIFTER + 1] = 0
    found: Curve = np.exp(fft.rfft(cepstra, axis=1).real)
    return found


def _gains(envelope: Curve, factor: Curve) -> Curve:
    places = np.arange(envelope.shape[1])
    rows = [
        np.interp(places / one, places, own) / own if one != 1.0 else np.ones_like(own)
        for own, one in zip(envelope, factor, strict=True)
    ]
    found: Curve = np.minimum(np.array(rows), MOST)
    return found


def _joined(pieces: Curve, window: Curve, length: int) -> Mono:
    sound, weight = np.zeros(length), np.zeros(length)
    for index, piece in enumerate(pieces):
        sound[index * HOP : index * HOP + WINDOW] += piece
        weight[index * HOP : index * HOP + WINDOW] += window**2
    found: Mono = (sound / np.maximum(weight, 1e-3)).astype(np.float32)
    return found
