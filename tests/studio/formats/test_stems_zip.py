"""The archive of stems opens, holds every byte, and is as long as was said."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.studio.formats.stems_zip import Entry, length, stream

AT = datetime(2026, 11, 24, 12, 30, 10, tzinfo=UTC)


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    made = []
    for number, (name, size) in enumerate((("Drums", 700_001), ("Bäss", 0), ("Keys", 3)), start=1):
        path = tmp_path / str(number)
        path.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
        made.append(Entry(f"{number:02d} {name}.flac", path))
    return made


def test_the_archive_holds_every_file_stored_under_its_name(entries: list[Entry]) -> None:
    content = b"".join(stream(entries, at=AT))
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert [about.filename for about in archive.infolist()] == ["01 Drums.flac", "02 Bäss.flac", "03 Keys.flac"]
    for about, entry in zip(archive.infolist(), entries, strict=True):
        assert archive.read(about) == entry.path.read_bytes()
        assert (about.compress_type, about.date_time) == (zipfile.ZIP_STORED, (2026, 11, 24, 12, 30, 10))
    assert len(content) == length(entries)


def test_the_same_files_give_the_same_archive(entries: list[Entry]) -> None:
    assert b"".join(stream(entries, at=AT)) == b"".join(stream(entries, at=AT))


def test_memory_stays_flat(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    sent = sum(len(piece) for piece in stream([Entry("01 Big.flac", tmp_path / "big")], at=AT))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > 50_000_000
    assert peak < 3_000_000
