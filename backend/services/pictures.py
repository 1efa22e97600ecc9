"""Uploaded pictures: decoded within limits and written anew, so that nothing but the picture is kept."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from backend.services.errors import TooLarge, WrongType

# Photographs of today's cameras fit, since JPEG can be decoded at a fraction of its size; the others have to be decoded
# whole. A "bomb" of a few kilobytes that unfolds to gigabytes does not fit.
MAX_PIXELS = {"jpg": 25_000_000, "png": 8_000_000, "webp": 8_000_000}
# Covers and portraits are never shown larger.
MAX_SIDE = 1600
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
QUALITY = 90
# Of 0 to 6; the usual 4 takes twice as long for a tenth fewer bytes.
WEBP_EFFORT = 2


def rewrite(picture: Path, kind: str, *, max_side: int = MAX_SIDE) -> None:
    """Decode a picture and write it anew in its place: upright, without metadata, at most ``max_side`` pixels a side.

    Raises
    ------
    TooLarge
        if it has more than 25 million pixels as a JPEG, or 8 million as a PNG or WebP
    WrongType
        if it cannot be decoded as what it claims to be
    """
    try:
        with Image.open(picture, formats=[FORMATS[kind]]) as found:
            width, height = found.size
            if width * height > MAX_PIXELS[kind]:
                most = f"a {FORMATS[kind]} may have {MAX_PIXELS[kind]:,}"
                raise TooLarge(f"The picture has {width} x {height} = {width * height:,} pixels; {most}.")
            found.draft("RGB", (max_side, max_side))
            found.thumbnail((max_side, max_side))
            upright = ImageOps.exif_transpose(found)
            plain = upright.convert(_mode(upright.mode, kind))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as broken:
        raise WrongType(f"The picture cannot be read as {FORMATS[kind]}.") from broken
    plain.info.clear()
    plain.save(picture, FORMATS[kind], quality=QUALITY, method=WEBP_EFFORT)


def _mode(mode: str, kind: str) -> str:
    has_alpha = mode in ("RGBA", "LA", "PA", "P") and kind != "jpg"
    return "RGBA" if has_alpha else "RGB"
