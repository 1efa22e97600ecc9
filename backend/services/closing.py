"""Closing an account: everything of it goes, and is out of reach at once.

Its sessions, keys, songs, takes, files, jobs and letters are removed, public songs as well; what runs for it is called
off. The row of the user stays without a word about them, so that their number is given to nobody else, and a keyed hash
of their address with what it was given (credit_shares.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from backend.db.library import Album, Playlist, PlaylistSong
from backend.db.messages import Block, Message, Report
from backend.db.models import Asset, Job, Song, Transfer, User
from backend.db.session import Base, Database
from backend.jobs import status
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import NewJob
from backend.services import albums, names, users
from backend.services.artists import forget_unused
from backend.services.callers import Caller, owner_of
from backend.services.errors import NotFound, NotSignedIn
from backend.services.mail.post import HOUSE, MAIL, Post
from backend.services.opinions import forget_things, forget_user
from backend.services.pieces import PLACE as TRANSFERS
from backend.services.profile import Profile
from backend.services.share_ends import end_shares
from backend.services.tallies import recount_of
from backend.storage.local import LocalStorage

SWEEP = "sweep"
# No password has such a hash.
NO_PASSWORD = "closed"
_BLIND = {"synchronize_session": False}


class Closing:
    """Closes accounts for those whose they are."""

    def __init__(
        self,
        database: Database,
        board: Board,
        storage: LocalStorage,
        *,
        profile: Profile,
        post: Post,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._board, self._storage = database, board, storage
        self._profile, self._post, self._clock = profile, post, clock

    def close(self, caller: Caller, password: str) -> None:
        """Close the caller's account; the files are removed by a job.

        Raises
        ------
        InvalidInput
            if it is not their password
        """
        kept = self._profile.proven(caller, password)
        if not self._close(caller.signed_in().id, kept):
            raise NotSignedIn("The account has changed meanwhile; log in again.")

    def close_for(self, user_id: int) -> None:
        """Close somebody's account for an administrator.

        Raises
        ------
        NotFound
            if there is none
        """
        if not self._close(user_id):
            raise NotFound(f"There is no user {user_id}.")

    def _close(self, user_id: int, kept: str | None = None) -> bool:
        """Close an account whose password is still the one that was shown, if one was."""
        with self._database.transaction() as session:
            user = users.hold(session, user_id)
            if user is None or kept not in (None, user.password_hash):
                return False
            running, sweep = self._empty(session, user)
            addresses = [each for each in (user.email, user.pending_email) if each]
            letters = delete(Job).where(Job.type == MAIL, Job.input["to"].as_string().in_(addresses))
            session.execute(letters, execution_options=_BLIND)
            letter = self._post.put(session, "closed", user.email)
            self._blank(user)
        self._board.drop(running)
        self._board.announce(sweep)
        self._post.send(letter)
        return True

    def sweep_now(self, run: Run) -> None:
        """Remove the files that a closed account has left."""
        for place in run.input["places"]:
            self._storage.remove(place)

    def _empty(self, session: Session, user: User) -> tuple[list[str], str]:
        """Remove every row of a user's; the answer is the jobs that were under way, and the one that removes files."""
        owner = owner_of(user.id)
        songs = session.scalars(select(Song.track_id).where(Song.owner == owner))
        places = [names.folder(track_id) for track_id in songs]
        places += session.scalars(select(Asset.path).where(Asset.owner == owner))
        begun = session.scalars(select(Transfer.id).where(Transfer.owner == owner))
        places += [f"{TRANSFERS}/{transfer_id}" for transfer_id in begun]
        active = select(Job.id).where(Job.owner == owner, Job.status.in_(status.ACTIVE))
        running = list(session.scalars(active))
        credited = session.execute(select(Song.album_id, Song.artist_id).where(Song.owner == owner).distinct()).all()
        # Before all else, as whoever changes a playlist holds it first.
        lists = update(Playlist).where(Playlist.user_id == user.id).values(token=None).returning(Playlist.id)
        end_shares(session, "playlist", session.scalars(lists, execution_options=_BLIND).all())
        # Asked for within the statements, which take only so many numbers.
        made_up = select(Song.id).where(Song.owner == owner)
        end_shares(session, "song", made_up)
        forget_things(session, "song", made_up)
        forget_user(session, user.id)
        # Songs, jobs, and all else after them, as runs that end do it: so neither waits for the other.
        for first in (Song, Job):
            session.execute(delete(first).where(first.owner == owner), execution_options=_BLIND)
        places += self._leave_albums(session, owner)
        for table in owned_tables():
            session.execute(delete(table).where(theirs(table, user.id)))
        added = update(PlaylistSong).where(PlaylistSong.added_by == user.id).values(added_by=None)
        session.execute(added, execution_options=_BLIND)
        recount_of(session, [row.album_id for row in credited], [row.artist_id for row in credited])
        forget_unused(session, [row.artist_id for row in credited])
        for gone in (
            delete(Message).where(or_(Message.sender_id == user.id, Message.receiver_id == user.id)),
            delete(Block).where(Block.blocked_id == user.id),
            update(Report).where(Report.reporter_id == user.id).values(reporter_id=None),
        ):
            session.execute(gone, execution_options=_BLIND)
        told = {"title": "Files of a closed account", "places": places}
        return running, self._board.add(session, NewJob(SWEEP, HOUSE, told)).id

    def _leave_albums(self, session: Session, owner: str) -> list[str]:
        """Remove the albums of an owner, off which the songs of others come first; the answer is their pictures."""
        theirs = list(session.scalars(select(Album.id).where(Album.owner == owner)))
        off = update(Song).where(Song.album_id.in_(theirs)).values(album_id=None, track_number=None)
        session.execute(off, execution_options=_BLIND)
        return albums.forget(session, theirs)

    def _blank(self, user: User) -> None:
        user.username = user.name_key = user.email = f"closed {user.id}"
        user.password_hash, user.full_name, user.avatar = NO_PASSWORD, "", ""
        user.email_verified_at = user.pending_email = None
        user.about, user.public_profile = "", False
        user.closed_at = self._clock()


def owned_tables() -> list[Any]:
    """The tables whose rows are somebody's: they have an ``owner`` or a ``user_id``."""
    return [table for table in Base.metadata.sorted_tables if {"owner", "user_id"} & set(table.columns.keys())]


def hanging_tables() -> list[tuple[Any, Any, Any]]:
    """The tables whose rows hang on owned ones and go with them: the table, its column, and the column it names.

    What hangs on several is with the first of them: a song in a playlist is whose the playlist is.
    """
    owned = owned_tables()
    found = []
    for table in Base.metadata.sorted_tables:
        keys = [key for column in table.columns for key in column.foreign_keys if key.ondelete == "CASCADE"]
        hooks = [(table, key.parent, key.column) for key in keys if key.column.table in owned]
        if table not in owned and hooks:
            found.append(hooks[0])
    return found


def theirs(table: Any, user_id: int) -> Any:
    """Which rows of an owned table are a user's."""
    return table.c.owner == owner_of(user_id) if "owner" in table.c else table.c.user_id == user_id
