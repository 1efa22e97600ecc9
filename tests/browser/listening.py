"""Ears for the tests: how loud the page is, read from its output meter, which measures by an AnalyserNode."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

SILENCE_DB = -60.0


def loudness_db(page: Any, *, seconds: float = 1.2) -> float:
    """Mean power of the page's output over a while, in dB below full scale."""
    meter = page.get_by_role("meter", name="Output level")
    powers = []
    for _ in range(round(seconds / 0.05)):
        powers.append(10 ** (float(meter.get_attribute("aria-valuenow")) / 10))
        page.wait_for_timeout(50)
    return 10 * math.log10(sum(powers) / len(powers))


def quietest_db(page: Any, *, seconds: float = 4.0) -> float:
    """The quietest fifth of a second of a while: a gap would be as good as silent."""
    return min(loudness_db(page, seconds=0.2) for _ in range(round(seconds / 0.2)))


def loudness_at(page: Any, at_s: float) -> float:
    """How loud the song is from a place in it on; if it has ended it plays again."""
    seek(page, at_s)
    if (play := page.get_by_role("button", name="Play", exact=True)).is_visible():
        play.click()
    page.wait_for_timeout(250)
    return loudness_db(page)


def seek(page: Any, at_s: float) -> None:
    """Click on a place in the song."""
    slider = page.get_by_role("slider", name="Position")
    box, length = slider.bounding_box(), float(slider.get_attribute("aria-valuemax"))
    page.mouse.click(box["x"] + box["width"] * at_s / length, box["y"] + box["height"] / 2)


def comes_true(page: Any, what: Callable[[float], bool], *, at_s: float | None = None, within_s: float = 30.0) -> bool:
    """Listen, each time from the same place on if one is given, until the loudness is as it should be.

    How long a song needs to begin, or to go over to its stems, depends on what else the machine has to do.
    """
    deadline = time.monotonic() + within_s
    while not what(loudness_db(page) if at_s is None else loudness_at(page, at_s)):
        if time.monotonic() > deadline:
            return False
    return True
