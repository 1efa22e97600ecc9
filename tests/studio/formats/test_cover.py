"""The cover shows the stems in the colours of their families, the bass in the middle."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from backend.studio.formats import cover
from backend.studio.score import Family

FULL = [255] * 100


def pixels(*stems: tuple[str, list[int]]) -> Image.Image:
    content = cover.draw({"stems": [{"family": family, "peaks": peaks} for family, peaks in stems]}, size=400)
    return Image.open(BytesIO(content)).convert("RGB")


def test_families_are_stacked_from_the_middle_and_mirrored() -> None:
    picture = pixels(("voice", FULL), ("bass", FULL))
    bass, voice = (cover.srgb(*cover.COLOURS[family]) for family in (Family.BASS, Family.VOICE))
    at = 41
    assert picture.getpixel((at, 199)) == picture.getpixel((at, 201)) == bass
    assert picture.getpixel((at, 60)) == picture.getpixel((at, 340)) == voice
    assert picture.getpixel((at, 20)) == picture.getpixel((2, 200)) == cover.srgb(*cover.GROUND)


def test_silence_is_empty_ground() -> None:
    assert set(pixels(("keys", [0] * 100)).get_flattened_data()) == {cover.srgb(*cover.GROUND)}


def test_a_song_of_few_columns_or_none_has_a_cover() -> None:
    assert pixels(("keys", [255, 0, 255])).size == pixels(("keys", [])).size == pixels().size == (400, 400)


@pytest.mark.parametrize(
    ("colour", "rgb"), [((1.0, 0.0, 0.0), (255, 255, 255)), ((0.0, 0.0, 0.0), (0, 0, 0)),
                        ((0.627955, 0.257683, 29.2339), (255, 0, 0)), ((0.452014, 0.313214, 264.052), (0, 0, 255))],
)  # fmt: skip
def test_colours_are_turned_as_the_definition_says(colour: tuple[float, ...], rgb: tuple[int, ...]) -> None:
    assert cover.srgb(*colour) == rgb


def test_the_colours_are_those_of_the_front_end() -> None:
    from backend.config import PROJECT_ROOT

    tokens = (PROJECT_ROOT / "frontend/src/styles/tokens.css").read_text(encoding="utf-8")
    for family, (lightness, chroma, hue) in cover.COLOURS.items():
        line = next(line for line in tokens.splitlines() if line.strip().startswith(f"--{family}:"))
        light = line.partition("oklch(")[2].partition(")")[0]
        assert [float(number) for number in light.split()] == [lightness, chroma, hue]
