"""Files that mean harm, or are broken: each with the address it is sent to, its name and its content."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

from PIL import Image

from bench import hostile

SCRIPT = b"<html><script>alert(1)</script></html>"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://169.254.169.254/latest/meta-data/\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\nfile http://127.0.0.1:6379/\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
MZ = b"MZ\x90\x00" + bytes(200)
PHP = b"<?php system($_GET['c']); ?>"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"
AUDIO, MIDI, IMAGE = "/api/upload/audio", "/api/upload/midi", "/api/upload/image"


def wav(
    *, rate: int = 8000, channels: int = 1, bits: int = 16, said: int | None = None, riff: int | None = None,
    kind: int = 1, data: bytes = bytes(4000), fmt: int = 16, before: bytes = b"",
) -> bytes:  # fmt: skip
    """A WAV file whose header may lie: ``said`` bytes of sound, ``riff`` bytes in all."""
    align = max(channels * bits // 8, 0) & 0xFFFF
    head = struct.pack("<HHIIHH", kind, channels & 0xFFFF, rate, (rate * align) & 0xFFFFFFFF, align, bits)
    chunks = b"fmt " + struct.pack("<I", fmt) + head + before
    chunks += b"data" + struct.pack("<I", len(data) if said is None else said) + data
    return b"RIFF" + struct.pack("<I", len(chunks) + 4 if riff is None else riff) + b"WAVE" + chunks


def png(width: int, height: int, *, rows: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG that says how large it is, with rows that may be missing."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def text_chunk(content: bytes) -> bytes:
    """A compressed text of a PNG that unfolds to ``content``."""
    packed = b"Comment\0\0" + zlib.compress(content, 9)
    return struct.pack(">I", len(packed)) + b"zTXt" + packed + struct.pack(">I", zlib.crc32(b"zTXt" + packed))


def picture(kind: str, size: tuple[int, int] = (8, 6), **more: object) -> bytes:
    """A real picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def midi(*tracks: bytes, division: int = 480, said: int | None = None) -> bytes:
    """A MIDI file of some tracks, which may be fewer than ``said``."""
    count = len(tracks) if said is None else said
    body = b"".join(b"MTrk" + struct.pack(">I", len(track)) + track for track in tracks)
    return b"MThd" + struct.pack(">IHHH", 6, 1, count & 0xFFFF, division) + body


def packed(**files: bytes) -> bytes:
    """A zip; two underlines in a name stand for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


NOTE, END = b"\x00\x90\x3c\x40\x60\x80\x3c\x00", b"\x00\xff\x2f\x00"
CONTAINER = b'<container><rootfiles><rootfile full-path="%s"/></rootfiles></container>'
SCORE = b'<?xml version="1.0"?><score-partwise><part-list/>%s</score-partwise>'


def sounds() -> Iterator[tuple[str, str, bytes]]:
    """What is sent as sound: why it is bad, its name, its content."""
    for name, content in (
        ("a page", SCRIPT), ("a playlist", PLAYLIST), ("a list of files", CONCAT), ("a drawing", SVG),
        ("a program", ELF), ("a Windows program", MZ), ("a PHP script", PHP), ("a PDF", PDF),
        ("a picture", picture("PNG")), ("a MIDI file", midi(NOTE + END)), ("an archive", packed(a=b"a")),
        ("nothing", b""), ("zeros", bytes(5000)),
    ):  # fmt: skip
        for ending in ("wav", "mp3", "flac"):
            yield f"{name} as .{ending}", f"x.{ending}", content
    yield "a header and no more", "x.wav", b"RIFF\x24\0\0\0WAVE"
    yield "a header that says 4 GB", "x.wav", wav(said=0xFFFFFFF0, riff=0xFFFFFFFF)
    yield "a rate of nothing", "x.wav", wav(rate=0)
    yield "a rate of 4 GHz", "x.wav", wav(rate=0xFFFFFFFF)
    yield "no channels", "x.wav", wav(channels=0)
    yield "65535 channels", "x.wav", wav(channels=65535)
    yield "samples of no bits", "x.wav", wav(bits=0)
    yield "samples of 65535 bits", "x.wav", wav(bits=65535)
    yield "an unknown coding", "x.wav", wav(kind=0x7FFF)
    yield "a format chunk of 4 GB", "x.wav", wav(fmt=0xFFFFFFFF)
    yield "a chunk of 4 GB before the sound", "x.wav", wav(before=b"LIST\xff\xff\xff\xff")
    yield "no sound", "x.wav", wav(data=b"")
    yield "ten minutes and a second", "x.wav", wav(rate=8000, bits=8, data=bytes(8000 * 601))
    yield "a playlist inside", "x.wav", wav(data=PLAYLIST * 40)
    yield "a page inside", "x.wav", wav(data=SCRIPT * 200)
    yield "a page behind", "x.wav", wav() + SCRIPT
    yield "an archive behind", "x.wav", wav() + packed(a=b"a")
    yield (
        "a FLAC of four billion samples",
        "x.flac",
        b"fLaC\x80\0\0\x22" + b"\x10\0\x10\0" + bytes(6) + b"\x0b\xb8\x01\xff" + b"\xff" * 20,
    )
    yield "a FLAC without sound", "x.flac", b"fLaC\x80\0\0\x22" + bytes(34)
    yield "an MP3 tag of 256 MB", "x.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(200)
    yield "an MP3 tag with a page", "x.mp3", b"ID3\x04\0\0\0\0\x02\0" + SCRIPT + bytes(300)
    yield "frames of noise", "x.mp3", b"\xff\xfb\x90\x00" * 600


def scores() -> Iterator[tuple[str, str, bytes]]:
    """What is sent as notes."""
    for name, content in (
        ("a page", SCRIPT), ("a playlist", PLAYLIST), ("a program", ELF), ("a WAV", wav()), ("nothing", b""),
    ):  # fmt: skip
        for ending in ("mid", "musicxml", "mxl", "ds"):
            yield f"{name} as .{ending}", f"x.{ending}", content
    yield "250 000 events", "x.mid", midi(NOTE * 125_001 + END)
    yield "93 million hours", "x.mid", midi(b"".join(b"\xff\xff\xff\x7f\x90\x3c\x40" for _ in range(20_000)) + END)
    yield "65535 tracks", "x.mid", midi(*[END] * 300, said=65535)
    yield "a track of 4 GB", "x.mid", midi()[: -0 or None] + b"MTrk\xff\xff\xff\xff"
    yield "a beat of nothing", "x.mid", midi(NOTE + END, division=0)
    yield "a tempo of 60 million", "x.mid", midi(b"\x00\xff\x51\x03\x00\x00\x01" + NOTE + END)
    yield "a text of 200 MB", "x.mid", midi(b"\x00\xff\x01\x8f\xff\xff\x7fabc")
    yield "a page as its text", "x.mid", midi(b"\x00\xff\x01" + bytes([len(SCRIPT)]) + SCRIPT + NOTE + END)
    yield "entities that unfold", "x.musicxml", hostile.BOMB.encode()
    yield "entities that unfold, in UTF-16", "x.musicxml", hostile.BOMB.encode("utf-16")
    yield "an entity from outside", "x.musicxml", hostile.OUTSIDE.encode()
    yield (
        "a DTD from outside",
        "x.xml",
        b'<?xml version="1.0"?><!DOCTYPE score-partwise SYSTEM "http://127.0.0.1:6379/x"><score-partwise/>',
    )
    yield "elements in elements", "x.musicxml", SCORE % (b"<part>" * 100_000)
    yield "a score of no parts", "x.musicxml", SCORE % b""
    yield "a score that is cut off", "x.musicxml", (SCORE % b"")[:-20]
    yield "broken UTF-8 in a score", "x.musicxml", SCORE % b"<x>\xff\xfe\xc0\xaf</x>"
    yield (
        "a zip that unfolds to 60 MB",
        "x.mxl",
        packed(META__container_xml=CONTAINER % b"a.xml", a_xml=bytes(60 * 2**20)),
    )
    yield "a zip that leads out", "x.mxl", packed(META_INF__container_xml=CONTAINER % b"../../../etc/passwd")
    yield "a zip with entities", "x.mxl", packed(score_xml=hostile.BOMB.encode())
    yield "a zip in a zip", "x.mxl", packed(score_xml=packed(score_xml=b"<score-partwise/>"))
    yield "a script of one number", "x.ds", b'[{"ph_seq": 1, "note_seq": 2}]'
    yield "a script nested without end", "x.ds", b'{"note_seq": ' + b"[" * 5000
    yield (
        "a script of huge numbers",
        "x.ds",
        json.dumps([{"offset": 1e308, "ph_seq": "a", "ph_num": "1", "note_seq": "C4", "note_dur": "1e308"}]).encode(),
    )


def pictures() -> Iterator[tuple[str, str, bytes]]:
    """What is sent as a picture."""
    for name, content in (
        ("a page", SCRIPT), ("a drawing", SVG), ("a program", ELF), ("a PHP script", PHP), ("a WAV", wav()),
        ("nothing", b""), ("a GIF with a script", b"GIF89a/*" + SCRIPT + b"*/=1;"),
    ):  # fmt: skip
        for ending in ("png", "jpg", "webp"):
            yield f"{name} as .{ending}", f"x.{ending}", content
    yield "400 million pixels", "x.png", png(20_000, 20_000, rows=bytes(400_020_000 // 100))
    yield "four billion pixels a side", "x.png", png(0x7FFFFFFF, 0x7FFFFFFF)
    yield "a picture of nothing", "x.png", png(0, 0)
    yield "a text that unfolds to 100 MB", "x.png", png(8, 8, rows=bytes(72), extra=text_chunk(bytes(100 * 2**20)))
    yield "rows that are missing", "x.png", png(100, 100)
    yield "a PNG as .jpg", "x.jpg", picture("PNG")
    yield "a PNG that is cut off", "x.png", picture("PNG")[:40]
    yield "a PNG with a page behind", "x.png", picture("PNG") + SCRIPT
    yield "a PNG with an archive behind", "x.png", picture("PNG") + packed(a=b"a")
    yield "a JPEG with a page as comment", "x.jpg", picture("JPEG", comment=SCRIPT)
    yield "a JPEG with PHP behind", "x.jpeg", picture("JPEG") + PHP
    yield (
        "a JPEG of 65500 pixels a side",
        "x.jpg",
        picture("JPEG").replace(struct.pack(">HH", 6, 8), struct.pack(">HH", 65500, 65500), 1),
    )
    yield "a WebP of 30 million pixels", "x.webp", picture("WEBP", (6000, 5000))


@cache
def files() -> dict[str, tuple[str, str, bytes]]:
    """All of them: where each is sent, its name, its content."""
    kinds = ((AUDIO, sounds), (MIDI, scores), (IMAGE, pictures))
    return {
        f"{path.rpartition('/')[2]}: {why}": (path, name, content)
        for path, make in kinds
        for why, name, content in make()
    }
