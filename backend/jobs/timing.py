"""How often the queue looks, and how long it waits: every interval in one place, so that tests can be quick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


def utcnow() -> datetime:
    """Tell the time; the one clock of this room, replaced in tests."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Timing:
    """Seconds, except ``attempts``.

    A job must end within 90 s of any accident. Worst case here: a lease that was just renewed (20 s) and a sweep that
    was just over (10 s), twice, leaves 30 s for the work itself.
    """

    poll_s: float = 0.2  # without a broker: how soon a new job is seen
    probe_s: float = 1.0  # how soon a broker that comes or goes is seen
    announce_s: float = 2.0  # a job that waits longer than this is announced again if the broker does not know it
    sweep_s: float = 10.0  # how often ended leases are looked for
    lease_s: float = 20.0  # a run that has been silent this long is dead
    renew_s: float = 5.0  # three renewals may fail before a lease ends
    look_s: float = 0.15  # how soon a run learns that it was cancelled; a look costs the database under a millisecond
    write_s: float = 0.1  # progress is written at most this often
    grace_s: float = 0.4  # what a cancelled run gets to stop by itself; with look_s well under a second, also when busy
    rest_s: float = 1.0  # after a process died before it could claim its job; twice as long after each that follows
    attempts: int = 2  # a job whose worker died twice fails

    def limit_s(self, length_s: float) -> float:
        """Return when a run counts as hung: far more than the slowest engine needs for that length."""
        return 120.0 + 3.0 * length_s
