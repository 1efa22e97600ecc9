"""Streaming: a song in the form that a player asks for, a kept file where there is one, else made while it is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mutagen import MutagenError
from mutagen.mp3 import MP3
from sqlalchemy import and_, bindparam, or_, select

from backend.db.models import Asset, Song, Take, User
from backend.db.session import Database
from backend.services import names
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, NotFound
from backend.services.growing import Growing
from backend.services.logins import PERSON, Logins
from backend.services.media import TYPES, StoredFile
from backend.services.moments import iso
from backend.services.permits import Permits
from backend.services.transcodes import Transcodes
from backend.storage.local import LocalStorage, OutsideStorage
from backend.studio.formats import streams

# What is taken away of a song without being asked for a form, the best first; and what is played where none is named.
BEST, PLAYED = ("flac", "wav", "ogg", "mp3"), ("mp3", "ogg", "flac", "wav")
ORIGINAL = "original"
MADE = {form.kind for form in streams.FORMS}
MOST_KBPS, MOST_START_S = 100_000, 86_400.0

_MASTERS = (
    select(
        Song.id,
        Song.title,
        Song.owner,
        Song.public,
        Song.duration_s,
        Song.gain_db,
        Song.peak,
        Asset.format,
        Asset.path,
        Asset.sha256,
        Asset.bytes,
        Asset.duration_s.label("length_s"),
    )
    .join(Take, and_(Take.song_id == Song.id, Take.number == Song.current_take))
    .join(Asset, and_(Asset.take_id == Take.id, Asset.kind == "master"))
    .where(
        Song.id == bindparam("song"),
        Song.deleted_at.is_(None),
        or_(Song.public.is_(True), Song.owner == bindparam("owner"), bindparam("is_admin")),
    )
)
_USER = select(*PERSON).where(User.id == bindparam("user_id"), User.closed_at.is_(None), User.disabled_at.is_(None))


@dataclass(frozen=True)
class Wish:
    """How a song is wanted: ``kind`` a kind of sound file, ``original``, or nothing; at most ``kbps``, 0 for any;
    from the whole second on in which ``start_s`` lies. With ``or_other`` another kind will do where that is not there.
    """

    kind: str = ""
    kbps: int = 0
    start_s: float = 0.0
    is_whole: bool = False
    or_other: bool = False


@dataclass(frozen=True)
class Flow:
    """A song that is made while it is heard."""

    growing: Growing
    name: str
    media_type: str
    plays: int


class Streaming:
    """Finds or makes what is heard."""

    def __init__(
        self,
        database: Database,
        storage: LocalStorage,
        transcodes: Transcodes,
        permits: Permits,
        logins: Logins,
    ) -> None:
        self._database, self._storage, self._transcodes = database, storage, transcodes
        self._permits, self._logins = permits, logins

    def open(self, caller: Caller, song_id: int, wish: Wish, *, permit: str = "") -> StoredFile | Flow:
        """A song as it is wanted, for whoever may hear it or has a permit of somebody who may.

        Raises
        ------
        NotFound
            if the song is not there, not finished, or not for this caller
        InvalidInput
            if it cannot be had in such a form, or ends before it would begin
        Busy, Conflict
            if it cannot be made now, or at all
        """
        masters = self._masters(self._bearer(song_id, permit) or caller, song_id)
        start_s = float(int(wish.start_s))
        kept = _kept(masters, wish)
        if not kept and wish.or_other and wish.kind not in MADE:
            wish = replace(wish, kind="")
            kept = _kept(masters, wish)
        if kept and not start_s:
            return self._stored(masters[kept])
        form = _form(masters, wish)
        source = masters[next(each for each in BEST if each in masters)]
        if start_s and start_s >= (length_s := source.length_s or source.duration_s):
            raise InvalidInput.of({"start": [f"The song is {length_s:g} s long; it cannot begin at {start_s:g} s."]})
        made = self._transcodes.get(self._place(source), source.sha256, form, start_s=start_s, is_whole=wish.is_whole)
        name = f"{names.slug(source.title)}.{form.kind}"
        if isinstance(made, Growing):
            return Flow(made, name, TYPES[form.kind], source.id)
        tag = f"{made.stem}-{made.stat().st_mtime_ns:x}"
        return StoredFile(made, name, TYPES[form.kind], tag, bool(source.public), source.id)

    def file(self, caller: Caller, song_id: int) -> StoredFile:
        """A song as it is kept without loss, where it is, to take away.

        Raises
        ------
        NotFound
            if the song is not there, not finished, or not for this caller
        """
        masters = self._masters(caller, song_id)
        return self._stored(masters[next(kind for kind in BEST if kind in masters)])

    def playback(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """All that a player needs to play a song: addresses that work without headers, levels, and where it begins.

        The addresses carry a permit where the caller has an account, and are bare for others.
        """
        masters = self._masters(caller, song_id)
        song = next(iter(masters.values()))
        address, ends = stream_address(song_id), None
        permit = ""
        if caller.person:
            permit, ends = self._permits.write(address, caller.person.id)
        return {
            "song_id": song_id,
            "title": song.title,
            "duration_s": song.duration_s,
            "gain_db": song.gain_db,
            "peak": song.peak,
            "expires_at": iso(ends) if ends else None,
            "url": _address(address, permit),
            "forms": [*self._files(masters, address, permit), *_made(address, permit)],
        }

    def _files(self, masters: Mapping[str, Any], address: str, permit: str) -> list[dict[str, Any]]:
        return [
            {
                "format": kind,
                "bitrate_kbps": _kbps(masters[kind]),
                "media_type": TYPES[kind],
                "bytes": masters[kind].bytes,
                "ready": True,
                "skip_samples": _delay(self._place(masters[kind]), kind),
                "url": _address(address, permit, format=kind),
            }
            for kind in BEST
            if kind in masters
        ]

    def _masters(self, caller: Caller, song_id: int) -> dict[str, Any]:
        """The files of a song's current music by their formats."""
        values = {"song": song_id, "owner": caller.owner or None, "is_admin": caller.is_admin}
        with self._database.reading() as connection:
            found = {row.format: row for row in connection.execute(_MASTERS, values) if row.format in BEST}
        if not found:
            raise NotFound(f"There is no song {song_id}.")
        return found

    def _bearer(self, song_id: int, permit: str) -> Caller | None:
        user_id = self._permits.user_id(stream_address(song_id), permit) if permit else None
        if user_id is None:
            return None
        with self._database.reading() as connection:
            row = connection.execute(_USER, {"user_id": user_id}).first()
        return Caller(self._logins.person(row)) if row else None

    def _stored(self, row: Any) -> StoredFile:
        name = f"{names.slug(row.title)}.{row.format}"
        return StoredFile(self._place(row), name, TYPES[row.format], row.sha256, bool(row.public), row.id)

    def _place(self, row: Any) -> Path:
        try:
            place = self._storage.locate(row.path)
        except OutsideStorage as leak:
            raise NotFound(f"There is no song {row.id}.") from leak
        if not place.is_file():
            raise NotFound(f"The file of song {row.id} is not there.")
        return place


def stream_address(song_id: int) -> str:
    """Where a song is streamed from."""
    return f"/api/songs/{song_id}/stream/"


def _kept(masters: Mapping[str, Any], wish: Wish) -> str | None:
    """The kept file that fulfils a wish."""
    if wish.kind == ORIGINAL:
        return next(kind for kind in BEST if kind in masters)
    wanted = (wish.kind,) if wish.kind else PLAYED
    fitting = [kind for kind in wanted if kind in masters and (not wish.kbps or _kbps(masters[kind]) <= wish.kbps)]
    return fitting[0] if fitting else None


def _form(masters: Mapping[str, Any], wish: Wish) -> streams.Form:
    """The form to make where no kept file fulfils a wish."""
    if wish.kind and wish.kind not in MADE | {ORIGINAL} and not wish.or_other:
        allowed = ", ".join(dict.fromkeys([ORIGINAL, *masters, *sorted(MADE)]))
        raise InvalidInput.of({"format": [f"The song cannot be had as {wish.kind!r}; allowed are {allowed}."]})
    return streams.form(wish.kind if wish.kind in MADE else "mp3", wish.kbps)


def _made(address: str, permit: str) -> list[dict[str, Any]]:
    return [
        {
            "format": form.kind,
            "bitrate_kbps": form.kbps,
            "media_type": TYPES[form.kind],
            "bytes": None,
            "ready": False,
            "skip_samples": 0,
            "url": _address(address, permit, format=form.kind, bitrate=str(form.kbps)),
        }
        for form in streams.FORMS
    ]


def _kbps(row: Any) -> int:
    length_s = row.length_s or row.duration_s
    return round(row.bytes * 8 / 1000 / length_s) if length_s else 0


def _delay(place: Path, kind: str) -> int:
    """How many samples a decoder gives before the sound begins, where the file does not tell it to leave them out."""
    if kind != "mp3":
        return 0
    try:
        info = MP3(place).info
        return 0 if info is None or info.encoder_info else streams.MP3_DELAY
    except MutagenError:
        return 0


def _address(address: str, permit: str, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {**more, **({"sig": permit} if permit else {})}.items())
    return f"{address}?{query}" if query else address
