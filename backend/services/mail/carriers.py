"""How letters are carried: to a mail server, or into a folder.

A password is only sent over TLS, but to this machine itself. Where there is none, TLS is used if the server offers it.
"""

from __future__ import annotations

import secrets
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from backend.services.errors import StudioError

PATIENCE_S = 10.0
PORTS = {"smtp": 25, "submission": 587, "smtps": 465}


class MailDelayed(StudioError):
    """The letter could not be carried now; later it may."""

    code = "mail_delayed"


class MailRefused(StudioError):
    """The letter will not be carried, however often it is tried."""

    code = "mail_refused"


class Carrier(Protocol):
    """Carries letters."""

    def carry(self, mail: EmailMessage) -> None:
        """Carry a letter.

        Raises
        ------
        MailDelayed, MailRefused
            neither with an address in its words, for they are logged
        """


@dataclass(frozen=True)
class Server:
    """A mail server as an address names it: ``smtp://user:password@mail.example:587``."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    is_tls: bool

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, so that nobody listens on the way."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def server_at(url: str) -> Server:
    """Read the address of a server; the port follows from the rest where it is not said."""
    parts = urlsplit(url)
    is_tls = parts.scheme == "smtps"
    usual = "smtps" if is_tls else "submission" if parts.username else "smtp"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname or "", parts.port or PORTS[usual], user, password, is_tls)


class ByServer:
    """Hands letters to a mail server."""

    def __init__(
        self, server: Server, *, context: ssl.SSLContext | None = None, patience_s: float = PATIENCE_S
    ) -> None:
        self._server, self._patience_s = server, patience_s
        self._context = context

    def carry(self, mail: EmailMessage) -> None:
        """Hand over a letter."""
        try:
            with self._session() as session:
                session.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise _refusal(min(codes, default=550), "the recipient") from None
        except smtplib.SMTPResponseException as refused:
            raise _refusal(refused.smtp_code, type(refused).__name__) from None
        except smtplib.SMTPNotSupportedError:
            raise MailRefused("The mail server does not take addresses with such signs.") from None
        except (smtplib.SMTPException, OSError) as away:
            raise MailDelayed(
                f"The mail server at {self._server.host} is not to be had: {type(away).__name__}."
            ) from None

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        server = self._server
        if server.is_tls:
            opened: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._patience_s, context=self._tls()
            )
        else:
            opened = smtplib.SMTP(server.host, server.port, timeout=self._patience_s)
        with opened as session:
            session.ehlo_or_helo_if_needed()
            is_private = server.is_tls or self._start_tls(session)
            if server.user:
                if not (is_private or server.is_here):
                    raise MailDelayed(
                        f"The mail server at {server.host} offers no TLS; the password is not sent without."
                    )
                self._log_in(session)
            yield session

    def _log_in(self, session: smtplib.SMTP) -> None:
        try:
            session.login(self._server.user, self._server.password)
        except smtplib.SMTPNotSupportedError:
            raise MailDelayed(
                f"The mail server at {self._server.host} knows no login; leave out user and password."
            ) from None

    def _start_tls(self, session: smtplib.SMTP) -> bool:
        if self._server.is_here or not session.has_extn("starttls"):
            return False
        session.starttls(context=self._tls())
        session.ehlo()
        return True

    def _tls(self) -> ssl.SSLContext:
        return self._context or ssl.create_default_context()


class ByFolder:
    """Lays letters into a folder, each as an ``.eml`` file that mail programs open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def carry(self, mail: EmailMessage) -> None:
        """Lay down a letter; it appears whole."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._folder / f".{name}.part"
            unfinished.write_bytes(mail.as_bytes())
            unfinished.replace(self._folder / f"{name}.eml")
        except OSError as full:
            raise MailDelayed(f"The letter could not be written: {full.strerror}.") from None


def _refusal(code: int, what: str) -> StudioError:
    """Codes from 500 say that trying again is of no use (RFC 5321, 4.2.1); a login may be mended, though."""
    is_final = code >= 500 and what != "SMTPAuthenticationError"
    return (MailRefused if is_final else MailDelayed)(f"The mail server refused {what} ({code}).")
