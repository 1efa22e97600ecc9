"""Covers of playlists that have none: the first four songs side by side.

Each is shown by its picture, else by its waveform, else by colours of its own.
"""

from __future__ import annotations

import colorsys
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError
from sqlalchemy import Connection

from backend.db.models import Song
from backend.services.callers import Caller
from backend.services.drawn_covers import SHAPES, DrawnCovers
from backend.services.media import StoredFile
from backend.services.playlists.contents import contents
from backend.services.playlists.smart import Picker
from backend.services.shelf import Shelf
from backend.storage.local import LocalStorage

SIDE = 600
TILES = 4
# What a change of the drawing counts up, so that none of before is taken for one of now.
DRAWN_AS = 2
QUALITY = 85


@dataclass(frozen=True)
class Tile:
    """A song in a mosaic: ``told`` tells it from others, ``picture`` finds or draws its picture where it has one."""

    told: str
    picture: Callable[[], Path] | None = None


class Mosaics:
    """Draws covers; each is kept on the shelf under what it is made of."""

    def __init__(
        self,
        storage: LocalStorage,
        shelf: Shelf,
        drawn: DrawnCovers,
        picker: Picker,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._storage, self._shelf, self._drawn, self._picker, self._clock = storage, shelf, drawn, picker, clock

    def of(self, connection: Connection, caller: Caller, row: Any) -> StoredFile:
        """The cover of a playlist, of the songs that the caller may see."""
        songs = contents(connection, caller, row, picker=self._picker, now=self._clock(), first=0, size=TILES).songs
        shapes = connection.execute(SHAPES.where(Song.id.in_([song["id"] for song in songs])))
        shaped = {shape.id: shape for shape in shapes}
        tiles = [self._tile_of(song, shaped.get(song["id"])) for song in songs] or [Tile(f"playlist {row.id}")]
        made_of = hashlib.sha256("\n".join([str(DRAWN_AS), *(tile.told for tile in tiles)]).encode()).hexdigest()
        name = f"mosaic_{made_of[:40]}.webp"
        place = self._shelf.find(name) or self._shelf.put(name, lambda file: self._draw(tiles, file))
        return StoredFile(place, "cover.webp", "image/webp", made_of, is_public=False)

    def _tile_of(self, song: dict[str, Any], shape: Any) -> Tile:
        if image := str(song.get("image") or "").partition("?")[0]:
            return Tile(image, lambda: self._storage.locate(image.removeprefix("/media/")))
        if shape:
            return Tile(f"strata {shape.sha256}", lambda: self._drawn.of("song", [shape]).place)
        return Tile(f"song {song['id']} {song['title']} {song['genre']}")

    def _draw(self, tiles: list[Tile], file: Path) -> None:
        across = 1 if len(tiles) < TILES else 2
        side = SIDE // across
        picture = Image.new("RGB", (SIDE, SIDE))
        for index, tile in enumerate(tiles[: across * across]):
            picture.paste(_drawn(tile, side), (index % across * side, index // across * side))
        picture.save(file, "WEBP", quality=QUALITY)


def _drawn(tile: Tile, side: int) -> Image.Image:
    """A tile's picture, else, also where its file is gone, colours."""
    if tile.picture:
        try:
            with Image.open(tile.picture()) as found:
                return _square(found, side)
        except (OSError, UnidentifiedImageError):
            pass
    return _colours(tile.told, side)


def _square(picture: Image.Image, side: int) -> Image.Image:
    """The middle of a picture."""
    width, height = picture.size
    edge = min(width, height)
    left, top = (width - edge) // 2, (height - edge) // 2
    return picture.convert("RGB").resize((side, side), box=(left, top, left + edge, top + edge), reducing_gap=2.0)


def _colours(told: str, side: int) -> Image.Image:
    """A gradient between two neighbouring hues that follow from what is drawn."""
    digest = hashlib.sha256(told.encode()).digest()
    hue = digest[0] / 256
    shades = [colorsys.hls_to_rgb((hue + turn) % 1, light, 0.55) for turn, light in ((0.0, 0.34), (0.12, 0.62))]
    corners = [tuple(round(255 * part) for part in shade) for shade in shades]
    middle = tuple((first + second) // 2 for first, second in zip(*corners, strict=True))
    small = Image.new("RGB", (2, 2))
    for place, colour in zip(((0, 0), (1, 0), (0, 1), (1, 1)), (corners[0], middle, middle, corners[1]), strict=True):
        small.putpixel(place, colour)
    return small.resize((side, side), Image.Resampling.BICUBIC)
