"""The master: the mix made as loud as asked, below its ceiling, and faded out, by one gain curve.

The curve is worked out on the sum and multiplied over the sum and over each stem, so the stems still sum to the master.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, isfinite, log10, pi

import numpy as np

from backend.studio.analysis.levels import Levels, peaks
from backend.studio.audio import SAMPLE_RATE, Audio, Master, Mix, Stem
from backend.studio.mix import curve
from backend.studio.mix.curve import HOP, Knots
from backend.studio.mix.limiter import limit
from backend.studio.mix.loudness import Forecast, integrated_lufs
from backend.studio.mix.state import MixState
from backend.studio.mix.summing import total
from backend.studio.mix.true_peak import LIKELY, fine_peaks, hop_true_peaks, true_peak
from backend.studio.parallel import Progress, each
from backend.studio.reels import let_go
from backend.studio.units import decibels_to_gain

DEFAULT_CEILING_DBTP = -1.0
# Gains between knots and finer looks at the wave find up to this much more than the limiter was told (bench, 60 songs).
AIM_DB = 0.015
# A stem alone may be louder than the sum. The limiter keeps it just below what a 24-bit file can hold, where that costs
# the sum no more than 3 dB; what stems need beyond that is the headroom's business.
FULL_SCALE = 1 - 2**-23
STEM_CEILING, STEM_CARE = 1 - 2**-20, np.float32(10 ** (3 / 20))
# A tenth of what is allowed. Most songs are there after one round or two; drums alone, all peaks, take more.
ROUNDS, SEARCHES, CLOSE_LU = 6, 16, 0.05
# A round is good enough when it is below the ceiling by what writing the file in whole numbers may add.
WRITING_DB = 0.001
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
    target_lufs : integrated loudness after ITU-R BS.1770-5; a silent mix stays silent. Where the state of the mix knows
        the gain into the limiter, that gain stays and the loudness is what comes of it
    ceiling_dbtp : the true peak that is never passed, 0 or less
    ending_fade_s : length of the fade at the end
    """
    stems, state = mix.stems, mix.state
    bus = total(stems, threads=threads)
    fade = ending(bus.shape[1], ending_fade_s)
    curve.apply(bus, fade)
    alone = fade[:-1] * np.max(each(_peaks, stems, threads=threads), axis=0)
    _tell(report, 0.3)
    ceiling = decibels_to_gain(ceiling_dbtp)
    made = _loudest(bus, alone, target_lufs, ceiling, known=state, threads=threads)
    _tell(report, 0.8)
    whole = made.gains * fade
    each(lambda stem: _under(stem, whole), stems, threads=threads)
    _tell(report, 1.0)
    highest_alone = float((alone * np.maximum(made.gains[:-1], made.gains[1:])).max(initial=0.0))
    return Master(
        made.audio,
        stems,
        loudness_lufs=made.loudness_lufs,
        true_peak_dbtp=20 * log10(made.peak) if made.peak > 0 else -inf,
        headroom_db=headroom_db(highest_alone),
        state=replace(state, master_db=made.gain_db, likely_db=made.likely_db),
    )


def _peaks(stem: Stem) -> Levels:
    found = peaks(stem.audio, HOP)
    let_go(stem.audio)
    return found


def _under(stem: Stem, gains: Knots) -> None:
    curve.apply(stem.audio, gains)
    let_go(stem.audio)


def ending(frames: int, seconds: float) -> Knots:
    """A curve that falls to nothing over the last seconds, as a quarter of a sine: even to the ear, then gone."""
    left = (frames - np.arange(curve.knot_count(frames)) * HOP) / max(1.0, seconds * SAMPLE_RATE)
    falling: Knots = np.sin(np.clip(left, 0, 1) * pi / 2).astype(np.float32)
    return falling


def headroom_db(highest: float) -> float:
    """The one gain, 0 or less, by which all stems must be lowered for the highest sample of any to fit in its file."""
    return min(0.0, 20 * log10(FULL_SCALE / highest)) if highest > 0 else 0.0


@dataclass
class Loud:
    """The sum as loud as it could be made, the gain and the curve that did it, and what was measured on it.

    ``likely_db`` is the gain for which peaks were looked for.
    """

    audio: Audio
    gain_db: float
    likely_db: float
    gains: Knots
    loudness_lufs: float
    peak: float


def _loudest(bus: Audio, alone: Levels, target_lufs: float, ceiling: float, *, known: MixState, threads: int) -> Loud:
    """Bring the sum to its target: the gain by what is missing, the limiter by what is found above the ceiling.

    A gain that is known stays, and no target is sought. Once a gain is right it stays as well, so that another take
    with the same gain is limited the same way wherever it sounds the same.
    """
    aim, allowed = ceiling * decibels_to_gain(-AIM_DB), ceiling * decibels_to_gain(-WRITING_DB)
    forecast, sampled = Forecast(bus, threads=threads), peaks(bus, HOP)
    likely_db, gain_db = known.likely_db, known.master_db
    if likely_db is None or gain_db is None:
        likely_db = _gain_db(forecast, sampled, aim, target_lufs)
    is_right, gain_db = gain_db is not None, likely_db if gain_db is None else gain_db
    waves = hop_true_peaks(bus, LIKELY * aim / decibels_to_gain(likely_db), sampled=sampled)
    alone = np.minimum(alone * np.float32(aim / STEM_CEILING), STEM_CARE * waves)
    levels, asked_lufs, audio = np.maximum(waves, alone), target_lufs, np.empty_like(bus)
    for _ in range(ROUNDS):
        if not is_right:
            gain_db = _gain_db(forecast, levels, aim, asked_lufs, start_db=gain_db)
        gains = _gains(levels, gain_db, aim)
        made = Loud(audio, gain_db, likely_db, gains, _made(bus, gains, audio, threads=threads), 0.0)
        missing = target_lufs - made.loudness_lufs
        is_right = is_right or not (CLOSE_LU < abs(missing) < inf and gain_db < MOST_GAIN_DB)
        if not is_right:
            asked_lufs += missing
            continue
        found = fine_peaks(audio)
        over = found > allowed
        if not over.any():
            made.peak = float(found.max(initial=0.0))
            return made
        levels[over] *= found[over] / aim
    return _below(made, aim)


def _gain_db(forecast: Forecast, levels: Levels, aim: float, target_lufs: float, *, start_db: float = 0.0) -> float:
    """The gain under which the limited sound is forecast to meet its target."""
    gain_db, tried = start_db, [(start_db, -inf)]
    for _ in range(SEARCHES):
        loudness = forecast.lufs(_gains(levels, gain_db, aim))
        if not isfinite(loudness) or abs(target_lufs - loudness) < CLOSE_LU / 5:
            break
        tried.append((gain_db, loudness))
        gain_db = min(MOST_GAIN_DB, gain_db + _step(tried[-2], tried[-1], target_lufs))
    return gain_db


def _step(before: tuple[float, float], now: tuple[float, float], target_lufs: float) -> float:
    """How many dB to go on: as many as are missing, more where the limiter took part of the last step away."""
    (gain_before, loudness_before), (gain, loudness) = before, now
    stepped = gain - gain_before
    slope = (loudness - loudness_before) / stepped if stepped and isfinite(loudness_before) else 1.0
    return (target_lufs - loudness) / min(1.0, max(FLATTEST, slope))


def _gains(levels: Levels, gain_db: float, aim: float) -> Knots:
    gain = np.float32(decibels_to_gain(gain_db))
    return limit(levels * gain, aim) * gain


def _made(bus: Audio, gains: Knots, out: Audio, *, threads: int) -> float:
    """Put the bus under a curve into ``out``; returns its loudness."""

    def make(side: int) -> None:
        np.copyto(out[side], bus[side])
        curve.apply(out[side : side + 1], gains)

    each(make, range(len(bus)), threads=threads)
    return integrated_lufs(out, threads=threads)


def _below(made: Loud, aim: float) -> Loud:
    """The last word where the rounds did not end it: the whole is brought below the ceiling."""
    made.peak = true_peak(made.audio)
    lowered = np.float32(min(1.0, aim / made.peak))
    made.audio *= lowered
    made.gains *= lowered
    made.loudness_lufs, made.peak = integrated_lufs(made.audio), true_peak(made.audio)
    return made


def _tell(report: Progress | None, done: float) -> None:
    if report:
        report(done)
