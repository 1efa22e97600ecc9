"""Who a player plays for: an API key, or a name with an app password, said or proved."""

from __future__ import annotations

from backend.api.door import services
from backend.api.rest.answers import MISSING, TWO_MECHANISMS, UNKNOWN_MECHANISM, WRONG_KEY, WRONG_PASSWORD, Refused
from backend.api.rest.calls import Given
from backend.services.callers import Caller

HELP = "Use an app password of your settings, not the password of your account."


def caller_of(given: Given) -> Caller:
    """Find out who calls. An administrator's player plays what is theirs and what is public, as everybody's does.

    Raises
    ------
    Refused
        if that is not said, not known, or said in two ways
    """
    if "apiKey" in given:
        return _by_key(given).as_anybody()
    name = given.text("u")
    if "t" in given:
        found = services().players.passwords.caller_with_token(name, given.text("t"), given.text("s"))
    elif "p" in given:
        found = services().players.passwords.caller_with_password(name, given.text("p"))
    else:
        raise Refused(MISSING, "Required parameter 't' with 's', 'p' or 'apiKey' is missing.")
    if found is None:
        raise Refused(WRONG_PASSWORD, f"Wrong username or password. {HELP}")
    return found.as_anybody()


def _by_key(given: Given) -> Caller:
    if any(name in given for name in ("u", "p", "t", "s")):
        raise Refused(TWO_MECHANISMS, "'apiKey' is given together with 'u', 'p', 't' or 's'; use one of both.")
    found = services().accounts.logins.caller_with_key(given.text("apiKey"))
    if found is None:
        raise Refused(WRONG_KEY, "Invalid API key.")
    if not found.is_program:
        raise Refused(UNKNOWN_MECHANISM, "The key of a session is no API key; make one in your settings.")
    return found
