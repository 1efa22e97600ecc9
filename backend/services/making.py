"""Songs are made: what was accepted becomes files and rows, in a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from backend.db.models import Song
from backend.db.session import Database
from backend.jobs.progress import Run
from backend.services import names
from backend.services.briefs import from_document
from backend.services.composing import Composing
from backend.services.creation import OPEN, VOCALS
from backend.services.engines import Choice, Engines
from backend.services.errors import NotFound
from backend.services.openings import Openings
from backend.services.recordings import Recordings, with_heard
from backend.services.song_documents import output_document, told_of, vocal_result
from backend.services.takes import next_number, show_take, take_of
from backend.services.tallies import recount
from backend.services.wishes import Wishes
from backend.storage.local import LocalStorage
from backend.studio.brief import Brief
from backend.studio.engine import MusicRequest, MusicResult
from backend.studio.errors import BadAudio
from backend.studio.formats import project as project_files
from backend.studio.formats import project_check
from backend.studio.formats.project import KeptTake


class Making:
    """Makes the songs of jobs."""

    def __init__(
        self,
        database: Database,
        *,
        engines: Engines,
        storage: LocalStorage,
        composing: Composing,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._engines, self._storage = database, engines, storage
        self._composing, self._clock = composing, clock
        self._openings = Openings(database, storage, clock=clock)
        self._recordings = Recordings(database, storage)

    def make_now(self, run: Run) -> None:
        """Make the song of a job: files first, then its rows and the job's end in one transaction."""
        brief, unheard = self._settled(run)
        choice = self._engines.choose(run.engine_requested)
        with self._storage.workspace() as folder:
            made = folder / "take"
            made.mkdir()
            kept, candidates = self._kept(run.input.get("project", "")), run.input.get("candidates", 1)
            with self._openings.of(run, run.input["song_id"]) as early:
                backing = brief.backing
                recorded = self._recordings.place(self._owner(run), backing.upload) if backing else None
                request = MusicRequest(brief, made, kept, candidates=candidates, early=early, recorded=recorded)
                result = choice.engine.run(request, run.report, run.cancelled)
                told = replace(choice, fallback_reason=choice.fallback_reason or unheard)
                self._keep(run, brief, told, result, made)

    def _settled(self, run: Run) -> tuple[Brief, str | None]:
        """The brief of a job, whose recording is listened to now if it was open, and why nothing was heard in it."""
        if OPEN not in run.input:
            return from_document(run.input["brief"]), None
        run.report("listening", 0.0)
        wishes, seed = project_files.decode(Wishes, run.input[OPEN]), run.input["seed"]
        heard = self._recordings.listen(self._owner(run), wishes)
        brief = self._composing.brief(with_heard(wishes, heard, self._composing.brief(wishes, seed).sources), seed)
        return brief, heard.message if isinstance(heard, BadAudio) else None

    def _owner(self, run: Run) -> str:
        """Whose the song of a job is now: a guest's may have gone to an account since the job was claimed."""
        with self._database.transaction() as session:
            owner = session.scalar(select(Song.owner).where(Song.id == run.input["song_id"]))
        if owner is None:
            raise NotFound("The song was removed before it was made.")
        return owner

    def _kept(self, stored: str) -> KeptTake | None:
        return project_check.read(self._storage.locate(stored).read_bytes()) if stored else None

    def _keep(self, run: Run, brief: Brief, choice: Choice, result: MusicResult, made: Path) -> None:
        """Write the rows, end the job, give the files their place: all of it, or nothing if the job was taken away."""
        with self._database.transaction() as session:
            number = next_number(session, run.input["song_id"])
            song = session.get_one(Song, run.input["song_id"])
            place = f"{names.folder(song.track_id)}/{number}"
            take = take_of(_made_of(result, brief), result, made, place, number=number, song=song, now=self._clock())
            song.takes.append(take)
            show_take(song, take, label=self._composing.labels[brief.style])
            recount(session, song)
            run.finish(
                session,
                result={
                    **told_of(song),
                    "report": take.facts["report"],
                    **(vocal_result(take) if run.type == VOCALS else {}),
                },
                outputs=[output_document(asset) for asset in take.assets],
                engine_used=choice.name,
                fallback_reason=choice.fallback_reason,
            )
            # From here on the job is ours: what lies in this place can only be left over from a run that died.
            self._storage.remove(place)
            self._storage.adopt(made, place)


def _made_of(result: MusicResult, brief: Brief) -> Brief:
    """The brief of what was made: of several candidates the winner has a seed of its own."""
    return result.score.plan.brief if result.score else brief
