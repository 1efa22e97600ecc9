"""Whoever calls singing off does not wait for the phrase."""

from __future__ import annotations

import time
from threading import Event

import handmade
import numpy as np
import pytest
from hummer import Hummer, company, vocals

from backend.studio.composer import sung
from backend.studio.errors import Cancelled
from backend.studio.score import PlayedPart
from backend.studio.voice import stopping
from backend.studio.voice.booth import Booth

LONG_S = 20.0


class Slow:
    """A network that takes its time, and looks after each node whether it was ended, as ONNX Runtime does."""

    def __init__(self) -> None:
        self.begun = Event()

    def run(self, _outputs, feeds, options=None):
        self.begun.set()
        end = time.monotonic() + LONG_S
        while time.monotonic() < end:
            if options.terminate:
                raise RuntimeError("Exiting due to terminate flag being set to true.")
            time.sleep(0.005)
        return feeds


class SlowHummer(Hummer):
    network: Slow

    def sing(self, phrase, cancelled):
        stopping.run(self.network, {})
        return super().sing(phrase, cancelled)


def test_a_long_phrase_is_ended_within_a_second() -> None:
    part = vocals((0, 8, 60, "la", 0), (12, 8, 62, "lo", 1))
    played = PlayedPart(part, tuple(sung.notes(part, lambda b: b * 0.5, lambda b: (b // 8).astype(int), 20.0)))
    singer = SlowHummer()
    singer.network = Slow()
    booth, start = Booth(company(singer)), time.monotonic()
    with pytest.raises(Cancelled, match="Cancelled while singing"):
        booth.record([played], handmade.plan(), frames=100_000, cancelled=singer.network.begun.is_set)
    assert time.monotonic() - start < 1.0
    assert not singer.asked


def test_nothing_begins_after_the_end() -> None:
    stop = stopping.Stop()
    stop.end()
    with stopping.under(stop), pytest.raises(Cancelled):
        stopping.run(Slow(), {})


def test_what_breaks_by_itself_says_so() -> None:
    class Broken:
        def run(self, *_):
            raise RuntimeError("broken")

    with stopping.stoppable(lambda: False) as stop, stopping.under(stop), pytest.raises(RuntimeError, match="broken"):
        stopping.run(Broken(), {})


def test_without_anybody_who_could_end_it_a_network_just_runs() -> None:
    class Plain:
        def run(self, outputs, feeds):
            return [feeds["x"]]

    assert stopping.run(Plain(), {"x": np.ones(2)})[0].tolist() == [1, 1]
