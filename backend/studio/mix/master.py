"""The master: the mix made as loud as asked, below its ceiling, and faded out, by one gain curve.

The curve is worked out on the sum and multiplied over the sum and over each stem, so the stems still sum to the master.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite, log10, pi

import numpy as np

from backend.studio.analysis.levels import Levels, peaks
from backend.studio.audio import SAMPLE_RATE, Audio, Master, Mix, Stem
from backend.studio.mix import curve
from backend.studio.mix.curve import HOP, Knots
from backend.studio.mix.limiter import limit
from backend.studio.mix.loudness import integrated_lufs
from backend.studio.mix.summing import total
from backend.studio.mix.true_peak import LIKELY, hop_true_peaks, true_peak, true_peak_dbtp
from backend.studio.parallel import Progress, each
from backend.studio.units import decibels_to_gain

DEFAULT_CEILING_DBTP = -1.0
# Gains between knots and finer looks at the wave find up to this much more than the limiter was told (bench, 60 songs).
AIM_DB = 0.015
# A stem alone may be louder than the sum. The limiter keeps it just below what a 24-bit file can hold.
STEM_CEILING = 1 - 2**-20
ROUNDS, CLOSE_LU = 4, 0.05
# A step of the gain is never stretched more than this, so that a mix that cannot become louder is not crushed.
FLATTEST = 0.25
# Nothing is raised by more than this: what is softer was meant to be silence.
MOST_GAIN_DB = 40.0
# The default takes the edge off a room that is still sounding where the song ends.
ENDING_FADE_S = 0.4


def finish(
    mix: Mix,
    *,
    target_lufs: float,
    ceiling_dbtp: float = DEFAULT_CEILING_DBTP,
    ending_fade_s: float = ENDING_FADE_S,
    threads: int = 2,
    report: Progress | None = None,
) -> Master:
    """Bring a mix to its loudness, below its ceiling. The stems of the mix are changed in place.

    Parameters
    ----------
    target_lufs : integrated loudness after ITU-R BS.1770-5; a silent mix stays silent
    ceiling_dbtp : the true peak that is never passed, 0 or less
    ending_fade_s : length of the fade at the end
    """
    stems = mix.stems
    bus = total(stems, threads=threads)
    fade = ending(bus.shape[1], ending_fade_s)
    curve.apply(bus, fade)
    alone = fade[:-1] * np.max(each(lambda stem: peaks(stem.audio, HOP), stems, threads=threads), axis=0)
    _tell(report, 0.3)
    audio, gains = _loudest(bus, alone, target_lufs=target_lufs, ceiling=decibels_to_gain(ceiling_dbtp))
    _tell(report, 0.7)
    gains *= fade
    each(lambda stem: curve.apply(stem.audio, gains), stems, threads=threads)
    peak = true_peak_dbtp(audio)
    _tell(report, 1.0)
    return Master(audio, stems, integrated_lufs(audio), peak, headroom_db(stems))


def ending(frames: int, seconds: float) -> Knots:
    """A curve that falls to nothing over the last seconds, as a quarter of a cosine: even to the ear, then gone."""
    left = (frames - np.arange(curve.knot_count(frames)) * HOP) / max(1.0, seconds * SAMPLE_RATE)
    return np.sin(np.clip(left, 0, 1) * pi / 2).astype(np.float32)


def headroom_db(stems: Sequence[Stem]) -> float:
    """The one gain, 0 or less, by which all stems must be lowered so that none is cut off in its file."""
    highest = max(float(peaks(stem.audio, HOP).max(initial=0.0)) for stem in stems)
    return min(0.0, -20 * log10(highest / STEM_CEILING)) if highest > 0 else 0.0


def _loudest(bus: Audio, alone: Levels, *, target_lufs: float, ceiling: float) -> tuple[Audio, Knots]:
    """The bus at its target and the curve that brought it there."""
    measured = integrated_lufs(bus)
    gain_db = min(MOST_GAIN_DB, target_lufs - measured) if isfinite(measured) else 0.0
    aim = ceiling * decibels_to_gain(-AIM_DB)
    # Rounds raise the gain by some dB at most, so what is 6 dB below half of what matters now never will.
    waves = hop_true_peaks(bus, LIKELY / 2 * ceiling / decibels_to_gain(gain_db))
    levels = np.maximum(waves, alone * np.float32(aim / STEM_CEILING))
    audio, tried = np.empty_like(bus), [(gain_db, -inf)]
    for _ in range(ROUNDS):
        gain = decibels_to_gain(gain_db)
        gains = limit(levels * np.float32(gain), aim) * np.float32(gain)
        np.copyto(audio, bus)
        curve.apply(audio, gains)
        tried.append((gain_db, integrated_lufs(audio)))
        if not isfinite(tried[-1][1]) or abs(target_lufs - tried[-1][1]) < CLOSE_LU:
            break
        gain_db = min(MOST_GAIN_DB, gain_db + _step(tried, target_lufs))
    excess = np.float32(min(1.0, ceiling / max(true_peak(audio), 1e-9)))
    audio *= excess
    return audio, gains * excess


def _step(tried: Sequence[tuple[float, float]], target_lufs: float) -> float:
    """How many dB to go on: as many as are missing, more where the limiter took part of the last step away."""
    (gain_before, loudness_before), (gain, loudness) = tried[-2:]
    missing, stepped = target_lufs - loudness, gain - gain_before
    slope = (loudness - loudness_before) / stepped if stepped and isfinite(loudness_before) else 1.0
    return missing / min(1.0, max(FLATTEST, slope))


def _tell(report: Progress | None, done: float) -> None:
    if report:
        report(done)
