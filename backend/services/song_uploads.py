"""Songs that people bring: one file, checked and decoded like any upload, is a song in the library at once.

A job looks through it afterwards: its shape, loudness, tempo and key.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from backend.db.models import Asset, Song, Take
from backend.db.session import Database
from backend.services import names, users
from backend.services.analyses import AUDIO, MASTER, Analyses
from backend.services.artists import artist_of
from backend.services.briefs import MAX_TITLE
from backend.services.callers import Caller
from backend.services.errors import NotSignedIn
from backend.services.pictures_kept import SentPicture, written_if_sent
from backend.services.song_fields import say
from backend.services.song_pictures import picture_instead
from backend.services.songs import document
from backend.services.tallies import recount
from backend.services.uploads import Kind, Uploads, format_of
from backend.storage.local import LocalStorage

UPLOADED = "uploaded"
# What pages show of the music of a take, as long as nobody has looked through it.
NOTHING_KNOWN: Mapping[str, Any] = {
    "loudness_lufs": None, "true_peak_dbtp": None, "sections": [], "chords": [], "parts": [],
}  # fmt: skip


@dataclass(frozen=True)
class SentSound:
    """A sound that was sent."""

    stream: BinaryIO
    file_name: str


class SongUploads:
    """Takes songs in. ``cover`` says what their pictures may be."""

    def __init__(
        self,
        database: Database,
        storage: LocalStorage,
        uploads: Uploads,
        analyses: Analyses,
        *,
        cover: Kind,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._storage, self._uploads, self._analyses = database, storage, uploads, analyses
        self._cover, self._clock = cover, clock

    def add(
        self, caller: Caller, sound: SentSound, wishes: Mapping[str, Any], picture: SentPicture | None = None
    ) -> dict[str, Any]:
        """Make a song of a sound; ``wishes`` are as `song_fields.say` has them, and it is public unless they say no.

        Raises
        ------
        NotSignedIn
            without an account
        WrongType, TooLarge, StudioError
            if the sound is none, is broken or outside the limits, or there is no room for it; the picture likewise
        """
        owner, now = f"user:{caller.signed_in().id}", self._clock()
        wanted = format_of(sound.file_name, self._uploads.kind(AUDIO))
        with self._storage.workspace() as folder:
            file = folder / f"song.{wanted}"
            with file.open("wb") as out:
                shutil.copyfileobj(sound.stream, out, 2**16)
            asset = self._uploads.examined(owner, AUDIO, wanted, file, PurePath(sound.file_name).stem)
            with (
                written_if_sent(self._storage, self._cover, picture, now) as written,
                self._database.transaction() as session,
            ):
                song = self._keep(session, caller, asset, wishes)
                if written:
                    picture_instead(session, song, written)
                job = self._analyses.put_up(session, asset)
                recount(session, song)
                shown = document(session.connection(), song.id, caller)
                # The last step: what is refused before it leaves nothing behind.
                self._storage.adopt(file, asset.path)
        self._analyses.announce(job)
        return shown

    def _keep(self, session: Session, caller: Caller, asset: Asset, wishes: Mapping[str, Any]) -> Song:
        """Write the rows of a song: itself, its one take, and the sound."""
        if users.hold(session, caller.signed_in().id) is None:
            raise NotSignedIn("The account is closed.")
        self._uploads.check_room(session, asset.owner, asset.bytes)
        title = wishes.get("title") or PurePath(asset.name).stem.replace("_", " ").title()[:MAX_TITLE]
        file_name = str(PurePath(names.file_name(title)).with_suffix(f".{asset.format}"))
        asset.kind, asset.path, asset.name = MASTER, f"songs/{file_name}", f"{names.slug(title)}.{asset.format}"
        now, length_s = asset.created_at, asset.duration_s or 0.0
        song = Song(
            asset.owner, title, names.track_id(), file_name, now, origin=UPLOADED, state="ready", duration_s=length_s
        )
        song.artist_id = artist_of(session, asset.owner, now)
        song.current_take = song.last_take = 1
        song.summary = {"style": "", "label": "", "file": asset.path, "peaks": ""}
        take = Take(1, 0, {}, dict(NOTHING_KNOWN), {}, now)
        take.assets.append(asset)
        song.takes.append(take)
        session.add(song)
        session.flush()
        say(session, caller, song, {"public": True, **wishes, "title": title}, now)
        return song
