"""What a word or phrase can mean. One phrase may have several senses: "upbeat" is a mood and a pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.studio.brief import Ending
from backend.studio.units import Meter

Points = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Pull:
    """Where a word pulls the mood, each 0..1 or None for not at all."""

    valence: float | None = None
    energy: float | None = None
    tension: float | None = None


@dataclass(frozen=True)
class Elsewhere:
    """Something known by name that the studio does not have: its kind, and what comes nearest, as names and labels."""

    kind: str
    names: tuple[str, ...]
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class Senses:
    """Everything that one phrase can mean.

    ``pace`` is a place in the style's range of tempi 0..1, ``usual_pace`` one where no other is said, ``bpm`` a tempo
    by itself, ``stretch`` a factor for the length of a section, ``seconds`` the length of a whole. ``moment`` is a
    section named by a verb ("ends") or a place ("at the end"); ``chords`` and ``course`` are written out bar by bar and
    section by section; ``unmet`` and ``unfit`` are kinds of wishes that cannot be met. ``roles`` are the grammatical
    classes, with ``ordinary`` and ``unknown`` for words of no table.
    """

    style: str = ""
    colour: str = ""
    lean: Points = ()
    instruments: tuple[str, ...] = ()
    generic: str = ""
    elsewhere: Elsewhere | None = None
    unmet: str = ""
    unfit: str = ""
    nearest: tuple[str, ...] = ()
    mood: Pull | None = None
    use: Pull | None = None
    pace: float | None = None
    usual_pace: float | None = None
    bpm: float | None = None
    section: str = ""
    moment: str = ""
    ending: Ending | None = None
    arc: Points = ()
    stretch: float | None = None
    seconds: float | None = None
    usual_seconds: float | None = None
    bars: float | None = None
    tonic: int | None = None
    mode: str = ""
    meter: Meter | None = None
    share: float | None = None
    absences: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    chords: str = ""
    course: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)

    def merged(self, other: Senses) -> Senses:
        """Both together; where both say something of a kind, the earlier stays (leans and classes are joined)."""
        kept: dict[str, object] = {}
        for name, mine in vars(self).items():
            theirs = getattr(other, name)
            kept[name] = mine if mine not in (None, "", ()) else theirs
        kept["lean"] = self.lean + other.lean
        kept["roles"] = self.roles | other.roles
        return Senses(**kept)  # type: ignore[arg-type]

    @property
    def is_number(self) -> bool:
        """Tell whether a figure was said: a tempo, a length, a key, a meter."""
        return "figure" in self.roles

    @property
    def is_strong(self) -> bool:
        """Tell whether this is surely about the music, so that no topic goes on across it."""
        named = self.style or self.colour or self.instruments or self.elsewhere or self.unmet or self.section
        return bool(named or self.is_number or self.mode or self.ending or self.arc or self.missing)


def pull(row: Mapping[str, float]) -> Pull | None:
    """The pull of a table's row, or None if it says nothing of mood."""
    given = {name: float(row[name]) for name in ("valence", "energy", "tension") if name in row}
    return Pull(**given) if given else None
