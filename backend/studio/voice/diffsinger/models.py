"""The models of a bank: what each is made of, what its networks take, and the speakers that it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import alphabet, reading, settings
from backend.studio.voice.diffsinger.alphabet import Alphabet
from backend.studio.voice.diffsinger.settings import Settings, VocoderSettings

DESCRIPTION = "dsconfig.yaml"
VOCODER_FOLDER, VOCODER_DESCRIPTION = "dsvocoder", "vocoder.yaml"
MOST_SPEAKERS = 1000


@dataclass(frozen=True)
class Model:
    """A model: its description, its alphabet and its networks by their part.

    ``root`` is the folder of the bank, out of which no description leads.
    """

    settings: Settings
    alphabet: Alphabet
    networks: Mapping[str, Path]
    root: Path

    @property
    def part(self) -> str:
        """What it does: acoustic, dur, pitch or variance."""
        return next(part for part in self.networks if part != "linguistic")

    @property
    def variances(self) -> tuple[str, ...]:
        """The variances that it takes, or gives."""
        settings = self.settings
        return {"acoustic": settings.wants, "variance": settings.predicts}.get(self.part, ())

    @cached_property
    def speakers(self) -> NDArray[np.float32]:
        """What stands for each speaker [speakers, hidden].

        Raises
        ------
        BadBank
            if the file of one is missing or not as long as it must be
        """
        return np.stack([_speaker(self.settings, name, self.root) for name in self.settings.speakers])

    def speaker_index(self, name: str) -> int:
        """The place of a speaker: by the whole name, else by its last part; the first one where there is none such."""
        names = self.settings.speakers
        if name in names:
            return names.index(name)
        last_parts = [short(each) for each in names]
        return last_parts.index(short(name)) if name and short(name) in last_parts else 0


@dataclass(frozen=True)
class Vocoder:
    """A vocoder: its description and its network. ``is_own`` where it came inside the bank."""

    settings: VocoderSettings
    network: Path
    is_own: bool


def open_model(folder: Path, root: Path, parts: Sequence[str]) -> Model:
    """Open the model in a folder; ``parts`` are the networks that it needs.

    Raises
    ------
    BadBank
        if something of it is missing or wrong, naming the file
    """
    found = settings.read(folder / DESCRIPTION)
    networks = {part: _network(found, part, root) for part in parts}
    if len(found.speakers) > MOST_SPEAKERS:
        raise BadBank(f"{folder.name} has {len(found.speakers)} speakers; up to {MOST_SPEAKERS} are read.")
    return Model(found, alphabet.read(found, root), networks, root)


def open_vocoder(folder: Path, root: Path, *, is_own: bool) -> Vocoder:
    """Open the vocoder in a folder.

    Raises
    ------
    BadBank
        if something of it is missing or wrong, naming the file
    """
    found = settings.read_vocoder(folder / VOCODER_DESCRIPTION)
    return Vocoder(found, _existing(folder, found.model, root), is_own)


def mismatch(acoustic: Settings, vocoder: VocoderSettings) -> str:
    """What acoustic model and vocoder do not agree on, empty if they go together; the logarithm can be converted."""
    for name in ("sample_rate", "hop", "window", "fft", "bins", "low_hz", "high_hz", "scale"):
        ours, theirs = getattr(acoustic.sound, name), getattr(vocoder.sound, name)
        if ours != theirs:
            return f"{name} is {ours} in the acoustic model and {theirs} in the vocoder {vocoder.name}"
    return ""


def _network(found: Settings, part: str, root: Path) -> Path:
    if part not in found.models:
        raise BadBank(f"{found.folder.name}: the description names no {part!r} model.")
    return _existing(found.folder, found.models[part], root)


def _existing(folder: Path, name: str, root: Path) -> Path:
    path = reading.inside(folder, name, root)
    if not path.is_file():
        raise BadBank(f"{name[:80]} is missing from {folder.name}.")
    return path


def _speaker(found: Settings, name: str, root: Path) -> NDArray[np.float32]:
    path = reading.inside(found.folder, f"{name}.emb", root)
    try:
        values = np.fromfile(path, "<f4")
    except (OSError, ValueError):
        raise BadBank(f"{name[:80]}.emb is missing from {found.folder.name}.") from None
    if len(values) != found.hidden or not np.isfinite(values).all():
        raise BadBank(f"{path.name} must hold {found.hidden} numbers (hidden_size); it has {len(values)}.")
    return values.astype(np.float32)


def short(name: str) -> str:
    """The last part of a name such as ``embeds/acoustic/soft`` or ``acoustic.soft``."""
    return PurePosixPath(name.replace("\\", "/")).name.rpartition(".")[2]
