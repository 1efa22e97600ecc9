"""Checksums that come with pieces of files, as the tus protocol writes them: ``sha256 <base64>``."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from io import BufferedIOBase

from backend.services.errors import InvalidInput

ALGORITHMS = ("sha1", "sha256", "md5")


@dataclass(frozen=True)
class Checksum:
    """What a piece has to add up to."""

    algorithm: str
    digest: bytes

    def fits(self, piece: BufferedIOBase) -> bool:
        """Whether the rest of a file adds up to it."""
        return hashlib.file_digest(piece, self.algorithm).digest() == self.digest


def read(written: str) -> Checksum | None:
    """Read a checksum; None where there is none.

    Raises
    ------
    InvalidInput
        if it is of a kind that is not known here, or no base64
    """
    if not written:
        return None
    algorithm, _, digest = written.partition(" ")
    if algorithm not in ALGORITHMS:
        raise InvalidInput.of({"Upload-Checksum": [f"{algorithm[:40]!r} is none of {', '.join(ALGORITHMS)}."]})
    try:
        return Checksum(algorithm, base64.b64decode(digest, validate=True))
    except binascii.Error:
        raise InvalidInput.of({"Upload-Checksum": [f"The {algorithm} is not written in base64."]}) from None
