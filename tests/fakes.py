"""A stand-in for the music: plans a real-looking song and writes small real files, at once."""

from __future__ import annotations

import hashlib
import json
import wave
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask.testing import FlaskClient
from hummer import company

from backend.services.briefs import from_document, to_document
from backend.services.composing import Composing
from backend.services.engines import Engines
from backend.services.music import Music
from backend.services.uploads import Kind
from backend.services.voices import Singing
from backend.services.wishes import Wishes
from backend.studio.brief import Brief, FormWish, Mood, Source, StyleWeight
from backend.studio.composer.given import taking
from backend.studio.constraints import Kept
from backend.studio.engine import Capabilities, EditRequest, EditResult, MusicRequest, MusicResult
from backend.studio.errors import BadAudio
from backend.studio.formats.delivery import Written
from backend.studio.score import Chord, Family, Part, Plan, Score, Section
from backend.studio.units import Meter, TempoMap
from backend.studio.voice.booth import Booth


class Client(FlaskClient):
    """Reads each answer whole and closes what it came from, as a real client's connection does."""

    def open(self, *args, **kwargs):
        return super().open(*args, **{"buffered": True, **kwargs})


PICTURES = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "webp": "webp"}
STYLES = {"lofi": "Lo-fi hip hop", "jazz_trio": "Jazz trio"}
TRIAD = (2, 5, 9)
REPORT = (Kept("Form", 4, 4, "section"),)


def fake_music(engine: FakeEngine) -> Music:
    """The studio's music with nothing behind it."""
    return Music(
        engines=Engines([engine, FakeEngine(name="neural", unavailable="no GPU")]),
        editor=engine,
        composing=Composing(read=read, plan=plan, labels=STYLES, cast=cast),
        styles=lambda: [
            {"name": name, "label": label, "words": [], "tempo": [60, 80, 100], "families": ["keys"]}
            for name, label in STYLES.items()
        ],
        instruments=lambda: [
            {"name": "flute", "label": "Flute", "family": "winds", "roles": ["lead"], "is_drums": False}
        ],
        uploads={
            "audio": Kind("audio", {"wav": "wav", "mp3": "mp3", "flac": "flac"}, check_audio),
            "midi": Kind(
                "midi",
                {
                    "mid": "mid",
                    "midi": "mid",
                    "musicxml": "musicxml",
                    "xml": "musicxml",
                    "mxl": "mxl",
                    "ds": "ds",
                    "ust": "ust",
                },
                lambda _file, _kind: 1.0,
            ),
            "image": Kind("images", PICTURES, _no_length),
            "song_cover": Kind("song_images", PICTURES, _no_length),
            "album_cover": Kind("album_images", PICTURES, _no_length),
            "cover": Kind("covers", PICTURES, _no_length),
            "avatar": Kind("user_images", PICTURES, _no_length),
        },
        about=lambda: {"renderer": "fake", "font": "none"},
        singing=Singing(Booth(company())),
    )


def _no_length(file: Path, kind: str) -> None:
    from backend.services.pictures import rewrite

    rewrite(file, kind)


def check_audio(file: Path, kind: str) -> float:
    if file.stat().st_size < 44:
        raise BadAudio("The file holds no sound.")
    return 1.5


def read(wishes: Wishes, seed: int) -> Brief:
    """Understand only what is said outright."""
    return Brief(
        prompt=wishes.prompt,
        title=wishes.title or (wishes.prompt or "Untitled").title(),
        styles=(StyleWeight(wishes.style or "lofi"),),
        mood=Mood(),
        tempo_bpm=wishes.tempo_bpm or 120.0,
        meter=Meter(4, 4),
        tonic=2,
        mode="minor",
        duration_s=wishes.duration_s or 16.0,
        instruments=(),
        only=False,
        absences=(),
        form=FormWish(rows=wishes.hard.form),
        loudness_lufs=-14.0,
        seed=seed,
        sources={"style": Source.REQUEST if wishes.style else Source.DEFAULT},
        **{name: value for name, value in vars(wishes.hard).items() if name not in ("form", "given")},
        singing=wishes.singing,
        backing=wishes.backing,
        given=tuple(given for brought in wishes.brought for given in taking.given(brought, 4.0)),
    )


def cast(brief: Brief) -> Brief:
    """Whoever is asked for sings, in English where nothing is said."""
    return replace(brief, singing=replace(brief.singing, language=brief.singing.language or "en-US"))


def plan(brief: Brief) -> Plan:
    """One section of eight bars on one chord."""
    section = Section("A", "verse", "Verse", 0, 8, 0.5, ("keys",), "authentic")
    chord = Chord(0.0, 32.0, 2, "min", 2, TRIAD, TRIAD, "T", "i", "Dm")
    return Plan(brief, brief.meter, TempoMap(((0.0, brief.tempo_bpm),)), (section,), (chord,), (), "lofi")


@dataclass
class FakeEngine:
    """Writes a second of a square wave; ``before`` is called when it starts, to let tests interfere."""

    name: str = "composer"
    unavailable: str = ""
    before: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    words: bytes = b""
    project: bytes = b""

    def capabilities(self) -> Capabilities:
        return Capabilities(self.name, self.name.title(), "GPL-3.0-or-later", True, True, 5.0, 300.0, self.unavailable)

    def estimate(self, duration_s: float) -> float:
        return 1.0

    def run(self, request: MusicRequest, progress, cancelled) -> MusicResult:
        progress("playing", 0.5)
        self.requests.append(request)
        if request.early:
            request.early(_write(request.folder, "preview", "preview.flac", b"fLaC"))
        for interfere in self.before:
            interfere()
        part = Part("keys", "Piano", "Grand piano", "chords", Family.KEYS, 0, 0, ())
        tone = _tone(request.brief.seed)
        files = (
            _write(request.folder, "master", "master.wav", tone),
            _write(request.folder, "master", "master.mp3", b"ID3" + tone),
            _write(request.folder, "stem", "stems/01-piano.flac", b"fLaC" + tone, part="keys"),
            _write(request.folder, "midi", "song.mid", b"MThd"),
            _write(
                request.folder,
                "peaks",
                "peaks.json",
                json.dumps({"version": 1, "master": [128] * 8, "stems": []}).encode(),
            ),
            _write(
                request.folder, "project", "song.json", self.project or json.dumps(to_document(request.brief)).encode()
            ),
        )
        if request.brief.singing.is_sung:
            files = (
                *files,
                _write(request.folder, "stem", "stems/02-vocals.flac", b"fLaC" + tone, part="vocals"),
                _write(request.folder, "vocals_dry", "vocals_dry.flac", b"fLaC"),
            )
        if self.words:
            files = (*files, _write(request.folder, "words", "words.json", self.words))
        score = Score(plan(request.brief), (part,))
        return MusicResult(files, score, -14.0, -1.0, 16.0, {"studio": "1"}, {"playing": 0.1}, REPORT)

    def edit(self, request: EditRequest, progress, cancelled) -> EditResult:
        """The same song from another seed."""
        brief = replace(from_document(request.project), seed=getattr(request.edit, "seed", None) or 1)
        music = self.run(MusicRequest(brief, request.folder), progress, cancelled)
        return EditResult(music, brief, ("A1",), ("keys",), "verse: new piano")


def _tone(seed: int) -> bytes:
    from io import BytesIO

    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes([seed % 256, 128]) * 4000)
    return out.getvalue()


def _write(folder: Path, kind: str, name: str, content: bytes, *, part: str = "") -> Written:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return Written(
        kind, place.suffix[1:], place, len(content), hashlib.sha256(content).hexdigest(), 16.0, place.name, part
    )
