"""The accounts of this studio: what they are made of, and how letters leave the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from backend.config import Settings
from backend.db.session import Database
from backend.jobs.board import Board
from backend.services.access_tokens import AccessTokens
from backend.services.accounts import Accounts
from backend.services.avatars import Avatars
from backend.services.closing import Closing
from backend.services.credits import Credits
from backend.services.keyring import Keyring
from backend.services.logins import Logins
from backend.services.mail.carriers import ByFolder, ByServer, Carrier, server_at
from backend.services.mail.links import Links
from backend.services.mail.mailbox import Mailbox
from backend.services.mail.post import Post
from backend.services.passwords import Passwords
from backend.services.people import People
from backend.services.profile import Profile
from backend.services.recovery import Recovery
from backend.services.refreshing import Refreshing
from backend.services.takeaway import Takeaway
from backend.services.trial import Trial
from backend.services.uploads import Kind
from backend.storage.local import LocalStorage


def accounts_and_people(
    settings: Settings,
    database: Database,
    board: Board,
    storage: LocalStorage,
    *,
    avatar: Kind,
    passwords: Passwords,
    trial: Trial,
    credits: Credits,
    clock: Callable[[], datetime],
) -> tuple[Accounts, People]:
    """Put together what concerns people."""
    secret = settings.secret_key
    logins = Logins(database, admin_email=settings.admin_email, clock=clock)
    links = Links(secret, settings.public_url, clock=clock)
    post = Post(database, board, carrier(settings), links, sender=settings.mail_from, clock=clock)
    accounts = Accounts(
        database,
        passwords=passwords,
        logins=logins,
        refreshing=Refreshing(database, logins, secret, clock=clock),
        tokens=AccessTokens(secret, clock=clock),
        trial=trial,
        credits=credits,
        post=post,
        clock=clock,
    )
    profile = Profile(database, passwords=passwords, logins=logins, links=links, post=post, clock=clock)
    people = People(
        profile=profile,
        recovery=Recovery(database, passwords=passwords, logins=logins, links=links, post=post),
        keyring=Keyring(database, logins),
        avatars=Avatars(database, storage, logins, avatar, clock=clock),
        takeaway=Takeaway(database, board, storage, clock=clock),
        closing=Closing(database, board, storage, profile=profile, post=post, clock=clock),
        post=post,
        mailbox=Mailbox(settings.mail_dir, is_open=not (settings.production or settings.smtp_url)),
    )
    return accounts, people


def carrier(settings: Settings) -> Carrier:
    """A server carries the letters, if one is named, else they are laid into a folder."""
    return ByServer(server_at(settings.smtp_url)) if settings.smtp_url else ByFolder(settings.mail_dir)
