"""The recording session: who plays what, who plays it twice, and who sings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from backend.studio.audio import SAMPLE_RATE, Audio, Stem
from backend.studio.instruments.band import Band
from backend.studio.instruments.doubling import panned_apart, second_take
from backend.studio.instruments.expression import express
from backend.studio.mix import amps
from backend.studio.parallel import Progress
from backend.studio.reels import Blank, in_memory, let_go
from backend.studio.score import Part, Performance, PlayedPart
from backend.studio.voice.booth import Recorded


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
    return [_stem(one.part, audio) for one, audio in zip(parts, sound[: len(parts)], strict=True)]


def with_vocals(performance: Performance, stems: Iterable[Stem], sung: Sequence[Recorded]) -> list[Stem]:
    """All stems in the order of the parts; a song that fades takes its singers along."""
    found = {stem.id: stem for stem in stems}
    for one, recorded in zip(performance.sung, sung, strict=True):
        express(recorded.audio, one, SAMPLE_RATE)
        let_go(recorded.audio)
        found[one.part.id] = _stem(one.part, recorded.audio)
    return [found[one.part.id] for one in performance.parts]


def _stem(part: Part, audio: Audio) -> Stem:
    return Stem(part.id, part.name, part.detail, part.family, audio)


def _plugged_in(played: PlayedPart) -> PlayedPart:
    amp = amps.find(played.part.voice)
    return replace(played, part=replace(played.part, program=amp.program)) if amp else played


def _double(first: Audio, second: Audio) -> None:
    panned_apart(first, second)
    let_go(first)
    let_go(second)
