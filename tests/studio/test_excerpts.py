"""The opening of a song sounds like its beginning, and is there long before the rest."""

from __future__ import annotations

import handmade
import numpy as np
import pytest
from hummer import Hummer, company

from backend.studio import excerpts, pipeline
from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.errors import Cancelled
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.score import Performance
from backend.studio.singing import SingingWish
from backend.studio.voice.booth import Booth


@pytest.fixture(scope="module")
def band() -> Band:
    path = fonts.SHARE / "sounds" / fonts.DEFAULT
    if not path.exists():
        pytest.skip(f"{fonts.DEFAULT} is not installed: `python3 run.py` fetches it")
    return Band.open(path, cache_dir=fonts.cache_dir())


@pytest.fixture(scope="module")
def performance() -> Performance:
    return pipeline.compose(read("bright pop song", wishes=BriefWishes(duration_s=40.0), seed=3))


def test_an_opening_is_eight_seconds_below_the_ceiling(band: Band, performance: Performance) -> None:
    opening = excerpts.opening(performance, band=band)
    assert opening.audio.shape == (2, 8 * SAMPLE_RATE)
    assert opening.true_peak_dbtp <= -1.0
    assert -35 < opening.loudness_lufs <= performance.score.plan.brief.loudness_lufs + 0.5
    assert np.abs(opening.audio).max() > 0.05


def test_an_opening_is_the_same_each_time(band: Band, performance: Performance) -> None:
    one, other = (excerpts.opening(performance, band=band, threads=threads).audio for threads in (1, 2))
    assert np.array_equal(one, other)


def test_a_song_shorter_than_its_opening_is_its_own(band: Band) -> None:
    performance = handmade.performance()
    opening = excerpts.opening(performance, band=band, seconds=1000.0)
    assert opening.audio.shape[1] == round(performance.length_s * SAMPLE_RATE)


def test_an_opening_tells_how_far_its_singers_are_and_is_called_off(band: Band) -> None:
    words = "[Verse]\nMorning light on the water\nNobody here but the rain"
    asked = BriefWishes(duration_s=40.0, singing=SingingWish(words, voice="test/hum"))
    performance = pipeline.compose(read("bright pop song", wishes=asked, seed=3))
    booth, told = Booth(company(Hummer())), []
    excerpts.opening(performance, band=band, booth=booth, report=told.append, seconds=40.0)
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 1
    with pytest.raises(Cancelled):
        excerpts.opening(performance, band=band, booth=booth, seconds=40.0, cancelled=lambda: True)
