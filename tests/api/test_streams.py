"""Streams of events: what is said into them, and whose places are free again."""

from __future__ import annotations

import socket

import pytest

from backend.api import streams


@pytest.fixture
def listener():
    """A connection: the server's end, and the listener's."""
    ends = socket.socketpair()
    yield ends
    for end in ends:
        end.close()


@pytest.fixture
def answer(app, listener):
    """Stream what happens, as gunicorn would have it."""

    def answer(happening):
        with app.test_request_context(environ_overrides={"gunicorn.socket": listener[0]}):
            return streams.answer((event for event in happening), lambda event: f"data: {event}\n\n")

    return answer


def test_events_are_told_and_silence_is_not(answer):
    assert list(answer([None, 1, None, 2]).response) == ["data: 1\n\n", "data: 2\n\n"]


def test_a_long_silence_is_broken(answer, monkeypatch):
    times = iter(range(0, 1000, 4))
    monkeypatch.setattr(streams, "monotonic", lambda: next(times))
    assert list(answer([1, None, None, None, None]).response) == ["data: 1\n\n", ": still here\n\n"]


def test_a_page_that_is_left_gives_its_place_back_at_the_next_look(answer, listener, app):
    places = app.extensions["streams"]
    response = answer([1, None, 2, None, 3])
    assert next(response.response) == "data: 1\n\n"
    assert places._taken.total() == 1
    listener[1].close()
    assert list(response.response) == []
    response.close()
    assert places._taken.total() == 0


def test_a_page_that_sends_something_more_has_not_left(answer, listener):
    listener[1].send(b"GET /")
    assert list(answer([1, None, 2]).response) == ["data: 1\n\n", "data: 2\n\n"]
