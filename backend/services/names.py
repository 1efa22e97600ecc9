"""Names that the studio gives: unguessable ids, and file names that say what is in them."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import unicodedata

SLUG_LENGTH = 60


def slug(words: str, *, otherwise: str = "song") -> str:
    """Lower-case letters a-z, digits and underscores, at most 60; another word if nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:SLUG_LENGTH].rstrip("_") or otherwise


def unguessable(length: int = 24) -> str:
    """Random lower-case letters and digits, five bits each."""
    return base64.b32encode(secrets.token_bytes(length)).decode().lower()[:length]


def track_id() -> str:
    """The id of a track: 120 random bits, so that having it proves having been told."""
    return f"track_{unguessable()}"


def folder(track_id: str) -> str:
    """Where the files of a track lie. Their addresses are seen by many, so the id cannot be read back from them."""
    return f"songs/{hashlib.sha256(track_id.encode()).hexdigest()[:32]}"


def file_name(prompt: str) -> str:
    """The reserved name of a song's WAV file, such as ``calm_ambient_piano_24ab88e7.wav``."""
    return f"{slug(prompt)}_{secrets.token_hex(4)}.wav"
