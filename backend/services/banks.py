"""Voicebanks: brought by the administrator as a zip, looked through in a process apart, and singing from then on.

The folder is the truth: what lies in ``banks/`` of the storage can be chosen at once, by every process that sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from backend.services import apart, names
from backend.services.callers import Caller
from backend.services.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooLarge
from backend.storage.local import LocalStorage
from backend.studio.voice.company import Company
from backend.studio.voice.diffsinger.singer import BankSinger
from backend.studio.voice.diffsinger.troupe import CONTENT, DOCUMENT, PREFIX, Adopted, Troupe, write_document

FOLDER = "banks"
MIB = 2**20
# Weights hardly shrink in a zip, dictionaries to a tenth.
UNPACKED = 3
PIECE = 2**20
# So much of the fingerprint tells banks of one name apart.
SHORT = 8


class Banks:
    """Takes banks in, lists them and lets them go."""

    def __init__(self, storage: LocalStorage, troupe: Troupe, *, max_mb: int, clock: Callable[[], datetime]) -> None:
        self._storage, self._troupe, self._max_mb, self._clock = storage, troupe, max_mb, clock

    def bring(self, caller: Caller, sent: BinaryIO, file_name: str) -> dict[str, Any]:
        """Take a bank in.

        Raises
        ------
        NotSignedIn, NotAllowed
            to all but the administrator
        InvalidInput
            without a file
        StudioError
            as `take` does
        """
        administer(caller)
        if not file_name:
            raise InvalidInput.of({"file": ["No file was sent; send the zip of a bank as multipart field `file`."]})
        return self.take(sent)

    def take(self, sent: BinaryIO) -> dict[str, Any]:
        """Take in the zip of a bank, or of a vocoder that banks share; the answer says what it can do.

        Raises
        ------
        TooLarge
            if it is larger than allowed, or takes too long to look through
        BadBank
            if anything about it does not hold, naming it
        Conflict
            if it is here already
        Busy
            while others are looked through
        """
        most_bytes = self._max_mb * MIB
        with self._storage.workspace() as folder:
            file, content, place = folder / "bank.zip", folder / "bank", folder / "adopted"
            _copy(sent, file, most_bytes)
            for each in (content, place):
                each.mkdir()
            found = apart.bank(file, content, banks=self._troupe.folder, most_bytes=UNPACKED * most_bytes)
            document = {**found["document"], "left_out": found["left_out"], "added_at": self._clock().isoformat()}
            id_ = f"{names.slug(document['name'], otherwise='bank')}-{document['fingerprint'][:SHORT]}"
            (content / found["root"]).rename(place / CONTENT)
            write_document(place, document)
            self._adopt(place, id_, document["name"])
        return self.show(id_)

    def listing(self) -> list[dict[str, Any]]:
        """All banks and shared vocoders, in short."""
        return [self._short(one) for one in self._all()]

    def show(self, id_: str) -> dict[str, Any]:
        """What a bank can do, on which terms, and what it lacks.

        Raises
        ------
        NotFound
            if there is none of that id
        """
        one = self._find(id_)
        return {**one.document, **self._short(one)}

    def dismiss(self, caller: Caller, id_: str) -> None:
        """Let a bank go; songs that it sang keep what was sung.

        Raises
        ------
        NotSignedIn, NotAllowed
            to all but the administrator
        NotFound
            if there is none of that id
        """
        administer(caller)
        self.remove(id_)

    def remove(self, id_: str) -> None:
        """Remove a bank.

        Raises
        ------
        NotFound
            if there is none of that id
        """
        one = self._find(id_)
        # Without its document it is no bank any more: nobody finds half of one.
        self._storage.remove(f"{FOLDER}/{one.id}/{DOCUMENT}")
        self._storage.remove(f"{FOLDER}/{one.id}")

    def singer(self, voice: str) -> BankSinger:
        """The singer of a voice of a bank.

        Raises
        ------
        UnknownName, CannotSing
            if there is none, or its bank cannot sing here
        """
        return cast(BankSinger, Company([self._troupe]).singer(voice))

    def _adopt(self, place: Path, id_: str, name: str) -> None:
        stored = f"{FOLDER}/{id_}"
        try:
            if self._storage.locate(f"{stored}/{DOCUMENT}").exists():
                raise Conflict(f"{name} is here already, as {id_}.")
            self._storage.adopt(place, stored)
        except OSError:
            raise Conflict(f"{name} is being added, or removed, by somebody else.") from None

    def _all(self) -> list[Adopted]:
        return [*self._troupe.banks(), *self._troupe.vocoders().values()]

    def _find(self, id_: str) -> Adopted:
        found = next((one for one in self._all() if one.id == id_), None)
        if found is None:
            raise NotFound(f"There is no bank {id_[:80]!r}.")
        return found

    def _short(self, one: Adopted) -> dict[str, Any]:
        document = one.document
        is_bank = document["kind"] == "bank"
        reason = self._troupe.refusal(one, self._troupe.vocoders()) if is_bank else ""
        voices = [f"{PREFIX}{one.id}/{colour['id']}" for colour in document["colours"]] if is_bank else []
        return {
            "id": one.id,
            "kind": document["kind"],
            "name": document["name"],
            "languages": document.get("languages", []),
            "voices": voices,
            "available": not reason,
            "reason": reason or None,
            "added_at": document["added_at"],
        }


def administer(caller: Caller) -> None:
    """Let the administrator alone do what follows.

    Raises
    ------
    NotSignedIn, NotAllowed
        to all others
    """
    caller.signed_in()
    if not caller.is_admin:
        raise NotAllowed("Only the administrator adds and removes voicebanks.")


def _copy(sent: BinaryIO, file: Path, most_bytes: int) -> None:
    left = most_bytes
    with file.open("wb") as out:
        while piece := sent.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise TooLarge(f"A bank may have {most_bytes / MIB:g} MB (MAX_BANK_MB).")
            out.write(piece)
