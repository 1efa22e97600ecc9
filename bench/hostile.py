"""Broken and hostile MIDI and MusicXML: each is refused with a sentence or read, and none takes long.

``python -m bench.hostile [FILES]`` makes so many files (500) out of good ones and prints what came of them.
"""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from backend.services import apart
from backend.services.errors import StudioError
from backend.studio.constraints import GivenNote
from backend.studio.formats import midi_material, musicxml_material

LONGEST_S = 2.0
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE score-partwise [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><score-partwise version="3.1"><part-list>&j;</part-list></score-partwise>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE score-partwise [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<score-partwise><part-list>&x;</part-list></score-partwise>"
)


def midi(notes: tuple[GivenNote, ...], *, ticks: int = 480, bpm: float = 120.0, name: str = "Melody") -> bytes:
    """A MIDI file of one track."""
    events = [(0, b"\xff\x03" + bytes([len(name)]) + name.encode())]
    events.append((0, b"\xff\x51\x03" + round(60e6 / bpm).to_bytes(3)))
    for start, length, pitch, velocity in notes:
        events.append((round(start * ticks), bytes([0x90, pitch, velocity])))
        events.append((round((start + length) * ticks), bytes([0x80, pitch, 0])))
    track, now = b"", 0
    for tick, content in sorted(events, key=lambda event: (event[0], event[1][0] != 0x80)):
        track += _variable(tick - now) + content
        now = tick
    track += b"\0\xff\x2f\0"
    head = b"MThd" + (6).to_bytes(4) + (0).to_bytes(2) + (1).to_bytes(2) + ticks.to_bytes(2)
    return head + b"MTrk" + len(track).to_bytes(4) + track


def musicxml(notes: tuple[GivenNote, ...]) -> bytes:
    """A score of one voice in 4/4 of whole quarters."""
    steps = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
    measures = []
    for bar in range(len(notes) // 4):
        written = []
        for _, _, pitch, _ in notes[bar * 4 : bar * 4 + 4]:
            step = steps[pitch % 12]
            alter = "<alter>1</alter>" if "#" in step else ""
            written.append(
                f"<note><pitch><step>{step[0]}</step>{alter}<octave>{pitch // 12 - 1}</octave></pitch>"
                "<duration>1</duration><type>quarter</type></note>"
            )
        attributes = (
            "<attributes><divisions>1</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes>"
        )
        measures.append(f'<measure number="{bar + 1}">{"" if bar else attributes}{"".join(written)}</measure>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?><score-partwise version="3.1"><part-list><score-part id="P1">'
        f'<part-name>Voice</part-name></score-part></part-list><part id="P1">{"".join(measures)}</part>'
        "</score-partwise>"
    ).encode()


def mxl(content: bytes, name: str = "score.xml") -> bytes:
    """A compressed score."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("META-INF/container.xml", f'<container><rootfile full-path="{name}"/></container>')
        packed.writestr(name, content)
    return out.getvalue()


def tune(rng: np.random.Generator, count: int = 32) -> tuple[GivenNote, ...]:
    """Quarters that wander."""
    pitches = np.clip(60 + np.cumsum(rng.integers(-3, 4, count)), 48, 84)
    return tuple((float(index), 1.0, int(pitch), 80) for index, pitch in enumerate(pitches))


def lies() -> Iterator[tuple[str, bytes]]:
    """Files that say what is not so, or that would grow: (ending, content)."""
    good = midi(tune(np.random.default_rng(0)))
    yield "mid", good[:18] + (2**31).to_bytes(4) + good[22:]
    yield "mid", good[:12] + b"\x80\x00" + good[14:]
    yield "mid", good[:10] + b"\xff\xff" + good[12:]
    yield "mid", midi(tune(np.random.default_rng(0)), bpm=0.0000001 + 4)
    yield "mid", midi(((0.0, 500_000.0, 60, 80),), ticks=100)
    yield "mid", midi(tuple((n / 10, 0.1, 60 + n % 12, 80) for n in range(110_000)))
    yield "musicxml", BOMB.encode()
    yield "musicxml", BOMB.encode("utf-16")
    yield "musicxml", OUTSIDE.encode()
    yield "musicxml", b"<score-partwise>" + b"<part>" * 100_000
    yield "musicxml", b"<score-partwise>" + b"<a/>" * 600_000 + b"</score-partwise>"
    yield "mxl", mxl(BOMB.encode())
    yield "mxl", mxl(b"<score-partwise>" + b" " * 40_000_000)
    yield "mxl", mxl(musicxml(tune(np.random.default_rng(1))), name="../../outside.xml")
    yield "mxl", mxl(b"")[:60]


def broken(count: int) -> Iterator[tuple[str, bytes]]:
    """Good files with bytes changed, cut out, doubled or cut off."""
    for number in range(count):
        rng = np.random.default_rng(number)
        kind = ("mid", "musicxml", "mxl")[number % 3]
        notes = tune(rng)
        content = {"mid": midi, "musicxml": musicxml}.get(kind, lambda notes: mxl(musicxml(notes)))(notes)
        yield kind, _spoilt(bytearray(content), rng)


def read(kind: str, content: bytes, folder: Path) -> str:
    """What comes of a file: ``fine``, or the code of the refusal."""
    file = folder / f"file.{kind}"
    file.write_bytes(content)
    try:
        (midi_material if kind == "mid" else musicxml_material).read(file)
    except StudioError as refusal:
        return refusal.code
    return "fine"


def _spoilt(content: bytearray, rng: np.random.Generator) -> bytes:
    for _ in range(int(rng.integers(1, 4))):
        at = int(rng.integers(len(content)))
        match int(rng.integers(7)):
            case 0:
                del content[at : at + int(rng.integers(1, 24))]
            case 1:
                content[at:at] = content[at : at + int(rng.integers(1, 64))]
            case 2:
                del content[max(20, at) :]
            case _:
                content[at] = int(rng.integers(128))
        if not content:
            return b""
    return bytes(content)


def _variable(value: int) -> bytes:
    found = [value & 0x7F]
    while value := value >> 7:
        found.append(0x80 | value & 0x7F)
    return bytes(reversed(found))


def main(count: int) -> None:
    came_of, slowest = Counter[str](), 0.0
    with TemporaryDirectory() as name:
        for kind, content in [*lies(), *broken(count)]:
            start = time.perf_counter()
            came_of[f"{kind}: {_apart(kind, content, Path(name))}"] += 1
            slowest = max(slowest, time.perf_counter() - start)
    for what in sorted(came_of):
        print(f"{what}: {came_of[what]}")
    print(json.dumps({"files": came_of.total(), "slowest_s": round(slowest, 3), "allowed_s": LONGEST_S}))


def _apart(kind: str, content: bytes, folder: Path) -> str:
    """As an upload is read: in a process of its own, so that even a crash of a reader is a refusal."""
    file = folder / f"file.{kind}"
    file.write_bytes(content)
    try:
        apart.material(file, kind, max_seconds=600.0)
    except StudioError as refusal:
        return refusal.code
    return "fine"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
