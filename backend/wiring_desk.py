"""What people say to each other and to the administrator, and the administrator's desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.config import Settings
from backend.db.session import Database
from backend.services.media import Media
from backend.services.messages.attached import SongLinks
from backend.services.messages.blocks import Blocks
from backend.services.messages.bundle import Messages
from backend.services.messages.inbox import Inbox
from backend.services.messages.sending import Sending


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
