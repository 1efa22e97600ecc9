"""What every room stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from backend.config import Settings
from backend.db.session import Database
from backend.jobs.board import Board
from backend.jobs.broker import Broker
from backend.services.finding.card_box import CardBox
from backend.services.media import Media
from backend.services.music import Music
from backend.services.shelf import Shelf
from backend.storage.local import LocalStorage
from backend.wiring_jobs import priors


@dataclass(frozen=True)
class Ground:
    """Settings, memory, files, the queue, the music and the clock of a process."""

    settings: Settings
    database: Database
    storage: LocalStorage
    broker: Broker
    board: Board
    music: Music
    media: Media
    box: CardBox
    shelf: Shelf
    clock: Callable[[], datetime]


def lay(settings: Settings, music: Music, clock: Callable[[], datetime]) -> Ground:
    """Lay the ground of a process."""
    database, storage = Database(settings.database_url), LocalStorage(settings.storage_dir)
    broker = Broker(settings.redis_url, settings.rq_queue_name)
    return Ground(
        settings=settings,
        database=database,
        storage=storage,
        broker=broker,
        board=Board(database, broker, clock=clock, priors=priors(music.engines)),
        music=music,
        media=Media(database, storage, settings.secret_key),
        box=CardBox(database),
        shelf=Shelf(storage),
        clock=clock,
    )
