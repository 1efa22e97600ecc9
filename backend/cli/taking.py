"""What `compose --formats` writes: the downloads that were asked for, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from backend.services.names import slug
from backend.services.take_material import NOBODY
from backend.studio.composer import styles
from backend.studio.errors import UnknownName
from backend.studio.formats import delivery, exports
from backend.studio.formats.atomic import sha256
from backend.studio.formats.delivery import Written
from backend.studio.formats.exports import Export, Material
from backend.studio.formats.keys import signature
from backend.studio.formats.stems_zip import Entry, stream
from backend.studio.formats.tags import Tags
from backend.studio.parallel import Progress
from backend.studio.song import Song

# Archives know no time before this; a song of the command line has the same bytes on every day.
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)


class Formats(click.ParamType):  # type: ignore[type-arg] # not generic in every release of click
    """Names of downloads between commas."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Export, ...]:
        """Find the downloads."""
        try:
            return tuple(exports.find(name.strip()) for name in str(value).split(","))
        except UnknownName as unknown:
            self.fail(unknown.message, param, ctx)


def write(song: Song, folder: Path, wanted: Sequence[Export], *, report: Progress) -> list[dict[str, Any]]:
    """Write the downloads of a song into a folder and say what came of each."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".") as place:
        written = delivery.write_all(song, Path(place), report=report)
        files: dict[tuple[str, str], Path] = {(file.kind, file.format): file.path for file in written}
        stems = {file.part: file.path for file in written if file.kind == "stem"}
        material = Material(files, _tags(song), stems)
        return [_one(export, material, written, folder) for export in wanted]


def _one(export: Export, material: Material, written: Sequence[Written], folder: Path) -> dict[str, Any]:
    target = folder / f"{slug(material.tags.title)}-{export.id}.{export.ending}"
    if export.is_stem_wise:
        stems = [file for file in written if file.kind == "stem"]
        with target.open("wb") as archive:
            archive.writelines(stream([Entry(stem.path.name, stem.path) for stem in stems], at=LONG_AGO))
    else:
        exports.make(export, material, target)
    facts = {"bytes": target.stat().st_size, "sha256": sha256(target), "duration_s": written[0].duration_s}
    return {"kind": export.id, "format": export.ending, "path": str(target), "name": target.name, **facts}


def _tags(song: Song) -> Tags:
    brief = song.performance.score.plan.brief
    return Tags(
        title=brief.title,
        artist=NOBODY,
        genre=styles.load_all()[brief.style].label,
        bpm=brief.tempo_bpm,
        key=signature(brief.tonic, brief.mode),
        date="",
        loudness_lufs=song.master.loudness_lufs,
        true_peak_dbtp=song.master.true_peak_dbtp,
        comment=brief.prompt,
    )
