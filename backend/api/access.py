"""Who may use a route: declared beside it by one of these, and made good by `admission`.

The letters are the contract's. Whose a thing is, and whether it is public, is for the services to say: somebody else's
private thing is not found, somebody else's public thing may be seen and not changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from backend.services.callers import Caller
from backend.services.errors import NotAllowed, NotSignedIn

# The security schemes of the API's document.
SIGNED_IN: tuple[dict[str, list[str]], ...] = ({"key": []}, {"token": []}, {"session": []})
GUEST: dict[str, list[str]] = {"guest": []}
NOBODY: dict[str, list[str]] = {}


@dataclass(frozen=True)
class Access:
    """A rule: its letter, the credentials it takes, and why it is wider than one would expect, where it is."""

    letter: str
    security: tuple[dict[str, list[str]], ...]
    why: str = ""

    def because(self, why: str) -> Access:
        """The same rule with its reason, for a route that the contract does not name or names with another letter."""
        return replace(self, why=why)

    def described(self) -> dict[str, Any]:
        """The rule as the API's document has it."""
        reason = {"x-access-reason": self.why} if self.why else {}
        return {"security": list(self.security), "x-access": self.letter, **reason}

    def admit(self, caller: Caller) -> None:
        """Let a caller in.

        Raises
        ------
        NotSignedIn, NotAllowed
            or not
        """
        if self.letter in "UX":
            caller.signed_in()
        if self.letter == "O" and not caller.owner:
            raise NotSignedIn("Authentication credentials were not provided.")
        if self.letter == "X" and not caller.is_admin:
            raise NotAllowed("Only the administrator may do this.")


# Anybody; what is private is not found by those whom it does not belong to.
anyone = Access("A", (*SIGNED_IN, GUEST, NOBODY))
# Anybody, who becomes a guest by it and owns what is made.
guests = Access("G", (*SIGNED_IN, GUEST, NOBODY))
# Whoever is signed in.
users = Access("U", SIGNED_IN)
# The owner of a thing, who may be a guest, or the administrator.
owners = Access("O", (*SIGNED_IN, GUEST))
# The administrator.
admins = Access("X", SIGNED_IN)
# Whoever brings the refresh token of a login; the route itself looks at it.
refresh_cookie = Access("cookie", ({"refresh": []},))
