"""All that concerns messages, in one bundle; `wiring_desk` fills it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.messages.attached import SongLinks
from backend.services.messages.blocks import Blocks
from backend.services.messages.inbox import Inbox
from backend.services.messages.sending import Sending


@dataclass(frozen=True)
class Messages:
    """What people do with messages."""

    inbox: Inbox
    sending: Sending
    blocks: Blocks
    links: SongLinks
