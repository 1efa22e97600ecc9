"""The whole way from a brief to a song, in order. Reading this file is reading the product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import scipy

from backend.studio import backing, recording
from backend.studio.audio import SAMPLE_RATE
from backend.studio.brief import Brief
from backend.studio.composer import perform, whole
from backend.studio.instruments.band import Band
from backend.studio.mix import balance, master
from backend.studio.mix.state import MixState
from backend.studio.reels import Blank, in_memory
from backend.studio.score import Performance
from backend.studio.song import Song
from backend.studio.stages import Stages
from backend.studio.voice.booth import EMPTY, Booth, Recorded

# Raised when the same brief and seed make other notes, or the same notes another sound, than before.
COMPOSER, MIXER = "3", "5"


def compose(brief: Brief) -> Performance:
    """Write the score of a brief and play it from the page: all notes, no sound yet."""
    score = whole.compose(brief)
    return perform.play(score, whole.seeds_of(score.plan))


def make_song(
    brief: Brief, *, band: Band, booth: Booth = EMPTY, stages: Stages, threads: int = 2, blank: Blank = in_memory
) -> Song:
    """Turn a brief into a finished song; its stems are recorded on what ``blank`` makes.

    Raises
    ------
    Cancelled
        at the next report after the work was called off
    """
    with stages.enter("composing"):
        performance = compose(brief)
    return record(performance, band=band, booth=booth, stages=stages, threads=threads, blank=blank)


def record(
    performance: Performance,
    *,
    band: Band,
    booth: Booth = EMPTY,
    stages: Stages,
    given: MixState | None = None,
    recorded: Path | None = None,
    threads: int = 2,
    blank: Blank = in_memory,
) -> Song:
    """Play, sing, mix and master a performance; ``given`` is how the desk stood for the take that this one comes from.

    ``recorded`` is the file of the backing track, if there is one.

    Raises
    ------
    Cancelled
        at the next report after the work was called off
    """
    plan = performance.score.plan
    session: Any = {"frames": round(performance.length_s * SAMPLE_RATE), "threads": threads, "blank": blank}
    with stages.enter("playing"):
        stems = recording.record(performance.played, band=band, report=stages.report, **session)
    sung: list[Recorded] = []
    if performance.sung:
        with stages.enter("singing"):
            sung = booth.record(performance.sung, plan, report=stages.report, cancelled=stages.is_cancelled, **session)
        stems = recording.with_vocals(performance, stems, sung)
    if plan.brief.backing:
        stems.append(backing.stem(plan.brief.backing, recorded, session["frames"], blank))
    with stages.enter("mixing"):
        mixed = balance.mix(stems, performance, plan.mix, given=given, threads=threads, report=stages.report)
    with stages.enter("mastering"):
        mastered = master.finish(mixed, target_lufs=plan.brief.loudness_lufs, threads=threads, report=stages.report)
    vocals = {one.part.id: recorded.lines for one, recorded in zip(performance.sung, sung, strict=True)}
    made_with = versions(performance, band=band, booth=booth)
    return Song(performance, mastered, dict(stages.seconds), made_with, given, vocals)


def versions(performance: Performance, *, band: Band, booth: Booth) -> dict[str, str]:
    """Name everything that must be the same for the same brief to give the same bytes, and who sang on which terms."""
    return {
        "composer": COMPOSER,
        "mixer": MIXER,
        "renderer": band.version,
        "font": band.name,
        "font_sha256": band.sha256,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        **booth.versions(performance.sung),
    }
