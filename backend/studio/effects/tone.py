"""Filters and equalisers, for any rate: sections of the desk's equaliser."""

from __future__ import annotations

from math import cos, pi

from backend.studio.effects import settings
from backend.studio.effects.units import Unit
from backend.studio.mix.filters import Filter, Section, bell, high_pass, high_shelf, low_pass, low_shelf

ORDERS = {"12 dB": 2, "24 dB": 4, "48 dB": 8}
# Up to here the sections follow their frequencies; above, there is nothing left to cut.
HIGHEST = 0.45


def equaliser(how: settings.Equaliser, sample_rate: int) -> Unit:
    """All bands that do something."""
    sections: list[Section] = []
    if how.low_cut_hz > 20:
        sections.append(high_pass(how.low_cut_hz, sample_rate=sample_rate))
    if how.low_db:
        sections.append(low_shelf(how.low_hz, how.low_db, sample_rate=sample_rate))
    for hz, gain_db, q in (
        (how.bell1_hz, how.bell1_db, how.bell1_q),
        (how.bell2_hz, how.bell2_db, how.bell2_q),
        (how.bell3_hz, how.bell3_db, how.bell3_q),
    ):
        if gain_db:
            sections.append(bell(hz, gain_db, q=q, sample_rate=sample_rate))
    if how.high_db:
        sections.append(high_shelf(how.high_hz, how.high_db, sample_rate=sample_rate))
    if how.high_cut_hz < 20_000:
        sections += _cut(how.high_cut_hz, sample_rate)
    return Filter(sections)


def one_bell(how: settings.Bell, sample_rate: int) -> Unit:
    """One bell."""
    return Filter([bell(how.frequency_hz, how.gain_db, q=how.q, sample_rate=sample_rate)])


def lows(how: settings.LowShelf, sample_rate: int) -> Unit:
    """A low shelf."""
    return Filter([low_shelf(how.frequency_hz, how.gain_db, sample_rate=sample_rate)])


def highs(how: settings.HighShelf, sample_rate: int) -> Unit:
    """A high shelf."""
    return Filter([high_shelf(how.frequency_hz, how.gain_db, sample_rate=sample_rate)])


def above(how: settings.HighPass, sample_rate: int) -> Unit:
    """A high-pass of Butterworth's kind."""
    return Filter([high_pass(how.frequency_hz, q=q, sample_rate=sample_rate) for q in _qs(how.slope)])


def below(how: settings.LowPass, sample_rate: int) -> Unit:
    """A low-pass of Butterworth's kind."""
    return Filter([section for q in _qs(how.slope) for section in _cut(how.frequency_hz, sample_rate, q=q)])


def _cut(frequency_hz: float, sample_rate: int, *, q: float = 2**-0.5) -> list[Section]:
    return [low_pass(frequency_hz, q=q, sample_rate=sample_rate)] if frequency_hz < HIGHEST * sample_rate else []


def _qs(slope: str) -> list[float]:
    """The Q of each section of a Butterworth filter: its poles stand evenly on half a circle."""
    order = ORDERS[slope]
    return [1 / (2 * cos(pi * (2 * pair + 1) / (2 * order))) for pair in range(order // 2)]
