import numpy as np
from scipy.signal import butter, sosfiltfilt

from backend.studio.voice import levels
from backend.studio.voice.speech import RATE


def test_what_lies_in_the_band_is_what_the_usual_filter_finds_run_both_ways():
    noise = np.random.default_rng(1).standard_normal(3 * RATE).astype(np.float32)
    usual = sosfiltfilt(butter(2, levels.BAND_HZ, "band", fs=RATE, output="sos"), noise.astype(np.float64))
    found = levels._in_band(noise)
    inside = slice(RATE // 10, -RATE // 10)
    assert np.abs(found - usual)[inside].max() < 1e-9
