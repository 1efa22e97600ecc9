"""What the letters say: the words from letters.toml, set as plain text and as HTML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, make_msgid, parseaddr
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from backend.services.spelling import ascii_address

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Letter:
    """The words of a letter; ``button`` is what its link is called, empty for one without."""

    subject: str
    lines: tuple[str, ...]
    after: tuple[str, ...]
    button: str = ""


@cache
def all_letters() -> Mapping[str, Letter]:
    """Every letter that the studio writes, by its kind."""
    read = tomllib.loads((HERE / "letters.toml").read_text(encoding="utf-8"))
    return {
        kind: Letter(words["subject"], tuple(words["lines"]), tuple(words["after"]), words.get("button", ""))
        for kind, words in read.items()
    }


def compose(kind: str, *, to: str, sender: str, home: str, link: str = "", at: datetime) -> EmailMessage:
    """Set a letter.

    Parameters
    ----------
    kind : one of `all_letters`
    to : an address in its one spelling
    sender : ``Name <address>``
    home : where the studio is found
    link : where the button leads
    """
    letter = all_letters()[kind]
    name, address = parseaddr(sender)
    mail = EmailMessage(policy=SMTP if to.isascii() else SMTPUTF8)
    mail["Subject"] = letter.subject
    mail["From"] = Address(name, addr_spec=address)
    local, _, domain = ascii_address(to).partition("@")
    mail["To"] = Address(username=local, domain=domain)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=address.partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    words = {"letter": letter, "link": link, "home": home}
    mail.set_content(_template("letter.txt").render(words))
    mail.add_alternative(_template("letter.html").render(words), subtype="html")
    return mail


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(HERE)
    is_html = name.endswith(".html")
    # The other template is plain text.
    return Environment(loader=loader, autoescape=is_html, undefined=StrictUndefined).get_template(name)  # nosec B701
