"""SoundFont 2 and 3 files: a memory map and typed tables of what stands in it.

Nothing is copied on opening, so a font of any size opens in about a millisecond and a forked process shares it.
Records and chunk names follow the SoundFont Technical Specification 2.04, chapters 5 to 7; version 3 keeps each sample
as an Ogg Vorbis stream.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.studio.errors import BadSoundFont

Records = NDArray[np.void]

BAG = [("generators", "<u2"), ("modulators", "<u2")]
GENERATOR = [("number", "<u2"), ("amount", "<i2")]
MODULATOR = [("source", "<u2"), ("target", "<u2"), ("amount", "<i2"), ("by", "<u2"), ("transform", "<u2")]
# The hydra: chunk name, its record, and how many records the shortest legal table has (the last is only an end mark).
TABLES: dict[str, tuple[list[Any], int]] = {
    "phdr": ([("name", "S20"), ("program", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("reserved", "<u4", 3)], 2),
    "pbag": (BAG, 2),
    "pmod": (MODULATOR, 0),
    "pgen": (GENERATOR, 1),
    "inst": ([("name", "S20"), ("bag", "<u2")], 2),
    "ibag": (BAG, 2),
    "imod": (MODULATOR, 0),
    "igen": (GENERATOR, 1),
    "shdr": (
        [
            *(("name", "S20"), ("start", "<u4"), ("end", "<u4"), ("loop_start", "<u4"), ("loop_end", "<u4")),
            *(("rate", "<u4"), ("key", "u1"), ("correction", "i1"), ("link", "<u2"), ("type", "<u2")),
        ],
        2,
    ),
}
ROM, COMPRESSED = 0x8000, 0x10


@dataclass(frozen=True)
class SoundFont:
    """An open font: ``tables`` by chunk name, ``waveforms`` the bytes of all samples."""

    name: str
    size: int
    tables: dict[str, Records]
    waveforms: memoryview

    def presets(self) -> list[tuple[int, int, str]]:
        """List (bank, program, name), in the order of the file."""
        rows = self.tables["phdr"][:-1]
        return [(int(row["bank"]), int(row["program"]), text(row["name"])) for row in rows]


def read(path: Path) -> SoundFont:
    """Map a font and check that its tables point at each other.

    Raises
    ------
    BadSoundFont
        if the file is missing, is no SoundFont, or its tables contradict each other
    """
    chunks = dict(_chunks(_mapped(path), path))
    missing = [name for name in (*TABLES, "smpl") if name not in chunks]
    if missing:
        raise BadSoundFont(f"{path.name} has no {', '.join(missing)} chunk; a SoundFont needs all of them.")
    tables = {name: _table(name, chunks[name], path) for name in TABLES}
    _check(tables, path)
    name = bytes(chunks.get("INAM", b"")).split(b"\0")[0].decode("latin-1").strip() or path.stem
    return SoundFont(name, path.stat().st_size, tables, chunks["smpl"])


def text(raw: bytes) -> str:
    """Read a name field: it ends at the first zero byte."""
    return bytes(raw).split(b"\0")[0].decode("latin-1").strip()


def _mapped(path: Path) -> memoryview:
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:  # mmap refuses an empty file with ValueError
        raise BadSoundFont(f"{path.name} cannot be opened: {error}.") from error


def _chunks(file: memoryview, path: Path) -> Iterator[tuple[str, memoryview]]:
    """Walk the RIFF tree: every leaf chunk with its name."""
    if bytes(file[:4]) != b"RIFF" or bytes(file[8:12]) != b"sfbk":
        raise BadSoundFont(f"{path.name} is not a SoundFont: it does not begin with RIFF and sfbk.")
    at, end = 12, len(file)
    while at + 8 <= end:
        name, length = bytes(file[at : at + 4]), int.from_bytes(file[at + 4 : at + 8], "little")
        at += 8
        if name == b"LIST":
            at += 4  # step inside: only the list's own type comes before its chunks
            continue
        if at + length > end:
            raise BadSoundFont(f"{path.name} is cut short: its {name!r} chunk ends {at + length - end} bytes too late.")
        yield name.decode("latin-1"), file[at : at + length]
        at += length
        # Writers of version 3 leave out the byte that pads an odd chunk.
        if length % 2 and at < end and file[at] == 0:
            at += 1


def _table(name: str, body: memoryview, path: Path) -> Records:
    layout, least = TABLES[name]
    record = np.dtype(layout)
    count, rest = divmod(len(body), record.itemsize)
    if rest or count < least:
        raise BadSoundFont(f"{path.name}: the {name} chunk of {len(body)} bytes is not {least} or more whole records.")
    return np.frombuffer(body, record, count)


def _check(tables: dict[str, Records], path: Path) -> None:
    """Refuse indices that run backwards or out of the table they point into."""
    pointers = [("phdr", "bag", "pbag"), ("inst", "bag", "ibag")]
    for bags, kind in (("pbag", "p"), ("ibag", "i")):
        pointers += [(bags, "generators", kind + "gen"), (bags, "modulators", kind + "mod")]
    for table, field, target in pointers:
        column = tables[table][field].astype(np.int64)
        room = len(tables[target]) - (1 if target.endswith("bag") else 0)
        if (np.diff(column) < 0).any() or column[-1] > room:
            raise BadSoundFont(f"{path.name}: the {table} table points outside the {target} table.")
