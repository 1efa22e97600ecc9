"""What can be asked of a finished score: one value for each kind of edit, read from JSON and checked to the last key.

Sections are counted from 0 as the song goes, bars from 0 as well, and parts go by their ids. A seed that is left out is
given by whoever asks, so that the same edit is the same music again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from backend.studio.brief import MAX_BPM, MAX_SEED, MIN_BPM
from backend.studio.composer import instruments, schema, styles
from backend.studio.composer.rules import SECTION_ROLES
from backend.studio.composer.schema import between, one_of
from backend.studio.errors import BadEdit, BadStyle

# More than a long song has of them; what is beyond is a mistake.
MOST_SECTIONS, MOST_BARS, MOST_NOTES = 200, 64, 6000
START, MIDDLE, END = "start", "middle", "end"

Place = Annotated[int, between(0, MOST_SECTIONS)]
Seed = Annotated[int, between(0, MAX_SEED)]
Bars = Annotated[int, between(1, MOST_BARS)]
Energy = Annotated[float, between(0, 1)]


@dataclass(frozen=True)
class Edit:
    """Something to change. Each kind is one of the classes below; ``kind`` is its name in JSON."""

    kind: ClassVar[str]


@dataclass(frozen=True)
class Regenerate(Edit):
    """Write a section, a part, or a part in a section anew; all of the song where neither is named.

    ``chords`` gives the section other chords as well, for which the whole of it has to be written anew.
    """

    kind = "regenerate"
    section: Place | None = None
    part: str | None = None
    chords: bool = False
    seed: Seed | None = None


@dataclass(frozen=True)
class Compose(Edit):
    """The whole song anew, form and all, as if it had been asked for with this seed: another candidate."""

    kind = "compose"
    seed: Seed | None = None


@dataclass(frozen=True)
class Vary(Edit):
    """Change so many percent of the bars, of a section, a part, or all."""

    kind = "vary"
    amount: Annotated[float, between(0, 100)]
    section: Place | None = None
    part: str | None = None
    seed: Seed | None = None


@dataclass(frozen=True)
class SetInstrument(Edit):
    """Give a part to another instrument, by its name in composer/instruments.toml."""

    kind = "instrument"
    part: str
    instrument: str


@dataclass(frozen=True)
class Transpose(Edit):
    """Move notes by semitones: all with their key, a section with its chords, or a part alone."""

    kind = "transpose"
    semitones: Annotated[int, between(-24, 24)]
    section: Place | None = None
    part: str | None = None


@dataclass(frozen=True)
class SetTempo(Edit):
    """Play the song, or one section of it, at another tempo."""

    kind = "tempo"
    bpm: Annotated[float, between(MIN_BPM, MAX_BPM)]
    section: Place | None = None


@dataclass(frozen=True)
class SetStyle(Edit):
    """Write one section in another style, with that style's players."""

    kind = "style"
    section: Place
    style: str
    seed: Seed | None = None


@dataclass(frozen=True)
class SetEnergy(Edit):
    """Bring a section to another energy: who plays, how much and how loud."""

    kind = "energy"
    section: Place
    energy: Energy


@dataclass(frozen=True)
class Extend(Edit):
    """Make the song longer by new bars: at its start, before its ending, or (middle) after a section."""

    kind = "extend"
    at: Annotated[str, one_of(START, MIDDLE, END)]
    bars: Bars
    section: Place | None = None
    seed: Seed | None = None


@dataclass(frozen=True)
class Insert(Edit):
    """Put a new section before the one at a place; a place behind the last one is the end."""

    kind = "insert"
    before: Place
    role: Annotated[str, one_of(*SECTION_ROLES)]
    bars: Bars
    energy: Energy | None = None
    seed: Seed | None = None


@dataclass(frozen=True)
class Delete(Edit):
    """Take a section out."""

    kind = "delete"
    section: Place


@dataclass(frozen=True)
class Move(Edit):
    """Take a section from its place and put it before another one, counted as they stand now."""

    kind = "move"
    section: Place
    before: Place


@dataclass(frozen=True)
class Duplicate(Edit):
    """Play a section again, right after itself or before the one at a place."""

    kind = "duplicate"
    section: Place
    before: Place | None = None


@dataclass(frozen=True)
class Freeze(Edit):
    """Keep parts from being touched by later edits, or let go of them."""

    kind = "freeze"
    parts: tuple[str, ...]
    frozen: bool = True


@dataclass(frozen=True)
class HandNote:
    """A note that somebody wrote, in beats from the start of the song."""

    start_beat: Annotated[float, between(0, 1e5)]
    length_beats: Annotated[float, between(1 / 64, 1e3)]
    pitch: Annotated[int, between(0, 127)]
    velocity: Annotated[int, between(1, 127)] = 90


@dataclass(frozen=True)
class SetNotes(Edit):
    """Put notes in the place of those that a part has: in all of the song, or in so many bars from one on."""

    kind = "notes"
    part: str
    notes: tuple[HandNote, ...]
    from_bar: Annotated[int, between(0, 10_000)] = 0
    bars: Annotated[int, between(1, 10_000)] | None = None


KINDS: Mapping[str, type[Edit]] = {
    kind.kind: kind
    for kind in (
        Regenerate, Compose, Vary, SetInstrument, Transpose, SetTempo, SetStyle, SetEnergy,
        Extend, Insert, Delete, Move, Duplicate, Freeze, SetNotes,
    )
}  # fmt: skip


def read(document: Mapping[str, Any]) -> Edit:
    """Read an edit from JSON; null is the same as nothing.

    Raises
    ------
    BadEdit
        naming the kind, the key or the value that is wrong, and what is allowed
    """
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadEdit.of("kind", f"There is no edit {kind!r}; known are {', '.join(KINDS)}.")
    notes = document.get("notes")
    if isinstance(notes, list) and len(notes) > MOST_NOTES:
        raise BadEdit.of("notes", f"{len(notes)} notes were given; up to {MOST_NOTES} are allowed.")
    fields = {key: value for key, value in document.items() if key != "kind" and value is not None}
    try:
        return schema.read(KINDS[kind], fields, where=kind)
    except BadStyle as wrong:
        raise BadEdit.of("edit", wrong.message) from wrong


def to_document(edit: Edit) -> dict[str, Any]:
    """Write an edit as JSON; `read` reads it back."""
    return {"kind": edit.kind, **_plain(dataclasses.asdict(edit))}


def check(edit: Edit, *, sections: int, parts: Sequence[str]) -> None:
    """Refuse what a song of so many sections and these parts cannot be asked for.

    Raises
    ------
    BadEdit, UnknownName
        naming what was given and what there is
    """
    for field, most in (("section", sections - 1), ("before", sections)):
        place = getattr(edit, field, None)
        if place is not None and place > most:
            raise BadEdit.of(field, f"There is no {'place' if most == sections else 'section'} {place}; 0..{most} are.")
    named = [*getattr(edit, "parts", ()), *([edit.part] if getattr(edit, "part", None) else [])]  # type: ignore[attr-defined]
    for part in named:
        if part not in parts:
            raise BadEdit.of("part", f"There is no part {part!r}; the song has {', '.join(parts)}.")
    if isinstance(edit, SetStyle):
        styles.find(edit.style)
    if isinstance(edit, SetInstrument):
        instruments.find(edit.instrument)


def seeded(edit: Edit, seed: int) -> Edit:
    """The same edit with a seed, where it has a place for one that is empty."""
    if getattr(edit, "seed", 0) is not None:
        return edit
    return dataclasses.replace(edit, **{"seed": seed})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
