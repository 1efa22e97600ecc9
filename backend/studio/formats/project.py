"""Songs as project files: all that is needed to play a song again or to go on writing it, as JSON.

Version 1 holds brief, plan, parts and performance side by side, each without the one before it, and how the desk stood:
``given`` to the mix by the take before, and ``found`` by it. Notes are rows. Numbers are written so that they read back
as the very same numbers. Fields may be missing that have defaults: older files lack what is newer than they are.
"""

from __future__ import annotations

import dataclasses
import types
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from backend.studio.brief import Brief
from backend.studio.composer import quality
from backend.studio.composer.asked import report
from backend.studio.errors import BadProject
from backend.studio.mix.state import MixState
from backend.studio.score import Note, Part, Performance, Plan, PlayedNote, PlayedPart, Score
from backend.studio.song import Song

FORMAT, VERSION = "mini-studio-song", 1
# Thousands of these: written as rows of their fields in order.
ROWS = (Note, PlayedNote)

# What reading raises of what does not fit; a whole number of 400 digits is no number with a point.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError)

Value = TypeVar("Value")


@dataclasses.dataclass(frozen=True)
class KeptTake:
    """A take as it was kept: what was played, and how the desk stood before and after it was mixed."""

    performance: Performance
    given: MixState | None
    found: MixState


def song_to_dict(song: Song) -> dict[str, Any]:
    """Describe a finished song: its performance, what was measured on its master, versions and seconds."""
    master = song.master
    return {
        **to_dict(song.performance),
        "seed": song.performance.score.plan.brief.seed,
        "master": {
            "loudness_lufs": _finite(master.loudness_lufs),
            "true_peak_dbtp": _finite(master.true_peak_dbtp),
            "headroom_db": master.headroom_db,
        },
        "mix": {"given": encode(song.given), "found": encode(master.state)},
        "report": report.document(report.report(song.performance)),
        "quality": quality.document(song.performance.score),
        "versions": dict(song.versions),
        "seconds": dict(song.seconds),
    }


def to_dict(performance: Performance) -> dict[str, Any]:
    """Describe a performance, with the score it plays and the brief that was asked for."""
    score = performance.score
    return {
        "format": FORMAT,
        "version": VERSION,
        "brief": encode(score.plan.brief),
        "plan": encode(score.plan, leave_out=("brief",)),
        "parts": encode(score.parts),
        "performance": {
            "length_s": performance.length_s,
            "parts": [{"part": played.part.id, **encode(played, leave_out=("part",))} for played in performance.parts],
        },
    }


def from_dict(project: Mapping[str, Any]) -> Performance:
    """Read a performance back, equal to the one that was described.

    Raises
    ------
    BadProject
        if it is no project, of another version, or something in it is missing or of the wrong kind
    """
    if project.get("format") != FORMAT or project.get("version") != VERSION:
        given = f"{project.get('format')!r} version {project.get('version')!r}"
        raise BadProject(f"The project is {given}; this studio reads {FORMAT!r} version {VERSION}.")
    try:
        return _performance(project)
    except UNREADABLE as error:
        raise _unreadable(error) from error


def take_from_dict(project: Mapping[str, Any]) -> KeptTake:
    """Read all that plays a take again, byte for byte, or that an edit begins with.

    Raises
    ------
    BadProject
        as `from_dict`
    """
    performance = from_dict(project)
    desk = project.get("mix", {})
    try:
        given = decode(MixState, desk["given"]) if desk.get("given") else None
        return KeptTake(performance, given, decode(MixState, desk.get("found", {})))
    except UNREADABLE as error:
        raise _unreadable(error) from error


def brief_from_dict(project: Mapping[str, Any]) -> Brief:
    """Read only the brief, for making the song again."""
    return decode(Brief, project["brief"])


def encode(value: Any, *, leave_out: tuple[str, ...] = ()) -> Any:
    """Turn values of the studio into plain lists, dicts, numbers and texts."""
    if isinstance(value, ROWS):
        return _row(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in leave_out}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    return value


def _row(value: Any) -> list[Any]:
    """The fields of a value in order, without the last ones that are None: most notes are not sung."""
    row = [encode(getattr(value, field.name)) for field in dataclasses.fields(value)]
    while row and row[-1] is None:
        row.pop()
    return row


def decode(kind: type[Value], plain: Any, **given: Any) -> Value:
    """Turn plain lists and dicts back into a value of a kind; ``given`` are fields that were left out.

    Raises
    ------
    TypeError, KeyError, ValueError, OverflowError
        if what is there does not fit
    """
    value: Value = _decode(kind, plain, given)
    return value


def _performance(project: Mapping[str, Any]) -> Performance:
    plan = _keyed(decode(Plan, project["plan"], brief=decode(Brief, project["brief"])))
    score = Score(plan, tuple(decode(Part, part) for part in project["parts"]))
    parts = {part.id: part for part in score.parts}
    played = tuple(
        decode(PlayedPart, {name: item for name, item in row.items() if name != "part"}, part=parts[row["part"]])
        for row in project["performance"]["parts"]
    )
    return Performance(score, played, _plain(float, project["performance"]["length_s"]))


def _keyed(plan: Plan) -> Plan:
    """The same plan with a key for every section; files of before there were keys have none."""
    if all(section.key for section in plan.sections):
        return plan
    heard: Counter[str] = Counter()
    sections = []
    for section in plan.sections:
        heard[section.letter] += 1
        sections.append(dataclasses.replace(section, key=f"{section.letter}{heard[section.letter]}"))
    return dataclasses.replace(plan, sections=tuple(sections))


def _unreadable(error: Exception) -> BadProject:
    return BadProject(f"The project cannot be read: {type(error).__name__}: {error}.")


def _decode(kind: Any, plain: Any, given: Mapping[str, Any] | None = None) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if plain is None else _decode(_needed(kind), plain)
    if origin is tuple:
        return _tuple(get_args(kind), plain)
    if origin in (dict, Mapping):
        key_kind, item_kind = get_args(kind)
        return {key_kind(key): _decode(item_kind, item) for key, item in plain.items()}
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, plain, given or {})
    return kind(plain) if issubclass(kind, Enum) else _plain(kind, plain)


def _needed(optional: Any) -> Any:
    """The kind that is meant in ``kind | None``."""
    return next(option for option in get_args(optional) if option is not type(None))


def _tuple(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_decode(kinds[0], item) for item in plain)
    return tuple(_decode(kind, item) for kind, item in zip(kinds, plain, strict=True))


def _dataclass(kind: Any, plain: Any, given: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    if kind in ROWS:
        if len(plain) > len(hints):
            raise ValueError(f"{plain!r} is longer than {', '.join(hints)}")
        plain = dict(zip(hints, plain, strict=False))
    if unknown := [name for name in plain if name not in hints]:
        raise ValueError(f"{kind.__name__} has no {unknown[0]!r}; it has {', '.join(hints)}")
    return kind(**{name: _decode(hints[name], item) for name, item in plain.items()}, **given)


def _plain(kind: type, value: Any) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _finite(number: float) -> float | None:
    """JSON has no infinity: the loudness of silence is written as null."""
    return number if isfinite(number) else None
