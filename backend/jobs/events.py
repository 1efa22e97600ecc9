"""The changes of one job, as they happen, for a stream of events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic, sleep

from backend.jobs.board import Board
from backend.jobs.views import JobView

LOOK_S = 0.2  # five looks a second: quicker than an eye follows a bar
CLOSE = 1.25  # estimates that are no further apart say the same
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

    That it will take much longer, or less long, is a change, too.
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
    began, shown = clock(), view if view.version == seen else None
    while clock() - began < LONGEST_S:
        if shown is None or _is_news(view, shown):
            yield view
            shown = view
        else:
            yield None
        if view.is_final:
            return
        pause(LOOK_S)
        view = look()


def _is_news(now: JobView, shown: JobView) -> bool:
    return (
        (now.version, now.queue_position) != (shown.version, shown.queue_position)
        or _is_other(now.eta_queue_s, shown.eta_queue_s)
        or _is_other(now.eta_run_s, shown.eta_run_s)
    )


def _is_other(one_s: float | None, other_s: float | None) -> bool:
    """Whether one estimate says something else than another."""
    if one_s is None or other_s is None:
        return one_s is not other_s
    return max(one_s, other_s) > CLOSE * min(one_s, other_s) + 1.0
