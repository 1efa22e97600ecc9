"""The band: a SoundFont, and the players that read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import cached_property
from pathlib import Path
from typing import Any

from backend.studio import jit
from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.instruments import soundfont
from backend.studio.instruments.expression import express
from backend.studio.instruments.instrument import DRUMS, Instrument
from backend.studio.instruments.keeping import identity
from backend.studio.instruments.plan import Plan, plan
from backend.studio.instruments.rendering import Arena, Renderer, Slots, Tail
from backend.studio.instruments.samples import Samples
from backend.studio.reels import Blank, in_memory, let_go
from backend.studio.score import Family, Part, PlayedNote, PlayedPart

# Raise it with every change that moves a bit of what is rendered: caches and released songs remember it.
VERSION = "soundfont-2"
WARM_KEYS, WARM_VELOCITIES = range(28, 97, 2), (40, 80, 110)


class Band:
    """A SoundFont and the players that read from it.

    Parts are planned in Python and rendered by compiled kernels that hold no lock, so threads share the work. Nothing
    runs between two calls, so a process can fork with an open band and both sides go on.
    """

    version = VERSION

    def __init__(
        self, font: soundfont.SoundFont, path: Path, *, sample_rate: int, cache_dir: Path | None, compiled: bool
    ) -> None:
        self.name = font.name
        self._font, self._path, self._rate, self._cache = font, path, sample_rate, cache_dir
        self._renderer = Renderer(sample_rate, compiled=compiled)
        self._instruments: dict[tuple[int, int], Instrument] = {}

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
        return cls(soundfont.read(path), path, sample_rate=sample_rate, cache_dir=cache_dir, compiled=compiled)

    def presets(self) -> list[tuple[int, int, str]]:
        """List (bank, program, name) of all presets."""
        return self._font.presets()

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
        plans = [self._plan(part, frames) for part in parts]
        stems = [blank(frames) for _ in parts]
        whole, done = max(1, sum(p.work for p in plans)), 0
        with ThreadPoolExecutor(threads) as pool:
            slots = self._samples.load({wave.slot for p in plans for m in p.movements for wave in m.waves}, pool)
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
        self, plans: list[Plan], stems: list[Audio], slots: Slots, pool: ThreadPoolExecutor
    ) -> dict[Future[Tail], tuple[int, int]]:
        """Hand all sections to the pool, stems with the most work first; return each one's stem number and work."""
        jobs = {}
        for number in sorted(range(len(plans)), key=lambda n: -plans[n].work):
            for movement in plans[number].movements:
                arena = Arena(movement.waves)
                waves = [pool.submit(self._renderer.resample, arena, chunk, slots) for chunk in arena.chunks()]
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

    @cached_property
    def sha256(self) -> str:
        """The font's identity, kept beside the cached samples, so that only the first process reads the whole file."""
        return identity(self._path, self._cache)

    @cached_property
    def _samples(self) -> Samples:
        return Samples(self._font, self._cache / self.sha256[:16] if self._cache else None)

    def _plan(self, part: PlayedPart, frames: int) -> Plan:
        wanted = part.part.bank, part.part.program
        if wanted not in self._instruments:
            self._instruments[wanted] = Instrument(self._font, *wanted, self._rate)
        return plan(part, self._instruments[wanted], frames=frames, sample_rate=self._rate)


def _finish(stem: Audio, tails: list[Tail]) -> None:
    """Add what rang on after each section, in the order of the sections, so that every run rounds alike."""
    for tail in sorted(tails, key=lambda tail: tail.number):
        stem[:, tail.first_frame : tail.first_frame + tail.audio.shape[1]] += tail.audio
    tails.clear()
