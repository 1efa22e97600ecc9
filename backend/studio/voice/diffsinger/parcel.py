"""A zip from a stranger, unpacked: only what banks are made of, only below one folder, only as much as was said.

What a zip says of itself is not believed: names are checked before anything is written, and bytes are counted while
they are.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from backend.studio.errors import BadBank

MIB = 2**20
# What banks are made of, and how large a file of the kind may be. Everything else is left in the zip.
KINDS = {
    ".onnx": 4096 * MIB, ".data": 4096 * MIB, ".bin": 4096 * MIB, ".emb": MIB, ".yaml": 24 * MIB, ".yml": 24 * MIB,
    ".json": 24 * MIB, ".txt": 24 * MIB, ".md": 4 * MIB, ".png": 32 * MIB, ".jpg": 32 * MIB, ".jpeg": 32 * MIB,
    ".wav": 64 * MIB,
}  # fmt: skip
# Real banks have some fifty files, four folders deep. Weights shrink by a tenth, dictionaries to a tenth.
MOST_FILES, DEEPEST, LONGEST_NAME, MOST_RATIO = 4000, 12, 200, 100
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED, IN_UTF8 = 0x1, 0x800
# What systems leave behind in zips.
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
# How zip programs of East Asia write names that they do not mark.
ENCODINGS = ("utf-8", "cp932", "gb18030")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
    OSError,
)
PIECE = MIB


@dataclass(frozen=True)
class Entry:
    """A file in a zip, and where it goes."""

    info: zipfile.ZipInfo
    place: PurePosixPath


def unpack(path: Path, folder: Path, *, most_bytes: int) -> tuple[str, ...]:
    """Unpack a zip into an empty folder; the answer names what was left in it.

    Raises
    ------
    BadBank
        if it is no zip, or anything in it leads elsewhere, is larger than allowed or not what it says
    """
    try:
        with zipfile.ZipFile(path) as file:
            kept, left = _sorted(file.infolist(), most_bytes)
            for entry in kept:
                _write(file, entry, folder)
    except BROKEN as wrong:
        raise BadBank(
            f"The zip cannot be read: {' '.join(str(wrong).split())[:200] or type(wrong).__name__}."
        ) from None
    return left


def _sorted(infos: Sequence[zipfile.ZipInfo], most_bytes: int) -> tuple[list[Entry], tuple[str, ...]]:
    """What is unpacked, and the names of what is not; every name is checked, and so is the whole."""
    if len(infos) > MOST_FILES:
        raise BadBank(f"The zip has {len(infos):,} entries; up to {MOST_FILES:,} are unpacked.")
    kept: list[Entry] = []
    left: list[str] = []
    names: set[str] = set()
    total = 0
    for info in infos:
        place = _place(info)
        if info.is_dir() or any(part in LITTER for part in place.parts):
            continue
        if place.suffix.lower() not in KINDS:
            left.append(str(place)[:LONGEST_NAME])
            continue
        name = unicodedata.normalize("NFC", str(place)).casefold()
        if name in names:
            raise BadBank(f"The zip has {place} twice.")
        names.add(name)
        _check(info, place)
        total += info.file_size
        if total > most_bytes:
            raise BadBank(f"The zip unpacks to more than {most_bytes / MIB:,.0f} MB.")
        kept.append(Entry(info, place))
    return kept, tuple(left[:100])


def _place(info: zipfile.ZipInfo) -> PurePosixPath:
    """Where an entry goes, below the folder.

    Raises
    ------
    BadBank
        if that is anywhere else, or the entry is no file
    """
    name = _name(info).replace("\\", "/")
    place = PurePosixPath(name)
    if place.is_absolute() or PureWindowsPath(name).drive or ".." in place.parts:
        raise BadBank(f"The zip would write outside its folder: {name[:80]!r}.")
    if len(place.parts) > DEEPEST or any(len(part.encode()) > LONGEST_NAME for part in place.parts):
        raise BadBank(f"The zip has a name that is too long or too deep: {name[:80]!r}.")
    if not place.parts or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        raise BadBank(f"The zip has a name that is none: {name[:80]!r}.")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadBank(f"The zip holds a link or device, {name[:80]!r}; only files and folders are unpacked.")
    return place


def _check(info: zipfile.ZipInfo, place: PurePosixPath) -> None:
    if info.flag_bits & ENCRYPTED:
        raise BadBank(f"{place.name} in the zip is encrypted.")
    if info.compress_type not in METHODS:
        raise BadBank(f"{place.name} is packed in a way that is not read here; use plain zip.")
    most = KINDS[place.suffix.lower()]
    if info.file_size > most:
        raise BadBank(
            f"{place.name} has {info.file_size / MIB:,.0f} MB; up to {most / MIB:,.0f} are taken of its kind."
        )
    if info.file_size > MOST_RATIO * info.compress_size + MIB:
        raise BadBank(f"{place.name} unpacks to more than {MOST_RATIO} times its size.")


def _write(file: zipfile.ZipFile, entry: Entry, folder: Path) -> None:
    target = folder / entry.place
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.info.file_size
    with file.open(entry.info) as packed, target.open("xb") as out:
        while piece := packed.read(PIECE):
            # The library reads no more than the zip says, and compares sums.
            left -= len(piece)
            out.write(piece)
    if left:
        raise BadBank(f"{entry.place.name} is smaller than the zip says.")


def _name(info: zipfile.ZipInfo) -> str:
    """The name of an entry; those that are not marked as UTF-8 were read as a code page of the IBM PC."""
    if info.flag_bits & IN_UTF8:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ENCODINGS:
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
