"""Requests for songs: accepted here and now, made later by a worker (`making.py`)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.db.models import Song
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.views import JobView, NewJob
from backend.services import names
from backend.services.artists import artist_of
from backend.services.briefs import to_document
from backend.services.charges import Charges
from backend.services.composing import Composing
from backend.services.engines import Engines
from backend.services.errors import Conflict, InvalidInput, NotFound
from backend.services.recordings import Recordings, with_heard
from backend.services.song_documents import length_s, plan_document
from backend.services.song_takes import EDIT
from backend.services.spelling import sort_key
from backend.services.takes import hold
from backend.services.wishes import Wishes
from backend.storage.local import LocalStorage
from backend.studio.brief import MAX_SEED, Brief
from backend.studio.formats import project as project_files
from backend.studio.formats import project_check

MUSIC, VOCALS = "music", "vocals"
# The types of jobs that make a song, of which each has one.
SONGS = (MUSIC, VOCALS)
# What is charged for, asked for or retried: what makes music. Taking away what was made is free.
DRAWN = (*SONGS, EDIT)
# What a request with a recording keeps of itself until that was listened to.
OPEN = "open_wishes"
# What the project that a song was opened from is called in the song's folder.
PROJECT = "project.json"
PROJECT_BYTES = project_check.Limits.max_bytes


@dataclass(frozen=True)
class Accepted:
    """A song that will be made, and the job that makes it."""

    job: JobView
    song_id: int
    track_id: str
    file_name: str
    title: str
    prompt: str
    duration_s: float
    created_at: datetime


class Creation:
    """Takes requests for songs."""

    def __init__(
        self,
        database: Database,
        *,
        board: Board,
        engines: Engines,
        storage: LocalStorage,
        charges: Charges,
        composing: Composing,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._board, self._engines, self._storage = database, board, engines, storage
        self._charges, self._composing, self._clock = charges, composing, clock
        self._recordings = Recordings(database, storage)

    def preview(self, wishes: Wishes) -> dict[str, Any]:
        """Say what was understood and what the song would look like, without making it."""
        seed = _seed(wishes)
        brief = self._composing.brief(self._heard(wishes, seed), seed)
        plan = self._composing.plan(brief)
        eta_s = self._board.estimate(MUSIC, self._composing.work_s(brief))
        price = self._charges.price(MUSIC, length_s(plan), wishes.engine)
        return {"brief": to_document(brief), "plan": plan_document(plan), "eta_s": eta_s, "price": price}

    def request_song(
        self, owner: str, wishes: Wishes, *, kind: str = MUSIC, idempotency_key: str | None = None
    ) -> Accepted:
        """Accept a request: one song and one job of a kind; the same idempotency key gets the first one back.

        Raises
        ------
        StudioError
            if a field is outside its range or names something that does not exist
        InvalidInput
            if ``VOCALS`` are asked for and there is nothing to sing
        TrialSpent, CreditsShort
            if a guest has used up the day's allowance, or somebody has not enough credits
        """
        self._engines.check(wishes.engine)
        seed = _seed(wishes)
        wishes = self._heard(wishes, seed)
        brief = self._composing.brief(wishes, seed)
        if kind == VOCALS and not brief.singing.is_sung:
            raise InvalidInput.of({"lyrics": ["There is nothing to sing: write words, such as `Hello world`."]})
        plan = self._composing.plan(brief)  # what cannot be planned is refused here, not in a job
        # What stands in the song makes it as long, and costs as much, even if nobody has listened to it yet.
        music_s = max(length_s(plan), wishes.recording.stands_s if wishes.recording else 0.0)
        return self._accept(owner, wishes, brief, idempotency_key, kind=kind, music_s=music_s)

    def request_project(self, owner: str, content: bytes, *, idempotency_key: str | None = None) -> Accepted:
        """Accept a project file, which is played as it stands: a new song of the caller's.

        Raises
        ------
        StudioError
            if it cannot be read or played here
        """
        plan = project_check.read(content).performance.score.plan
        wishes = Wishes(brief=to_document(plan.brief), title=plan.brief.title)
        brief = self._composing.brief(wishes, plan.brief.seed)
        return self._accept(owner, wishes, brief, idempotency_key, project=content, music_s=length_s(plan))

    def _accept(
        self,
        owner: str,
        wishes: Wishes,
        brief: Brief,
        idempotency_key: str | None,
        *,
        music_s: float,
        kind: str = MUSIC,
        project: bytes = b"",
    ) -> Accepted:
        with self._database.transaction() as session:
            song = self._reserve(session, owner, wishes, brief, music_s)
            stored = f"{names.folder(song.track_id)}/{PROJECT}" if project else ""
            new = self._job(owner, wishes, brief, song.id, idempotency_key, project=stored)
            job = self._board.add(session, replace(new, type=kind))
            if not job.is_new:
                session.delete(song)
                song = self._song_of(session, job)
            else:
                self._charges.draw(session, job, music_s)
                song.job_id = job.id
                if project:
                    self._store(stored, project)
            accepted = accepted_of(job, song)
        if job.is_new:
            self._board.announce(job.id)
        return accepted

    def retry(
        self, job_id: str, owner: str | None, *, asked_by: str = "", idempotency_key: str | None = None
    ) -> Accepted | JobView:
        """Make a new job of one that failed or was cancelled; where it made a song, that waits for the new one.

        ``owner`` None: anybody's job; whose it is pays nothing where another asked, who is an administrator. A job that
        makes no music is answered with alone: what it packs or writes may be of a song whose names are not the caller's
        to know.

        Raises
        ------
        Conflict
            if its song is in the trash, or is there already
        TrialSpent, CreditsShort
            as `request_song`
        """
        song_id = self._board.view(job_id, owner).input.get("song_id")
        with self._database.transaction() as session:
            if song_id is not None:
                hold(session, song_id)
            job = self._board.retry(job_id, owner, session=session, idempotency_key=idempotency_key)
            is_free = owner is None and job.owner != asked_by
            song = self._song_of(session, job) if "song_id" in job.input else None
            if song and job.is_new:
                if song.deleted_at or (job.type in SONGS and song.takes):
                    raise Conflict(f"The song of job {job_id} is finished or in the trash; ask for a new one.")
                if job.type in DRAWN and not is_free:
                    self._charges.draw(session, job, song.duration_s)
                if job.type in SONGS:
                    song.job_id, song.state = job.id, "pending"
            elif job.is_new and "length_s" in job.input and not is_free:
                self._charges.draw(session, job, job.input["length_s"])
            again = accepted_of(job, song) if song and job.type in DRAWN else job
        if job.is_new:
            self._board.announce(job.id)
        return again

    def _heard(self, wishes: Wishes, seed: int) -> Wishes:
        """The wishes with what is known of their recording; one that nobody has listened to yet stays open."""
        known = self._recordings.known(wishes.recording) if wishes.recording else None
        return wishes if known is None else with_heard(wishes, known, self._composing.brief(wishes, seed).sources)

    def _reserve(self, session: Session, owner: str, wishes: Wishes, brief: Brief, music_s: float) -> Song:
        now, title = self._clock(), wishes.title or brief.title
        song = Song(
            owner,
            title,
            names.track_id(),
            names.file_name(brief.prompt or brief.title),
            now,
            prompt=brief.prompt,
            genre=self._composing.labels[brief.style],
            duration_s=music_s,
            title_key=sort_key(title),
            artist_id=artist_of(session, owner, now),
        )
        session.add(song)
        session.flush()
        return song

    def _store(self, stored: str, project: bytes) -> None:
        """Lay a project down in the folder of its song, with which it goes."""
        with self._storage.workspace() as folder:
            file = folder / PROJECT
            file.write_bytes(project)
            self._storage.adopt(file, stored)

    def _job(
        self, owner: str, wishes: Wishes, brief: Brief, song_id: int, key: str | None, *, project: str = ""
    ) -> NewJob:
        # The brief has the constraints; notes that somebody brought are not written down twice.
        plain = asdict(replace(wishes, brought=()))
        asked = {name: value for name, value in plain.items() if value not in (None, ()) and name != "hard"}
        told = {"title": brief.title, **asked, "seed": brief.seed} | ({"project": project} if project else {})
        if wishes.recording:
            told[OPEN] = project_files.encode(wishes)
        return NewJob(
            type=MUSIC,
            owner=owner,
            input={**told, "brief": to_document(brief), "song_id": song_id},
            length_s=self._composing.work_s(brief),
            seed=brief.seed,
            engine_requested=wishes.engine,
            idempotency_key=key,
        )

    def _song_of(self, session: Session, job: JobView) -> Song:
        song = session.get(Song, job.input.get("song_id"))
        if song is None:
            raise NotFound("The song of this job was removed.")
        return song


def _seed(wishes: Wishes) -> int:
    return secrets.randbelow(MAX_SEED + 1) if wishes.seed is None else wishes.seed


def accepted_of(job: JobView, song: Song) -> Accepted:
    """What a request for a song, or for a change of one, is answered with."""
    return Accepted(
        job, song.id, song.track_id, song.file_name, song.title, song.prompt, song.duration_s, song.created_at
    )
