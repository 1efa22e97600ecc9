"""The vocal booth: sung parts become dry stems, phrase by phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.errors import Cancelled
from backend.studio.parallel import Progress, each
from backend.studio.reels import Blank, in_memory, let_go
from backend.studio.score import Plan, PlayedPart
from backend.studio.singing import PREFIX, VOCAL
from backend.studio.voice import breaths, phrases, stopping, takes
from backend.studio.voice.company import Company
from backend.studio.voice.keeping import Keep, Nothing
from backend.studio.voice.phrase import Mono, Sung
from backend.studio.voice.phrases import Placed
from backend.studio.voice.singer import IsCancelled, OnDevice, Singer
from backend.studio.voice.stopping import Stop
from backend.studio.voice.takes import Take

# What a phrase loses at a border of the song, or where it is cut, is faded over this long so that it does not click.
EDGE_S = 0.005


@dataclass(frozen=True)
class Line:
    """A phrase as it was sung in a song."""

    placed: Placed
    sung: Sung

    @property
    def first_frame(self) -> int:
        """The frame of the song on which its sound begins; below 0 where its consonants come before the song does."""
        return self.placed.frame + round(self.sung.start_s * SAMPLE_RATE)


@dataclass(frozen=True)
class Recorded:
    """A sung part: its dry stem [shape=(2, frames)], and the phrases of its first take, if it has the melody."""

    audio: Audio
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Task:
    """A phrase of a take of a part, who sings it, and how long nobody of that part sang before it."""

    number: int
    take: Take
    singer: Singer
    placed: Placed
    gap_s: float


class Booth:
    """Where singers record. What they sang is kept, so that only what changed is sung again.

    Parameters
    ----------
    company : who can sing
    keep : where phrases are kept from one song to the next
    """

    def __init__(self, company: Company | None = None, keep: Keep | None = None) -> None:
        self.company = company or Company()
        self._keep = keep or Nothing()

    def record(
        self,
        parts: Sequence[PlayedPart],
        plan: Plan,
        *,
        frames: int,
        threads: int = 2,
        report: Progress | None = None,
        cancelled: IsCancelled = lambda: False,
        blank: Blank = in_memory,
    ) -> list[Recorded]:
        """Let sung parts be sung, dry; phrases that begin after ``frames`` are left out.

        Raises
        ------
        UnknownName
            if a part names a voice that is not there
        CannotSing
            if a voice cannot sing here, or not what is asked of it
        Cancelled
            soon after ``cancelled()`` turned true
        """
        tasks = {part.part.id: list(self._tasks(part, parts, plan, frames)) for part in parts}
        whole, before, found = max(1, sum(map(len, tasks.values()))), 0, list[Recorded]()
        with stopping.stoppable(cancelled) as stop:
            # Part by part: what second takes sang is in the stem and gone before the next part is sung.
            for part in parts:
                own = tasks[part.part.id]
                so_far = report and partial(_tell, report, before / whole, len(own) / whole)
                sung = each(lambda task: self._sung(task, stop, cancelled), own, threads=threads, report=so_far)
                found.append(_recorded(own, sung, blank(frames), keeps=part.part.role == VOCAL))
                before += len(own)
        self._keep.tidy()
        return found

    def _tasks(self, played: PlayedPart, parts: Sequence[PlayedPart], plan: Plan, frames: int) -> Iterator[_Task]:
        """All phrases of a part, as often as it is sung."""
        own = self.company.singer(played.part.voice.removeprefix(PREFIX))
        placed = self._phrases(played, plan, frames)
        stack = takes.of(played.part, [one.part for one in parts], plan.brief.singing)
        for number, take in enumerate(stack.takes):
            voice = takes.voice_of(take, own.voice, self.company, placed)
            singer = own if voice == own.voice else self.company.singer(voice.id)
            for index, one in stack.sung_in(number, placed, plan):
                gap_s = one.on_s - (placed[index - 1].off_s if index else 0.0)
                yield _Task(number, take, singer, takes.again(take, number, one), gap_s)

    def _sung(self, task: _Task, stop: Stop, cancelled: IsCancelled) -> Sung:
        with stopping.under(stop):
            return self.sing(task.singer, task.placed, cancelled)

    def sing(self, singer: Singer, placed: Placed, cancelled: IsCancelled = lambda: False) -> Sung:
        """Sing one phrase, or take it from where it is kept."""
        if cancelled():
            raise Cancelled(stopping.CANCELLED)
        return self._keep.get(singer, placed.phrase, lambda: singer.sing(placed.phrase, cancelled))

    def versions(self, parts: Sequence[PlayedPart]) -> dict[str, str]:
        """Name the voices of sung parts, what they sing with, and on which terms."""
        singers = {part.part.id: self.company.singer(part.part.voice.removeprefix(PREFIX)) for part in parts}
        return {f"{what} of {part}": told for part, singer in singers.items() for what, told in _told(singer)}

    def _phrases(self, part: PlayedPart, plan: Plan, frames: int) -> list[Placed]:
        cut = phrases.cut(part, plan)
        return [placed for placed in cut if placed.frame < frames]


EMPTY = Booth()
"""Where nobody sings."""


def _told(singer: Singer) -> Iterator[tuple[str, str]]:
    yield "voice", singer.voice.id
    yield "singer", singer.version
    yield "licence", singer.voice.licence
    if isinstance(singer, OnDevice):
        yield "device", singer.device


def _tell(report: Progress, before: float, share: float, done: float) -> None:
    report(before + share * done)


def _recorded(tasks: Sequence[_Task], sung: Sequence[Sung], stem: Audio, *, keeps: bool) -> Recorded:
    """Put the phrases of a part into its stem; whoever sings first is heard to breathe, and kept as it was sung."""
    lines = [Line(task.placed, one) for task, one in zip(tasks, sung, strict=True)]
    for task, line in zip(tasks, lines, strict=True):
        lay(line.sung.audio, line.first_frame, stem, task.take.sides)
        if task.number == 0:
            air = breaths.before(line.placed.phrase, line.sung.audio, task.gap_s + line.sung.start_s)
            lay(air, line.first_frame - round(breaths.BEFORE_S * SAMPLE_RATE) - len(air), stem, task.take.sides)
    let_go(stem)
    first = (line for task, line in zip(tasks, lines, strict=True) if task.number == 0)
    return Recorded(stem, tuple(first) if keeps else ())


def lay(audio: Mono, first: int, stem: Audio, sides: Sequence[float] = (1.0,)) -> None:
    """Add a phrase to a stem [shape=(len(sides), frames)] from a frame on; where a border cuts it, it is faded."""
    begin, end = max(0, first), min(stem.shape[1], first + len(audio))
    if end <= begin:
        return
    own = audio[begin - first : end - first].copy()
    edge = min(round(EDGE_S * SAMPLE_RATE), len(own))
    ramp = np.arange(edge, dtype=np.float32) / edge
    if begin > first:
        own[:edge] *= ramp
    if end < first + len(audio):
        own[len(own) - edge :] *= ramp[::-1]
    for channel, gain in zip(stem, sides, strict=True):
        channel[begin:end] += own * np.float32(gain)
