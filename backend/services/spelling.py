"""One spelling for each address and user name, so that what looks alike to people is the same to the studio.

Compatibility forms are resolved (NFKC: a Kelvin sign is a K), signs that cannot be seen are refused.

.. [1] Unicode Standard Annex 15, "Unicode Normalization Forms"; Technical Report 36, "Unicode Security Considerations".
"""

from __future__ import annotations

import re
import unicodedata

# Good enough to catch slips; whether an address exists only a mail can tell. Signs with a meaning in mail headers, and
# addresses of machines, would let a mail go elsewhere than it seems.
EMAIL = re.compile(r"[^@\s<>()\[\],;:\\\"]{1,64}@[^@\s.<>()\[\],;:\\\"]+(\.[^@\s.<>()\[\],;:\\\"]+)+")
MAX_EMAIL = 254
USERNAME = re.compile(r"[\w.+-]{1,80}")
UNSEEN = ("C", "Z")
# Compatibility forms can unfold to several signs.
MAX_KEY = 400


def address(text: str) -> str:
    """The one spelling of an address."""
    return _plain(_plain(text).lower())


def is_address(email: str) -> bool:
    """Whether mail could be sent to it; ``email`` is in its one spelling."""
    if len(email) > MAX_EMAIL or not EMAIL.fullmatch(email):
        return False
    return not any(unicodedata.category(sign)[0] in UNSEEN for sign in email) and bool(ascii_address(email))


def ascii_address(email: str) -> str:
    """The address with its domain as the network spells it (IDNA); empty if that cannot be."""
    local, _, domain = email.partition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return ""


def username(text: str) -> str:
    """The spelling in which a user name is shown."""
    return _plain(text)


def name_key(name: str) -> str:
    """By what user names are told apart: capitals and compatibility forms make no difference."""
    return _plain(name).casefold()


def sort_key(text: str) -> str:
    """By what titles and artists are told apart and put in order; as long as its column at most."""
    return name_key(text)[:MAX_KEY]


def is_username(name: str) -> bool:
    """Whether somebody may be called so."""
    return USERNAME.fullmatch(name) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.strip())
