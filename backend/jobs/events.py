"""The changes of one job, as they happen, for a stream of events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic, sleep

from backend.jobs.board import Board
from backend.jobs.views import JobView

LOOK_S = 0.2  # five looks a second: quicker than an eye follows a bar
LONGEST_S = 600.0  # then the stream ends; the browser comes back with the last version that it saw


def changes(
    board: Board,
    job_id: str,
    owner: str | None,
    *,
    seen: int | None = None,
    clock: Callable[[], float] = monotonic,
    pause: Callable[[float], None] = sleep,
) -> Iterator[JobView | None]:
    """Yield the job now and after each change until it is over, and None at each look that finds nothing new.

    ``seen`` is the version that the listener already has. The stream ends by itself after ten minutes.

    Raises
    ------
    JobNotFound
        at once, before anything is yielded, if there is none, or it is somebody else's
    """
    return _follow(board.view(job_id, owner), lambda: board.view(job_id, owner), seen, clock, pause)


def _follow(
    view: JobView,
    look: Callable[[], JobView],
    seen: int | None,
    clock: Callable[[], float],
    pause: Callable[[float], None],
) -> Iterator[JobView | None]:
    began = clock()
    shown: tuple[int, int | None] | None = None
    while clock() - began < LONGEST_S:
        now = (view.version, view.queue_position)
        known = view.version == seen if shown is None else now == shown
        yield None if known else view
        shown = now
        if view.is_final:
            return
        pause(LOOK_S)
        view = look()
