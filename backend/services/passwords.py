"""Passwords: which are accepted, and how they are kept (argon2id)."""

from __future__ import annotations

from pathlib import Path
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 8
# A hash takes some 64 MB and 50 ms; longer passwords gain nothing and cost time to read.
MAX_LENGTH = 200
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())


class Passwords:
    """Hashes and checks, one at a time in each process, so that logins never crowd out the music."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = Semaphore(1)
        self._decoy: str | None = None

    def hash(self, password: str) -> str:
        """Turn a password into what is kept of it."""
        with self._turn:
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Compare a password with what is kept; an unknown account (None) takes as long as a wrong password."""
        # Made for known accounts, too: else the first unknown one in each process would take twice as long.
        self._decoy = self._decoy or self.hash("nobody's password")
        with self._turn:
            try:
                return self._hasher.verify(kept or self._decoy or "", password) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def problems(password: str) -> list[str]:
    """What is wrong with a new password; empty when nothing is."""
    if len(password) < MIN_LENGTH:
        return [f"Password must be at least {MIN_LENGTH} characters long."]
    if len(password) > MAX_LENGTH:
        return [f"Password must be at most {MAX_LENGTH} characters long."]
    if password.lower() in COMMON:
        return ["This password is too common."]
    return []
