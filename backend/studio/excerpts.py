"""The first seconds of a song, mixed by themselves, for those who wait for the whole of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from backend.studio import backing, recording
from backend.studio.audio import SAMPLE_RATE, Master
from backend.studio.instruments.band import Band
from backend.studio.mix import balance, master, presets
from backend.studio.parallel import Progress
from backend.studio.score import Performance, PlayedPart
from backend.studio.voice.booth import EMPTY, Booth
from backend.studio.voice.singer import IsCancelled

SECONDS = 8.0


def opening(
    performance: Performance,
    *,
    band: Band,
    booth: Booth = EMPTY,
    recorded: Path | None = None,
    seconds: float = SECONDS,
    threads: int = 2,
    report: Progress | None = None,
    cancelled: IsCancelled = lambda: False,
) -> Master:
    """Play, sing, mix and master the first seconds. How loud they are beside the rest is guessed from their energy.

    ``report`` hears how much of the singing is done, 0..1.

    Raises
    ------
    Cancelled
        soon after ``cancelled()`` turned true while somebody sings
    """
    plan = performance.score.plan
    length_s = min(seconds, performance.length_s)
    parts = tuple(_begun(played, length_s) for played in performance.parts)
    excerpt = replace(performance, parts=parts, length_s=length_s)
    frames = round(length_s * SAMPLE_RATE)
    stems = recording.record(excerpt.played, band=band, frames=frames, threads=threads)
    sung = booth.record(excerpt.sung, plan, frames=frames, threads=threads, report=report, cancelled=cancelled)
    stems = recording.with_vocals(excerpt, stems, sung)
    if plan.brief.backing:
        stems.append(backing.stem(plan.brief.backing, recorded, frames))
    mixed = balance.mix(stems, excerpt, plan.mix, threads=threads)
    highest = max(section.energy for section in plan.sections)
    softer_db = presets.load(plan.mix).ride.contrast_db * (highest - plan.sections[0].energy)
    return master.finish(mixed, target_lufs=plan.brief.loudness_lufs - softer_db, threads=threads)


def _begun(played: PlayedPart, seconds: float) -> PlayedPart:
    """The notes that begin in the first seconds; singers need theirs, for they sing whole phrases."""
    if played.part.is_sung:
        return played
    return replace(played, notes=tuple(note for note in played.notes if note.on_s < seconds))
