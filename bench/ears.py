"""Outside ears: the tempo and the key of a recording, by methods of the literature on features of libsonare.

Neither knows anything of the composer. Tempo: autocorrelation times spectrum of the onset strength [1]_, since the one
alone hears thirds of a tempo as well as the tempo (three eighths against a beat), and the other its multiples. Key:
correlation of the mean chroma with profiles counted in scores [2]_; those that were asked from listeners with one chord
before them, the older way, take the dominant of a song that rests on its fifths for the tonic. Drums are taken out
first, and each moment counts the same, its loudest notes compressed, as is usual for chroma [3]_.

.. [1] Peeters, "Template-Based Estimation of Time-Varying Tempo", EURASIP J. Advances in Signal Processing, 2007.
.. [2] Albrecht, Shanahan, "The Use of Large Corpora to Train a New Type of Key-Finding Algorithm", Music Perception
   31(1), 2013.
.. [3] Mueller, Ewert, "Chroma Toolbox: MATLAB Implementations for Extracting Variants of Chroma-Based Audio Features",
   ISMIR 2011.
"""

from __future__ import annotations

import libsonare
import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE, HOP = 22050, 512
FRAMES_PER_MINUTE = 60 * SAMPLE_RATE / HOP
# Tempi that music has, 265 to the octave. People tap near 120; an octave up or down is as far as most
# would go (Moelants 2002; the default of librosa, too).
TEMPI = np.geomspace(50.0, 240.0, 600)
LIKELY = -0.5 * np.log2(TEMPI / 120.0) ** 2
WINDOW_S = 8.0
SMALL = 1e-6
PROFILES = {
    "major": (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081),
    "minor": (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052),
}


def tempo(mono: NDArray[np.float32]) -> float:
    """Beats per minute of a recording at `SAMPLE_RATE`, within 50..240."""
    strength = np.asarray(libsonare.onset_envelope(mono, SAMPLE_RATE, hop_length=HOP))
    size = int(WINDOW_S * SAMPLE_RATE / HOP)
    lags, peaks = np.zeros(len(TEMPI)), np.zeros(len(TEMPI))
    for start in range(0, max(1, len(strength) - size), size // 4):
        part = strength[start : start + size]
        part = (part - part.mean()) * np.hanning(len(part))
        if not part.any():
            continue
        padded = 8 * 2 ** int(np.ceil(np.log2(size)))
        spectrum = np.abs(np.fft.rfft(part, padded))
        repeats = np.fft.irfft(spectrum**2)[:size]
        peaks += np.interp(TEMPI, np.fft.rfftfreq(padded) * FRAMES_PER_MINUTE, spectrum / spectrum.max())
        lags += np.interp(FRAMES_PER_MINUTE / TEMPI, np.arange(size), np.maximum(repeats / repeats[0], 0))
    return float(TEMPI[np.argmax(np.log(lags + SMALL) + np.log(peaks + SMALL) + LIKELY)])


def key(mono: NDArray[np.float32]) -> tuple[int, str]:
    """The root 0..11 and the mode, major or minor, of a recording at `SAMPLE_RATE`."""
    harmonic = np.asarray(libsonare.harmonic(mono, SAMPLE_RATE), np.float32)
    moments = np.reshape(libsonare.chroma_cqt(harmonic, SAMPLE_RATE, hop_length=HOP).features, (12, -1))
    heard = np.sqrt(moments / (moments.max(axis=0) + SMALL)).mean(axis=1)
    fits = {
        (root, mode): np.corrcoef(np.roll(profile, root), heard)[0, 1]
        for mode, profile in PROFILES.items()
        for root in range(12)
    }
    return max(fits, key=lambda which: fits[which])
