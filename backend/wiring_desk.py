"""What people say to each other and to the administrator, and the administrator's desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.config import Settings
from backend.db.session import Database
from backend.jobs.board import Board
from backend.services.closing import Closing
from backend.services.desk.acts import Acts
from backend.services.desk.bundle import Desk
from backend.services.desk.figures import Figures
from backend.services.desk.jobs import JobDesk
from backend.services.desk.orphans import Orphans
from backend.services.desk.people import PeopleDesk
from backend.services.desk.songs import SongDesk
from backend.services.finding.card_box import CardBox
from backend.services.logins import Logins
from backend.services.media import Media
from backend.services.messages.attached import SongLinks
from backend.services.messages.blocks import Blocks
from backend.services.messages.bundle import Messages
from backend.services.messages.inbox import Inbox
from backend.services.messages.sending import Sending
from backend.services.transfers import Transfers
from backend.storage.local import LocalStorage


def messages(settings: Settings, database: Database, media: Media, *, clock: Callable[[], datetime]) -> Messages:
    """Put together what concerns messages."""
    links = SongLinks(database, media, settings.secret_key)
    inbox = Inbox(database, links, clock=clock)
    return Messages(
        inbox=inbox,
        sending=Sending(database, inbox, links, clock=clock),
        blocks=Blocks(database, clock=clock),
        links=links,
    )


def desk(
    database: Database,
    board: Board,
    storage: LocalStorage,
    box: CardBox,
    *,
    transfers: Transfers,
    logins: Logins,
    closing: Closing,
    clock: Callable[[], datetime],
) -> Desk:
    """Put together the administrator's desk."""
    return Desk(
        people=PeopleDesk(database, board, transfers, logins, closing, clock=clock),
        songs=SongDesk(database, box, clock=clock),
        jobs=JobDesk(database, clock=clock),
        figures=Figures(database, clock=clock),
        orphans=Orphans(database, board, storage, clock=clock),
        acts=Acts(database, clock=clock),
    )
