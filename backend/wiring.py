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
from backend.jobs.board import Board
from backend.jobs.broker import PATIENCE_S, Broker
from backend.services.asset_library import AssetLibrary
from backend.services.backups.restoring import Restoring
from backend.services.backups.taking import Taking
from backend.services.housekeeping import Housekeeping
from backend.services.moments import utcnow
from backend.services.music import Music
from backend.services.passwords import Passwords
from backend.services.permits import Permits
from backend.services.playlists.smart import Picker
from backend.services.reports import Reports
from backend.services.services import RateStorage, Services
from backend.services.shares import Shares
from backend.services.streaming import Streaming
from backend.services.transcodes import Transcodes
from backend.services.work import Work
from backend.wiring_credits import credit
from backend.wiring_desk import desk, messages
from backend.wiring_ground import lay
from backend.wiring_library import library
from backend.wiring_people import accounts_and_people
from backend.wiring_players import encoder, players
from backend.wiring_playlists import playlists
from backend.wiring_songs import songs
from backend.wiring_uploads import brought
from backend.wiring_words import words

VERSION = "0.1.0"


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
    """Put the services together around some music: room by room, each by the names that `Services` has."""
    on = lay(settings, music, clock)
    database, board, storage, media = on.database, on.board, on.storage, on.media
    paid, files, sung = credit(on), brought(on), words(on)
    made, shelves = songs(on, paid, files), library(on, files)
    transcodes = Transcodes(storage, encoder(settings), capacity_bytes=settings.stream_cache_mb * 2**20)
    picker = Picker(on.box)
    cover, avatar = music.uploads["cover"], music.uploads["avatar"]
    lists = playlists(database, storage, on.shelf, cover=cover, box=on.box, picker=picker, clock=clock)
    accounts, people = accounts_and_people(
        settings,
        database,
        board,
        storage,
        avatar=avatar,
        passwords=passwords or Passwords(),
        trial=paid.trial,
        credits=paid.credits,
        clock=clock,
    )
    playing = players(
        settings,
        database,
        accounts.logins,
        on.shelf,
        box=on.box,
        everything=shelves.everything,
        playlists=lists,
        plays=shelves.plays,
        covers=shelves.covers,
        media=media,
        words=made.song_words,
        clock=clock,
    )
    shares = Shares(database, settings.secret_key, picker, clock=clock)
    return Services(
        settings=settings,
        database=database,
        board=board,
        storage=storage,
        media=media,
        **vars(paid),
        **vars(files),
        **vars(sung),
        **vars(made),
        **vars(shelves),
        accounts=accounts,
        people=people,
        players=playing,
        playlists=lists,
        shares=shares,
        messages=messages(settings, database, media, clock=clock),
        reports=Reports(database, clock=clock),
        streaming=Streaming(database, storage, transcodes, Permits(settings.secret_key, clock=clock), accounts.logins),
        backups=Taking(database, storage, version=VERSION, clock=clock),
        restoring=Restoring(database, storage),
        desk=desk(
            database,
            board,
            storage,
            on.box,
            transfers=files.transfers,
            logins=accounts.logins,
            closing=people.closing,
            clock=clock,
        ),
        asset_library=AssetLibrary(database, shelves.song_changes, files.collection, sung.lyric_sheets),
        work=Work(board, files.transfers),
        engines=music.engines,
        styles=music.styles,
        instruments=music.instruments,
        health=lambda: health(board, music),
        warm=music.warm,
        tidy=Housekeeping(
            often=(storage.tidy, people.post.tidy),
            hourly=(
                made.songs.empty_trash,
                lists.entries.close_gaps,
                on.box.tidy,
                people.takeaway.tidy,
                files.transfers.tidy,
                lambda: on.shelf.tidy(clock()),
                lambda: transcodes.tidy(clock()),
                playing.hearing.tidy,
                lambda: database.within(paid.trial.tidy),
                lambda: database.within(shares.tidy),
                lambda: database.within(accounts.logins.tidy),
            ),
            clock=clock,
        ).tidy,
        rate_storage=rate_storage(settings, on.broker),
    )


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
