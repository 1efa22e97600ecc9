"""Effects: a chain put over a sound of the caller's, as a job; what comes of it is a sound of theirs as well.

The result keeps where it came from and the whole chain, so that it can be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from backend.db.models import Asset
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.progress import Run
from backend.jobs.views import JobView, NewJob
from backend.services import effect_sizes, names, users
from backend.services.callers import Caller, owner_of, user_id_of
from backend.services.charges import Charges
from backend.services.effect_sizes import RINGING_S, work_s
from backend.services.effect_sources import SourceWish, find, stored
from backend.services.errors import InvalidInput, NotSignedIn, StudioError
from backend.services.song_documents import media_url, output_document
from backend.storage.local import LocalStorage
from backend.studio.effects import catalogue, chain, presets
from backend.studio.effects.chain import DEFAULT_BPM, MOST, Chain
from backend.studio.effects.settings import NOTES
from backend.studio.errors import Cancelled
from backend.studio.formats.atomic import sha256

if TYPE_CHECKING:
    from backend.studio.effects.racks import Applied

__all__ = ["EFFECTS", "FORMATS", "MOST", "Effects", "EffectsWish", "JobView", "SourceWish"]

EFFECTS = "effects"
FORMATS = ("wav", "flac")
KIND, PLACE = "audio", "effects"
MAX_BYTES = 2**40
# As in studio/effects/impulses.py, which loads more than is needed here.
LONGEST_IMPULSE_S = 10.0
# What is kept of a result beside its file, and told.
TOLD = (
    "source", "effects", "preset", "keep_length", "channels", "sample_rate", "before", "after", "lowered_db",
    "versions",
)  # fmt: skip


@dataclass(frozen=True)
class EffectsWish:
    """What is to be put over what. ``bpm`` is for effects in time with the music; else it is the song's."""

    source: SourceWish
    effects: tuple[Any, ...] = ()
    preset: str = ""
    bpm: float | None = None
    keep_length: bool = False
    channels: int | None = None
    format: str = "wav"


class Effects:
    """Puts chains over sounds."""

    def __init__(
        self,
        database: Database,
        board: Board,
        storage: LocalStorage,
        *,
        charges: Charges,
        check_room: Callable[[Session, str, int], None],
        max_seconds: float,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._board, self._storage = database, board, storage
        self._charges, self._check_room = charges, check_room
        self._max_seconds, self._clock = max_seconds, clock

    @cached_property
    def catalogue(self) -> dict[str, Any]:
        """All effects with their parameters, all presets, and what else may be said."""
        return {
            "effects": [kind.document() for kind in catalogue.KINDS.values()],
            "presets": [preset.document() for preset in presets.load_all().values()],
            "notes": list(NOTES),
            "limits": {"effects": MOST, "seconds": self._max_seconds, "channels": [1, 2], "formats": list(FORMATS)},
        }

    def request(self, caller: Caller, wish: EffectsWish, *, idempotency_key: str | None = None) -> JobView:
        """Accept a chain for a sound of the caller's; the same idempotency key gets the first job back.

        Raises
        ------
        NotSignedIn
            without an account
        BadChain
            with everything that is wrong with the chain
        InvalidInput, NotFound, NotAllowed
            if there is no such sound, or none of the caller's
        TooLarge
            if the caller's uploads leave no room for what comes of it
        CreditsShort
            where effects have a price, if the caller has less
        """
        owner = owner_of(caller.signed_in().id)
        put_up, label = _chain(wish)
        with self._database.transaction() as session:
            source = find(session, caller, wish.source)
            self._check_recordings(session, caller, put_up)
            put_up = put_up.at_tempo(wish.bpm or source.bpm or DEFAULT_BPM)
            lengths_s = effect_sizes.lengths_s(put_up, source, most_s=self._max_seconds + RINGING_S)
            longest_s = max(lengths_s)
            self._check_room(session, owner, effect_sizes.most_bytes(lengths_s[-1], source, wish.channels))
            told = {
                "title": f"{label} on {source.label}",
                "source": source.document(),
                "length_s": longest_s,
                "effects": put_up.to_documents(),
                "preset": wish.preset or None,
                "keep_length": wish.keep_length,
                "channels": wish.channels,
                "format": wish.format,
            }
            new = NewJob(EFFECTS, owner, told, length_s=work_s(put_up, longest_s), idempotency_key=idempotency_key)
            job = self._board.add(session, new)
            if job.is_new:
                self._charges.draw(session, job, longest_s)
        if job.is_new:
            self._board.announce(job.id)
        return job

    def make_now(self, run: Run) -> None:
        """Put the chain of a job over its sound: the file first, then its row and the job's end in one transaction."""
        put_up = chain.read(run.input["effects"])
        with self._storage.workspace() as folder:
            file = folder / f"result.{run.input['format']}"
            applied = self._apply(run, put_up, file)
            asset = self._asset(run, put_up, applied, file)
            with self._database.transaction() as session:
                if users.hold(session, user_id_of(run.owner) or 0) is None:
                    raise NotSignedIn("The account is closed.")
                self._check_room(session, run.owner, asset.bytes)
                session.add(asset)
                session.flush()
                run.finish(session, result=result_document(asset), outputs=[output_document(asset)])
                self._storage.adopt(file, asset.path)

    def _asset(self, run: Run, put_up: Chain, applied: Applied, file: Path) -> Asset:
        form = run.input["format"]
        return Asset(
            names.unguessable(),
            run.owner,
            KIND,
            form,
            f"{PLACE}/{names.unguessable()}.{form}",
            _file_name(run.input),
            file.stat().st_size,
            sha256(file),
            self._clock(),
            duration_s=applied.duration_s,
            details=_details(run.input, put_up, applied),
        )

    def _apply(self, run: Run, put_up: Chain, file: Path) -> Applied:
        """Put a chain over the sound of a job, into a file of a folder that is the job's own."""
        # Only here are the effects themselves loaded.
        from backend.studio.effects import racks  # noqa: PLC0415
        from backend.studio.formats.decode import Limits  # noqa: PLC0415

        def report(done: float) -> None:
            if run.cancelled():
                raise Cancelled("The effects were called off.")
            run.report("effects", done)

        told = run.input
        with self._database.transaction() as session:
            source = self._storage.locate(stored(session, told["source"]["asset_id"]).path)
            recordings = {one: self._storage.locate(stored(session, one).path) for one in put_up.recordings}
        return racks.apply(
            source,
            put_up,
            file,
            folder=file.parent,
            limits=Limits(max_bytes=MAX_BYTES, max_seconds=self._max_seconds + RINGING_S),
            keeps_length=told["keep_length"],
            channels=told["channels"],
            recordings=recordings,
            report=report,
        )

    def _check_recordings(self, session: Session, caller: Caller, put_up: Chain) -> None:
        for one in put_up.recordings:
            try:
                found = find(session, caller, SourceWish(asset_id=one))
            except InvalidInput as refusal:
                raise InvalidInput.of({"effects": [f"impulse: {refusal.message}"]}) from refusal
            if found.duration_s > LONGEST_IMPULSE_S:
                message = (
                    f"impulse: {found.name} has {found.duration_s:.1f} s; up to {LONGEST_IMPULSE_S:g} s are allowed."
                )
                raise InvalidInput.of({"effects": [message]})


def result_document(asset: Asset) -> dict[str, Any]:
    """A sound that effects made, with where it came from and how."""
    return {
        "asset_id": asset.id,
        "path": f"storage/{asset.path}",
        "url": media_url(asset.path),
        "name": asset.name,
        "duration_s": asset.duration_s,
        "bytes": asset.bytes,
        **{name: asset.details[name] for name in TOLD},
    }


def _chain(wish: EffectsWish) -> tuple[Chain, str]:
    """The chain that is asked for, and what it is called."""
    if bool(wish.effects) == bool(wish.preset):
        raise InvalidInput.of({"effects": ["Say `effects` or `preset`: one of them, and not both."]})
    if wish.effects:
        put_up = chain.read(wish.effects)
        label = ", ".join(dict.fromkeys(link.kind.label for link in put_up.links))
    else:
        put_up, label = _preset(wish.preset)
    if missing := [link.kind for link in put_up.heard if link.kind.unavailable]:
        raise InvalidInput.of({"effects": [f"{missing[0].label}: {missing[0].unavailable}"]})
    return put_up, label


def _preset(name: str) -> tuple[Chain, str]:
    try:
        preset = presets.find(name)
    except StudioError as refusal:
        raise InvalidInput.of({"preset": [refusal.message]}) from refusal
    return preset.chain, preset.label


def _file_name(told: dict[str, Any]) -> str:
    own = names.slug(PurePath(told["source"]["name"]).stem, otherwise="sound")
    return f"{own}_{told['preset'] or 'effects'}.{told['format']}"


def _details(told: dict[str, Any], put_up: Chain, applied: Applied) -> dict[str, Any]:
    return {
        **{name: told[name] for name in ("source", "effects", "preset", "keep_length")},
        "channels": applied.channels,
        "sample_rate": applied.sample_rate,
        "before": asdict(applied.before),
        "after": asdict(applied.after),
        "lowered_db": applied.lowered_db,
        "versions": {"pedalboard": version("pedalboard")} if any(link.kind.boarded for link in put_up.heard) else {},
    }
