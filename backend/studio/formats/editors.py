"""Projects of singing editors: UTAU, OpenUtau, Synthesizer V Studio and VOCALOID 4, through libresvip.

It is optional (requirements-editors.txt). Only the converter that is wanted is loaded: all of them take three seconds.
Editors write a whole word on its first note, ``+`` where its next syllable begins and ``-`` where one is held.
"""

from __future__ import annotations

import importlib
import importlib.util
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backend.studio.errors import BadScore
from backend.studio.formats import midi_lyrics, xml_guard
from backend.studio.formats.midi_check import Limits
from backend.studio.formats.midi_material import USUAL
from backend.studio.material import Material, Track
from backend.studio.score import Note, Performance
from backend.studio.units import TempoMap

# The converter of each format: its module under libresvip.plugins, and its name there.
CONVERTERS: Mapping[str, tuple[str, str]] = {
    "ust": ("ust.ust_converter", "USTConverter"),
    "ustx": ("ustx.ustx_converter", "OpenUtauConverter"),
    "svp": ("svp.synthv_studio_converter", "SynthVStudioConverter"),
    "vsqx": ("vsqx.vsqx_converter", "VsqxConverter"),
}
MISSING = "A .{} file is read by libresvip, which is not installed here. Type: python3 run.py prepare editors"
TICKS_PER_BEAT = 480
NEXT, HELD = "+", "-"
# What OpenUtau writes where a syllable is held.
HOLDS = ("+~", "+*")
VELOCITY, CHOIR = 84, 52


@cache
def is_there() -> bool:
    """Tell whether libresvip is installed."""
    return importlib.util.find_spec("libresvip") is not None


def read(path: Path, limits: Limits = USUAL, *, kind: str) -> Material:
    """Read what is sung in a project: ``ust``, ``ustx``, ``svp`` or ``vsqx``.

    Raises
    ------
    BadScore
        if it is none, is outside the limits, or libresvip is not installed
    """
    if not is_there():
        raise BadScore(MISSING.format(kind))
    content = path.read_bytes()
    if len(content) > limits.max_bytes:
        raise BadScore(f"The project has {len(content):,} bytes; up to {limits.max_bytes:,} are read.")
    if kind == "vsqx":
        xml_guard.parsed(content, ("vsq3", "vsq4"))
    try:
        with _quiet():
            project = _converter(kind).load(path, {})
    except Exception as wrong:  # the library raises whatever its parsers do
        raise BadScore(f"The file is no .{kind} project that can be read ({type(wrong).__name__}).") from wrong
    return _material(project, limits)


def write(performance: Performance, kind: str) -> bytes:
    """Write what is sung in a song as a project, a track for each voice."""
    model, plan = _model(), performance.score.plan
    tempos = [model.SongTempo(position=_ticks(beat), bpm=bpm) for beat, bpm in plan.tempo.changes]
    meter = model.TimeSignature(numerator=plan.meter.numerator, denominator=plan.meter.denominator)
    tracks = [model.SingingTrack(title=one.part.name, note_list=[*_written(one.part.line)]) for one in performance.sung]
    project = model.Project(song_tempo_list=tempos, time_signature_list=[meter], track_list=tracks)
    with TemporaryDirectory() as folder, _quiet():
        file = Path(folder) / f"song.{kind}"
        _converter(kind).dump(file, project, {})
        return file.read_bytes()


@contextmanager
def _quiet() -> Iterator[None]:
    """Let the library use what its own libraries advise against."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _model() -> Any:
    """What the library's projects are made of."""
    return importlib.import_module("libresvip.model.base")


def _converter(kind: str) -> Any:
    module, name = CONVERTERS[kind]
    return getattr(importlib.import_module(f"libresvip.plugins.{module}"), name)


def _material(project: Any, limits: Limits) -> Material:
    tracks = [_track(each) for each in project.track_list if getattr(each, "note_list", None)]
    if not tracks:
        raise BadScore("The project has no notes that are sung.")
    if len(tracks) > limits.max_tracks:
        raise BadScore(f"The project has {len(tracks)} voices; up to {limits.max_tracks} are read.")
    if (count := sum(len(track.notes) for track in tracks)) > limits.max_events:
        raise BadScore(f"The project has {count:,} notes; up to {limits.max_events:,} are read.")
    tempo = _tempo(project.song_tempo_list, limits)
    end_beat = max(track.end_beat for track in tracks)
    if (length_s := TempoMap(tempo).seconds(end_beat)) > limits.max_seconds:
        raise BadScore(f"The project lasts {length_s:.0f} s; up to {limits.max_seconds:.0f} are read.")
    meter = next(iter(project.time_signature_list), None)
    return Material(tuple(tracks), tempo, (meter.numerator, meter.denominator) if meter else (4, 4), end_beat)


def _tempo(changes: Sequence[Any], limits: Limits) -> tuple[tuple[float, float], ...]:
    found = {max(0.0, _beats(each.position)): float(each.bpm) for each in changes} or {0.0: 120.0}
    for bpm in found.values():
        if not limits.min_bpm <= bpm <= limits.max_bpm:
            raise BadScore(f"The project has a tempo of {bpm:g}; {limits.min_bpm:g} to {limits.max_bpm:g} are read.")
    first = found[min(found)]
    return tuple(sorted({**found, 0.0: found.get(0.0, first)}.items()))


def _track(sung: Any) -> Track:
    notes = sorted(sung.note_list, key=lambda note: note.start_pos)
    own = [note for note in notes if note.start_pos >= 0 and note.length > 0 and 0 <= note.key_number <= 127]
    given = tuple((_beats(note.start_pos), _beats(note.length), note.key_number, VELOCITY) for note in own)
    texts = [(_beats(note.start_pos), HELD if note.lyric in HOLDS else note.lyric) for note in own]
    return Track(sung.title, False, CHOIR, given, tuple(midi_lyrics.syllables(texts)))


def _written(line: Sequence[Note]) -> Iterator[Any]:
    for note in line:
        begin, end = _ticks(note.start_beat), _ticks(note.start_beat + note.length_beats)
        if end > begin:
            yield _model().Note(start_pos=begin, length=end - begin, key_number=note.pitch, lyric=_lyric(note))


def _lyric(note: Note) -> str:
    if note.syllable is None:
        return HELD
    return NEXT if note.syllable.index else note.syllable.word


def _ticks(beats: float) -> int:
    return round(beats * TICKS_PER_BEAT)


def _beats(ticks: int) -> float:
    return ticks / TICKS_PER_BEAT
