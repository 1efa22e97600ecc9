"""Analyses of recordings that people bring: a job looks through each, so that no request waits for it."""

from __future__ import annotations

from sqlalchemy import Text, cast, exists, select
from sqlalchemy.orm import Session

from backend.db.models import Asset, Job
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import JobView, NewJob
from backend.services import apart, song_surveys
from backend.services.errors import NotFound
from backend.services.upload_documents import JOB, SURVEY, survey_of
from backend.storage.local import LocalStorage
from backend.studio.errors import Cancelled
from backend.studio.formats import project
from backend.studio.survey import Survey

ANALYSIS = "analysis"
# Recordings that people bring, and songs that they do.
AUDIO, MASTER = "audio", "master"


class Analyses:
    """Has recordings looked through, and remembers what was found."""

    def __init__(self, database: Database, board: Board, storage: LocalStorage) -> None:
        self._database, self._board, self._storage = database, board, storage

    def put_up(self, session: Session, asset: Asset) -> JobView | None:
        """Put up the job for an upload, if it is a recording or a song; call ``announce`` once that is committed."""
        if asset.kind not in (AUDIO, MASTER):
            return None
        before = asset.details.get(JOB)
        key = f"{ANALYSIS} {asset.id}" + (f" after {before}" if before else "")
        told = {"title": asset.name, "upload": asset.id}
        new = NewJob(ANALYSIS, asset.owner, told, asset.duration_s or 0.0, idempotency_key=key)
        job = self._board.add(session, new)
        asset.details = {**asset.details, JOB: job.id}
        return job

    def announce(self, job: JobView | None) -> None:
        """Tell the workers of a committed job; it goes before songs."""
        if job and job.is_new:
            self._board.announce(job.id, at_front=True)

    def call_off(self, asset: Asset) -> None:
        """Call off the job that looks through an upload which was removed, if one does."""
        if JOB in asset.details and SURVEY not in asset.details:
            self._board.cancel(asset.details[JOB])

    def is_named(self, session: Session, asset: Asset) -> bool:
        """Whether a job of its owner's works with an upload, besides the one that looks through it."""
        names_it = cast(Job.input, Text).contains(asset.id, autoescape=True)
        which = exists().where(Job.owner == asset.owner, Job.type != ANALYSIS, names_it)
        return bool(session.scalar(select(which)))

    def make_now(self, run: Run) -> None:
        """Look through the recording of a job."""
        upload = run.input["upload"]
        with self._database.transaction() as session:
            asset = _present(session, upload)
            stored, format = asset.path, asset.format
        run.report("listening", 0.0)
        survey = apart.survey(self._storage.locate(stored), format)
        if run.cancelled():
            raise Cancelled("The analysis was called off.")
        with self._database.transaction() as session:
            asset = _present(session, upload)
            # The job before the upload, as whoever closes an account has it: so neither waits for the other.
            url = f"/api/songs/{asset.take.song_id}/" if asset.take else f"/api/uploads/{upload}"
            run.finish(session, result={"title": asset.name, "upload": upload, "url": url})
            asset.details = {**asset.details, SURVEY: project.encode(survey)}
            if asset.take:
                song_surveys.tell(asset.take, survey, self._storage)

    def known(self, upload: str) -> Survey | None:
        """What was found out about an upload, if it was looked through."""
        with self._database.transaction() as session:
            asset = session.get(Asset, upload)
            return survey_of(asset) if asset else None


def _present(session: Session, upload: str) -> Asset:
    asset = session.get(Asset, upload)
    if asset is None:
        raise NotFound("The upload was removed before it was looked through.")
    return asset
