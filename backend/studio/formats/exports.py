"""All that a musician takes away from a finished take, made on demand from its stored files and its score."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from backend.studio.errors import UnknownName
from backend.studio.formats import charts, chordpro, cover, editors, lrc, project, srt, vocals
from backend.studio.formats.conversions import CONVERSIONS, convert
from backend.studio.formats.ds import songs
from backend.studio.formats.tags import Tags, write
from backend.studio.lyrics.timed import TimedLyrics
from backend.studio.score import Performance, Score
from backend.studio.singing import VOCAL

# Raised when the same files and words make other bytes than before.
VERSION = 1

Progress = Callable[[float], None]


class Group(StrEnum):
    """What people look for: the sound, its parts, its notes, or the song as something to work on."""

    SONG = "song"
    STEMS = "stems"
    NOTES = "notes"
    PROJECT = "project"


@dataclass(frozen=True)
class Export:
    """Something to take away. ``needs`` are the (kind, format) of stored files that it is made of.

    ``is_slow`` says that three minutes of music take more than a second; ``is_stem_wise`` that it is sent while it is
    read and never lies in one piece.
    """

    id: str
    group: Group
    label: str
    hint: str
    ending: str
    needs: tuple[tuple[str, str], ...]
    is_slow: bool = False
    is_stem_wise: bool = False


WAV, FLAC, MP3 = ("master", "wav"), ("master", "flac"), ("master", "mp3")
PROJECT, PEAKS = ("project", "json"), ("peaks", "json")
WORDS, DRY, STEM = ("words", "json"), ("vocals_dry", "flac"), ("stem", "flac")
SUNG = (WORDS, STEM, FLAC, PROJECT)
EDITORS = {"ustx": "OpenUtau", "svp": "Synthesizer V", "vsqx": "VOCALOID 4", "ust": "UTAU"}
CATALOGUE = {
    export.id: export
    for export in (
        Export("wav-24", Group.SONG, "WAV 24-bit", "the master, bit for bit", "wav", (WAV,)),
        Export("wav-16", Group.SONG, "WAV 16-bit", "for CD, dithered", "wav", (WAV,)),
        Export("wav-32f", Group.SONG, "WAV 32-bit float", "for further work", "wav", (WAV,)),
        Export("flac", Group.SONG, "FLAC", "lossless, smaller", "flac", (FLAC,)),
        Export("mp3-320", Group.SONG, "MP3 320", "plays everywhere", "mp3", (MP3,)),
        Export("mp3-v0", Group.SONG, "MP3 V0", "variable rate", "mp3", (WAV,), is_slow=True),
        Export("ogg", Group.SONG, "OGG Vorbis", "open format", "ogg", (WAV,), is_slow=True),
        Export("opus", Group.SONG, "Opus", "smallest", "opus", (WAV,), is_slow=True),
        Export("cover", Group.SONG, "Cover", "PNG picture", "png", (PEAKS,)),
        Export("karaoke", Group.SONG, "Karaoke", "without the singers, FLAC", "flac", SUNG, is_slow=True),
        Export("acapella", Group.SONG, "A cappella", "the singers alone, FLAC", "flac", SUNG, is_slow=True),
        Export("stems", Group.STEMS, "All stems", "ZIP of FLAC files", "zip", (STEM,), is_stem_wise=True),
        Export("vocals_wet", Group.STEMS, "Voice, mixed", "as it is in the song, FLAC", "flac", SUNG, is_slow=True),
        Export("vocals_dry", Group.STEMS, "Voice, dry", "as it was sung, FLAC", "flac", (DRY,)),
        Export("midi", Group.NOTES, "MIDI", "all parts, as played", "mid", (("midi", "mid"),)),
        Export("musicxml", Group.NOTES, "MusicXML", "for notation programs", "musicxml", (PROJECT,)),
        Export("lead-sheet-pdf", Group.NOTES, "Lead sheet, PDF", "melody and chords, to print", "pdf", (PROJECT,)),
        Export("lead-sheet-svg", Group.NOTES, "Lead sheet, SVG", "melody and chords, to draw on", "svg", (PROJECT,)),
        Export("chords", Group.NOTES, "Chord chart", "plain text", "txt", (PROJECT,)),
        Export("chordpro", Group.NOTES, "ChordPro", "for songbooks", "cho", (PROJECT,)),
        Export("sections", Group.NOTES, "Section map", "JSON with times", "json", (PROJECT,)),
        Export("lrc", Group.NOTES, "Lyrics, LRC", "lines with times", "lrc", (WORDS,)),
        Export("lrc_words", Group.NOTES, "Lyrics, LRC with words", "for karaoke programs", "lrc", (WORDS,)),
        Export("srt", Group.NOTES, "Lyrics, SRT", "subtitles for a video", "srt", (WORDS,)),
        Export("ds", Group.NOTES, "DiffSinger script", "words, notes and pitch of the singer", "ds", (WORDS, PROJECT)),
        *(
            Export(kind, Group.NOTES, label, "words and notes of the singers", kind, (WORDS, PROJECT), is_slow=True)
            for kind, label in EDITORS.items()
        ),
        Export("project", Group.PROJECT, "Project file", "opens again in Mini Studio", "json", (PROJECT,)),
    )
}


@dataclass(frozen=True)
class Material:
    """What exports are made of: the stored files by (kind, format), and what the song is called and known by.

    ``stems`` are those of its parts by their ids.
    """

    files: Mapping[tuple[str, str], Path]
    tags: Tags
    stems: Mapping[str, Path] = field(default_factory=dict)

    @cached_property
    def score(self) -> Score:
        """The score, from the project file."""
        return self.performance.score

    @cached_property
    def performance(self) -> Performance:
        """The performance, from the project file."""
        return project.from_dict(self._json(PROJECT))

    @cached_property
    def tags_with_cover(self) -> Tags:
        """What sound files say of themselves; the picture is left out where no peaks were kept."""
        return replace(self.tags, cover=self.cover()) if PEAKS in self.files else self.tags

    @cached_property
    def words(self) -> TimedLyrics:
        """The words in time."""
        return vocals.timed_lyrics(self._json(WORDS), title=self.tags.title, artist=self.tags.artist)

    @cached_property
    def headroom_db(self) -> float:
        """The gain that the stem files carry."""
        return float(self._json(PROJECT)["master"]["headroom_db"])

    def sung(self, role: str = "") -> list[Path]:
        """The stems of the singers, or of those who have a role."""
        parts = self._json(WORDS)["parts"]
        return [self.stems[part["id"]] for part in parts if role in ("", part["role"]) and part["id"] in self.stems]

    def cover(self) -> bytes:
        """The picture of the song."""
        return cover.draw(self._json(PEAKS))

    def _json(self, which: tuple[str, str]) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.files[which].read_text(encoding="utf-8"))
        return content


def available(files: Mapping[tuple[str, str], Path]) -> list[Export]:
    """What can be made of some files, in the order of the catalogue."""
    makeable = [export for export in CATALOGUE.values() if export.id not in EDITORS or editors.is_there()]
    return [export for export in makeable if all(need in files for need in export.needs)]


def find(name: str) -> Export:
    """The export of a name.

    Raises
    ------
    UnknownName
        if there is none
    """
    if name not in CATALOGUE:
        raise UnknownName(f"There is no download {name!r}; known are {', '.join(CATALOGUE)}.")
    return CATALOGUE[name]


def make(export: Export, material: Material, target: Path, *, report: Progress = lambda _done: None) -> None:
    """Write an export to a file; ``report`` is told how much is done, 0..1, and may end the work by raising."""
    if export.id in CONVERSIONS:
        convert(material.files[WAV], target, export.id, report=report)
    elif export.id in VOICES:
        VOICES[export.id](material, target)
    elif export.id in PAPERS:
        content = PAPERS[export.id](material)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    else:
        shutil.copyfile(material.files[export.needs[0]], target)
    if export.group is Group.SONG and export.id != "cover":
        write(target, material.tags_with_cover)


def _musicxml(material: Material) -> str:
    from backend.studio.formats.notation import musicxml  # noqa: PLC0415 - only who asks for scores waits for the library

    return musicxml.write_score(material.score, title=material.tags.title, composer=material.tags.artist)


def _lead_sheet(material: Material, draw: str) -> bytes | str:
    from backend.studio.formats.notation import engraving, lead_sheet  # noqa: PLC0415 - as above

    title, composer = material.tags.title, material.tags.artist
    sheet = lead_sheet.write_lead_sheet(material.score, title=title, composer=composer)
    drawn: bytes | str = getattr(engraving, draw)(sheet, title=title, composer=composer)
    return drawn


def _chordpro(material: Material) -> str:
    return chordpro.to_chordpro(material.score.plan, title=material.tags.title, artist=material.tags.artist)


def _sections(material: Material) -> str:
    return json.dumps(charts.course(material.score.plan), ensure_ascii=False, indent=1)


def _karaoke(material: Material, target: Path) -> None:
    vocals.write_without(material.files[FLAC], material.sung(), target, headroom_db=material.headroom_db)


def _acapella(material: Material, target: Path, role: str = "") -> None:
    vocals.write_only(material.sung(role) or material.sung(), target, headroom_db=material.headroom_db)


def _project_of(material: Material, *, kind: str) -> bytes:
    return editors.write(material.performance, kind)


VOICES: Mapping[str, Callable[[Material, Path], None]] = {
    "karaoke": _karaoke,
    "acapella": _acapella,
    "vocals_wet": lambda material, target: _acapella(material, target, VOCAL),
}


PAPERS: Mapping[str, Callable[[Material], bytes | str]] = {
    "cover": Material.cover,
    "musicxml": _musicxml,
    "lead-sheet-pdf": lambda material: _lead_sheet(material, "to_pdf"),
    "lead-sheet-svg": lambda material: _lead_sheet(material, "to_svg"),
    "chords": lambda material: charts.chord_chart(material.score.plan, title=material.tags.title),
    "chordpro": _chordpro,
    "sections": _sections,
    "lrc": lambda material: lrc.write(material.words),
    "lrc_words": lambda material: lrc.write(material.words, words=True),
    "srt": lambda material: srt.write(material.words),
    "ds": lambda material: songs.script_of(material.performance),
    **{kind: partial(_project_of, kind=kind) for kind in EDITORS},
}
