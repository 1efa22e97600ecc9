"""Who is calling. Whatever belongs to somebody carries an owner: ``user:<id>`` or ``guest:<key>``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from backend.services.errors import NotSignedIn


@dataclass(frozen=True)
class Person:
    """A user as others of the house see them."""

    id: int
    username: str
    email: str
    full_name: str
    email_verified: bool
    is_admin: bool
    pending_email: str | None = None
    avatar: str = ""
    about: str = ""
    public_profile: bool = False

    def to_dict(self) -> dict[str, Any]:
        """All that the user themselves may read."""
        return {
            "id": self.id,
            "username": self.username,
            "email": self.email,
            "full_name": self.full_name,
            "email_verified": self.email_verified,
            "is_admin": self.is_admin,
            "pending_email": self.pending_email,
            "avatar": f"/media/{self.avatar}" if self.avatar else None,
            "about": self.about,
            "public_profile": self.public_profile,
        }


@dataclass(frozen=True)
class Caller:
    """A signed-in person, a guest with a key, or nobody in particular (no person, empty ``guest_key``).

    ``is_program``: an API key was presented. ``keeps_house``: what is nobody's, but the house's own, is theirs to
    change, although they act as anybody.
    """

    person: Person | None = None
    login_id: str = ""
    guest_key: str = ""
    is_program: bool = False
    keeps_house: bool = False

    @property
    def owner(self) -> str:
        """The name under which the caller owns things; empty for nobody."""
        if self.person:
            return owner_of(self.person.id)
        return f"guest:{self.guest_key}" if self.guest_key else ""

    @property
    def is_admin(self) -> bool:
        return self.person is not None and self.person.is_admin

    @property
    def is_authenticated(self) -> bool:
        """Asked by Flask-Login."""
        return self.person is not None

    def signed_in(self) -> Person:
        """Return the person behind the call.

        Raises
        ------
        NotSignedIn
            if there is none
        """
        if self.person is None:
            raise NotSignedIn("Authentication credentials were not provided.")
        return self.person

    def as_anybody(self) -> Caller:
        """The same caller without an administrator's power over what is not theirs."""
        if not self.is_admin:
            return self
        return replace(self, person=replace(self.signed_in(), is_admin=False), keeps_house=True)

    def owns(self, owner: str) -> bool:
        """Whether the caller may see and change what ``owner`` has."""
        return self.is_admin or (bool(self.owner) and self.owner == owner)


NOBODY = Caller()


def owner_of(user_id: int) -> str:
    """The owner's name of a user."""
    return f"user:{user_id}"


def user_id_of(owner: str) -> int | None:
    """The user behind an owner's name; None for guests."""
    kind, _, number = owner.partition(":")
    return int(number) if kind == "user" else None
