"""The sounds that effects can be put over: uploads and results of one's own, songs of one's own and their stems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db.models import Asset, Take
from backend.services.callers import Caller, owner_of
from backend.services.errors import InvalidInput, NotFound
from backend.services.sight import own_song
from backend.services.song_documents import media_url
from backend.services.song_takes import take_number
from backend.services.upload_documents import survey_of
from backend.studio.audio import SAMPLE_RATE

# What can be decoded, the best first.
SOUNDS = ("wav", "flac", "mp3")


@dataclass(frozen=True)
class SourceWish:
    """A sound: by its stored path, by its id, or as a song, one of its takes and one of that take's stems."""

    path: str = ""
    asset_id: str = ""
    song_id: int | None = None
    take: int | None = None
    stem: str = ""


@dataclass(frozen=True)
class Source:
    """A sound that was found; ``bpm`` is the tempo of its song, or the one that was heard in it, if any.

    Rate and channels are a song's as long as a sound was not looked through.
    """

    asset_id: str
    path: str
    name: str
    label: str
    duration_s: float
    sample_rate: int = SAMPLE_RATE
    channels: int = 2
    bpm: float | None = None
    song_id: int | None = None
    take: int | None = None
    stem: str | None = None

    def document(self) -> dict[str, Any]:
        """The sound as a job, and what comes of it, remember it."""
        return {
            "asset_id": self.asset_id,
            "path": f"storage/{self.path}",
            "url": media_url(self.path),
            "name": self.name,
            "duration_s": self.duration_s,
            "song_id": self.song_id,
            "take": self.take,
            "stem": self.stem,
        }


def find(session: Session, caller: Caller, wish: SourceWish) -> Source:
    """The sound that is meant.

    Raises
    ------
    InvalidInput
        if none or several are named, or it is no sound of the caller's
    NotFound, NotAllowed
        if there is no such song, take or stem, or the song is somebody else's
    """
    said = [name for name in ("path", "asset_id", "song_id") if getattr(wish, name)]
    if len(said) != 1:
        raise InvalidInput.of({"path": ["Name one sound: `path`, `asset_id`, or `song_id` with a `stem` of it."]})
    if wish.song_id is not None:
        return _of_song(session, caller, wish.song_id, wish.take, wish.stem)
    if wish.stem or wish.take is not None:
        raise InvalidInput.of({"stem": ["`stem` and `take` go with `song_id`."]})
    owner = owner_of(caller.signed_in().id)
    return _of_asset(_own(session, owner, wish))


def stored(session: Session, asset_id: str) -> Asset:
    """The row of a sound that was found before.

    Raises
    ------
    NotFound
        if it is there no more
    """
    asset = session.get(Asset, asset_id)
    if asset is None:
        raise NotFound(f"The sound {asset_id} is there no more.")
    return asset


def _own(session: Session, owner: str, wish: SourceWish) -> Asset:
    if wish.asset_id:
        field, given, which = "asset_id", wish.asset_id, Asset.id == wish.asset_id
    else:
        place = wish.path.removeprefix("/").removeprefix("storage/").removeprefix("media/")
        field, given, which = "path", wish.path, Asset.path == place
    asset = session.scalar(select(Asset).where(Asset.owner == owner, Asset.format.in_(SOUNDS), which))
    if asset is None:
        raise InvalidInput.of({field: [f"There is no sound {given[:80]!r} of yours; {', '.join(SOUNDS)} are sounds."]})
    return asset


def _of_asset(asset: Asset) -> Source:
    take, survey = asset.take, survey_of(asset)
    told = asset.details if survey is None else vars(survey)
    return Source(
        asset.id,
        asset.path,
        asset.name,
        asset.name,
        asset.duration_s or 0.0,
        sample_rate=told.get("sample_rate", SAMPLE_RATE),
        channels=told.get("channels", 2),
        bpm=_bpm(take) if take else _heard_bpm(asset),
        song_id=take.song_id if take else None,
        take=take.number if take else None,
        stem=asset.details.get("part"),
    )


def _of_song(session: Session, caller: Caller, song_id: int, number: int | None, stem: str) -> Source:
    song = own_song(session, caller, song_id)
    take = take_number(song, number)
    asset, part = _stem(take, stem) if stem else (_master(take), None)
    label = f"{song.title}, {part}" if part else song.title
    return Source(
        asset.id,
        asset.path,
        asset.name,
        label,
        asset.duration_s or song.duration_s,
        bpm=_bpm(take),
        song_id=song.id,
        take=take.number,
        stem=asset.details.get("part"),
    )


def _master(take: Take) -> Asset:
    masters = {asset.format: asset for asset in take.assets if asset.kind == "master"}
    found = next((masters[format] for format in SOUNDS if format in masters), None)
    if found is None:
        raise NotFound(f"Song {take.song_id} has no sound.")
    return found


def _stem(take: Take, wanted: str) -> tuple[Asset, str]:
    """A stem by the id of its part, or by what people call it."""
    called = {part["id"]: str(part["name"]) for part in take.facts["parts"]}
    stems = {str(asset.details.get("part")): asset for asset in take.assets if asset.kind == "stem"}
    for part, asset in stems.items():
        if wanted.casefold() in (part.casefold(), called.get(part, part).casefold()):
            return asset, called.get(part, part)
    there = ", ".join(stems) or "none"
    raise InvalidInput.of({"stem": [f"Song {take.song_id} has no stem {wanted[:80]!r}; there are {there}."]})


def _bpm(take: Take) -> float | None:
    tempo = take.brief.get("tempo_bpm")
    return float(tempo) if tempo else None


def _heard_bpm(asset: Asset) -> float | None:
    survey = survey_of(asset)
    return round(survey.heard.bpm, 2) if survey and survey.heard else None
