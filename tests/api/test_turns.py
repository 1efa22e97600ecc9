"""Quick reads take turns, first come first served."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from backend.api.turns import Turns, is_quick_read


class Guest:
    """Somebody who enters, waits to be told, and leaves."""

    def __init__(self, turns, order, name):
        self.inside, self.leave = Event(), Event()
        self.thread = Thread(target=self.visit, args=(turns, order, name))
        self.thread.start()

    def visit(self, turns, order, name):
        with turns:
            order.append(name)
            self.inside.set()
            self.leave.wait(5)


def waiting(turns, number):
    while len(turns._queue) < number:
        Event().wait(0.001)


def test_no_more_than_the_places_are_inside():
    turns, order = Turns(2), []
    guests = [Guest(turns, order, name) for name in range(3)]
    waiting(turns, 1)
    assert len(order) == 2
    for guest in guests:
        guest.leave.set()
    for guest in guests:
        guest.thread.join(5)
    assert sorted(order) == [0, 1, 2]


def test_whoever_came_first_goes_first():
    turns, order = Turns(1), []
    guests = []
    for name in range(5):
        guests.append(Guest(turns, order, name))
        guests[0].inside.wait(5)
        waiting(turns, name)
    for guest in guests:
        guest.leave.set()
        guest.thread.join(5)
    assert order == [0, 1, 2, 3, 4]


def test_a_fault_inside_gives_the_place_back():
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(RuntimeError), turns:
            raise RuntimeError


@pytest.mark.parametrize(
    ("method", "path", "quick"),
    [
        ("GET", "/api/songs/", True),
        ("GET", "/api/jobs/job_x", True),
        ("POST", "/api/songs/", False),
        ("GET", "/api/jobs/job_x/events", False),
        ("GET", "/api/songs/7/downloads/wav-16", False),
        ("GET", "/api/songs/7/downloads", True),
        ("GET", "/api/jobs/job_x/events/", False),
        ("GET", "/api/songs/1/play/", False),
        ("GET", "/api/ai/generated-songs/1/download/", False),
        ("GET", "/media/songs/x/1/master.mp3", False),
        ("GET", "/", False),
    ],
)
def test_only_small_answers_out_of_the_database_take_turns(method, path, quick):
    assert is_quick_read(method, path) is quick
