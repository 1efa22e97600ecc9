"""What a take is made of when somebody takes it away: its files, its words, and how the downloads are called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from backend.db.library import Artist
from backend.db.models import Asset, Song, Take
from backend.services import names
from backend.services.artists import display_name
from backend.services.song_documents import media_url
from backend.storage.local import LocalStorage
from backend.studio.formats import exports
from backend.studio.formats.exports import Export, Material
from backend.studio.formats.keys import signature
from backend.studio.formats.stems_zip import Entry
from backend.studio.formats.tags import Tags

# Whoever makes a song without an account has no name to put into its files.
NOBODY = "Mini Studio"
# Downloads whose ending says by itself what they are, by the first word of their ids; others are named for content.
TELLING = {"wav", "flac", "mp3", "ogg", "opus", "midi", "musicxml", "lrc", "srt"}
# What some file system or other refuses in a name.
REFUSED = frozenset('\\/:*?"<>|')


@dataclass(frozen=True)
class StemFile:
    """A stored stem: what people call it, numbered as in the mix, and where it is."""

    name: str
    url: str
    bytes: int
    path: Path

    @property
    def format(self) -> str:
        return self.path.suffix[1:]


@dataclass(frozen=True)
class Wanted:
    """A take that somebody may take away from. ``sums`` are the SHA-256 of its files by kind and format."""

    song_id: int
    take: int
    owner: str
    is_public: bool
    duration_s: float
    made_at: datetime
    material: Material
    sums: Mapping[str, str]
    stems: tuple[StemFile, ...]

    def file_name(self, export: Export) -> str:
        """What people save a download as."""
        tail = "" if export.id.partition("-")[0] in TELLING else f"-{export.id}"
        return f"{names.slug(self.material.tags.title)}{tail}.{export.ending}"

    def key(self, export: Export) -> str:
        """A name that changes when anything that goes into the download does."""
        made_of = [exports.VERSION, export.id, self.sums, asdict(self.material.tags)]
        digest = hashlib.sha256(json.dumps(made_of, sort_keys=True, default=str).encode()).hexdigest()
        return f"{digest[:40]}.{export.ending}"

    def url(self, export: Export) -> str:
        """Where a download is asked for."""
        return f"/api/songs/{self.song_id}/downloads/{export.id}?take={self.take}"

    def entries(self) -> list[Entry]:
        """The stems as entries of an archive."""
        return [Entry(f"{stem.name}.{stem.format}", stem.path) for stem in self.stems]


def material_of(session: Session, take: Take, storage: LocalStorage) -> Wanted:
    """Gather what a take is made of."""
    song = take.song
    return Wanted(
        song.id,
        take.number,
        song.owner,
        song.public,
        song.duration_s,
        take.created_at,
        Material(
            {(each.kind, each.format): storage.locate(each.path) for each in take.assets},
            _tags(session, take),
            {_part(each): storage.locate(each.path) for each in take.assets if each.kind == "stem"},
        ),
        {f"{each.kind}.{each.format}": each.sha256 for each in take.assets if each.kind != "stem"},
        tuple(_stems(take, storage)),
    )


def _stems(take: Take, storage: LocalStorage) -> list[StemFile]:
    """The stems in the order in which their files are numbered."""
    parts = {part["id"]: part["name"] for part in take.facts["parts"]}
    assets = sorted((asset for asset in take.assets if asset.kind == "stem"), key=lambda asset: asset.path)
    return [
        StemFile(
            f"{number:02d} {_plain(parts.get(_part(asset), asset.name))}",
            media_url(asset.path),
            asset.bytes,
            storage.locate(asset.path),
        )
        for number, asset in enumerate(assets, start=1)
    ]


def _part(asset: Asset) -> str:
    return str(asset.details.get("part", ""))


def _tags(session: Session, take: Take) -> Tags:
    song, brief, facts = take.song, take.brief, take.facts
    return Tags(
        title=song.title,
        artist=_artist(session, song),
        genre=song.genre,
        bpm=float(brief["tempo_bpm"]) if brief else song.tempo_bpm or 0.0,
        key=signature(int(brief["tonic"]), str(brief["mode"])) if brief else song.key,
        date=take.created_at.date().isoformat(),
        loudness_lufs=facts["loudness_lufs"],
        true_peak_dbtp=facts["true_peak_dbtp"],
        comment=song.prompt,
    )


def _artist(session: Session, song: Song) -> str:
    artist = session.get(Artist, song.artist_id or 0)
    return (artist.name if artist else display_name(session, song.owner)) or NOBODY


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable() and sign not in REFUSED).strip() or "Stem"
