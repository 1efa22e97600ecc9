"""MusicXML as material: .musicxml, .xml and compressed .mxl.

Verovio reads the notes and plays the repeats; tempo, chord symbols and rehearsal marks, which it does not pass on, are
read beside it. Before either sees a file it is refused if it declares entities, which could grow without end.
"""

from __future__ import annotations

import base64
import io
import json
import re
import struct
import zipfile
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element

from backend.studio.errors import BadMidi, BadScore
from backend.studio.formats import midi_material
from backend.studio.formats.midi_check import Limits
from backend.studio.formats.midi_material import MAX_MARKS, MAX_NAME, USUAL
from backend.studio.formats.xml_guard import BYTE_ORDERS, parsed
from backend.studio.material import Material, Track

MAX_BYTES, MAX_MEASURES = 20_000_000, 2000
ROOTS = ("score-partwise", "score-timewise")
# All that the reader of archives has been seen to raise on broken ones.
UNPACKING = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, IndexError, NotImplementedError, RuntimeError,
    EOFError, OSError, OverflowError,
)  # fmt: skip
MEASURE_ID = re.compile(r'<measure\b[^>]*?xml:id="([^"]+)"')
# Verovio ends every note a tick early, 120 ticks a quarter note.
GAP_BEATS = 1 / 120
ALTERS = {-2: "bb", -1: "b", 0: "", 1: "#", 2: "##"}
# How the kinds of MusicXML are written after a root.
KINDS = {
    "major": "", "minor": "m", "augmented": "aug", "diminished": "dim", "dominant": "7", "major-seventh": "maj7",
    "minor-seventh": "m7", "diminished-seventh": "dim7", "augmented-seventh": "7#5", "half-diminished": "m7b5",
    "major-minor": "m(maj7)", "major-sixth": "6", "minor-sixth": "m6", "dominant-ninth": "9", "major-ninth": "maj9",
    "minor-ninth": "m9", "dominant-11th": "11", "major-11th": "maj11", "minor-11th": "m11", "dominant-13th": "13",
    "major-13th": "maj13", "minor-13th": "m13", "suspended-second": "sus2", "suspended-fourth": "sus4", "power": "5",
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """What stands over a measure: chord symbols at their beats, and rehearsal marks."""

    symbols: tuple[tuple[float, str], ...]
    marks: tuple[str, ...]


def read(path: Path, limits: Limits = USUAL) -> Material:
    """Read written music.

    Raises
    ------
    BadScore
        if it is none, is broken, or is outside the limits
    """
    text = _unpacked(path)
    root = parsed(text, ROOTS)
    material, starts = _played(text, limits)
    syllabics = _syllabics(root)
    material = replace(material, tracks=tuple(_hyphenated(track, syllabics) for track in material.tracks))
    measures = list(_measures(root))
    symbols, marks = _over(measures, [start for start in starts if start[1] < len(measures)])
    has_tempo = any(element.tag == "sound" and element.get("tempo") for element in root.iter())
    has_tempo = has_tempo or root.find(".//metronome") is not None
    return replace(material, symbols=symbols, marks=marks, has_tempo=has_tempo)


def _unpacked(path: Path) -> bytes:
    """The text of a file; of a compressed one the score that its container names."""
    if path.stat().st_size > MAX_BYTES:
        raise BadScore(f"The file has {path.stat().st_size / 1e6:.1f} MB; up to {MAX_BYTES / 1e6:g} MB are allowed.")
    content = path.read_bytes()
    if content[:2] != b"PK":
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _member(packed, _score_name(packed))
    except UNPACKING as error:
        raise BadScore(f"The compressed file cannot be unpacked: {error}.") from error


def _score_name(packed: zipfile.ZipFile) -> str:
    names = packed.namelist()
    if "META-INF/container.xml" in names:
        container = parsed(_member(packed, "META-INF/container.xml"), ("container",))
        for element in container.iter():
            if element.tag.rpartition("}")[2] == "rootfile" and element.get("full-path"):
                return str(element.get("full-path"))
    found = next((name for name in names if name.endswith((".musicxml", ".xml")) and "META-INF" not in name), None)
    if found is None:
        raise BadScore("The compressed file holds no score.")
    return found


def _member(packed: zipfile.ZipFile, name: str) -> bytes:
    """A file of an archive; what it says about its own size is not believed."""
    with packed.open(name) as member:
        content = member.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise BadScore(f"{name[:80]!r} has more than {MAX_BYTES / 1e6:g} MB, which is the most that is allowed.")
    return content


def _played(text: bytes, limits: Limits) -> tuple[Material, list[tuple[float, int]]]:
    """The notes, with all repeats, as Verovio plays them, and on which beat which measure begins."""
    import verovio  # noqa: PLC0415 - a large library that only written music needs

    verovio.enableLog(verovio.LOG_OFF)
    toolkit = verovio.toolkit()
    try:
        is_read = toolkit.loadData(text.decode(_encoding(text)))
        played = base64.b64decode(toolkit.renderToMIDI()) if is_read else b""
        starts = _starts(toolkit) if is_read else []
    except (UnicodeDecodeError, ValueError, RuntimeError) as error:
        raise BadScore(f"The score cannot be read: {error}.") from error
    if not played:
        raise BadScore("The score cannot be read.")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "score.mid"
        file.write_bytes(played)
        try:
            material = midi_material.read(file, limits)
        except BadMidi as wrong:
            raise BadScore(wrong.message) from wrong
    tracks = tuple(_closed(track) for track in material.tracks)
    return replace(material, tracks=tracks, end_beat=max(track.end_beat for track in tracks)), starts


def _starts(toolkit: Any) -> list[tuple[float, int]]:
    """The measures as they are played: (beat, which measure); a repeated one comes again."""
    order = {name: index for index, name in enumerate(MEASURE_ID.findall(toolkit.getMEI()))}
    timemap = toolkit.renderToTimemap({"includeMeasures": True})
    events = json.loads(timemap) if isinstance(timemap, str) else timemap
    begun = [(event["qstamp"], event["measureOn"].partition("-rend")[0]) for event in events if "measureOn" in event]
    return [(float(beat), order[name]) for beat, name in begun if name in order]


def _encoding(text: bytes) -> str:
    return "utf-16" if text[:2] in BYTE_ORDERS else "utf-8-sig"


def _syllabics(root: Element) -> list[tuple[str, bool]]:
    """The syllables of a score as they stand in it, and whether their words go on: Verovio does not tell."""
    found = []
    for element in root.iter("lyric"):
        text = "".join(part.text or "" for part in element.findall("text")).strip()
        if text and element.get("number", "1") == "1":
            found.append((text, (element.findtext("syllabic") or "single").strip() in ("begin", "middle")))
    return found


def _hyphenated(track: Track, written: Sequence[tuple[str, bool]]) -> Track:
    """The track with a hyphen after each syllable whose word goes on; repeats begin again where they stand."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, (text, _) in enumerate(written):
        places[text].append(index)
    found, at = [], 0
    for beat, text in track.lyrics:
        bare = text.rstrip("-").strip()
        known = places.get(bare, [])
        place = known[bisect_left(known, at) % len(known)] if known else None
        goes_on = place is not None and written[place][1]
        at = at if place is None else place + 1
        found.append((beat, bare + ("-" if goes_on else "")))
    return replace(track, lyrics=tuple(found))


def _closed(track: Track) -> Track:
    """The same track without the gap after each note."""
    notes = [
        (start, round((length + GAP_BEATS) * 120) / 120, pitch, level) for start, length, pitch, level in track.notes
    ]
    return replace(track, notes=tuple(notes))


def _measures(root: Element) -> Iterator[Measure]:
    """The measures of the part that has chord symbols, or of the first one."""
    parts = root.findall("part")
    part = next((one for one in parts if one.find(".//harmony") is not None), parts[0] if parts else None)
    divisions = 1.0
    for element in (part.findall("measure") if part is not None else [])[:MAX_MEASURES]:
        divisions = _number(element.findtext("attributes/divisions"), divisions) or 1.0
        yield _measure(element, divisions)


def _measure(element: Element, divisions: float) -> Measure:
    at = 0.0
    symbols: list[tuple[float, str]] = []
    marks: list[str] = []
    for child in element:
        length = _number(child.findtext("duration"), 0.0) / divisions
        if child.tag == "harmony":
            offset = _number(child.findtext("offset"), 0.0) / divisions
            symbols += [(at + offset, symbol) for symbol in [_symbol(child)] if symbol]
        elif child.tag == "direction":
            marks += [mark.text.strip() for mark in child.iter("rehearsal") if mark.text and mark.text.strip()]
        elif child.tag == "backup":
            at -= length
        elif child.tag == "forward" or (child.tag == "note" and child.find("chord") is None):
            at += length
    return Measure(tuple(symbols), tuple(mark[:MAX_NAME] for mark in marks))


def _over(
    measures: list[Measure], starts: Sequence[tuple[float, int]]
) -> tuple[tuple[tuple[float, str], ...], tuple[tuple[float, str], ...]]:
    """Chord symbols and marks at their beats in the music as it is played; ``starts`` is (beat, which measure)."""
    symbols: list[tuple[float, str]] = []
    marks: list[tuple[float, str]] = []
    for at, index in starts:
        symbols += [(at + beat, symbol) for beat, symbol in measures[index].symbols]
        marks += [(at, mark) for mark in measures[index].marks[:1]]
    return tuple(symbols), tuple(marks[:MAX_MARKS])


def _symbol(harmony: Element) -> str:
    """A chord symbol as musicians write it; empty where it is none that we know."""
    kind = (harmony.findtext("kind") or "").strip()
    if kind == "none":
        return "N.C."
    step, alter = harmony.findtext("root/root-step"), _number(harmony.findtext("root/root-alter"), 0.0)
    if not step or kind not in KINDS or step.strip() not in "ABCDEFG":
        return ""
    over = harmony.findtext("bass/bass-step")
    sign = ALTERS.get(round(_number(harmony.findtext("bass/bass-alter"), 0.0)), "")
    changes = "".join(_degree(degree) for degree in harmony.findall("degree"))
    root = step.strip() + ALTERS.get(round(alter), "")
    return f"{root}{KINDS[kind]}{changes}" + (f"/{over.strip()}{sign}" if over else "")


def _degree(degree: Element) -> str:
    value = (degree.findtext("degree-value") or "").strip()
    sign = {-1: "b", 1: "#"}.get(round(_number(degree.findtext("degree-alter"), 0.0)), "")
    done = (degree.findtext("degree-type") or "").strip()
    if done == "subtract":
        return f"no{value}"
    return f"{sign}{value}" if sign else f"add{value}"


def _number(text: str | None, otherwise: float) -> float:
    try:
        value = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) < 1e6 else otherwise
