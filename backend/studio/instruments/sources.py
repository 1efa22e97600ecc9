"""Where sounds come from: a SoundFont or the synthesiser. Each has instruments, and the samples that these read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from backend.studio.instruments import soundfont
from backend.studio.instruments.instrument import Instrument, Playable
from backend.studio.instruments.keeping import identity
from backend.studio.instruments.samples import Samples, Slot, decoded
from backend.studio.instruments.synth import patches
from backend.studio.instruments.synth.player import SynthInstrument, sample
from backend.studio.score import Part

# Raise it with every change of a formula of the synthesiser: what is kept of its samples is then made anew.
SYNTH_VERSION = 1


class Source(Protocol):
    """Instruments and their samples."""

    def instrument(self, part: Part) -> Playable:
        """What plays a part."""

    def load(self, keys: Iterable[Any], pool: Executor) -> Mapping[Any, Slot]:
        """The samples that voices of this source read."""


class FontSource:
    """A SoundFont file; ``cache_dir`` keeps its decoded samples for other processes."""

    def __init__(self, path: Path, sample_rate: int, cache_dir: Path | None) -> None:
        self.font = soundfont.read(path)
        self._path, self._rate, self._cache = path, sample_rate, cache_dir
        self._instruments: dict[tuple[int, int], Instrument] = {}

    def instrument(self, part: Part) -> Instrument:
        """The preset for a part's bank and program."""
        wanted = part.bank, part.program
        if wanted not in self._instruments:
            self._instruments[wanted] = Instrument(self.font, *wanted, self._rate)
        return self._instruments[wanted]

    def load(self, keys: Iterable[Any], pool: Executor) -> Mapping[Any, Slot]:
        """Decode samples of the font."""
        return self._samples.load(keys, pool)

    @cached_property
    def sha256(self) -> str:
        """The font's identity, kept beside the cached samples, so that only the first process reads the whole file."""
        return identity(self._path, self._cache)

    @cached_property
    def _samples(self) -> Samples[Any]:
        folder = self._cache / self.sha256[:16] if self._cache else None
        return Samples(partial(decoded, self.font), folder)


class SynthSource:
    """The synthesiser; ``cache_dir`` keeps what it computed for other processes."""

    def __init__(self, sample_rate: int, cache_dir: Path | None) -> None:
        self._rate, self._cache = sample_rate, cache_dir
        self._instruments: dict[str, SynthInstrument] = {}

    def instrument(self, part: Part) -> SynthInstrument:
        """The patch that a part names."""
        if part.voice not in self._instruments:
            self._instruments[part.voice] = SynthInstrument(part.voice, self._rate)
        return self._instruments[part.voice]

    def load(self, keys: Iterable[Any], pool: Executor) -> Mapping[Any, Slot]:
        """Compute samples of patches."""
        return self._samples.load(keys, pool)

    @cached_property
    def _samples(self) -> Samples[Any]:
        kind = f"synth-{SYNTH_VERSION}-{self._rate}-{identity(patches.TABLE, None)[:12]}"
        return Samples(lambda key: sample(key, self._rate), self._cache / kind if self._cache else None)
