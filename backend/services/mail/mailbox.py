"""The development mailbox: the letters that lie in the folder, for whoever tries the studio without a mail server."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from backend.services.errors import NotFound
from backend.services.spelling import address, ascii_address

MOST = 50
# Who sends ten thousand letters while trying the studio looks for the last ones.
LOOKED_THROUGH = 1000
LINK = re.compile(r"https?://\S+/\S+")


class Mailbox:
    """Shows letters, where that is allowed: in development, and never where a server carries them."""

    def __init__(self, folder: Path, *, is_open: bool) -> None:
        self._folder, self._is_open = folder, is_open

    def letters(self, to: str = "") -> list[dict[str, Any]]:
        """The newest letters to an address, or to anybody.

        Raises
        ------
        NotFound
            if this studio has no such mailbox
        """
        if not self._is_open:
            raise NotFound("There is no mailbox here; it is for development without a mail server.")
        wanted = ascii_address(address(to)) if to else ""
        files = sorted(self._folder.glob("*.eml"), reverse=True)[:LOOKED_THROUGH] if self._folder.is_dir() else []
        found: list[dict[str, Any]] = []
        for file in files:
            letter = _read(file)
            if letter and (not to or letter["to"] == wanted):
                found.append(letter)
            if len(found) == MOST:
                break
        return found


def _read(file: Path) -> dict[str, Any] | None:
    """A letter as JSON; None if it was removed meanwhile."""
    try:
        mail = message_from_bytes(file.read_bytes(), policy=default)
    except FileNotFoundError:
        return None
    text, html = _body(mail, "plain"), _body(mail, "html")
    return {
        "id": file.stem,
        "to": str(mail["To"]),
        "from": str(mail["From"]),
        "subject": str(mail["Subject"]),
        "date": str(mail["Date"]),
        "text": text,
        "html": html,
        "links": LINK.findall(text),
    }


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
