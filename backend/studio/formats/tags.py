"""What a file says of itself: title, artist, genre, tempo, key, loudness and a picture, as each format writes it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, ID3, TBPM, TCON, TDRC, TIT2, TKEY, TPE1, TSSE, TXXX, PictureType
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from backend.studio.errors import UnknownName

SOFTWARE = "Mini Studio"
# What players bring every song to: ReplayGain 2.0 and, in Opus files, EBU R 128 (RFC 7845, section 5.2.1).
REPLAYGAIN_LUFS, R128_LUFS = -18.0, -23.0
# An Opus gain is a whole number of 1/256 dB in 16 bits.
R128_STEPS, R128_MOST = 256, 32_767


@dataclass(frozen=True)
class Tags:
    """What is known of a song. ``date`` is ISO 8601, ``key`` as in ``F#m``, ``cover`` a PNG picture or empty.

    ``loudness_lufs`` and ``true_peak_dbtp`` are None for silence, which has no level.
    """

    title: str
    artist: str
    genre: str
    bpm: float
    key: str
    date: str
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    comment: str = ""
    cover: bytes = b""


def write(path: Path, tags: Tags) -> None:
    """Write tags into a file in place, by its ending: wav, flac, mp3, ogg or opus; what it said before is forgotten.

    Raises
    ------
    UnknownName
        if the ending is none of these
    """
    writers = {"wav": _wav, "flac": _flac, "mp3": _mp3, "ogg": _ogg, "opus": _opus}
    writer = writers.get(path.suffix.lstrip("."))
    if writer is None:
        raise UnknownName(f"{path.name!r} cannot carry tags; these can: {', '.join(writers)}.")
    writer(path, tags)


def _mp3(path: Path, tags: Tags) -> None:
    _id3(MP3(path), tags).save()


def _wav(path: Path, tags: Tags) -> None:
    _id3(WAVE(path), tags).save()


def _flac(path: Path, tags: Tags) -> None:
    file = FLAC(path)
    file.delete()
    file.clear_pictures()
    file.update(dict(_comments(tags)) | dict(_replaygain(tags)))
    if tags.cover:
        file.add_picture(_picture(tags.cover))
    file.save()


def _ogg(path: Path, tags: Tags) -> None:
    _vorbis(OggVorbis(path), tags, dict(_replaygain(tags)))


def _opus(path: Path, tags: Tags) -> None:
    """Opus files say their loudness in a form of their own, and must not carry the other one."""
    gain: dict[str, str] = {}
    if tags.loudness_lufs is not None:
        steps = round((R128_LUFS - tags.loudness_lufs) * R128_STEPS)
        gain["R128_TRACK_GAIN"] = str(max(-R128_MOST - 1, min(R128_MOST, steps)))
    _vorbis(OggOpus(path), tags, gain)


def _vorbis(file: Any, tags: Tags, gain: dict[str, str]) -> None:
    file.clear()
    file.update(dict(_comments(tags)) | gain)
    if tags.cover:
        file["METADATA_BLOCK_PICTURE"] = base64.b64encode(_picture(tags.cover).write()).decode()
    file.save()


def _id3(file: Any, tags: Tags) -> Any:
    if file.tags is None:
        file.add_tags()
    id3: ID3 = file.tags
    id3.clear()
    frames: list[Any] = [
        TIT2(text=tags.title),
        TPE1(text=tags.artist),
        TCON(text=tags.genre),
        TBPM(text=str(round(tags.bpm))),
    ]
    frames += [TKEY(text=tags.key), TSSE(text=SOFTWARE)]
    if tags.date:
        frames.append(TDRC(text=tags.date))
    if tags.comment:
        frames.append(COMM(lang="eng", desc="", text=tags.comment))
    frames += [TXXX(desc=name, text=text) for name, text in _replaygain(tags)]
    if tags.cover:
        frames.append(APIC(mime="image/png", type=PictureType.COVER_FRONT, desc="", data=tags.cover))
    for frame in frames:
        id3.add(frame)
    return file


def _comments(tags: Tags) -> Iterator[tuple[str, str]]:
    """Vorbis comments, as FLAC, Vorbis and Opus files carry them; what is not known is left out."""
    said = {
        "TITLE": tags.title,
        "ARTIST": tags.artist,
        "GENRE": tags.genre,
        "BPM": f"{tags.bpm:g}",
        "INITIALKEY": tags.key,
        "DATE": tags.date,
        "COMMENT": tags.comment,
        "ENCODER": SOFTWARE,
    }
    return ((name, text) for name, text in said.items() if text)


def _replaygain(tags: Tags) -> Iterator[tuple[str, str]]:
    if tags.loudness_lufs is not None:
        yield "REPLAYGAIN_TRACK_GAIN", f"{REPLAYGAIN_LUFS - tags.loudness_lufs:+.2f} dB"
    if tags.true_peak_dbtp is not None:
        yield "REPLAYGAIN_TRACK_PEAK", f"{10 ** (tags.true_peak_dbtp / 20):.6f}"


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, "image/png", cover
    return picture
