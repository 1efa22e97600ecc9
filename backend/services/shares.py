"""Links that open a song, an album or a playlist to whoever has them, until they expire, are revoked, or it is gone.

Whoever follows a link sees what its maker sees, and nothing more: what they lose sight of, the link loses as well. The
addresses of files that it shows are signed with its token, and so end with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from backend.db.columns import UtcDateTime
from backend.db.library import Share
from backend.db.models import User
from backend.db.session import Database
from backend.services import users
from backend.services.callers import Caller, Person
from backend.services.errors import InvalidInput, NotFound, NotSignedIn
from backend.services.finding.search import Page
from backend.services.moments import iso
from backend.services.names import unguessable
from backend.services.playlists.smart import Picker
from backend.services.shared_things import Thing, open_thing, shows, titles

LONGEST = timedelta(days=3650)
MAX_SHARES = 2000
_NOW: Any = bindparam("now", type_=UtcDateTime)
_ALIVE = (
    or_(Share.expires_at.is_(None), Share.expires_at > _NOW),
    User.closed_at.is_(None),
    User.disabled_at.is_(None),
)
_BY_TOKEN = (
    select(
        Share.id,
        Share.token,
        Share.kind,
        Share.thing_id,
        Share.description,
        Share.created_at,
        Share.expires_at,
        Share.user_id,
        User.username,
    )
    .join(User, User.id == Share.user_id)
    .where(Share.token == bindparam("token"), *_ALIVE)
)
_OWN = select(Share.__table__).where(Share.user_id == bindparam("user_id")).order_by(Share.id.desc())
_BLIND = {"synchronize_session": False}


class Shares:
    """Makes links, and opens them."""

    def __init__(self, database: Database, secret_key: str, picker: Picker, *, clock: Callable[[], datetime]) -> None:
        self._database, self._picker, self._clock = database, picker, clock
        self._signatures = URLSafeSerializer(secret_key, salt="media of a share")

    def make(
        self, caller: Caller, kind: str, thing_id: int, *, expires_at: datetime | None = None, description: str = ""
    ) -> dict[str, Any]:
        """Make a link to something that the caller may see; without ``expires_at`` it lasts until it is revoked.

        Raises
        ------
        NotFound
            if there is no such thing for the caller
        InvalidInput
            if it would be over at once, or last for more than ten years
        """
        user_id, now = caller.signed_in().id, self._clock()
        if expires_at is not None and not now < expires_at <= now + LONGEST:
            raise InvalidInput.of({"expires_at": [f"A link ends within ten years from now; given: {iso(expires_at)}."]})
        with self._database.transaction() as session:
            if users.hold(session, user_id) is None:
                raise NotSignedIn("The account is closed.")
            _check_room(session, user_id)
            # A link shows what its maker sees as a user, not what the administrator may look into.
            maker = _maker(user_id, caller.signed_in().username)
            thing = open_thing(session.connection(), maker, kind, thing_id, picker=self._picker, now=now)
            share = Share(unguessable(32), user_id, kind, thing_id, now, expires_at, description)
            session.add(share)
            session.flush()
            return self._document(share, thing.title)

    def page(self, caller: Caller, *, number: int = 1, size: int = 20) -> Page:
        """List the caller's links, the newest first, those that are over as well."""
        user_id = caller.signed_in().id
        with self._database.reading() as connection:
            count = connection.scalar(select(func.count()).where(Share.user_id == user_id)) or 0
            rows = connection.execute(_OWN.limit(size).offset((number - 1) * size), {"user_id": user_id}).all()
            named = titles(connection, [(row.kind, row.thing_id) for row in rows])
            return Page(count, [self._document(row, named.get((row.kind, row.thing_id), "")) for row in rows])

    def revoke(self, caller: Caller, share_id: int) -> None:
        """End a link of the caller's.

        Raises
        ------
        NotFound
            if they have none of this number
        """
        with self._database.transaction() as session:
            which = (Share.id == share_id, Share.user_id == caller.signed_in().id)
            if session.scalar(delete(Share).where(*which).returning(Share.id), execution_options=_BLIND) is None:
                raise NotFound(f"There is no share {share_id}.")

    def open(self, token: str, *, number: int = 1, size: int = 100) -> dict[str, Any]:
        """What a link opens, with a page of its songs; the visit is counted.

        Raises
        ------
        NotFound
            if the link is over, or what it opened is gone
        """
        now = self._clock()
        with self._database.reading() as connection:
            row = connection.execute(_BY_TOKEN, {"token": token, "now": now}).first()
            if row is None:
                raise NotFound("This link opens nothing any more.")
            maker = _maker(row.user_id, row.username)
            try:
                thing = open_thing(
                    connection,
                    maker,
                    row.kind,
                    row.thing_id,
                    picker=self._picker,
                    now=now,
                    first=(number - 1) * size,
                    size=size,
                )
            except NotFound as gone:
                raise NotFound("This link opens nothing any more.") from gone
        visited = update(Share).where(Share.id == row.id).values(visits=Share.visits + 1, visited_at=now)
        self._database.within(lambda session: session.execute(visited, execution_options=_BLIND))
        return self._opened(row, thing)

    def reader(self, stored: str, signature: str) -> Caller | None:
        """As whom a file may be read by a signature that a link gave out for it: its maker, while the link shows it."""
        try:
            signed, token, song_id = self._signatures.loads(signature) if signature else ("", "", 0)
        except (BadSignature, ValueError):
            return None
        if signed != stored:
            return None
        with self._database.reading() as connection:
            row = connection.execute(_BY_TOKEN, {"token": token, "now": (now := self._clock())}).first()
            if row is None:
                return None
            maker, thing = _maker(row.user_id, row.username), (row.kind, row.thing_id)
            is_shown = shows(connection, maker, *thing, stored, song_id=song_id, picker=self._picker, now=now)
        return maker if is_shown else None

    def tidy(self, session: Session) -> None:
        """Forget links that have been over for a month."""
        over = delete(Share).where(Share.expires_at < self._clock() - timedelta(days=30))
        session.execute(over, execution_options=_BLIND)

    def _opened(self, row: Any, thing: Thing) -> dict[str, Any]:
        def signing(song_id: int) -> Callable[[str], str]:
            return lambda url: self._signed(url, row.token, song_id)

        return {
            "kind": row.kind,
            "title": thing.title,
            "user": row.username,
            "description": row.description or thing.description,
            "created_at": iso(row.created_at),
            "expires_at": iso(row.expires_at) if row.expires_at else None,
            "cover_image": signing(0)(thing.cover) if thing.cover else None,
            "count": thing.count,
            "duration_s": thing.duration_s,
            "songs": [_each_address(song, signing(song["id"])) for song in thing.songs],
        }

    def _signed(self, url: str, token: str, song_id: int) -> str:
        """An address with leave to read it: as one of a song's, 0 for the cover of the thing itself."""
        path, _, query = url.partition("?")
        signature = self._signatures.dumps([path.removeprefix("/media/"), token, song_id])
        return f"{path}?{query}{'&' if query else ''}sig={signature!s}"

    def _document(self, share: Any, title: str) -> dict[str, Any]:
        return {
            "id": share.id,
            "kind": share.kind,
            "thing_id": share.thing_id,
            "title": title,
            "token": share.token,
            "url": f"/share/{share.token}",
            "embed_url": f"/embed/{share.token}",
            "description": share.description,
            "created_at": iso(share.created_at),
            "expires_at": iso(share.expires_at) if share.expires_at else None,
            "is_over": share.expires_at is not None and share.expires_at <= self._clock(),
            "visits": share.visits,
            "visited_at": iso(share.visited_at) if share.visited_at else None,
        }


def _maker(user_id: int, username: str) -> Caller:
    """Whoever made a link, as a user without further rights."""
    return Caller(Person(user_id, username, email="", full_name="", email_verified=False, is_admin=False))


def _check_room(session: Session, user_id: int) -> None:
    count = session.scalar(select(func.count()).where(Share.user_id == user_id)) or 0
    if count >= MAX_SHARES:
        raise InvalidInput(f"You have {count} links; up to {MAX_SHARES} are kept for an account. Revoke some first.")


def _each_address(part: Any, sign: Callable[[str], str]) -> Any:
    """The same document with every address of a stored file signed."""
    if isinstance(part, dict):
        return {name: _each_address(value, sign) for name, value in part.items()}
    if isinstance(part, list):
        return [_each_address(value, sign) for value in part]
    return sign(part) if isinstance(part, str) and part.startswith("/media/") else part
