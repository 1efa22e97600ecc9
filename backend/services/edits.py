"""Edits: a take of a song changed by one wish, accepted here and now, made later by a worker as a take of its own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from backend.db.models import Song, Take
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.errors import KeyInUse
from backend.jobs.progress import Run
from backend.jobs.views import NewJob
from backend.services import names
from backend.services.briefs import ODD_SIGNS, from_document, has_odd_signs
from backend.services.callers import Caller
from backend.services.charges import Charges
from backend.services.composing import Composing
from backend.services.creation import Accepted, accepted_of
from backend.services.errors import Conflict, InvalidInput, NotFound
from backend.services.recordings import Recordings
from backend.services.sight import own_song
from backend.services.song_documents import output_document, told_of
from backend.services.song_takes import EDIT, take_number
from backend.services.takes import next_number, show_take, take_of
from backend.services.tallies import recount
from backend.storage.local import LocalStorage
from backend.studio.brief import MAX_SEED
from backend.studio.composer.edits import documents
from backend.studio.composer.edits.kinds import Edit
from backend.studio.engine import Editor, EditRequest, EditResult


class Edits:
    """Takes requests to change songs and fulfils them. Nothing is overwritten: an edit makes a child of its take."""

    def __init__(
        self,
        database: Database,
        *,
        board: Board,
        editor: Editor,
        storage: LocalStorage,
        charges: Charges,
        composing: Composing,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._board, self._editor, self._storage = database, board, editor, storage
        self._recordings = Recordings(database, storage)
        self._charges, self._composing, self._clock = charges, composing, clock

    def request(
        self,
        caller: Caller,
        song_id: int,
        wish: Mapping[str, Any],
        *,
        take: int | None = None,
        idempotency_key: str | None = None,
    ) -> Accepted:
        """Accept an edit of a take, the current one where none is named; the same key gets the first job back.

        Raises
        ------
        BadEdit
            naming what is wrong with the edit, or what the take does not have
        InvalidInput
            if a text in it holds signs that none may hold
        UnknownName, CannotSing
            if it asks for a voice that is not there, or that cannot sing the song
        NotFound
            if the song or the take is not there, or not the caller's
        Conflict
            if the take has no notes that could be edited
        KeyInUse
            if the key was used for something else, or for an edit of another song
        TrialSpent, CreditsShort
            if a guest has used up the day's allowance, or the owner has not enough credits
        """
        if has_odd_signs(wish):
            raise InvalidInput.of({"edit": [ODD_SIGNS]})
        edit = documents.seeded(documents.read(wish), secrets.randbelow(MAX_SEED + 1))
        with self._database.transaction() as session:
            song = own_song(session, caller, song_id)
            parent = take_number(song, take)
            _check(parent, edit)
            edit = self._composing.recast(edit, from_document(parent.brief))
            told = {"title": song.title, "song_id": song.id, "take": parent.number, "edit": documents.to_document(edit)}
            seed = getattr(edit, "seed", None) or parent.seed
            new = NewJob(EDIT, song.owner, told, song.duration_s, seed=seed, idempotency_key=idempotency_key)
            job = self._board.add(session, new)
            if job.is_new:
                # What an administrator changes of somebody's they have not asked for.
                if caller.owner == song.owner:
                    self._charges.draw(session, job, song.duration_s)
            elif job.input["song_id"] != song.id:
                raise KeyInUse.of(idempotency_key, job.id)
            accepted = accepted_of(job, song)
        if job.is_new:
            self._board.announce(job.id)
        return accepted

    def make_now(self, run: Run) -> None:
        """Make the take of a job: files first, then its rows and the job's end in one transaction."""
        with self._database.transaction() as session:
            parent = self._parent(session, run)
            stored = next(asset.path for asset in parent.assets if asset.kind == "project")
            owner, backing = parent.song.owner, from_document(parent.brief).backing
        project = self._project(run, stored)
        with self._storage.workspace() as folder:
            made = folder / "take"
            made.mkdir()
            recorded = self._recordings.place(owner, backing.upload) if backing else None
            request = EditRequest(project, documents.read(run.input["edit"]), made, recorded)
            self._keep(run, self._editor.edit(request, run.report, run.cancelled), made)

    def _keep(self, run: Run, result: EditResult, made: Path) -> None:
        """Write the rows, end the job, give the files their place: all of it, or nothing if the job was taken away."""
        with self._database.transaction() as session:
            number = next_number(session, run.input["song_id"])
            parent = self._parent(session, run)
            song = parent.song
            place = f"{names.folder(song.track_id)}/{number}"
            take = take_of(result.brief, result.music, made, place, number=number, song=song, now=self._clock())
            take.parent_id = parent.id
            take.edit = {**run.input["edit"], **result.told()}
            song.takes.append(take)
            show_take(song, take, label=self._composing.labels.get(result.brief.style, result.brief.style))
            recount(session, song)
            run.finish(
                session,
                result={
                    **told_of(song),
                    "take": number,
                    "text": result.text,
                    "report": take.facts["report"],
                },
                outputs=[output_document(asset) for asset in take.assets],
            )
            self._storage.remove(place)
            self._storage.adopt(made, place)

    def _project(self, run: Run, stored: str) -> dict[str, Any]:
        """The project of the parent, which may be removed while nobody holds its row."""
        try:
            project: dict[str, Any] = json.loads(self._storage.locate(stored).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NotFound(f"Take {run.input['take']} was removed before it was edited.") from None
        return project

    def _parent(self, session: Session, run: Run) -> Take:
        song = session.get(Song, run.input["song_id"])
        if song is None or song.deleted_at:
            raise NotFound("The song was removed before it was edited.")
        return take_number(song, run.input["take"])


def _check(take: Take, edit: Edit) -> None:
    """Refuse what can be seen to be impossible without reading the score."""
    if not any(asset.kind == "project" for asset in take.assets):
        raise Conflict(f"Take {take.number} is sound alone; only what has notes can be edited.")
    documents.check(edit, sections=len(take.facts["sections"]), parts=[part["id"] for part in take.facts["parts"]])
