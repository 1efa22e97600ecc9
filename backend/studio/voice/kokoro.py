"""Kokoro: the main singers, one network with a pack of styles for each voice.

Set-up cuts the network into three (``cutting``), and the last one around its residual blocks (``sounder``). Each layer
subtracts the mean of a channel over the whole utterance and divides by its spread. Held vowels and rests have other
means than speech, and singing comes out breathy and garbled. So these norms are fed: those that the same voice has when
it speaks (docs/singing.md). All parts are deterministic.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.studio.jit import COMPILED
from backend.studio.voice import cutting, hibari, sounder, vocal_tract
from backend.studio.voice.cutting import READER, SOUNDER, SPEAKER
from backend.studio.voice.networks import Network
from backend.studio.voice.phrase import Mono
from backend.studio.voice.sounder import Sounder
from backend.studio.voice.speech import PACE, Curve, Direction, Reading

VERSION = "kokoro 1.0 own blocks"
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
# Where set-up puts the networks and the packs of styles.
SHARE = Path(sys.prefix) / "share" / "mini-studio" / "voices" / "kokoro"
STYLES = "styles"
# A pack holds a style for each number of tokens [shape=(510, 1, 256)]; the norms were taken with this one.
STYLE, ROW = 256, 50
# The means and spreads of all channels of each voice in speech, made by bench/speech_norms.py.
NORMS = Path(__file__).with_name("kokoro_norms.npz")


def prepare(model: bytes, styles: Path, folder: Path) -> None:
    """Cut the network into the parts that are used, with the styles of its voices, in place of what a folder holds.

    Whoever is killed on the way leaves what was there, or nothing: never a part of each.

    Raises
    ------
    ValueError
        if it is not the network that is known
    """
    if (found := hashlib.sha256(model).hexdigest()) != SHA256:
        raise ValueError(f"The network has SHA-256 {found}, and should have {SHA256}.")
    fresh, old = (folder.with_name(f"{folder.name}.{word}") for word in ("fresh", "old"))
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(styles, fresh / STYLES)
    cutting.cut(model, fresh)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def place() -> Path | None:
    """Where the network lies, or None where set-up has not brought it, or not the alphabet that it shares."""
    is_whole = all((SHARE / name).is_file() for name in (READER, SPEAKER, SOUNDER, *sounder.PARTS))
    return SHARE if is_whole and hibari.place() else None


class Networks:
    """The three parts of the network, opened when they are first used and shared by all voices.

    The reader goes from tokens to how they would be spoken, the speaker from sounds on a pitch to 80 features a second,
    the sounder from features on a pitch to sound.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reader, self.speaker = Network(folder / READER), Network(folder / SPEAKER)
        self.sounder = Sounder(folder) if COMPILED else Network(folder / SOUNDER)


class Kokoro:
    """The network with the styles of one voice."""

    version = VERSION

    def __init__(self, networks: Networks, name: str) -> None:
        self._networks, self._name = networks, name

    @cached_property
    def alphabet(self) -> Mapping[str, int]:
        """The token of each sign."""
        return hibari.alphabet()

    @cached_property
    def style(self) -> NDArray[np.float32]:
        """How the voice sounds, as the network knows it."""
        pack = np.fromfile(self._networks.folder / STYLES / f"{self._name}.bin", np.float32)
        found: NDArray[np.float32] = pack.reshape(-1, 1, STYLE)[ROW]
        return found

    @cached_property
    def _norms(self) -> dict[str, NDArray[np.float32]]:
        with np.load(NORMS) as kept:
            parts = np.split(kept[self._name].astype(np.float32), np.cumsum(kept["sizes"])[:-1])
        return {f"norm_{index}": part.reshape(1, -1, 1) for index, part in enumerate(parts)}

    def read(self, tokens: Sequence[int]) -> Reading:
        """Decide how to speak some tokens."""
        known = np.array([tokens], np.int64)
        run = self._networks.reader.run
        steps, hz, energy = run(tokens=known, style=self.style, speed=np.full(1, PACE, np.float32))
        lengths = np.rint(steps).astype(np.int64).ravel()
        return Reading(lengths, hz.ravel().astype(np.float64), energy.ravel().astype(np.float64), known)

    def sound(self, reading: Reading, told: Direction, rng: np.random.Generator) -> Mono:
        """Sing some tokens as told."""
        alignment = np.repeat(np.eye(len(reading.steps), dtype=np.float32), reading.steps, axis=1)
        said_hz, energy, hz = (curve[None].astype(np.float32) for curve in (told.said_hz, told.energy, told.hz))
        speaker, last = self._networks.speaker, self._networks.sounder
        feeds = {"tokens": reading.memory, "style": self.style, "alignment": alignment, "hz": said_hz, "energy": energy}
        (features,) = speaker.run(**feeds, **self.norms_of(speaker))
        sung = _at(features, told.places)
        (sound,) = last.run(features=sung, style=self.style, hz=hz, **self.norms_of(last))
        return vocal_tract.moved(sound.ravel(), told.formant, told.breath, rng)

    def norms_of(self, network: Network | Sounder) -> dict[str, NDArray[np.float32]]:
        """What a part of the network takes of the norms of the voice."""
        return {name: self._norms[name] for name in network.inputs if name in self._norms}


def _at(features: NDArray[np.float32], places: Curve) -> NDArray[np.float32]:
    """Features at places between their frames."""
    last = features.shape[2] - 1
    places = np.clip(places, 0, last)
    low = np.minimum(places.astype(int), max(last - 1, 0))
    share = (places - low).astype(np.float32)
    found: NDArray[np.float32] = features[:, :, low] * (1 - share) + features[:, :, np.minimum(low + 1, last)] * share
    return found
