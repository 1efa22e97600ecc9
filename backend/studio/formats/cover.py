"""The cover of a song: its strata, drawn from the peaks of its stems in the colours of their families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from backend.studio.score import Family

SIZE = 1000
COLUMNS, BAR_SHARE = 50, 0.72
# The strata keep this far from the edges, as a share of the side.
MARGIN = 0.1
GROUND = (0.970, 0.004, 155)
# Lines of the families by day, from the middle of the picture outwards; OKLCH lightness, chroma, hue in degrees.
COLOURS: Mapping[Family, tuple[float, float, float]] = {
    Family.BASS: (0.500, 0.130, 268),
    Family.DRUMS: (0.520, 0.022, 90),
    Family.PLUCKED: (0.590, 0.115, 78),
    Family.KEYS: (0.570, 0.115, 130),
    Family.STRINGS: (0.550, 0.090, 175),
    Family.WINDS: (0.570, 0.135, 45),
    Family.SYNTH: (0.550, 0.105, 225),
    Family.MALLETS: (0.540, 0.140, 315),
    Family.VOICE: (0.560, 0.165, 5),
    Family.TEXTURE: (0.600, 0.012, 90),
}
ORDER = tuple(COLOURS)


@dataclass(frozen=True)
class Layer:
    """A stem as columns: heights 0..1."""

    family: Family
    heights: NDArray[np.float64]


def draw(peaks: Mapping[str, Any], *, size: int = SIZE) -> bytes:
    """Draw a square PNG picture from what ``analysis.peaks.strata`` says of a song."""
    layers = _layers(peaks["stems"])
    picture = Image.new("RGB", (size, size), srgb(*GROUND))
    pen = ImageDraw.Draw(picture)
    pitch = size * (1 - 2 * MARGIN) / COLUMNS
    reach = size * (0.5 - MARGIN)
    highest = max((float(sum(layer.heights[at] for layer in layers)) for at in range(COLUMNS)), default=0.0) or 1.0
    for at in range(COLUMNS):
        left = size * MARGIN + at * pitch
        inner = 0.0
        for layer in layers:
            outer = inner + float(layer.heights[at]) / highest * reach
            colour = srgb(*COLOURS[layer.family])
            for low, high in ((size / 2 - outer, size / 2 - inner), (size / 2 + inner, size / 2 + outer)):
                if high - low >= 1:
                    pen.rectangle((left, low, left + pitch * BAR_SHARE, high), fill=colour)
            inner = outer
    out = BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def srgb(lightness: float, chroma: float, hue: float) -> tuple[int, int, int]:
    """Turn a colour of OKLCH, hue in degrees, into 0..255 of red, green and blue; what is outside sRGB is held.

    .. [1] Ottosson, "A perceptual color space for image processing", 2020.
    """
    a, b = chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (_encoded(float(min(1.0, max(0.0, value)))) for value in linear)
    return red, green, blue


def _encoded(linear: float) -> int:
    """The transfer curve of sRGB (IEC 61966-2-1)."""
    value = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * value)


def _layers(stems: Sequence[Mapping[str, Any]]) -> list[Layer]:
    """The stems from the middle outwards, each as the quadratic means of its columns, so that loud stays loud."""
    layers = []
    for stem in stems:
        levels = np.asarray(stem["peaks"], np.float64) / 255
        edges = np.linspace(0, len(levels), COLUMNS + 1).astype(int)
        columns = [levels[start : max(start + 1, end)] for start, end in pairwise(edges)]
        heights = np.array([np.sqrt(np.mean(column**2)) if len(column) else 0.0 for column in columns])
        layers.append(Layer(Family(stem["family"]), heights))
    return sorted(layers, key=lambda layer: ORDER.index(layer.family))
