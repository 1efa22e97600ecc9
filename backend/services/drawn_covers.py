"""Covers drawn of waveforms: the strata of a song, or several songs one upon the other; each drawn once and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import and_, select

from backend.db.models import Asset, Song, Take
from backend.services.shelf import Shelf
from backend.storage.local import LocalStorage
from backend.studio.formats import cover

# What a list shows twice as large, and a page as it is.
SIDE = 640
# More layers could not be told apart, and there are no more colours.
MAX_LAYERS = len(cover.ORDER)
# The shapes of songs that are known; further conditions and the order are the reader's.
SHAPES: Any = (
    select(Song.id, Asset.path, Asset.sha256)
    .select_from(Asset)
    .join(Take, Take.id == Asset.take_id)
    .join(Song, and_(Song.id == Take.song_id, Song.current_take == Take.number))
    .where(Asset.kind == "peaks")
)


@dataclass(frozen=True)
class DrawnCover:
    """A PNG picture, and what tells it from all others."""

    place: Path
    made_of: str


class DrawnCovers:
    """Draws covers, and keeps each on the shelf under what it is made of."""

    def __init__(self, storage: LocalStorage, shelf: Shelf) -> None:
        self._storage, self._shelf = storage, shelf

    def of(self, kind: str, shapes: Sequence[Any]) -> DrawnCover:
        """The cover of a ``song``, an ``album`` or an ``artist`` whose songs have these shapes: rows of `SHAPES`.

        Raises
        ------
        OSError
            if the file of a shape is gone
        """
        made_of = hashlib.sha256(f"{kind} {[row.sha256 for row in shapes]}".encode()).hexdigest()
        key = f"cover-{made_of[:40]}.png"
        paths = [row.path for row in shapes]
        place = self._shelf.find(key) or self._shelf.put(key, lambda file: self._write(file, kind, paths))
        return DrawnCover(place, made_of)

    def _write(self, file: Path, kind: str, shapes: Sequence[str]) -> None:
        peaks = [json.loads(self._storage.locate(path).read_text(encoding="utf-8")) for path in shapes]
        stems = peaks[0]["stems"] if kind == "song" and peaks else _layers(peaks)
        file.write_bytes(cover.draw({"stems": stems}, size=SIDE))


def _layers(peaks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The whole of each song as a layer, the first in the middle."""
    return [{"family": family, "peaks": song["master"]} for family, song in zip(cover.ORDER, peaks, strict=False)]
