"""An encoding by a program that nobody wants any more ends with it."""

from __future__ import annotations

import time

import pytest

from backend.services.errors import WrongType
from backend.services.ffmpeg import Ffmpeg, encode
from backend.studio.formats.streams import FORMS

WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data" + bytes(100)


@pytest.fixture
def run(tmp_path):
    """Encode with a program of some lines; the answer is what it wrote."""

    def run(lines: str, **more) -> bytes:
        program, source, target = (tmp_path / name for name in ("program", "sound.wav", "target"))
        program.write_text(f"#!/bin/sh\n{lines}\n")
        program.chmod(0o700)
        source.write_bytes(WAV)
        with target.open("wb") as file:
            encode(Ffmpeg("ffmpeg", str(program)), source, file.fileno(), FORMS[0], start_s=1.0, most_s=9.0, **more)
        return target.read_bytes()

    return run


def test_what_is_not_wanted_any_more_ends(run):
    began = time.monotonic()
    assert run("printf begun\nexec /bin/sleep 60", is_wanted=lambda: time.monotonic() < began + 1) == b"begun"
    assert time.monotonic() - began < 30


def test_what_is_wanted_comes_to_its_end_or_says_that_it_does_not(run):
    assert run("/bin/sleep 0.6\nprintf all") == b"all"
    with pytest.raises(WrongType, match="cannot be encoded"):
        run("exit 3")
