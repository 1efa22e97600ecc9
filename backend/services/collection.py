"""Uploads as their owners see them: listed, shown, called otherwise, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.db.models import Asset, Job
from backend.db.session import Database
from backend.jobs.board import Board
from backend.services import names
from backend.services.analyses import Analyses
from backend.services.callers import Caller, owner_of
from backend.services.errors import Conflict, NotFound
from backend.services.upload_documents import JOB, SURVEY, upload_document
from backend.services.uploads import KINDS
from backend.storage.local import LocalStorage


@dataclass(frozen=True)
class Page:
    """A stretch of a list and the length of the whole."""

    count: int
    results: list[dict[str, Any]]


class Collection:
    """The uploads of an account."""

    def __init__(self, database: Database, board: Board, storage: LocalStorage, analyses: Analyses) -> None:
        self._database, self._board, self._storage, self._analyses = database, board, storage, analyses

    def page(self, caller: Caller, *, kind: str = "", words: str = "", number: int = 1, size: int = 20) -> Page:
        """List the caller's uploads, the newest first; ``words`` is a part of their names."""
        wanted = select(Asset).where(
            Asset.owner == owner_of(caller.signed_in().id),
            Asset.kind.in_((kind,) if kind else KINDS),
            Asset.take_id.is_(None),
            Asset.name.contains(words.lower(), autoescape=True),
        )
        with self._database.transaction() as session:
            count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
            newest = wanted.order_by(Asset.created_at.desc(), Asset.id).limit(size).offset((number - 1) * size)
            return Page(count, _documents(session, session.scalars(newest).all()))

    def show(self, caller: Caller, upload: str) -> dict[str, Any]:
        """One of the caller's uploads.

        Raises
        ------
        NotFound
            if there is none, or it is somebody else's
        """
        with self._database.transaction() as session:
            return _documents(session, [_own(session, caller, upload)])[0]

    def rename(self, caller: Caller, upload: str, name: str) -> dict[str, Any]:
        """Call an upload otherwise; its ending stays.

        Raises
        ------
        NotFound
            as `show`
        """
        with self._database.transaction() as session:
            asset = _own(session, caller, upload)
            asset.name = f"{names.slug(name.removesuffix(f'.{asset.format}'), otherwise=asset.kind)}.{asset.format}"
            return _documents(session, [asset])[0]

    def analyse(self, caller: Caller, upload: str) -> dict[str, Any]:
        """Have a recording looked through again whose analysis failed or was called off.

        Raises
        ------
        NotFound
            as `show`
        Conflict
            if it was looked through, or is no recording
        """
        with self._database.transaction() as session:
            asset = _own(session, caller, upload)
            if SURVEY in asset.details:
                raise Conflict(f"{asset.name} was looked through; its analysis is here.")
            before = asset.details.get(JOB)
            is_under_way = before is not None and not self._board.view(before).is_final
            job = None if is_under_way else self._analyses.put_up(session, asset)
            if not (is_under_way or job):
                raise Conflict(f"{asset.name} is no recording; only sounds are looked through.")
            document = _documents(session, [asset])[0]
        self._analyses.announce(job)
        return document

    def remove(self, caller: Caller, upload: str) -> None:
        """Remove an upload. Songs that it stands in keep it; a take that is made of one later is without it.

        Raises
        ------
        NotFound
            as `show`
        """
        with self._database.transaction() as session:
            asset = _own(session, caller, upload)
            session.delete(asset)
        self._analyses.call_off(asset)
        self._storage.remove(asset.path)


def _own(session: Session, caller: Caller, upload: str) -> Asset:
    asset = session.get(Asset, upload)
    if asset is None or asset.kind not in KINDS or asset.take_id is not None or not caller.owns(asset.owner):
        raise NotFound(f"There is no upload {upload[:80]!r}.")
    return asset


def _documents(session: Session, assets: Sequence[Asset]) -> list[dict[str, Any]]:
    session.flush()
    jobs = [asset.details[JOB] for asset in assets if JOB in asset.details]
    under_way = select(Job.id, Job.status).where(Job.id.in_(jobs))
    states = {row.id: row.status for row in session.execute(under_way)} if jobs else {}
    return [upload_document(asset, states.get(asset.details.get(JOB, ""))) for asset in assets]
