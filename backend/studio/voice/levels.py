"""How loud singing is: vowels made even, phrases swelling, notes as strong as they were played.

What a network says softly in speech, small words and the ends of sentences, is sung as loud as the rest.
"""

from __future__ import annotations

import numpy as np
from scipy import fft
from scipy.ndimage import gaussian_filter1d

from backend.studio.voice.delivery import Delivery
from backend.studio.voice.manners import Manner
from backend.studio.voice.phrase import Mono, Phrase
from backend.studio.voice.speech import RATE, Curve
from backend.studio.voice.spelling import Role
from backend.studio.voice.timing import Placed

# Gains are thought of in steps of 5 ms, and levels measured over about 50 ms, as the ear does.
STEP_S, EAR_S, GAIN_S = 0.005, 0.02, 0.015
# The voice's level is that of its first formants.
BAND_HZ = (150.0, 3500.0)
# How much of a vowel's difference to the others is taken away, and how much at most.
EVENNESS, MOST_DB = 0.85, 15.0
# Where the level of all vowels is brought to, so that voices are as loud as each other [dB below full scale].
LEVEL_DB = -20.0
# The velocity of a note that is neither strong nor weak.
MIDDLE = 84


def even(sound: Mono, delivery: Delivery) -> Mono:
    """Make vowels as loud as each other, then as loud as the notes ask for; the sound has 24 kHz."""
    level_db = measured(sound)
    times: Curve = np.asarray(delivery.start_s + np.arange(len(level_db)) * STEP_S, np.float64)
    gain_db = _evening(level_db, delivery) + _wished(delivery.phrase, delivery.manner, times)
    smooth = gaussian_filter1d(gain_db, GAIN_S / STEP_S, mode="nearest")
    seconds = delivery.start_s + np.arange(len(sound)) / RATE
    found: Mono = (sound * 10 ** (np.interp(seconds, times, smooth) / 20)).astype(np.float32)
    return found


def measured(sound: Mono) -> Curve:
    """The level each 5 ms [dB below full scale]."""
    band = _in_band(sound)
    step = round(RATE * STEP_S)
    power = (band[: len(band) // step * step].reshape(-1, step) ** 2).mean(axis=1)
    found: Curve = 10 * np.log10(gaussian_filter1d(power, EAR_S / STEP_S) + 1e-12)
    return found


def _in_band(sound: Mono) -> Curve:
    """What lies in the band, by a Butterworth filter of the second order that runs forwards and backwards."""
    size = fft.next_fast_len(len(sound) + RATE // 10, real=True)
    low, high = (np.tan(np.pi * edge / RATE) for edge in BAND_HZ)
    place = np.tan(np.pi * np.arange(1, size // 2 + 1) / size)
    gain = np.zeros(size // 2 + 1)
    gain[1:] = 1 / (1 + ((place**2 - low * high) / (place * (high - low))) ** 4)
    found: Curve = fft.irfft(fft.rfft(sound.astype(np.float64), size) * gain, size)[: len(sound)]
    return found


def of_vowels(sound: Mono, delivery: Delivery) -> Curve:
    """How strong the vowels are each 5 ms (RMS, full scale 1); from the middle of one to that of the next."""
    level_db = measured(sound)
    vowels = [steps(one, delivery.start_s, len(level_db)) for one in delivery.placed if one.sound.role is Role.VOWEL]
    middles = [(vowel.start + vowel.stop) / 2 for vowel in vowels]
    found: Curve = np.interp(np.arange(len(level_db)), middles, [float(np.median(level_db[vowel])) for vowel in vowels])
    return 10 ** (found / 20)


def _evening(level_db: Curve, delivery: Delivery) -> Curve:
    """The gain that brings vowels to one level; over the consonants between, it goes from one vowel's to the next's."""
    spans = [one for one in delivery.placed if one.sound.role is Role.VOWEL]
    vowels = [steps(one, delivery.start_s, len(level_db)) for one in spans]
    usual = float(np.median(np.concatenate([level_db[vowel] for vowel in vowels])))
    gain, known = np.zeros(len(level_db)), np.zeros(len(level_db), bool)
    for vowel in vowels:
        gain[vowel] = np.clip(EVENNESS * (usual - level_db[vowel]), -MOST_DB, MOST_DB)
        known[vowel] = True
    at = np.flatnonzero(known)
    found: Curve = np.interp(np.arange(len(gain)), at, gain[at]) + LEVEL_DB - usual
    return found


def steps(one: Placed, start_s: float, count: int) -> slice:
    """The steps of 5 ms that a sound takes of ``count``, one at least."""
    first = min(max(round((one.on_s - start_s) / STEP_S), 0), count - 1)
    return slice(first, max(first + 1, min(round((one.off_s - start_s) / STEP_S), count)))


def _wished(phrase: Phrase, manner: Manner, times: Curve) -> Curve:
    """What the notes and the way of singing ask for [dB]."""
    starts = np.array([note.on_s for note in phrase.notes])
    strong = np.array(
        [(note.velocity - MIDDLE) / 127 * manner.accent_db + note.touch.level_db for note in phrase.notes]
    )
    own = strong[np.maximum(np.searchsorted(starts, times, side="right") - 1, 0)]
    way = np.clip((times - phrase.on_s) / max(phrase.off_s - phrase.on_s, 1e-6), 0, 1)
    found: Curve = own + manner.arc_db * np.sin(np.pi * way)
    return found
