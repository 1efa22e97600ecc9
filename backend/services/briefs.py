"""Briefs as JSON documents: out to people and into the records, and back in again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from backend.services.errors import InvalidInput, StudioError
from backend.studio.brief import MAX_BPM, MAX_SECONDS, MAX_SEED, MIN_BPM, MIN_SECONDS, Brief, Source
from backend.studio.composer import instruments, styles
from backend.studio.composer.asked import following, verify
from backend.studio.composer.asked.verify import MAX_CHANGES
from backend.studio.composer.settling import MAX_INSTRUMENTS
from backend.studio.composer.theory import MODES
from backend.studio.units import Meter, spell

MAX_PROMPT = 2000
MAX_TITLE = 200
# More styles or players than these make mud, and cost memory for each.
MAX_STYLES = 4
LENGTHENS = (0.1, 8.0)
# Nobody writes so many wishes by hand; a document with more is no brief.
MAX_ITEMS = 400
# A file's own tempo map may be longer.
LONG = ("tempo_changes",)
RANGES = {
    "tempo_bpm": (MIN_BPM, MAX_BPM),
    "duration_s": (MIN_SECONDS, MAX_SECONDS),
    "seed": (0, MAX_SEED),
    "tonic": (0, 11),
    "loudness_lufs": (-30.0, -6.0),
}
ODD_SIGNS = "It holds signs that no text may hold: zeros or halves of pairs."
LENGTHS = {"prompt": MAX_PROMPT, "title": MAX_TITLE}

_BRIEF = TypeAdapter(Brief)


def to_document(brief: Brief) -> dict[str, Any]:
    """Write a brief as JSON values."""
    return {
        **asdict(brief),
        "meter": str(brief.meter),
        "key": key_name(brief.tonic, brief.mode),
        "sources": dict(brief.sources),
    }


def from_document(document: Mapping[str, Any]) -> Brief:
    """Read a brief that `to_document` wrote and somebody may have edited.

    Raises
    ------
    InvalidInput
        naming each field that is missing, of the wrong kind or outside its range
    """
    if has_odd_signs(document):
        raise InvalidInput.of({"brief": [ODD_SIGNS]})
    given = {name: value for name, value in document.items() if name != "key"}
    given["meter"] = _meter(str(given.get("meter", "4/4")))
    try:
        brief = _BRIEF.validate_python(given)
    except ValidationError as wrong:
        raise InvalidInput.of({_path(each["loc"]): [f"{each['msg']}."] for each in wrong.errors()}) from wrong
    if fields := {f"brief.{name}": [text] for name, text in (_outside(brief) | _unplayable(brief)).items()}:
        raise InvalidInput.of(fields)
    brief = _kept(brief)
    whole = sum(share.weight for share in brief.styles)
    return replace(brief, styles=tuple(replace(share, weight=share.weight / whole) for share in brief.styles))


def _meter(written: str) -> Meter:
    playable = {str(meter): meter for meter in styles.meters()}
    if written not in playable:
        raise InvalidInput.of(
            {"brief.meter": [f"{written[:20]!r} is no meter played here; {', '.join(playable)} are."]}
        )
    return playable[written]


def _kept(brief: Brief) -> Brief:
    """The brief with what follows from its constraints, once they are known to be possible."""
    try:
        verify.check(brief)
        return following.timed(brief) if brief.sources.get("duration_s") is Source.FORM else brief
    except StudioError as wrong:
        fields = wrong.fields or {"brief": [wrong.message]}
        raise InvalidInput.of({f"brief.{name}": texts for name, texts in fields.items()}) from wrong


def has_odd_signs(document: Any) -> bool:
    """Whether a text anywhere in a document holds what no database takes."""
    return any(sign == "\0" or "\ud800" <= sign <= "\udfff" for text in _texts(document) for sign in text)


def key_name(tonic: int, mode: str) -> str:
    """Name a key as musicians do: ``D minor``."""
    return f"{spell(tonic, tonic=tonic, mode=mode)} {mode.replace('_', ' ')}"


def _texts(value: Any) -> Iterator[str]:
    """Every text in a document, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(["brief", *map(str, location)])


def _outside(brief: Brief) -> dict[str, str]:
    wrong = {}
    for name, (low, high) in RANGES.items():
        if not low <= (value := getattr(brief, name)) <= high:
            wrong[name] = f"{value} is outside {low:g}..{high:g}."
    for name, longest in LENGTHS.items():
        if len(getattr(brief, name)) > longest:
            wrong[name] = f"At most {longest} characters."
    for name, value in vars(brief).items():
        if isinstance(value, tuple | Mapping) and len(value) > (most := MAX_CHANGES if name in LONG else MAX_ITEMS):
            wrong[name] = f"At most {most} items."
    if not brief.styles or not all(0 < share.weight <= 1 for share in brief.styles):
        wrong["styles"] = "At least one style, each with a weight above 0 and at most 1."
    if not all(0 <= value <= 1 for value in (*vars(brief.mood).values(), *dict(brief.form.energies).values())):
        wrong["mood"] = "Moods and energies go from 0 to 1."
    if (track := brief.backing) and not (0 <= track.start_s <= MAX_SECONDS and 0 < track.length_s <= MAX_SECONDS):
        wrong["backing"] = f"A recording begins and lasts up to {MAX_SECONDS:g} s."
    return wrong


def _unplayable(brief: Brief) -> dict[str, str]:
    """What no band could play."""
    wrong = {}
    if len(brief.styles) > MAX_STYLES:
        wrong["styles"] = f"{len(brief.styles)} styles were given; up to {MAX_STYLES} can be blended."
    if brief.mode not in MODES:
        wrong["mode"] = f"{brief.mode!r} is no mode; known are {', '.join(MODES)}."
    if unknown := [name for name in brief.instruments if name not in instruments.load_all()]:
        wrong["instruments"] = f"There is no instrument {unknown[0]!r}."
    if len(brief.instruments) > MAX_INSTRUMENTS:
        wrong["instruments"] = f"{len(brief.instruments)} instruments were given; up to {MAX_INSTRUMENTS} can play."
    if not all(LENGTHENS[0] <= factor <= LENGTHENS[1] for _, factor in brief.form.lengths):
        wrong["form"] = f"Sections can be {LENGTHENS[0]:g} to {LENGTHENS[1]:g} times as long as usual."
    if not brief.title.strip():
        wrong["title"] = "A song needs a title."
    return wrong
