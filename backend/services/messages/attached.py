"""Songs that come with messages: the receiver hears one, private or not, while the message stands.

It stands until its sender or its receiver takes it away, the song is thrown away or is no longer its sender's and
private, the receiver blocks the sender, or the sender's account is closed or disabled.
"""

from __future__ import annotations

from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import and_, bindparam, exists, or_, select

from backend.db.messages import Block, Message
from backend.db.models import Asset, Song, Take, User
from backend.db.session import Database, Reader
from backend.services.callers import NOBODY, Caller, owner_of, user_id_of
from backend.services.errors import NotFound
from backend.services.media import SIGNATURE_LASTS_S, Media, StoredFile
from backend.services.streaming import PLAYED

_STANDING = (
    select(Message.sender_id, Message.receiver_id, Song.owner, Song.public, Asset.path, Asset.format)
    .join(Song, Song.id == Message.song_id)
    .join(Take, and_(Take.song_id == Song.id, Take.number == Song.current_take))
    .join(Asset, Asset.take_id == Take.id)
    .join(User, User.id == Message.sender_id)
    .where(
        Message.id == bindparam("message_id"),
        Message.hidden_by_sender.is_(False),
        Message.hidden_by_receiver.is_(False),
        Song.deleted_at.is_(None),
        User.closed_at.is_(None),
        User.disabled_at.is_(None),
        Asset.kind == "master",
        ~exists().where(Block.user_id == Message.receiver_id, Block.blocked_id == Message.sender_id),
    )
)
_SHOWN = select(Song.id).where(
    Song.id == bindparam("song_id"),
    Song.deleted_at.is_(None),
    Song.state == "ready",
    or_(Song.owner == bindparam("owner"), Song.public.is_(True)),
)


class SongLinks:
    """Signs and opens the addresses of attached songs."""

    def __init__(self, database: Database, media: Media, secret_key: str) -> None:
        self._database, self._media = database, media
        self._signatures = URLSafeTimedSerializer(secret_key, salt="song of a message")

    def check(self, reader: Reader, caller: Caller, song_id: int) -> None:
        """Let a song be attached that the caller may show: their own, or a public one.

        Raises
        ------
        NotFound
            if there is no such song, or it is somebody else's
        """
        if reader.scalar(_SHOWN, {"song_id": song_id, "owner": caller.owner}) is None:
            raise NotFound(f"There is no song {song_id}.")

    def document(self, row: Any) -> dict[str, Any] | None:
        """The song of a message's row, with the address at which the reader hears it."""
        if row.song_id is None or not (row.public or user_id_of(row.owner) == row.sender_id):
            return None
        return {
            "id": row.song_id,
            "title": row.title,
            "duration_s": row.duration_s,
            "public": row.public,
            "url": f"/api/messages/{row.id}/song/?sig={self._signatures.dumps(row.id)}",
        }

    def open(self, caller: Caller, message_id: int, signature: str) -> StoredFile:
        """The song of a message, for either of its two, an administrator, or whoever has its signed address.

        Raises
        ------
        NotFound
            if there is none, or the message stands no longer
        """
        with self._database.reading() as connection:
            masters = {row.format: row for row in connection.execute(_STANDING, {"message_id": message_id})}
        row = next((masters[kind] for kind in PLAYED if kind in masters), None)
        me = caller.person.id if caller.person else None
        is_open = caller.is_admin or self._is_signed(message_id, signature)
        if row is None or not (is_open or me in (row.sender_id, row.receiver_id)):
            raise NotFound(f"There is no song with message {message_id}.")
        if not (row.public or row.owner == owner_of(row.sender_id)):
            raise NotFound(f"There is no song with message {message_id}.")
        return self._media.find(NOBODY, row.path, self._media.sign(row.path))

    def _is_signed(self, message_id: int, signature: str) -> bool:
        try:
            return bool(signature) and self._signatures.loads(signature, max_age=SIGNATURE_LASTS_S) == message_id
        except BadSignature:
            return False
