"""The delivery: every file of a song in one folder, encoders side by side on threads, each file whole or absent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from backend.studio.analysis.peaks import strata
from backend.studio.audio import SAMPLE_RATE, Master, Stem
from backend.studio.formats import audio_files, charts, midi, project, vocals
from backend.studio.formats.atomic import replacing, sha256
from backend.studio.parallel import Progress, each
from backend.studio.reels import let_go
from backend.studio.song import Song
from backend.studio.units import decibels_to_gain

Kind = Literal["preview", "master", "stem", "vocals_dry", "words", "midi", "chords", "sections", "peaks", "project"]
STEM_BITS = MASTER_BITS = 24
PREVIEW, PREVIEW_BITS = "preview.flac", 16


@dataclass(frozen=True)
class Written:
    """A file that was written.

    ``name`` is what people may save it as, ``path`` where it lies; ``part`` is the id of a stem's part.
    """

    kind: Kind
    format: str
    path: Path
    bytes: int
    sha256: str
    duration_s: float
    name: str
    part: str = ""


@dataclass(frozen=True)
class Task:
    """A file to write. ``effort`` orders the work: what takes longest begins first."""

    kind: Kind
    place: str
    effort: float
    write: Callable[[Path], None]
    part: str = ""


def write_all(
    song: Song,
    folder: Path,
    *,
    threads: int = 2,
    report: Progress | None = None,
    stems: Literal["flac", "wav"] = "flac",
) -> list[Written]:
    """Write master, stems, MIDI, charts, peaks and project of a song into a folder; the words, if it is sung.

    Stem files carry the one common ``headroom_db`` of the master, which song.json states: their sum, raised by as much,
    is the master. It is 0 unless a stem is louder than full scale.
    """
    tasks = [*_masters(song), *_stems(song, stems), *_papers(song), *(_voices(song) if song.vocals else [])]
    order = sorted(range(len(tasks)), key=lambda index: -tasks[index].effort)
    done = each(lambda index: _write(tasks[index], song, folder), order, threads=threads, report=report)
    written = dict(zip(order, done, strict=True))
    return [written[index] for index in range(len(tasks))]


def write_preview(opening: Master, folder: Path) -> Written:
    """Write the first seconds of a song, to be listened to while the rest is made."""
    path = folder / PREVIEW
    audio_files.write_flac(path, opening.audio, bits=PREVIEW_BITS)
    return _written("preview", path, opening.audio.shape[1] / SAMPLE_RATE)


def _masters(song: Song) -> list[Task]:
    """The master three times. Efforts are seconds of work for a minute of sound, as measured."""
    audio, tags = song.master.audio, {"title": song.performance.score.plan.brief.title}
    return [
        Task("master", "master.wav", 0.04, lambda path: audio_files.write_wav(path, audio, bits=MASTER_BITS)),
        Task(
            "master", "master.flac", 0.10, lambda path: audio_files.write_flac(path, audio, bits=MASTER_BITS, tags=tags)
        ),
        Task("master", "master.mp3", 0.30, lambda path: audio_files.write_mp3(path, audio)),
    ]


def _stems(song: Song, form: Literal["flac", "wav"]) -> list[Task]:
    return [_stem(song, stem, number, form) for number, stem in enumerate(song.master.stems, start=1)]


def _stem(song: Song, stem: Stem, number: int, form: Literal["flac", "wav"]) -> Task:
    headroom_db = song.master.headroom_db

    def write(path: Path) -> None:
        gain = decibels_to_gain(headroom_db)
        if form == "wav":
            audio = stem.audio if headroom_db == 0 else stem.audio * np.float32(gain)
            audio_files.write_wav(path, audio, bits=STEM_BITS)
        else:
            tags = {"title": stem.name, "comment": f"Stem of the master, headroom {headroom_db:.6g} dB"}
            audio_files.write_stem(path, stem.audio, bits=STEM_BITS, gain=gain, tags=tags)
        let_go(stem.audio)

    return Task("stem", f"stems/{number:02d}-{_slug(stem.name)}.{form}", 0.06, write, stem.id)


def _papers(song: Song) -> list[Task]:
    performance, master = song.performance, song.master
    plan = performance.score.plan
    return [
        Task("midi", "song.mid", 0.08, lambda path: midi.write(performance, path)),
        Task("chords", "chords.txt", 0.0, lambda path: _text(path, charts.chord_chart(plan))),
        Task("sections", "sections.json", 0.0, lambda path: _json(path, charts.course(plan))),
        Task("peaks", "peaks.json", 0.01, lambda path: _json(path, strata(master.audio, master.stems))),
        Task("project", "song.json", 0.03, lambda path: _json(path, project.song_to_dict(song))),
    ]


def _voices(song: Song) -> list[Task]:
    return [
        Task("vocals_dry", vocals.DRY, 0.05, lambda path: vocals.write_dry(song, path)),
        Task("words", vocals.WORDS, 0.01, lambda path: _json(path, vocals.words(song))),
    ]


def _write(task: Task, song: Song, folder: Path) -> Written:
    path = folder / task.place
    task.write(path)
    return _written(task.kind, path, song.master.audio.shape[1] / SAMPLE_RATE, part=task.part)


def _written(kind: Kind, path: Path, duration_s: float, *, part: str = "") -> Written:
    return Written(
        kind=kind,
        format=path.suffix[1:],
        path=path,
        bytes=path.stat().st_size,
        sha256=sha256(path),
        duration_s=duration_s,
        name=path.name,
        part=part,
    )


def _slug(name: str) -> str:
    """A name as part of a file name: small letters and digits, the rest hyphens."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower())
    return "-".join(plain.split()) or "stem"


def _text(path: Path, text: str) -> None:
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8")


def _json(path: Path, content: Any) -> None:
    _text(path, json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
