"""Even shares of the connections: a process of the web leaves a new one to others that have fewer, for a moment.

The system wakes every process for a connection, and whoever is first takes a whole burst of them. Measured with 32
clients: at times one process had them all and the other none, which halved what a studio with two cores can answer.
"""

from __future__ import annotations

import mmap
import time

# A process that takes nothing for so long is busy with something: the others do not wait for it.
PATIENCE_S = 0.02
LOOK_S = 0.001
# More processes than anybody starts; their numbers go round.
PLACES = 64


class Shares:
    """How many connections each process has; to be made before they are forked, which then share it."""

    def __init__(self) -> None:
        self._counts = memoryview(mmap.mmap(-1, 4 * PLACES)).cast("I")
        self._declined_since: float | None = None

    def tell(self, process: int, connections: int) -> None:
        """Say how many connections a process has."""
        self._counts[process % PLACES] = connections + 1

    def forget(self, process: int) -> None:
        """Say that a process has ended."""
        self._counts[process % PLACES] = 0

    def is_turn_of(self, process: int) -> bool:
        """Whether this process is to take a connection that is there, after a short wait where others have fewer."""
        mine = self._counts[process % PLACES]
        now = time.monotonic()
        since = self._declined_since or now
        is_turn = all(count >= mine for count in self._counts if count) or now - since > PATIENCE_S
        self._declined_since = None if is_turn else since
        if not is_turn:
            time.sleep(LOOK_S)
        return is_turn
