"""Recordings that people bring to songs: sung over, played along with, or only listened to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy import or_, select

from backend.db.models import Asset
from backend.db.session import Database
from backend.services import apart
from backend.services.errors import InvalidInput
from backend.services.upload_documents import survey_of
from backend.services.wishes import MAX_SECONDS, Recording, Use, Wishes
from backend.storage.local import LocalStorage
from backend.studio.analysis.listening import Heard
from backend.studio.brief import Backing, Source
from backend.studio.composer.vocal import over
from backend.studio.errors import BadAudio

KIND = "audio"
# Where the words say it, a recording that is only listened to says it no more.
SAID = (Source.PROMPT, Source.REQUEST)
# What is heard has four beats a bar.
METER = "4/4"
# The fields of requests that name recordings.
FIELDS = {Use.OVER: "backing", Use.STEM: "audio", Use.GUIDE: "audio"}


class Recordings:
    """Finds recordings and listens to them."""

    def __init__(self, database: Database, storage: LocalStorage) -> None:
        self._database, self._storage = database, storage

    def bring(self, owner: str, upload: str, use: Use, *, bpm: float | None = None) -> Recording:
        """An upload of the owner's (its id or stored path) as part of a request; ``bpm`` if somebody knows it.

        Raises
        ------
        InvalidInput
            if there is no such upload, or it is too long to stand in a song
        """
        field = FIELDS[use]
        place = upload.removeprefix("/").removeprefix("storage/").removeprefix("media/")
        which = or_(Asset.id == place, Asset.path == place)
        with self._database.transaction() as session:
            own = select(Asset.id, Asset.name, Asset.duration_s).where(Asset.owner == owner, Asset.kind == KIND, which)
            found = session.execute(own).first()
        if found is None or not owner:
            raise InvalidInput.of({field: [f"There is no sound {upload[:80]!r} among your uploads."]})
        if use is not Use.GUIDE and (found.duration_s or 0.0) > MAX_SECONDS:
            message = f"{found.name} lasts {found.duration_s:.0f} s; up to {MAX_SECONDS:g} s can stand in a song."
            raise InvalidInput.of({field: [message]})
        return Recording(found.id, found.name, use, bpm, 0.0 if use is Use.GUIDE else found.duration_s or 0.0)

    def known(self, recording: Recording) -> Heard | BadAudio | None:
        """What is known of a recording without listening to it; the refusal, if nothing can be heard in it."""
        if recording.bpm is not None:
            return None
        with self._database.transaction() as session:
            asset = session.get(Asset, recording.upload)
            survey = survey_of(asset) if asset else None
        return None if survey is None else survey.heard or BadAudio(survey.unheard)

    def listen(self, owner: str, wishes: Wishes) -> Heard | BadAudio:
        """Listen to the recording of some wishes, which takes seconds; the refusal, if nothing can be heard in it.

        Raises
        ------
        BadAudio
            if it is not there any more
        """
        recording = wishes.recording
        place = self.place(owner, recording.upload) if recording else None
        if recording is None or place is None:
            raise BadAudio(f"The recording {recording.name if recording else ''!r} is not here any more.")
        if found := self.known(recording):
            return found
        try:
            return apart.listen(place, place.suffix[1:], bpm=recording.bpm)
        except BadAudio as nothing:
            return nothing

    def place(self, owner: str, upload: str) -> Path | None:
        """Where an upload of an owner's lies; None if it is nobody's any more."""
        with self._database.transaction() as session:
            which = select(Asset.path).where(Asset.owner == owner, Asset.kind == KIND, Asset.id == upload)
            stored = session.scalar(which)
        return self._storage.locate(stored) if stored else None


def with_heard(wishes: Wishes, heard: Heard | BadAudio, said: Mapping[str, Source]) -> Wishes:
    """The wishes with what was heard in their recording, which is settled by that.

    Parameters
    ----------
    said : where the fields of the song come from without it

    Raises
    ------
    BadAudio
        if nothing was heard in it, and it has to be to stand in the song
    """
    recording = wishes.recording
    if recording is None:
        return wishes
    if recording.use is Use.GUIDE:
        return _guided(wishes, heard, said)
    if isinstance(heard, BadAudio):
        raise BadAudio(heard.message, fields={FIELDS[recording.use]: [heard.message]})
    frame = over.frame(heard, wishes.singing.lyrics)
    return replace(
        wishes,
        recording=None,
        tempo_bpm=frame.bpm,
        meter=METER,
        key=wishes.key or frame.key,
        hard=replace(wishes.hard, chords=frame.hard.chords, form=frame.hard.form),
        backing=Backing(recording.upload, recording.name, round(frame.start_s, 6), heard.length_s),
    )


def _guided(wishes: Wishes, heard: Heard | BadAudio, said: Mapping[str, Source]) -> Wishes:
    """In the tempo and the key of a recording, where nobody said others; as if it were not there, if it has none."""
    if isinstance(heard, BadAudio):
        return replace(wishes, recording=None)
    return replace(
        wishes,
        recording=None,
        tempo_bpm=wishes.tempo_bpm or (None if said.get("tempo_bpm") in SAID else heard.bpm),
        key=wishes.key or (None if said.get("tonic") in SAID else over.key_of(heard)),
    )
