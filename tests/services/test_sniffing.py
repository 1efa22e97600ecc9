"""What a file is by its content."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest
import soundfile
from PIL import Image

from backend.services.sniffing import sniff

pytestmark = pytest.mark.security


def sound(kind):
    out = io.BytesIO()
    soundfile.write(out, np.zeros((4000, 2), np.float32), 44_100, format=kind)
    return out.getvalue()


def picture(kind):
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


def small_wave():
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(100))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (sound("WAV"), "wav"),
        (small_wave(), "wav"),
        (sound("FLAC"), "flac"),
        (sound("MP3"), "mp3"),
        (b"ID3\x04\0\0\0\0\0\0" + sound("MP3"), "mp3"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpg"),
        (picture("WEBP"), "webp"),
        (b"MThd\0\0\0\6\0\1\0\1\0\x60MTrk", "mid"),
    ],
)
def test_what_is_taken_is_known_by_its_content(content, kind):
    assert sniff(content[:8192]) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"RIFF\0\0\0\0AVI LIST",
        b"<html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"#EXTM3U\n",
        b"%PDF-1.7",
        b"PK\3\4",
        b"GIF89a",
        b"\xff\xfe<\0h\0t\0m\0l\0",
        b"MZ\x90\0",
        b"OggS\0",
        b"MThd\0\0\0\7",
        b"\xff\xff\xff\xff",
    ],
)
def test_anything_else_is_nothing(content):
    assert sniff(content + bytes(64)) is None
