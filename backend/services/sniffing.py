"""What a file is by its content; what its name or its sender say counts for nothing."""

from __future__ import annotations

import re

import puremagic

HEAD_BYTES = 8192
SCRIPT = (b'"note_seq"', b'"ph_seq"')
# What soon stands in the projects of OpenUtau and Synthesizer V, and what VOCALOID's outermost element is.
OPENUTAU, SYNTHV = b"ustx_version", (b'"renderConfig"', b'"meter"')
VOCALOID = re.compile(rb"<vsq[34][\s>]")
SCORE = re.compile(rb"<(?:\w+:)?score-(?:partwise|timewise)[\s>]")


def sniff(head: bytes) -> str | None:
    """Name the format of a file by its first bytes: wav, mp3, flac, mid, musicxml, mxl, ds,
    ust, ustx, svp, vsqx, png, jpg, webp; else None.

    Our own reading of the header and puremagic's must agree, so that neither alone can be talked into something.
    """
    ours = next((name for name, is_one in _HEADERS.items() if is_one(head)), None)
    return ours if ours and ours in _others(head) else None


def _others(head: bytes) -> set[str]:
    try:
        found = {match.extension.lstrip(".").lower() for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        found = set()
    ours = {name for name, holds in _BY_US.items() if holds(head)}
    return {_ALIASES.get(name, name) for name in found} | ours


def _is_mp3(head: bytes) -> bool:
    return head[:3] == b"ID3" or _is_mp3_frame(head)


def _is_mp3_frame(head: bytes) -> bool:
    """Eleven bits of sync, MPEG 1 or 2, layer III, with a real bit rate and sample rate (ISO 11172-3, 2.4.1.3)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = (head[1] >> 3) & 3, (head[1] >> 1) & 3
    bit_rate, sample_rate = head[2] >> 4, (head[2] >> 2) & 3
    return version != 1 and layer == 1 and 0 < bit_rate < 15 and sample_rate != 3


def _is_script(head: bytes) -> bool:
    """JSON that soon says which notes and phonemes are sung."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") and any(key in head for key in SCRIPT)


def _is_ust(head: bytes) -> bool:
    """The sections that every project of UTAU begins with."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[#VERSION]", b"[#SETTING]"))


def _is_ustx(head: bytes) -> bool:
    return OPENUTAU in head


def _is_svp(head: bytes) -> bool:
    return (
        head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"library"' in head and any(key in head for key in SYNTHV)
    )


def _is_vsqx(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and VOCALOID.search(head) is not None


def _is_score(head: bytes) -> bool:
    """Text in any of the encodings that XML allows, whose outermost element is a score's."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain[:1] == b"<" and SCORE.search(plain) is not None


_HEADERS = {
    "wav": lambda head: head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE",
    "webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "flac": lambda head: head[:4] == b"fLaC",
    "mid": lambda head: head[:8] == b"MThd\0\0\0\6",
    "musicxml": _is_score,
    "ds": _is_script,
    "ust": _is_ust,
    "ustx": _is_ustx,
    "svp": _is_svp,
    "vsqx": _is_vsqx,
    # An archive that has a score in it, or says first what it is.
    "mxl": lambda head: head[:4] == b"PK\x03\x04" and b"xml" in head,
    "png": lambda head: head[:8] == b"\x89PNG\r\n\x1a\n",
    "jpg": lambda head: head[:3] == b"\xff\xd8\xff",
    "mp3": _is_mp3,
}
# No list of first bytes knows these: their outermost element has to do, and their own reader after it.
_BY_US = {
    "mp3": _is_mp3_frame, "musicxml": _is_score, "ds": _is_script, "ust": _is_ust, "ustx": _is_ustx, "svp": _is_svp,
    "vsqx": _is_vsqx,
}  # fmt: skip
_ALIASES = {"zip": "mxl", "midi": "mid", "jpeg": "jpg", "jfif": "jpg", "jpe": "jpg"}
