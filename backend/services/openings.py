"""Openings: the first seconds of songs that are still being made, for those who wait for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import delete

from backend.db.models import Asset, Song
from backend.db.session import Database
from backend.jobs.progress import Run
from backend.services import names
from backend.services.song_documents import output_document
from backend.storage.local import LocalStorage
from backend.studio.formats.delivery import Written

Show = Callable[[Written], None]


class Openings:
    """Shows the opening of a song among the outputs of its job, and takes it away when the song is there."""

    def __init__(self, database: Database, storage: LocalStorage, *, clock: Callable[[], datetime]) -> None:
        self._database, self._storage, self._clock = database, storage, clock

    @contextmanager
    def of(self, run: Run, song_id: int) -> Iterator[Show]:
        """Give what shows an opening. It is withdrawn when the block ends, or the next run begins."""
        place = self._place(song_id)
        if place is None:
            yield lambda _written: None
            return
        self._withdraw(place)
        try:
            yield lambda written: self._show(run, song_id, place, written)
        finally:
            self._withdraw(place)

    def _place(self, song_id: int) -> str | None:
        with self._database.transaction() as session:
            song = session.get(Song, song_id)
            return f"{names.folder(song.track_id)}/opening" if song else None

    def _show(self, run: Run, song_id: int, place: str, written: Written) -> None:
        stored = f"{place}/{written.path.name}"
        with self._database.transaction() as session:
            song = session.get(Song, song_id)
            if song is None:
                return
            asset = Asset(
                names.unguessable(),
                song.owner,
                written.kind,
                written.format,
                stored,
                f"{names.slug(song.title)}_opening.{written.format}",
                written.bytes,
                written.sha256,
                self._clock(),
                duration_s=written.duration_s,
            )
            session.add(asset)
            session.flush()
            run.show(session, [output_document(asset)])
            self._storage.adopt(written.path, stored)

    def _withdraw(self, place: str) -> None:
        with self._database.transaction() as session:
            session.execute(delete(Asset).where(Asset.path.startswith(f"{place}/"), Asset.kind == "preview"))
        self._storage.remove(place)
