"""The studio's own engine: composes a score and plays it. The first `Engine`, and the one that needs no GPU."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backend.studio import excerpts, reels
from backend.studio.brief import MAX_SECONDS, MIN_SECONDS
from backend.studio.composer import contest, perform, quality, styles, whole
from backend.studio.composer.asked import report
from backend.studio.composer.contest import Contest
from backend.studio.composer.edits import applying
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.engine import Capabilities, EditRequest, EditResult, IsCancelled, MusicRequest, MusicResult, Report
from backend.studio.errors import BadProject
from backend.studio.formats import delivery
from backend.studio.formats.project import take_from_dict
from backend.studio.instruments.band import Band
from backend.studio.pipeline import compose, record
from backend.studio.score import Performance
from backend.studio.singing import SingingWish
from backend.studio.song import Song
from backend.studio.stages import Stages
from backend.studio.voice.booth import EMPTY, Booth

# Shares of the time of a warm 60 s song on two cores, by bench/song.py.
SHARES = {"composing": 0.08, "playing": 0.34, "mixing": 0.16, "mastering": 0.08, "writing": 0.34}
# The same where singers take about as long as the band.
SUNG_SHARES = {"composing": 0.06, "playing": 0.25, "singing": 0.25, "mixing": 0.12, "mastering": 0.06, "writing": 0.26}
# Of a song whose first seconds are made by themselves; of few words all are sung then.
OPENING_SHARE = 0.1
# Long enough for every section role of a style, so that all its players have their turn.
WARM_S = 60.0
# Fewer candidates make no contest.
FEWEST = 2


class ComposerEngine:
    """Composes, plays, mixes and masters with the built-in band."""

    def __init__(self, band: Band, *, clock: Callable[[], float], booth: Booth = EMPTY, threads: int = 2) -> None:
        self.band, self.booth, self._clock, self._threads = band, booth, clock, threads

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

    def prepare(self) -> None:
        """Compile every kernel, and decode and keep the samples of every style's players: once, when all is set up."""
        briefs = [read("", wishes=BriefWishes(styles=(name,), duration_s=WARM_S), seed=0) for name in styles.load_all()]
        players = {(part.part.bank, part.part.program) for brief in briefs for part in compose(brief).parts}
        self.band.warm(sorted(players))
        self.warm()

    def warm(self) -> None:
        """Load all code and every kernel with a short song, so that a fork starts at full speed."""
        style = next(iter(styles.load_all()))
        with TemporaryDirectory() as folder:
            short = read("", wishes=BriefWishes(styles=(style,), duration_s=MIN_SECONDS), seed=0)
            self.run(MusicRequest(short, Path(folder)), lambda _stage, _done: None, lambda: False)

    def run(self, request: MusicRequest, progress: Report, cancelled: IsCancelled) -> MusicResult:
        """Make the song and write its files into the folder of the request.

        Raises
        ------
        Cancelled
            soon after ``cancelled()`` turned true
        """
        is_sung = bool(request.kept.performance.sung) if request.kept else request.brief.singing.is_sung
        stages = self._stages(is_sung, progress, cancelled, has_opening=bool(request.early and not request.kept))
        how = self._how(stages, request.folder, request.recorded)
        if request.kept:
            song = record(request.kept.performance, given=request.kept.given, **how)
            return self._deliver(song, request.folder, stages)
        with stages.enter("composing"):
            performance, held = self._composed(request, stages)
        if request.early:
            with stages.enter("opening"):
                opening = excerpts.opening(
                    performance, band=self.band, booth=self.booth, recorded=request.recorded, threads=self._threads,
                    report=stages.report, cancelled=stages.is_cancelled,
                )  # fmt: skip
                request.early(delivery.write_preview(opening, request.folder))
        return self._deliver(record(performance, **how), request.folder, stages, held)

    def _composed(self, request: MusicRequest, stages: Stages) -> tuple[Performance, Contest | None]:
        """The song of a request, and the contest that it won if there was to be one."""
        if request.candidates < FEWEST:
            return compose(request.brief), None
        held = contest.hold(request.brief, request.candidates, processes=self._threads, report=stages.report)
        return compose(contest.with_seed(request.brief, held.winner.seed)), held

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
        kept = take_from_dict(request.project)
        stages = self._stages(bool(kept.performance.sung), progress, cancelled)
        with stages.enter("composing"):
            edited = applying.apply(kept.performance.score, request.edit)
            plan = edited.score.plan
            performance = perform.play(edited.score, whole.seeds_of(plan))
        without = kept.found.without(parts=edited.new_parts, sections=edited.new_rides)
        given = None if edited.is_another else without
        song = record(performance, given=given, **self._how(stages, request.folder, request.recorded))
        music = self._deliver(song, request.folder, stages)
        return EditResult(music, plan.brief, edited.sections, edited.parts, self._told(edited.text, plan.brief.singing))

    def _told(self, text: str, wish: SingingWish) -> str:
        """What an edit says of itself, its singer called as people know them."""
        label = next((voice.label for voice in self.booth.company.voices() if voice.id == wish.voice), "")
        return text.replace(wish.voice, label) if label else text

    def _stages(self, is_sung: bool, progress: Report, cancelled: IsCancelled, *, has_opening: bool = False) -> Stages:
        shares = SUNG_SHARES if is_sung else SHARES
        if has_opening:
            shares = {"opening": OPENING_SHARE, **{name: own * (1 - OPENING_SHARE) for name, own in shares.items()}}
        return Stages(shares, clock=self._clock, report=progress, cancelled=cancelled)

    def _how(self, stages: Stages, folder: Path, recorded: Path | None) -> Any:
        """Who records a song, and on what."""
        blank = reels.in_folder(folder)
        return {
            "band": self.band, "booth": self.booth, "recorded": recorded, "stages": stages, "threads": self._threads,
            "blank": blank,
        }  # fmt: skip

    def _deliver(self, song: Song, folder: Path, stages: Stages, held: Contest | None = None) -> MusicResult:
        if not isfinite(song.master.loudness_lufs):
            raise BadProject("Nothing would be heard of this song: nobody plays or sings a note that is loud enough.")
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
            quality=quality.document(song.performance.score, held),
        )
