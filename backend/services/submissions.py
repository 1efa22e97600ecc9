"""Songs from one form: a description, a recording, or both."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, BinaryIO

from backend.services.analyses import AUDIO
from backend.services.creation import Creation
from backend.services.errors import InvalidInput, StudioError
from backend.services.media import RESERVED, Media
from backend.services.recordings import Recordings
from backend.services.song_documents import media_url
from backend.services.uploads import Uploads
from backend.services.wishes import Use, Wishes


class Submissions:
    """Takes such forms; whoever sends one may be a guest."""

    def __init__(self, uploads: Uploads, recordings: Recordings, creation: Creation, media: Media) -> None:
        self._uploads, self._recordings, self._creation, self._media = uploads, recordings, creation, media

    def make(
        self,
        owner: str,
        description: str,
        *,
        name: str = "",
        sound: BinaryIO | None = None,
        file_name: str = "",
        use: Use = Use.GUIDE,
        idempotency_key: str | None = None,
    ) -> dict[str, Any]:
        """Have a song made; the answer has its id, its name, and an address that is open until it is deleted.

        Raises
        ------
        InvalidInput
            if there is neither a description nor a recording
        TrialSpent
            if a guest has used up the day's allowance
        StudioError
            if the recording is none, or the song cannot be made with it
        """
        if not description and sound is None:
            raise InvalidInput.of({"description": ["Say what you want to hear, or send a recording as `audio`."]})
        title = name or (PurePath(file_name).stem if not description else None) or None
        wishes = Wishes(description, title=title)
        if sound is None:
            return self._asked(owner, wishes, idempotency_key)
        upload = self._uploads.take_for(owner, AUDIO, sound, file_name)
        stored = upload["path"].removeprefix("storage/")
        try:
            recording = self._recordings.bring(owner, upload["id"], use)
            with_sound = Wishes(description, title=title, recording=recording)
            return self._asked(owner, with_sound, idempotency_key, stored)
        except StudioError:
            if not upload["duplicate"]:
                self._uploads.forget(upload["id"])
            raise

    def _asked(self, owner: str, wishes: Wishes, key: str | None, stored: str = "") -> dict[str, Any]:
        accepted = self._creation.request_song(owner, wishes, idempotency_key=key)
        opened = stored or f"{RESERVED}{accepted.file_name}"
        return {
            "id": accepted.song_id,
            "name": accepted.title,
            "url": f"{media_url(opened)}?sig={self._media.key(opened, accepted.song_id)}",
            "job_id": accepted.job.id,
            "track_id": accepted.track_id,
        }
