"""The shelf keeps what was used lately, and nothing half-made."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backend.services.shelf import Shelf
from backend.storage.local import LocalStorage


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(LocalStorage(tmp_path), capacity_bytes=100)


def put(shelf: Shelf, name: str, size: int, used: int) -> Path:
    place = shelf.put(name, lambda target: target.write_bytes(b"x" * size) and None)
    os.utime(place, (used, used))
    return place


def test_what_was_put_there_is_found(shelf: Shelf) -> None:
    assert shelf.find("a.ogg") is shelf.size("a.ogg") is None
    place = put(shelf, "a.ogg", 7, 1)
    assert (shelf.find("a.ogg"), shelf.size("a.ogg")) == (place, 7)


def test_what_was_used_longest_ago_goes_first(shelf: Shelf) -> None:
    put(shelf, "a", 40, 1)
    put(shelf, "b", 40, 2)
    shelf.find("a")
    put(shelf, "c", 40, 2**40)
    assert [shelf.size(name) for name in "abc"] == [40, None, 40]


def test_one_file_above_all_room_is_kept_alone(shelf: Shelf) -> None:
    put(shelf, "a", 40, 1)
    put(shelf, "b", 400, 2)
    assert [shelf.size(name) for name in "ab"] == [None, 400]


def test_looking_is_not_using(shelf: Shelf) -> None:
    put(shelf, "a", 40, 1)
    put(shelf, "b", 40, 2)
    shelf.size("a")
    put(shelf, "c", 40, 3)
    assert shelf.size("a") is None


def test_what_nobody_used_for_a_month_goes(shelf: Shelf) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    shelf.tidy(now)
    put(shelf, "old", 10, int((now - timedelta(days=31)).timestamp()))
    put(shelf, "young", 10, int((now - timedelta(days=29)).timestamp()))
    shelf.tidy(now)
    assert [shelf.size(name) for name in ("old", "young")] == [None, 10]


def test_a_file_that_could_not_be_written_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    def fail(target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        shelf.put("a", fail)
    assert shelf.find("a") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_everything_that_can_be_taken_away_has_a_type():
    from backend.services.media import TYPES
    from backend.studio.formats.exports import CATALOGUE

    assert {export.ending for export in CATALOGUE.values()} <= TYPES.keys()
