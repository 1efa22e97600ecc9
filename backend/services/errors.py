"""What the studio refuses, each with a stable code; HTTP status numbers for them live in ``api/errors.py``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backend.studio.errors import StudioError

__all__ = [
    "BadChecksum",
    "Busy",
    "Conflict",
    "CreditsShort",
    "InvalidInput",
    "Locked",
    "NotAllowed",
    "NotFound",
    "NotReady",
    "NotSignedIn",
    "StudioError",
    "TooLarge",
    "TrialSpent",
    "WrongType",
]


class NotFound(StudioError):
    """There is no such thing, or the caller may not know that there is."""

    code = "not_found"


class NotAllowed(StudioError):
    """The caller may see it, but not do this to it."""

    code = "not_allowed"


class NotSignedIn(StudioError):
    """Credentials are needed, or those presented are not valid."""

    code = "not_signed_in"


class Conflict(StudioError):
    """The thing is in a state that does not permit this."""

    code = "conflict"


class Locked(StudioError):
    """Somebody else is changing the thing; asking again in a moment helps."""

    code = "locked"


class BadChecksum(StudioError):
    """What arrived is not what was sent."""

    code = "bad_checksum"


class NotReady(StudioError):
    """The thing is being made; asking again later helps."""

    code = "not_ready"


class InvalidInput(StudioError):
    """One or more fields of a request are wrong."""

    code = "validation"

    @classmethod
    def of(cls, fields: Mapping[str, Sequence[str]]) -> InvalidInput:
        """Refuse with all field errors at once; the message is the first of them."""
        return cls(next(iter(fields.values()))[0], fields=fields)


class WrongType(StudioError):
    """A file whose content is not what may be uploaded here."""

    code = "unsupported_type"


class TooLarge(StudioError):
    """A file above the limit."""

    code = "too_large"


class TrialSpent(StudioError):
    """A visitor without an account has used up the day's allowance."""

    code = "trial_spent"


class CreditsShort(StudioError):
    """Something costs more credits than its owner has; ``facts`` are the figures."""

    code = "not_enough_credits"

    def __init__(self, message: str, facts: Mapping[str, int]) -> None:
        super().__init__(message)
        self.facts = facts

    @classmethod
    def of(cls, price: int, balance: int, remedy: str) -> CreditsShort:
        """Name the price, what there is, what is missing and what to do."""
        missing = price - balance
        costs = f"This costs {price} credit{'s' * (price > 1)} and you have {balance}"
        lacks = f"{missing} {'is' if missing == 1 else 'are'} missing"
        facts = {"price": price, "balance": balance, "missing": missing}
        return cls(f"{costs}: {lacks}. {remedy}", facts)


class Busy(StudioError):
    """All places are taken; asking again in a moment helps."""

    code = "busy"
