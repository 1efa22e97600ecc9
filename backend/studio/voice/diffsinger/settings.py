"""What a model of a bank says about itself: ``dsconfig.yaml`` and ``vocoder.yaml``, with OpenUtau's defaults.

Each folder of a bank has a description of its own; nothing in one holds for another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import reading

VARIANCES = ("energy", "breathiness", "voicing", "tension")
"""In the order in which models give them."""

PARTS = ("acoustic", "linguistic", "dur", "pitch", "variance")
# OpenUtau predicts these two where a description is silent.
BY_DEFAULT = ("energy", "breathiness")
# What a network works with is far inside these.
LARGEST_RATE, LARGEST_HOP, LARGEST_FFT, LARGEST_BINS, LARGEST_HIDDEN = 192_000, 8192, 65_536, 1024, 8192
# A semitone of shifted formants beyond this was never trained.
LARGEST_SHIFT = 36.0


@dataclass(frozen=True)
class Sound:
    """How frames and mel spectra are made; acoustic model and vocoder must agree on all but the ``base``."""

    sample_rate: int
    hop: int
    window: int
    fft: int
    bins: int
    low_hz: float
    high_hz: float
    base: str
    scale: str

    @property
    def frame_s(self) -> float:
        return self.hop / self.sample_rate


@dataclass(frozen=True)
class Settings:
    """The description of a model. ``models`` are the files of its networks by their part: acoustic, linguistic, ...

    ``predicts`` and ``wants`` are variances that it gives and takes. ``is_continuous`` says that it is sampled in
    ``steps`` and not by ``speedup``. ``deepest`` is the largest depth 0..1, None where it has none. ``shift`` are the
    semitones down and up for which formants were trained.
    """

    folder: Path
    models: Mapping[str, str]
    phonemes: str
    languages: str
    uses_languages: bool
    hidden: int
    speakers: tuple[str, ...]
    vocoder: str
    by_words: bool
    predicts: tuple[str, ...]
    wants: tuple[str, ...]
    takes_formant: bool
    takes_diction: bool
    takes_expression: bool
    is_continuous: bool
    deepest: float | None
    shift: tuple[float, float]
    sound: Sound


@dataclass(frozen=True)
class VocoderSettings:
    """The description of a vocoder; ``moves_pitch`` says that it may sing another pitch than the mel was made for."""

    folder: Path
    name: str
    model: str
    sound: Sound
    moves_pitch: bool
    on_cpu: bool


def read(path: Path) -> Settings:
    """Read a ``dsconfig.yaml``.

    Raises
    ------
    BadBank
        if it cannot be read, naming the key
    """
    given = _Given(path.parent.name or path.name, reading.yaml_table(path))
    is_continuous = given.flag("use_continuous_acceleration")
    deepens = given.flag("use_variable_depth", given.flag("use_shallow_diffusion"))
    return Settings(
        folder=path.parent,
        models={part: given.word(part) for part in PARTS if given.word(part)},
        phonemes=given.word("phonemes") or "phonemes.txt",
        languages=given.word("languages"),
        uses_languages=given.flag("use_lang_id"),
        hidden=given.whole("hidden_size", 256, LARGEST_HIDDEN),
        speakers=reading.names(given.table.get("speakers")),
        vocoder=given.word("vocoder"),
        by_words=given.flag("predict_dur", True),
        predicts=tuple(name for name in VARIANCES if given.flag(f"predict_{name}", name in BY_DEFAULT)),
        wants=tuple(name for name in VARIANCES if given.flag(f"use_{name}_embed")),
        takes_formant=given.flag("use_key_shift_embed"),
        takes_diction=given.flag("use_speed_embed"),
        takes_expression=given.flag("use_expr"),
        is_continuous=is_continuous,
        deepest=_deepest(given, is_continuous) if deepens else None,
        shift=_shift(given),
        sound=_sound(given),
    )


def read_vocoder(path: Path) -> VocoderSettings:
    """Read a ``vocoder.yaml``.

    Raises
    ------
    BadBank
        if it cannot be read, naming the key
    """
    given = _Given(path.parent.name or path.name, reading.yaml_table(path))
    return VocoderSettings(
        folder=path.parent,
        name=given.word("name") or "vocoder",
        model=given.word("model") or "model.onnx",
        sound=_sound(given),
        moves_pitch=given.flag("pitch_controllable"),
        on_cpu=given.flag("force_on_cpu"),
    )


class _Given:
    """The values of a description, read as what they should be."""

    def __init__(self, where: str, table: Mapping[str, Any]) -> None:
        self.where, self.table = where, table

    def word(self, key: str) -> str:
        return reading.line(self.table.get(key))

    def flag(self, key: str, default: bool = False) -> bool:
        given = self.word(key).lower()
        if not given:
            return default
        if given in reading.TRUE or given in reading.FALSE:
            return given in reading.TRUE
        raise self._wrong(key, "true or false")

    def whole(self, key: str, default: int, most: int) -> int:
        found = self.number(key, default)
        if found != int(found) or not 1 <= found <= most:
            raise self._wrong(key, f"a whole number from 1 to {most}")
        return int(found)

    def number(self, key: str, default: float) -> float:
        given = self.word(key)
        try:
            found = float(given) if given else default
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise self._wrong(key, "a number")
        return found

    def choice(self, key: str, default: str, among: Mapping[str, str]) -> str:
        given = self.word(key).lower() or default
        if given not in among:
            raise self._wrong(key, " or ".join(sorted(set(among.values()))))
        return among[given]

    def _wrong(self, key: str, allowed: str) -> BadBank:
        return BadBank(f"{self.where}: {key} is {self.word(key)[:80]!r}; it must be {allowed}.")


def _sound(given: _Given) -> Sound:
    return Sound(
        sample_rate=given.whole("sample_rate", 44_100, LARGEST_RATE),
        hop=given.whole("hop_size", 512, LARGEST_HOP),
        window=given.whole("win_size", 2048, LARGEST_FFT),
        fft=given.whole("fft_size", 2048, LARGEST_FFT),
        bins=given.whole("num_mel_bins", 128, LARGEST_BINS),
        low_hz=given.number("mel_fmin", 40.0),
        high_hz=given.number("mel_fmax", 16_000.0),
        base=given.choice("mel_base", "10", {"10": "10", "10.0": "10", "e": "e", str(math.e): "e"}),
        scale=given.choice("mel_scale", "slaney", {"slaney": "slaney", "htk": "htk"}),
    )


def _deepest(given: _Given, is_continuous: bool) -> float:
    """The largest depth as a share: older models count it in thousandths."""
    found = given.number("max_depth", 1.0 if is_continuous else 1000.0)
    found = found if is_continuous and found <= 1 else found / 1000
    if not 0 < found <= 1:
        raise BadBank(f"{given.where}: max_depth is {given.word('max_depth')}; it must be above 0, up to 1 (or 1000).")
    return found


def _shift(given: _Given) -> tuple[float, float]:
    augmentation = given.table.get("augmentation_args")
    shifting = augmentation.get("random_pitch_shifting") if isinstance(augmentation, dict) else None
    limits = reading.names(shifting.get("range")) if isinstance(shifting, dict) else ()
    try:
        low, high = (float(limit) for limit in limits)
    except ValueError:
        return (-12.0, 12.0)
    if not -LARGEST_SHIFT <= low <= 0 <= high <= LARGEST_SHIFT:
        raise BadBank(
            f"{given.where}: random_pitch_shifting is {low:g} to {high:g}; it must hold 0, within 36 semitones."
        )
    return (low, high)
