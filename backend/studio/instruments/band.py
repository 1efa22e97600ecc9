"""The band: players who read from SoundFonts and from the synthesiser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from backend.studio import jit
from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.instruments.expression import express
from backend.studio.instruments.instrument import DRUMS
from backend.studio.instruments.plan import Plan, plan
from backend.studio.instruments.rendering import Arena, Renderer, Slots, Tail
from backend.studio.instruments.sources import FontSource, Source, SynthSource
from backend.studio.instruments.synth import patches
from backend.studio.reels import Blank, in_memory, let_go
from backend.studio.score import Family, Part, PlayedNote, PlayedPart

# Raise it with every change that moves a bit of what is rendered: caches and released songs remember it.
VERSION = "soundfont-4"
WARM_KEYS, WARM_VELOCITIES = range(28, 97, 2), (40, 80, 110)


class Band:
    """A SoundFont, the synthesiser, and the players that read from them.

    Parts are planned in Python and rendered by compiled kernels that hold no lock, so threads share the work. Nothing
    runs between two calls, so a process can fork with an open band and both sides go on.
    """

    version = VERSION

    def __init__(self, font: FontSource, synth: SynthSource, *, sample_rate: int, compiled: bool) -> None:
        self.name = font.font.name
        self._font, self._synth, self._rate = font, synth, sample_rate
        self._renderer = Renderer(sample_rate, compiled=compiled)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        sample_rate: int = SAMPLE_RATE,
        cache_dir: Path | None = None,
        compiled: bool = jit.COMPILED,
    ) -> Band:
        """Map a SoundFont 2 or 3 file; samples are decoded when they are first played.

        Parameters
        ----------
        path : the font
        sample_rate : of everything the band plays, Hz
        cache_dir : where decoded samples are kept for other processes, or None
        compiled : False to play without the compiled kernels, slower

        Raises
        ------
        BadSoundFont
            if the file is missing or is no SoundFont
        """
        font, synth = FontSource(path, sample_rate, cache_dir), SynthSource(sample_rate, cache_dir)
        return cls(font, synth, sample_rate=sample_rate, compiled=compiled)

    def presets(self) -> list[tuple[int, int, str]]:
        """List (bank, program, name) of all presets."""
        return self._font.font.presets()

    def play(
        self,
        parts: Sequence[PlayedPart],
        *,
        frames: int,
        threads: int = 2,
        report: Callable[[float], None] | None = None,
        blank: Blank = in_memory,
    ) -> list[Audio]:
        """Render parts, dry, one stem each.

        Parameters
        ----------
        parts : what to play
        frames : length of every stem
        threads : how many to render on; the result does not depend on it
        report : called with 0..1 as the work goes on; whatever it raises ends the work
        blank : makes what each stem is recorded on

        Returns
        -------
        list of ndarray [shape=(2, frames)], float32, full scale ±1

        Raises
        ------
        BadSoundFont
            if the font turns out to be broken where it is needed
        """
        sources = [self._source(part.part) for part in parts]
        plans = [
            plan(part, source.instrument(part.part), frames=frames, sample_rate=self._rate)
            for part, source in zip(parts, sources, strict=True)
        ]
        stems = [blank(frames) for _ in parts]
        whole, done = max(1, sum(p.work for p in plans)), 0
        with ThreadPoolExecutor(threads) as pool:
            slots = [source.load(p.slots, pool) for p, source in zip(plans, sources, strict=True)]
            jobs = self._begin(plans, stems, slots, pool)
            tails: list[list[Tail]] = [[] for _ in parts]
            try:
                for job in as_completed(list(jobs)):
                    number, work = jobs.pop(job)
                    tails[number].append(job.result())
                    if len(tails[number]) == plans[number].section_count:
                        _finish(stems[number], tails[number])
                        express(stems[number], parts[number], self._rate)
                        let_go(stems[number])
                    done += work
                    if report:
                        report(done / whole)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        return stems

    def _begin(
        self, plans: list[Plan], stems: list[Audio], slots: list[Slots], pool: ThreadPoolExecutor
    ) -> dict[Future[Tail], tuple[int, int]]:
        """Hand all sections to the pool, stems with the most work first; return each one's stem number and work."""
        jobs = {}
        for number in sorted(range(len(plans)), key=lambda n: -plans[n].work):
            for movement in plans[number].movements:
                arena = Arena(movement.waves)
                waves = [pool.submit(self._renderer.resample, arena, chunk, slots[number]) for chunk in arena.chunks()]
                for section in movement.sections:
                    job = pool.submit(self._mix, waves, plans[number], section, arena, stems[number])
                    jobs[job] = number, section.work
        return jobs

    def _mix(self, waves: list[Future[None]], *rest: Any) -> Tail:
        """Mix a section once its waves are there: handed to the pool before it, they are running or done."""
        for wave in waves:
            wave.result()
        return self._renderer.mix(*rest)

    def warm(self, programs: Iterable[tuple[int, int]]) -> None:
        """Compile every kernel and decode what (bank, program) pairs commonly play, before a fork or a first song."""
        parts = []
        for bank, program in programs:
            keys = range(35, 82) if bank == DRUMS else WARM_KEYS
            notes = tuple(PlayedNote(0.0, 0.01, key, velocity) for key in keys for velocity in WARM_VELOCITIES)
            parts.append(PlayedPart(Part("warm", "warm", "", "warm", Family.KEYS, program, bank, ()), notes))
        self.play(parts, frames=self._rate // 10)

    @property
    def sha256(self) -> str:
        """The identity of the font."""
        return self._font.sha256

    def _source(self, part: Part) -> Source:
        """Where the sounds of a part come from."""
        return self._synth if part.voice.startswith(patches.PREFIX) else self._font


def _finish(stem: Audio, tails: list[Tail]) -> None:
    """Add what rang on after each section, in the order of the sections, so that every run rounds alike."""
    for tail in sorted(tails, key=lambda tail: tail.number):
        stem[:, tail.first_frame : tail.first_frame + tail.audio.shape[1]] += tail.audio
    tails.clear()
