"""The vocal booth: sung parts become dry stems, phrase by phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.errors import Cancelled
from backend.studio.parallel import Progress, each
from backend.studio.reels import Blank, in_memory, let_go
from backend.studio.score import Plan, PlayedPart
from backend.studio.singing import PREFIX
from backend.studio.voice import phrases
from backend.studio.voice.company import Company
from backend.studio.voice.keeping import Keep, Nothing
from backend.studio.voice.phrase import Mono, Sung
from backend.studio.voice.phrases import Placed
from backend.studio.voice.singer import IsCancelled, Singer

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
    """A sung part: its dry stem [shape=(2, frames)], and the phrases of its first take."""

    audio: Audio
    lines: tuple[Line, ...]


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
        singers = [self.company.singer(part.part.voice.removeprefix(PREFIX)) for part in parts]
        wanted = [self._phrases(part, plan, frames) for part in parts]
        tasks = [(singer, placed) for singer, own in zip(singers, wanted, strict=True) for placed in own]
        sung = each(lambda task: self.sing(*task, cancelled), tasks, threads=threads, report=report)
        self._keep.tidy()
        found, rest = [], iter(sung)
        for own in wanted:
            lines = tuple(Line(placed, next(rest)) for placed in own)
            found.append(Recorded(_mounted(lines, blank(frames)), lines))
        return found

    def sing(self, singer: Singer, placed: Placed, cancelled: IsCancelled = lambda: False) -> Sung:
        """Sing one phrase, or take it from where it is kept."""
        if cancelled():
            raise Cancelled("Cancelled while singing.")
        return self._keep.get(singer, placed.phrase, lambda: singer.sing(placed.phrase, cancelled))

    def versions(self, parts: Sequence[PlayedPart]) -> dict[str, str]:
        """Name the voices of sung parts, what they sing with, and on which terms."""
        singers = {part.part.id: self.company.singer(part.part.voice.removeprefix(PREFIX)) for part in parts}
        return {
            f"{what} of {part}": told
            for part, singer in singers.items()
            for what, told in (
                ("voice", singer.voice.id),
                ("singer", singer.version),
                ("licence", singer.voice.licence),
            )
        }

    def _phrases(self, part: PlayedPart, plan: Plan, frames: int) -> list[Placed]:
        wish = plan.brief.singing
        cut = phrases.cut(part, plan, manner=wish.expression, language=wish.language)
        return [placed for placed in cut if placed.frame < frames]


EMPTY = Booth()
"""Where nobody sings."""


def _mounted(lines: Sequence[Line], stem: Audio) -> Audio:
    """Put phrases into a stem, in the middle."""
    for line in lines:
        lay(line.sung.audio, line.first_frame, stem)
    let_go(stem)
    return stem


def lay(audio: Mono, first: int, stem: Audio) -> None:
    """Add a phrase to a stem [shape=(channels, frames)] from a frame on; where a border cuts it, it is faded."""
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
    stem[:, begin:end] += own
