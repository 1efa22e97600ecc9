"""A project that somebody brought is read as it is, or refused with what is wrong: in time, and never with a crash."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import handmade
import pytest

from backend.studio.errors import BadProject
from backend.studio.formats import project
from backend.studio.formats.project_check import Limits, read


def content(**how: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(project.to_dict(handmade.performance(**how))))
    return found


def raw(document: Any) -> bytes:
    return json.dumps(document).encode()


def test_an_honest_project_is_read_as_it_is() -> None:
    assert read(raw(content())).performance == handmade.performance()


PLAYED = ("performance", "parts", 0)


@pytest.mark.security
@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("format",), "other", "this studio reads"),
        (("plan", "mix"), "../../etc", "no mix preset"),
        (("plan", "sections", 1, "start_bar"), 7, "2 is next"),
        (("plan", "sections", 4, "bars"), 10_000, "10008 bars"),
        (("plan", "sections", 0, "bars"), 0, "0 is next"),
        (("plan", "tempo", "changes"), [], "from beat 0"),
        (("plan", "tempo", "changes"), [[0.0, 0.001]], "0.001 bpm; 10 to 1000"),
        (("plan", "meter", "denominator"), 0, "meter 4/0"),
        (("plan", "harmony", 0, "root"), 12, "pitch class"),
        (("plan", "harmony", 0, "start_beat"), -1.0, "outside the song"),
        (("parts", 0, "program"), 128, "program 128"),
        (("parts", 0, "bank"), -1, "bank -1"),
        (("parts", 0, "notes", 0), [0.0, 1.0, 128, 90], "written outside MIDI"),
        (("parts", 0, "notes", 0), [-1.0, 1.0, 60, 90], "before the song"),
        (("performance", "parts", 1, "part"), "drums", "each once"),
        ((*PLAYED, "notes", 0), [0.0, 1e9, 60, 90], "outside the song's"),
        ((*PLAYED, "notes", 0), [1.0, 0.5, 60, 90], "outside the song's"),
        ((*PLAYED, "notes", 0), [0.0, 0.5, 60, 0], "played outside MIDI"),
        ((*PLAYED, "controls"), {"64": [[1.0, 5], [0.5, 5]]}, "out of order"),
        ((*PLAYED, "controls"), {"900": [[1.0, 5]]}, "controller 900"),
        ((*PLAYED, "bend"), [[0.0, 1e6]], "four octaves"),
        (("performance", "length_s"), 1e6, "up to 300 s"),
        (("brief", "title"), "x" * 5000, "5000 characters"),
        (("brief", "seed"), 10**300, "beyond 1e[+]10"),
        (("brief", "seed"), 10**400, "beyond 1e[+]10"),
        (("brief", "tempo_bpm"), 10**400, "cannot be read: OverflowError"),
        (("mix",), {"given": None, "found": {"headroom_db": 10**400}}, "cannot be read"),
    ],
)
def test_what_cannot_be_played_is_named(path: tuple[Any, ...], value: Any, message: str) -> None:
    document = content()
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(BadProject, match=message):
        read(raw(document))


@pytest.mark.security
@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[]", "is list"),
        (b"{}", "this studio reads"),
        (b"[" * 150_000, "not JSON"),
        (b'{"format": NaN}', "NaN is no number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[]" * 300_000, "300000 lists"),
        (b" " * 5_000_000, "5.0 MB"),
    ],
)
def test_what_is_no_project_is_refused_at_once(sent: bytes, message: str) -> None:
    start = time.monotonic()
    with pytest.raises(BadProject, match=message):
        read(sent)
    assert time.monotonic() - start < 1.0


@pytest.mark.parametrize(
    ("limits", "message"),
    [({"max_parts": 5}, "6 parts"), ({"max_notes": 100}, "240 notes"), ({"max_points": 3}, "7 points"),
     ({"max_sounding_s": 50.0}, "108 s in all")],
)  # fmt: skip
def test_more_than_anybody_plays_is_refused(limits: dict[str, Any], message: str) -> None:
    with pytest.raises(BadProject, match=message):
        read(raw(content()), replace(Limits(), **limits))


@pytest.mark.security
def test_scribbles_in_a_project_are_refused_or_harmless() -> None:
    dice = random.Random(1)
    honest = raw(content(players=3))
    values: tuple[Callable[[], Any], ...] = (
        lambda: None, lambda: -1, lambda: 1e308, lambda: "x", lambda: [], lambda: {}, lambda: True, lambda: [[]] * 3,
    )  # fmt: skip
    for _ in range(300):
        document = json.loads(honest)
        place, last = document, ""
        while isinstance(place, dict | list) and place:
            parent = place
            last = dice.choice(list(place)) if isinstance(place, dict) else dice.randrange(len(place))
            place = place[last]
            if dice.random() < 0.2:
                break
        parent[last] = dice.choice(values)()
        try:
            read(raw(document))
        except BadProject as refused:
            assert refused.message
