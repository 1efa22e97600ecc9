"""The whole way from a brief to a song, in order. Reading this file is reading the product."""

from __future__ import annotations

import numpy as np
import scipy

from backend.studio import recording
from backend.studio.audio import SAMPLE_RATE, Song, Stem
from backend.studio.brief import Brief
from backend.studio.composer import perform, whole
from backend.studio.instruments.band import Band
from backend.studio.mix import balance, master
from backend.studio.mix.state import MixState
from backend.studio.reels import Blank, in_memory
from backend.studio.score import Performance
from backend.studio.stages import Stages

# Raised when the same brief and seed make other notes, or the same notes another sound, than before.
COMPOSER, MIXER = "2", "5"


def compose(brief: Brief) -> Performance:
    """Write the score of a brief and play it from the page: all notes, no sound yet."""
    score = whole.compose(brief)
    return perform.play(score, whole.seeds_of(score.plan))


def make_song(brief: Brief, *, band: Band, stages: Stages, threads: int = 2, blank: Blank = in_memory) -> Song:
    """Turn a brief into a finished song; its stems are recorded on what ``blank`` makes.

    Raises
    ------
    Cancelled
        at the next report after the work was called off
    """
    with stages.enter("composing"):
        performance = compose(brief)
    return record(performance, band=band, stages=stages, threads=threads, blank=blank)


def record(
    performance: Performance,
    *,
    band: Band,
    stages: Stages,
    given: MixState | None = None,
    threads: int = 2,
    blank: Blank = in_memory,
) -> Song:
    """Play, mix and master a performance; ``given`` is how the desk stood for the take that this one comes from.

    Raises
    ------
    Cancelled
        at the next report after the work was called off
    """
    plan = performance.score.plan
    with stages.enter("playing"):
        stems = play(performance, band=band, stages=stages, threads=threads, blank=blank)
    with stages.enter("mixing"):
        mixed = balance.mix(stems, performance, plan.mix, given=given, threads=threads, report=stages.report)
    with stages.enter("mastering"):
        mastered = master.finish(mixed, target_lufs=plan.brief.loudness_lufs, threads=threads, report=stages.report)
    return Song(performance, mastered, dict(stages.seconds), versions(band), given)


def play(performance: Performance, *, band: Band, stages: Stages, threads: int, blank: Blank = in_memory) -> list[Stem]:
    """Let the band play every part into a dry stem."""
    frames = round(performance.length_s * SAMPLE_RATE)
    return recording.record(
        performance.parts, band=band, frames=frames, threads=threads, report=stages.report, blank=blank
    )


def versions(band: Band) -> dict[str, str]:
    """Name everything that must be the same for the same brief to give the same bytes."""
    return {
        "composer": COMPOSER,
        "mixer": MIXER,
        "renderer": band.version,
        "font": band.name,
        "font_sha256": band.sha256,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }
