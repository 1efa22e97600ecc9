"""The effects there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from backend.studio.effects import parameters, settings

MISSING = "The package pedalboard is not installed. Type: python3 run.py"


@dataclass(frozen=True)
class Kind:
    """A kind of effect. ``mix`` is how much of it is heard where nothing is said.

    What ``blends`` can be heard beside the sound that went in; the others change the whole of it or nothing. Some are
    ``boarded``: they need the package pedalboard.
    """

    name: str
    label: str
    group: str
    settings: type[Any]
    mix: float = 1.0
    blends: bool = True
    boarded: bool = False

    @property
    def unavailable(self) -> str:
        """Why it cannot be had here, and what to type; empty if it can."""
        return MISSING if self.boarded and not _has_board() else ""

    def document(self) -> dict[str, Any]:
        """The effect for those who choose and set it."""
        return {
            "name": self.name,
            "label": self.label,
            "group": self.group,
            "about": " ".join((self.settings.__doc__ or "").split()),
            "mix": self.mix,
            "blends": self.blends,
            "available": not self.unavailable,
            "reason": self.unavailable or None,
            "parameters": parameters.documents(self.settings),
        }


@cache
def _has_board() -> bool:
    return find_spec("pedalboard") is not None


_ALL = (
    Kind("gain", "Gain", "level", settings.Gain),
    Kind("compressor", "Compressor", "level", settings.Compressor),
    Kind("gate", "Gate", "level", settings.Gate),
    Kind("deesser", "De-esser", "level", settings.DeEsser),
    Kind("limiter", "Limiter", "level", settings.Limiter, blends=False),
    Kind("normalise", "Normalise", "level", settings.Normalise, blends=False),
    Kind("eq", "Equaliser", "tone", settings.Equaliser),
    Kind("bell", "Bell", "tone", settings.Bell),
    Kind("low_shelf", "Low shelf", "tone", settings.LowShelf),
    Kind("high_shelf", "High shelf", "tone", settings.HighShelf),
    Kind("high_pass", "High-pass", "tone", settings.HighPass),
    Kind("low_pass", "Low-pass", "tone", settings.LowPass),
    Kind("distortion", "Distortion", "colour", settings.Distortion),
    Kind("bitcrush", "Bitcrush", "colour", settings.Bitcrush),
    Kind("chorus", "Chorus", "movement", settings.Chorus, mix=0.5, boarded=True),
    Kind("phaser", "Phaser", "movement", settings.Phaser, mix=0.5, boarded=True),
    Kind("tremolo", "Tremolo", "movement", settings.Tremolo),
    Kind("delay", "Delay", "space", settings.Delay, mix=0.3),
    Kind("reverb", "Reverb", "space", settings.Reverb, mix=0.3, boarded=True),
    Kind("convolution", "Convolution reverb", "space", settings.Convolution, mix=0.3),
    Kind("stereo_width", "Stereo width", "space", settings.StereoWidth),
    Kind("pitch_shift", "Pitch shift", "time", settings.PitchShift, boarded=True),
    Kind("time_stretch", "Time stretch", "time", settings.TimeStretch, blends=False, boarded=True),
    Kind("fade", "Fade", "time", settings.Fade, blends=False),
    Kind("trim", "Trim", "time", settings.Trim, blends=False),
    Kind("reverse", "Reverse", "time", settings.Reverse, blends=False),
)
KINDS = MappingProxyType({kind.name: kind for kind in _ALL})
# What the same is called elsewhere.
ALIASES = MappingProxyType({
    "equaliser": "eq", "equalizer": "eq", "parametric": "bell", "peak": "bell", "lowshelf": "low_shelf",
    "highshelf": "high_shelf", "highpass": "high_pass", "lowpass": "low_pass", "noise_gate": "gate",
    "de_esser": "deesser", "de-esser": "deesser", "bit_crush": "bitcrush", "echo": "delay",
    "convolution_reverb": "convolution", "pitch": "pitch_shift", "stretch": "time_stretch", "width": "stereo_width",
    "normalize": "normalise",
})  # fmt: skip
