"""Where things meet: the one place that knows what everything is made of."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy.exc import SQLAlchemyError

from backend.config import Settings
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.broker import PATIENCE_S, Broker
from backend.jobs.estimate import Line, line_of
from backend.services import prices
from backend.services.analyses import ANALYSIS, Analyses
from backend.services.asset_library import AssetLibrary
from backend.services.backups.restoring import Restoring
from backend.services.backups.taking import Taking
from backend.services.banks import FOLDER as BANKS
from backend.services.banks import Banks
from backend.services.charges import Charges
from backend.services.closing import SWEEP
from backend.services.collection import Collection
from backend.services.creation import MUSIC, VOCALS, Creation
from backend.services.credit_codes import CreditCodes
from backend.services.credit_desk import CreditDesk
from backend.services.credit_shares import CreditShares
from backend.services.credits import Credits
from backend.services.demo import Demo
from backend.services.desk.orphans import ORPHANS
from backend.services.directory import Directory
from backend.services.edits import Edits
from backend.services.effect_results import EffectResults
from backend.services.effects import EFFECTS, Effects
from backend.services.exports import EXPORT, Exports
from backend.services.finding.card_box import CardBox
from backend.services.finding.discovery import Discovery
from backend.services.finding.everything import Everything
from backend.services.finding.search import Finding
from backend.services.generated import Generated
from backend.services.housekeeping import Housekeeping
from backend.services.language_model import LanguageModel
from backend.services.lyric_sheets import LyricSheets
from backend.services.lyricist import Lyricist, Tools
from backend.services.mail.post import MAIL
from backend.services.making import Making
from backend.services.materials import Materials
from backend.services.media import Media
from backend.services.moments import utcnow
from backend.services.music import Music
from backend.services.passwords import Passwords
from backend.services.permits import Permits
from backend.services.playlists.smart import Picker
from backend.services.profiles import Profiles
from backend.services.recordings import Recordings
from backend.services.reports import Reports
from backend.services.services import RateStorage, Services
from backend.services.shares import Shares
from backend.services.shelf import Shelf
from backend.services.song_takes import EDIT, SongTakes
from backend.services.song_words import SongWords
from backend.services.songs import Songs
from backend.services.streaming import Streaming
from backend.services.submissions import Submissions
from backend.services.takeaway import TAKEAWAY
from backend.services.tracks import Tracks
from backend.services.transcodes import Transcodes
from backend.services.transfers import UPLOAD, Transfers
from backend.services.trial import Trial
from backend.services.uploads import Uploads
from backend.services.voices import AUDITION, Voices
from backend.services.work import Work
from backend.storage.local import LocalStorage
from backend.studio.voice.diffsinger.troupe import Troupe
from backend.wiring_desk import desk, messages
from backend.wiring_library import library
from backend.wiring_people import accounts_and_people
from backend.wiring_players import encoder, players
from backend.wiring_playlists import playlists

VERSION = "0.1.0"
TASKS = {
    MUSIC: "backend.tasks.music:make_song",
    VOCALS: "backend.tasks.music:make_song",
    EDIT: "backend.tasks.music:make_take",
    EFFECTS: "backend.tasks.effects:put_over",
    EXPORT: "backend.tasks.music:make_export",
    AUDITION: "backend.tasks.music:make_audition",
    ANALYSIS: "backend.tasks.uploads:make_analysis",
    UPLOAD: "backend.tasks.uploads:take_in",
    MAIL: "backend.tasks.people:carry_letter",
    TAKEAWAY: "backend.tasks.people:make_takeaway",
    SWEEP: "backend.tasks.people:sweep",
    ORPHANS: "backend.tasks.people:look_for_orphans",
}
# What takes a moment and somebody waits for goes before what takes longer.
FIRST = (MAIL, AUDITION, UPLOAD, ANALYSIS)
# What a download takes before there is a history: the slowest of the encoders, as measured.
EXPORT_PRIOR = Line(fixed_s=0.2, per_s=0.03)
# And effects, of which a chain has three or four (bench/effects.py).
EFFECTS_PRIOR = Line(fixed_s=0.4, per_s=0.01)
# And an audition, of whatever length.
AUDITION_PRIOR = Line(fixed_s=0.8, per_s=0.0)
# And a letter, to a server near by.
MAIL_PRIOR = Line(fixed_s=0.3, per_s=0.0)
# And looking through a recording, by its seconds; and taking in a large file, by its megabytes.
ANALYSIS_PRIOR, UPLOAD_PRIOR = Line(fixed_s=1.5, per_s=0.02), Line(fixed_s=0.6, per_s=0.02)
# And everything of somebody's, whose length is what a slow disk would take.
TAKEAWAY_PRIOR = Line(fixed_s=0.5, per_s=0.3)


def build(settings: Settings) -> Services:
    """Build the services of a process: web, worker or command line."""
    from backend.wiring_music import music  # noqa: PLC0415 - tests of the house do without the music

    return assemble(settings, music(settings))


def assemble(
    settings: Settings,
    music: Music,
    *,
    passwords: Passwords | None = None,
    clock: Callable[[], datetime] = utcnow,
) -> Services:
    """Put the services together around some music."""
    database = Database(settings.database_url)
    storage = LocalStorage(settings.storage_dir)
    broker = Broker(settings.redis_url, settings.rq_queue_name)
    making = line_of(music.engines.estimate)
    priors = {
        MUSIC: making,
        VOCALS: making,
        EDIT: making,
        EFFECTS: EFFECTS_PRIOR,
        EXPORT: EXPORT_PRIOR,
        AUDITION: AUDITION_PRIOR,
        MAIL: MAIL_PRIOR,
        TAKEAWAY: TAKEAWAY_PRIOR,
        ANALYSIS: ANALYSIS_PRIOR,
        UPLOAD: UPLOAD_PRIOR,
    }
    board = Board(database, broker, clock=clock, priors=priors)
    trial = Trial(settings.secret_key, allowance=settings.guest_trial, clock=clock)
    listed = prices.read(settings.prices_file)
    credits = Credits(
        database, listed, CreditShares(settings.secret_key), enabled=settings.credits_enabled, clock=clock
    )
    charges = Charges(trial, credits, music.engines)
    media = Media(database, storage, settings.secret_key)
    songs = Songs(database, storage, clock=clock)
    box = CardBox(database)
    finding = Finding(database, box)
    shelf = Shelf(storage)
    transcodes = Transcodes(storage, encoder(settings), capacity_bytes=settings.stream_cache_mb * 2**20)
    sheets = LyricSheets(database, clock=clock)
    analyses = Analyses(database, board, storage)
    quota_bytes = settings.upload_quota_mb * 2**20
    uploads = Uploads(database, storage, music.uploads, analyses, quota_bytes=quota_bytes, clock=clock)
    collection = Collection(database, board, storage, analyses)
    recordings = Recordings(database, storage)
    transfers = Transfers(
        database,
        board,
        storage,
        uploads,
        analyses,
        max_mb=settings.max_upload_mb,
        piece_mb=settings.max_content_length_mb,
        clock=clock,
    )
    creation = Creation(
        database,
        board=board,
        engines=music.engines,
        storage=storage,
        charges=charges,
        composing=music.composing,
        clock=clock,
    )
    picker = Picker(box)
    shares = Shares(database, settings.secret_key, picker, clock=clock)
    lists = playlists(database, storage, shelf, cover=music.uploads["cover"], box=box, picker=picker, clock=clock)
    accounts, people = accounts_and_people(
        settings,
        database,
        board,
        storage,
        avatar=music.uploads["avatar"],
        passwords=passwords or Passwords(),
        trial=trial,
        credits=credits,
        clock=clock,
    )
    shelves = library(
        database, storage, shelf, uploads=uploads, analyses=analyses, finding=finding, kinds=music.uploads, clock=clock
    )
    everything, words = Everything(database, box), SongWords(database, storage)
    playing = players(
        settings,
        database,
        accounts.logins,
        shelf,
        box=box,
        everything=everything,
        playlists=lists,
        plays=shelves.plays,
        covers=shelves.covers,
        media=media,
        words=words,
        clock=clock,
    )
    return Services(
        settings=settings,
        database=database,
        board=board,
        analyses=analyses,
        recordings=recordings,
        storage=storage,
        accounts=accounts,
        people=people,
        players=playing,
        directory=Directory(database),
        messages=messages(settings, database, media, clock=clock),
        reports=Reports(database, clock=clock),
        streaming=Streaming(database, storage, transcodes, Permits(settings.secret_key, clock=clock), accounts.logins),
        backups=Taking(database, storage, version=VERSION, clock=clock),
        restoring=Restoring(database, storage),
        desk=desk(
            database,
            board,
            storage,
            box,
            transfers=transfers,
            logins=accounts.logins,
            closing=people.closing,
            clock=clock,
        ),
        trial=trial,
        credits=credits,
        credit_desk=CreditDesk(database, credits, clock=clock),
        credit_codes=CreditCodes(database, credits, clock=clock),
        creation=creation,
        making=Making(database, engines=music.engines, storage=storage, composing=music.composing, clock=clock),
        edits=Edits(
            database,
            board=board,
            editor=music.editor,
            storage=storage,
            charges=charges,
            composing=music.composing,
            clock=clock,
        ),
        effects=Effects(
            database,
            board,
            storage,
            charges=charges,
            check_room=uploads.check_room,
            max_seconds=settings.max_audio_seconds,
            clock=clock,
        ),
        effect_results=EffectResults(database, storage),
        songs=songs,
        demo=Demo(database, storage, music.engines, music.composing, clock=clock),
        playlists=lists,
        shares=shares,
        profiles=Profiles(database),
        finding=finding,
        discovery=Discovery(database, box, clock=clock),
        everything=everything,
        **vars(shelves),
        song_takes=SongTakes(database, storage),
        song_words=words,
        tracks=Tracks(database, media),
        generated=Generated(database, media),
        materials=Materials(database, storage, max_seconds=settings.max_audio_seconds),
        media=media,
        exports=Exports(database, board, storage, shelf, clock=clock),
        uploads=uploads,
        collection=collection,
        asset_library=AssetLibrary(database, shelves.song_changes, collection, sheets),
        transfers=transfers,
        submissions=Submissions(uploads, recordings, creation, media),
        lyricist=Lyricist(database, storage, sheets, Tools(music.singing.speak, music.rank, language_model(settings))),
        lyric_sheets=sheets,
        voices=Voices(database, board, shelf, music.singing),
        banks=Banks(storage, Troupe(storage.root / BANKS), max_mb=settings.max_bank_mb, clock=clock),
        work=Work(board, transfers),
        engines=music.engines,
        styles=music.styles,
        instruments=music.instruments,
        health=lambda: health(board, music),
        warm=music.warm,
        tidy=Housekeeping(
            often=(storage.tidy, people.post.tidy),
            hourly=(
                songs.empty_trash,
                lists.entries.close_gaps,
                box.tidy,
                people.takeaway.tidy,
                transfers.tidy,
                lambda: shelf.tidy(clock()),
                lambda: transcodes.tidy(clock()),
                playing.hearing.tidy,
                lambda: database.within(trial.tidy),
                lambda: database.within(shares.tidy),
                lambda: database.within(accounts.logins.tidy),
            ),
            clock=clock,
        ).tidy,
        rate_storage=rate_storage(settings, broker),
    )


def language_model(settings: Settings) -> LanguageModel | None:
    """The language model that writes lyrics, where one is set."""
    if not settings.llm_base_url:
        return None
    return LanguageModel(settings.llm_base_url, settings.llm_model, settings.llm_api_key)


def rate_storage(settings: Settings, broker: Broker) -> RateStorage:
    """Count requests in Redis where there is one; a Redis that is away must answer so at once."""
    if not settings.redis_url:
        return RateStorage()
    options = {
        "socket_connect_timeout": PATIENCE_S,
        "socket_timeout": PATIENCE_S,
        "retry": Retry(NoBackoff(), 0),
        "key_prefix": f"{settings.rq_queue_name}.limits",
    }
    return RateStorage(settings.redis_url.replace("unix://", "redis+unix://", 1), options, broker)


def health(board: Board, music: Music) -> dict[str, Any]:
    """Say what is alive; a database that does not answer is the one thing that makes the studio unwell."""
    queue: dict[str, Any] = {"redis": False, "workers": 0}
    is_there = False
    with suppress(SQLAlchemyError):
        queue = board.health()
        is_there = True
    return {
        "status": "ok" if is_there else "degraded",
        "version": VERSION,
        **music.about(),
        "engines": music.engines.names(),
        "voices": [voice.id for voice in music.singing.booth.company.voices() if not voice.unavailable],
        "redis": queue["redis"],
        "workers": queue["workers"],
        "database": is_there,
    }
