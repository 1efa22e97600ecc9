"""Files that are read while they are written: whoever writes one may be killed, and others come at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from backend.services import growing
from backend.services.growing import Broken, Growing

WRITER = """
import os, sys, time
from pathlib import Path
from backend.services import growing
file = growing.begin(Path(sys.argv[1]))
os.write(file, b"half")
print("written", flush=True)
time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "song.ogg"


def leave(place: Path) -> None:
    """Let a process be killed while it writes the file."""
    with subprocess.Popen([sys.executable, "-c", WRITER, place], stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"written\n"
        assert growing.begin(place) is None
        growing.remove_left(place)
        assert place.exists()
        writer.kill()


def test_what_a_killed_process_left_is_told_to_its_readers_and_removed(place):
    leave(place)
    reader = Growing.open(place)
    with pytest.raises(Broken):
        reader.wait(lambda size: size > 4, 5.0)
    reader.close()
    growing.remove_left(place)
    assert not place.exists()


def test_what_was_begun_lately_is_not_taken_for_left(place):
    """Whoever makes it may not hold it yet."""
    leave(place)
    growing.remove_left(place, before_s=place.stat().st_mtime)
    assert place.exists()
    growing.remove_left(place, before_s=place.stat().st_mtime + 1)
    assert not place.exists()


def test_of_many_who_find_what_was_left_only_one_begins_anew(place):
    """Whoever removes it late must not take away what another has begun at its place."""
    leave(place)
    start, begun = threading.Barrier(8), []

    def come() -> None:
        start.wait()
        growing.remove_left(place)
        if (file := growing.begin(place)) is not None:
            begun.append(file)
        growing.remove_left(place)

    comers = [threading.Thread(target=come) for _ in range(8)]
    for one in comers:
        one.start()
    for one in comers:
        one.join()
    assert [os.fstat(file).st_ino for file in begun] == [place.stat().st_ino]
    growing.give_up(begun[0], place)
