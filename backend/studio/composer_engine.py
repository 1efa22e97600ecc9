"""The studio's own engine: composes a score and plays it. The first `Engine`, and the one that needs no GPU."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backend.studio import reels
from backend.studio.audio import Song
from backend.studio.brief import MAX_SECONDS, MIN_SECONDS
from backend.studio.composer import perform, styles
from backend.studio.composer.asked import report
from backend.studio.composer.edits import applying
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer.seeds import Seeds
from backend.studio.engine import Capabilities, EditRequest, EditResult, IsCancelled, MusicRequest, MusicResult, Report
from backend.studio.formats import delivery
from backend.studio.formats.project import take_from_dict
from backend.studio.instruments.band import Band
from backend.studio.pipeline import compose, make_song, record
from backend.studio.stages import Stages

# Shares of the time of a warm 60 s song on two cores, by bench/song.py.
SHARES = {"composing": 0.08, "playing": 0.34, "mixing": 0.16, "mastering": 0.08, "writing": 0.34}
# Long enough for every section role of a style, so that all its players have their turn.
WARM_S = 60.0


class ComposerEngine:
    """Composes, plays, mixes and masters with the built-in band."""

    def __init__(self, band: Band, *, clock: Callable[[], float], threads: int = 2) -> None:
        self.band, self._clock, self._threads = band, clock, threads

    def capabilities(self) -> Capabilities:
        """Say what the composer can do."""
        return Capabilities(
            name="composer",
            label="Studio composer",
            licence="GPL-3.0-or-later",
            makes_score=True,
            makes_stems=True,
            min_seconds=MIN_SECONDS,
            max_seconds=MAX_SECONDS,
        )

    def estimate(self, duration_s: float) -> float:
        """Guess the seconds of work before there is a history: a start and a part for each second of music."""
        return 0.4 + 0.025 * duration_s

    def warm(self) -> None:
        """Compile every kernel and decode the samples of every style's players, so that a fork starts at full speed."""
        briefs = [read("", wishes=BriefWishes(styles=(name,), duration_s=WARM_S), seed=0) for name in styles.load_all()]
        players = {(part.part.bank, part.part.program) for brief in briefs for part in compose(brief).parts}
        self.band.warm(sorted(players))
        with TemporaryDirectory() as folder:
            short = replace(briefs[0], duration_s=MIN_SECONDS)
            self.run(MusicRequest(short, Path(folder)), lambda _stage, _done: None, lambda: False)

    def run(self, request: MusicRequest, progress: Report, cancelled: IsCancelled) -> MusicResult:
        """Make the song and write its files into the folder of the request.

        Raises
        ------
        Cancelled
            soon after ``cancelled()`` turned true
        """
        stages = Stages(SHARES, clock=self._clock, report=progress, cancelled=cancelled)
        blank = reels.in_folder(request.folder)
        how: Any = {"band": self.band, "stages": stages, "threads": self._threads, "blank": blank}
        if request.kept:
            song = record(request.kept.performance, given=request.kept.given, **how)
        else:
            song = make_song(request.brief, **how)
        return self._deliver(song, request.folder, stages)

    def edit(self, request: EditRequest, progress: Report, cancelled: IsCancelled) -> EditResult:
        """Change a take; what the edit does not touch keeps its notes, its playing and its gains in the mix.

        Raises
        ------
        BadProject
            if the take's project cannot be read
        BadEdit, UnknownName
            if the change cannot be made to it
        Cancelled
            soon after ``cancelled()`` turned true
        """
        stages = Stages(SHARES, clock=self._clock, report=progress, cancelled=cancelled)
        with stages.enter("composing"):
            kept = take_from_dict(request.project)
            edited = applying.apply(kept.performance.score, request.edit)
            plan = edited.score.plan
            performance = perform.play(edited.score, Seeds(plan.brief.seed, overrides=plan.seeds))
        given = kept.found.without(parts=edited.new_parts, sections=edited.new_rides)
        blank = reels.in_folder(request.folder)
        song = record(performance, band=self.band, stages=stages, given=given, threads=self._threads, blank=blank)
        music = self._deliver(song, request.folder, stages)
        return EditResult(music, plan.brief, edited.sections, edited.parts, edited.text)

    def _deliver(self, song: Song, folder: Path, stages: Stages) -> MusicResult:
        with stages.enter("writing"):
            files = delivery.write_all(song, folder, threads=self._threads, report=stages.report)
        return MusicResult(
            files=tuple(files),
            score=song.performance.score,
            loudness_lufs=song.master.loudness_lufs,
            true_peak_dbtp=song.master.true_peak_dbtp,
            duration_s=song.performance.length_s,
            versions=dict(song.versions),
            seconds=dict(stages.seconds),
            report=report.report(song.performance),
        )
