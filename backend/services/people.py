"""All that concerns people and their accounts, in one bundle; `wiring_people` fills it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.avatars import Avatars
from backend.services.closing import Closing
from backend.services.keyring import Keyring
from backend.services.mail.mailbox import Mailbox
from backend.services.mail.post import Post
from backend.services.profile import Profile
from backend.services.recovery import Recovery
from backend.services.takeaway import Takeaway


@dataclass(frozen=True)
class People:
    """What people do with their accounts once they have one, and the letters that they get."""

    profile: Profile
    recovery: Recovery
    keyring: Keyring
    avatars: Avatars
    takeaway: Takeaway
    closing: Closing
    post: Post
    mailbox: Mailbox
