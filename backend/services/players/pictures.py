"""Pictures for players, as small as they want them: covers of songs, albums and playlists, portraits of artists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image
from sqlalchemy import select

from backend.db.library import Artist
from backend.db.session import Database
from backend.services.callers import Caller
from backend.services.covers import Covers
from backend.services.errors import NotFound
from backend.services.media import TYPES, Media, StoredFile
from backend.services.players import ids
from backend.services.players.catalogue import Catalogue
from backend.services.players.ids import Kind, Thing
from backend.services.playlists.room import Playlists
from backend.services.shelf import Shelf

# A picture for each pixel more would fill the shelf; players scale what is a little larger.
SIDES = (64, 128, 192, 256, 320, 480, 640)
QUALITY = 85


class PlayerPictures:
    """Finds pictures, and makes them smaller."""

    def __init__(
        self,
        database: Database,
        shelf: Shelf,
        *,
        covers: Covers,
        playlists: Playlists,
        media: Media,
        catalogue: Catalogue,
    ) -> None:
        self._database, self._shelf, self._covers = database, shelf, covers
        self._playlists, self._media, self._catalogue = playlists, media, catalogue

    def of(self, caller: Caller, which: Thing, side: int = 0) -> StoredFile:
        """The picture of a thing, at least ``side`` pixels a side where it is so large; 0: as it is.

        Raises
        ------
        NotFound
            if there is none, or none for this caller
        """
        return self._smaller(self._whole(caller, which), side) if side else self._whole(caller, which)

    def portrait(self, caller: Caller) -> StoredFile:
        """The caller's own picture.

        Raises
        ------
        NotFound
            if they have none
        """
        person = caller.signed_in()
        if not person.avatar:
            raise NotFound(f"{person.username} has no picture.")
        return self._media.find(caller, person.avatar)

    def _whole(self, caller: Caller, which: Thing) -> StoredFile:
        if which.kind is Kind.SONG:
            return self._covers.of(caller, "song", which.number)
        if which.kind is Kind.ALBUM:
            return self._covers.of(caller, "album", which.number)
        if which.kind is Kind.PLAYLIST:
            return self._of_playlist(caller, which.number)
        return self._of_songs(caller, which)

    def _of_playlist(self, caller: Caller, number: int) -> StoredFile:
        address = str(self._playlists.lists.playlist(caller, number)["cover_image"])
        return self._playlists.covers.find(caller, address.partition("?")[0].rpartition("/")[2])

    def _of_songs(self, caller: Caller, which: Thing) -> StoredFile:
        """An artist's own picture, else the cover of the first song of theirs; that of singles is their first's."""
        if which.kind is Kind.ARTIST:
            with self._database.reading() as connection:
                image = connection.scalar(select(Artist.image).where(Artist.id == which.number))
            if image:
                return self._media.find(caller, image)
            songs = self._catalogue.top(caller, which.number, 1)
        else:
            _, songs = self._catalogue.album(caller, which)
        if not songs:
            raise NotFound(f"There is no picture of {which}.")
        return self._covers.of(caller, "song", ids.read(songs[0]["id"], Kind.SONG).number)

    def _smaller(self, picture: StoredFile, side: int) -> StoredFile:
        wanted = next((each for each in SIDES if each >= side), 0)
        if not wanted or picture.media_type == TYPES["svg"]:
            return picture
        key = f"picture-{picture.sha256[:40]}-{wanted}.jpg"
        place = self._shelf.find(key) or self._shelf.put(key, lambda file: _shrink(picture.place, file, wanted))
        name = f"{Path(picture.name).stem}.jpg"
        return replace(picture, place=place, name=name, media_type=TYPES["jpg"], sha256=Path(key).stem)


def _shrink(source: Path, target: Path, side: int) -> None:
    """Write a picture anew, no larger than ``side`` pixels; the source was written by the studio itself."""
    with Image.open(source) as found:
        found.draft("RGB", (side, side))
        small = found.convert("RGB")
        small.thumbnail((side, side))
        small.save(target, "JPEG", quality=QUALITY)
