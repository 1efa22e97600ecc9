"""The recording session: who plays what, and who plays it twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.audio import Audio, Stem
from backend.studio.instruments.band import Band
from backend.studio.instruments.doubling import panned_apart, second_take
from backend.studio.mix import amps
from backend.studio.parallel import Progress
from backend.studio.reels import Blank, in_memory, let_go
from backend.studio.score import PlayedPart


def record(
    parts: Sequence[PlayedPart],
    *,
    band: Band,
    frames: int,
    threads: int = 2,
    report: Progress | None = None,
    blank: Blank = in_memory,
) -> list[Stem]:
    """Let the band play parts into dry stems of ``frames`` frames.

    A guitar that goes through an amplifier is plugged in clean; where the amplifier asks for it, it is played twice.
    """
    plugged = [_plugged_in(part) for part in parts]
    twice = [number for number, one in enumerate(parts) if amps.is_doubled(one.part)]
    played = [*plugged, *(second_take(plugged[number]) for number in twice)]
    sound = band.play(played, frames=frames, threads=threads, report=report, blank=blank)
    for number, second in zip(twice, sound[len(parts) :], strict=True):
        _double(sound[number], second)
    return [
        Stem(one.part.id, one.part.name, one.part.detail, one.part.family, audio)
        for one, audio in zip(parts, sound[: len(parts)], strict=True)
    ]


def _plugged_in(played: PlayedPart) -> PlayedPart:
    amp = amps.find(played.part.voice)
    return replace(played, part=replace(played.part, program=amp.program)) if amp else played


def _double(first: Audio, second: Audio) -> None:
    panned_apart(first, second)
    let_go(first)
    let_go(second)
