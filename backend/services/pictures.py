"""Uploaded pictures: decoded within limits and written anew, so that nothing but the picture is kept."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from backend.services.errors import TooLarge, WrongType

# A photograph of today's cameras fits; a "bomb" of a few kilobytes that unfolds to gigabytes does not.
MAX_PIXELS = 25_000_000
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
QUALITY = 90


def rewrite(picture: Path, kind: str) -> None:
    """Decode a picture and write it anew in its place, upright and without metadata.

    Raises
    ------
    TooLarge
        if it has more than 25 million pixels
    WrongType
        if it cannot be decoded as what it claims to be
    """
    try:
        with Image.open(picture, formats=[FORMATS[kind]]) as found:
            width, height = found.size
            if width * height > MAX_PIXELS:
                raise TooLarge(f"The picture has {width} x {height} pixels; at most {MAX_PIXELS:,} are allowed.")
            upright = ImageOps.exif_transpose(found)
            plain = upright.convert(_mode(upright.mode, kind))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as broken:
        raise WrongType(f"The picture cannot be read as {FORMATS[kind]}.") from broken
    plain.info.clear()
    plain.save(picture, FORMATS[kind], quality=QUALITY)


def _mode(mode: str, kind: str) -> str:
    has_alpha = mode in ("RGBA", "LA", "PA", "P") and kind != "jpg"
    return "RGBA" if has_alpha else "RGB"
