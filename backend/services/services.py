"""All that a user can do, in one bundle; `wiring.build` fills it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from backend.config import Settings
from backend.db.session import Database
from backend.jobs.board import Board
from backend.services.accounts import Accounts
from backend.services.album_pages import Albums
from backend.services.analyses import Analyses
from backend.services.artist_pages import Artists
from backend.services.asset_library import AssetLibrary
from backend.services.backups.restoring import Restoring
from backend.services.backups.taking import Taking
from backend.services.banks import Banks
from backend.services.bulk import Bulk
from backend.services.collection import Collection
from backend.services.covers import Covers
from backend.services.creation import Creation
from backend.services.credit_codes import CreditCodes
from backend.services.credit_desk import CreditDesk
from backend.services.credits import Credits
from backend.services.demo import Demo
from backend.services.desk.bundle import Desk
from backend.services.directory import Directory
from backend.services.edits import Edits
from backend.services.effect_results import EffectResults
from backend.services.effects import Effects
from backend.services.engines import Engines
from backend.services.exports import Exports
from backend.services.finding.discovery import Discovery
from backend.services.finding.everything import Everything
from backend.services.finding.search import Finding
from backend.services.generated import Generated
from backend.services.liked_songs import LikedSongs
from backend.services.lyric_sheets import LyricSheets
from backend.services.lyricist import Lyricist
from backend.services.making import Making
from backend.services.materials import Materials
from backend.services.media import Media
from backend.services.messages.bundle import Messages
from backend.services.opinions import Opinions
from backend.services.people import People
from backend.services.players.room import Players
from backend.services.playlists.room import Playlists
from backend.services.plays import Plays
from backend.services.profiles import Profiles
from backend.services.recordings import Recordings
from backend.services.reports import Reports
from backend.services.shares import Shares
from backend.services.song_changes import SongChanges
from backend.services.song_takes import SongTakes
from backend.services.song_uploads import SongUploads
from backend.services.song_words import SongWords
from backend.services.songs import Songs
from backend.services.streaming import Streaming
from backend.services.submissions import Submissions
from backend.services.tracks import Tracks
from backend.services.transfers import Transfers
from backend.services.trial import Trial
from backend.services.uploads import Uploads
from backend.services.voices import Voices
from backend.services.work import Work
from backend.storage.local import LocalStorage


class Watch(Protocol):
    """Whoever keeps an eye on Redis: one for the whole process, so that a silence is waited for only once."""

    def is_up(self) -> bool:
        """Tell whether it answered lately."""

    def gone(self, what: str) -> None:
        """Learn that it did not ``what`` just now."""


@dataclass(frozen=True)
class RateStorage:
    """Where requests are counted, how to reach it, and who knows whether it answers; without a watch in memory."""

    uri: str = "memory://"
    options: Mapping[str, Any] = field(default_factory=dict)
    watch: Watch | None = None


@dataclass(frozen=True)
class Services:
    """The services and what they stand on."""

    settings: Settings
    database: Database
    board: Board
    analyses: Analyses
    recordings: Recordings
    storage: LocalStorage
    accounts: Accounts
    people: People
    players: Players
    directory: Directory
    messages: Messages
    reports: Reports
    streaming: Streaming
    desk: Desk
    backups: Taking
    restoring: Restoring
    trial: Trial
    credits: Credits
    credit_desk: CreditDesk
    credit_codes: CreditCodes
    creation: Creation
    making: Making
    edits: Edits
    effects: Effects
    effect_results: EffectResults
    songs: Songs
    demo: Demo
    playlists: Playlists
    shares: Shares
    profiles: Profiles
    finding: Finding
    discovery: Discovery
    everything: Everything
    opinions: Opinions
    song_changes: SongChanges
    song_uploads: SongUploads
    bulk: Bulk
    albums: Albums
    artists: Artists
    liked_songs: LikedSongs
    covers: Covers
    plays: Plays
    song_takes: SongTakes
    song_words: SongWords
    tracks: Tracks
    generated: Generated
    materials: Materials
    media: Media
    exports: Exports
    uploads: Uploads
    collection: Collection
    asset_library: AssetLibrary
    transfers: Transfers
    submissions: Submissions
    voices: Voices
    lyricist: Lyricist
    lyric_sheets: LyricSheets
    banks: Banks
    work: Work
    engines: Engines
    styles: Callable[[], list[dict[str, Any]]]
    instruments: Callable[[], list[dict[str, Any]]]
    health: Callable[[], dict[str, Any]]
    warm: Callable[[], None]
    tidy: Callable[[], None]
    rate_storage: RateStorage
