"""A network is opened once, however many threads sing with it first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from backend.studio.voice import hibari
from backend.studio.voice.networks import Network


def test_two_threads_that_sing_first_open_a_network_once() -> None:
    place = hibari.place()
    assert place
    opened, both = [], Barrier(2)

    def model() -> bytes:
        opened.append(True)
        with suppress(BrokenBarrierError):
            both.wait(timeout=0.2)  # somebody else, who opens it too, would come here
        return place.read_bytes()

    network = Network(model)
    assert not opened
    with ThreadPoolExecutor(2) as pool:
        names = list(pool.map(lambda _: network.inputs, range(2)))
    assert names[0] == names[1] and len(opened) == 1
