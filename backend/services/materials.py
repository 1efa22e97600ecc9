"""Music that people bring: an upload of theirs, read as material for a song."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from backend.db.models import Asset
from backend.db.session import Database
from backend.services import apart
from backend.services.callers import Caller
from backend.services.errors import InvalidInput, StudioError
from backend.services.sight import own_song
from backend.services.song_takes import take_number
from backend.storage.local import LocalStorage
from backend.studio.composer.given.taking import Brought
from backend.studio.constraints import MATERIALS
from backend.studio.formats import project
from backend.studio.material import Material, Track
from backend.studio.score import Score
from backend.studio.units import MINOR_SHAPED

KIND = "midi"
MOST_FILES = 4
# Reading a file starts a process; a form that is checked while one types asks for the same one again and again.
KEPT = 32


@dataclass(frozen=True)
class Reference:
    """An upload (its id or stored path) and what it is; ``start_bar`` is where it begins in the song, from 1."""

    upload: str
    material: str
    track: int | None = None
    instrument: str = ""
    start_bar: int = 1


class Materials:
    """Reads what people bring."""

    def __init__(self, database: Database, storage: LocalStorage, *, max_seconds: float) -> None:
        self._database, self._storage, self._max_seconds = database, storage, max_seconds
        self._material = lru_cache(maxsize=KEPT)(self._opened)

    def bring(self, owner: str, references: Sequence[Reference]) -> tuple[Brought, ...]:
        """Read the files that a request refers to.

        Raises
        ------
        InvalidInput
            if there is no such upload of the caller's, or it cannot be read
        """
        if len(references) > MOST_FILES:
            raise InvalidInput.of({"given": [f"{len(references)} files; up to {MOST_FILES} can be brought."]})
        return tuple(self._read(owner, reference) for reference in references)

    def melody_of(self, caller: Caller, song_id: int, take: int | None = None) -> Brought:
        """The melody of one of the caller's songs, to be sung with other words.

        Raises
        ------
        NotFound, NotAllowed
            if there is no such song or take, or it is somebody else's
        InvalidInput
            if nobody plays a melody in it
        """
        with self._database.transaction() as session:
            found = take_number(own_song(session, caller, song_id), take)
            stored = next((asset.path for asset in found.assets if asset.kind == "project"), None)
        if stored is None:
            raise _refused("melody", f"Song {song_id} is sound alone: it has no melody that could be read.")
        return _melody(project.from_dict(json.loads(self._storage.locate(stored).read_text(encoding="utf-8"))).score)

    def _read(self, owner: str, reference: Reference) -> Brought:
        if reference.material not in MATERIALS:
            raise _wrong(f"Material can be {', '.join(MATERIALS)}; given: {reference.material!r}.")
        place = reference.upload.removeprefix("/").removeprefix("storage/").removeprefix("media/")
        with self._database.transaction() as session:
            found = session.execute(
                select(Asset.path, Asset.format).where(
                    Asset.owner == owner, Asset.kind == KIND, (Asset.id == place) | (Asset.path == place)
                )
            ).first()
        if found is None or not owner:
            raise _wrong(f"There is no MIDI or MusicXML upload {reference.upload!r} of yours.")
        try:
            material = self._material(found.path, found.format)
        except StudioError as refusal:
            raise _wrong(refusal.message) from refusal
        return Brought(material, reference.material, reference.track, reference.instrument, reference.start_bar)

    def _opened(self, stored: str, format: str) -> Material:
        return apart.material(self._storage.locate(stored), format, max_seconds=self._max_seconds)


def _melody(score: Score) -> Brought:
    """What the lead of a score plays, or sings."""
    lead = next((part for role in ("vocal", "lead", "counter") for part in score.parts if part.role == role), None)
    if lead is None:
        raise _refused("melody", "Nobody plays a melody in that song.")
    plan, brief = score.plan, score.plan.brief
    notes = tuple((note.start_beat, note.length_beats, note.pitch, note.velocity) for note in lead.line)
    meter = plan.meter.numerator, plan.meter.denominator
    track = Track(lead.name, is_drums=False, program=lead.program, notes=notes)
    key = brief.tonic, "minor" if brief.mode in MINOR_SHAPED else "major"
    return Brought(Material((track,), plan.tempo.changes[:1], meter, plan.end_beat, key), "melody")


def _wrong(message: str) -> InvalidInput:
    return _refused("given", message)


def _refused(field: str, message: str) -> InvalidInput:
    return InvalidInput.of({field: [message]})
