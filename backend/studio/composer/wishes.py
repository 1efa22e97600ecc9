"""The fields that a request gives outright, beside the words; they win over them."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.studio.brief import MAX_BPM, MAX_SECONDS, MAX_SEED, MIN_BPM, MIN_SECONDS, Absence, Mood, StyleWeight
from backend.studio.composer import instruments as table
from backend.studio.composer import styles
from backend.studio.composer.given.taking import Brought
from backend.studio.composer.instruments import ROLES
from backend.studio.composer.reading import band, keys
from backend.studio.composer.theory import MODES
from backend.studio.constraints import Casting, Constraints
from backend.studio.errors import ParameterOutOfRange, UnknownName
from backend.studio.score import Family
from backend.studio.singing import SingingWish
from backend.studio.units import Meter

# What a master can be made to without harm; the styles' own targets lie inside.
MIN_LUFS, MAX_LUFS = -30.0, -6.0
MAX_TITLE = 200


@dataclass(frozen=True)
class BriefWishes:
    """What a request asks for field by field; None or empty leaves a field to the words.

    ``styles`` and ``instruments`` are names, labels or words of the tables; ``key`` is ``D minor`` and stands for
    ``tonic`` (0..11) and ``mode`` together; ``meter`` is ``3/4``; ``without`` are absences or what they are of;
    ``hard`` is what has to be kept to the bar and to the note; ``brought`` are files whose notes stay as they are;
    ``singing`` is what is sung, by a voice that is there.
    """

    styles: tuple[StyleWeight | str, ...] = ()
    duration_s: float | None = None
    tempo_bpm: float | None = None
    key: str | None = None
    tonic: int | None = None
    mode: str | None = None
    meter: str | None = None
    mood: Mood | None = None
    instruments: tuple[str, ...] = ()
    only: bool | None = None
    without: tuple[Absence | str, ...] = ()
    title: str | None = None
    loudness_lufs: float | None = None
    hard: Constraints = field(default_factory=Constraints)
    brought: tuple[Brought, ...] = ()
    singing: SingingWish = field(default_factory=SingingWish)


def check(wishes: BriefWishes, *, seed: int) -> None:
    """Refuse numbers outside their range.

    Raises
    ------
    ParameterOutOfRange
        naming what was given and what is allowed
    """
    _within("Tempo", wishes.tempo_bpm, MIN_BPM, MAX_BPM, unit=" bpm", field="tempo_bpm")
    _within("Duration", wishes.duration_s, MIN_SECONDS, MAX_SECONDS, unit=" s", field="duration_s")
    _within("Loudness", wishes.loudness_lufs, MIN_LUFS, MAX_LUFS, unit=" LUFS", field="loudness_lufs")
    _within("Tonic", wishes.tonic, 0, 11, unit="", field="tonic")
    _within("Seed", seed, 0, MAX_SEED, unit="", field="seed")
    _within("The title's length", len(wishes.title or ""), 0, MAX_TITLE, unit=" characters", field="title")
    for name in ("valence", "energy", "tension"):
        _within(name.capitalize(), getattr(wishes.mood, name, None), 0, 1, unit="", field="mood")


def shares(wishes: BriefWishes) -> tuple[StyleWeight, ...]:
    """The styles wished for, their weights summing to 1; empty if none is.

    Raises
    ------
    UnknownName
        if the studio does not have one of them
    ParameterOutOfRange
        if a weight is not above 0
    """
    wished = [share if isinstance(share, StyleWeight) else StyleWeight(share) for share in wishes.styles]
    for share in wished:
        if not share.weight > 0:
            raise ParameterOutOfRange(
                f"Weight {share.weight:g} of style {share.name!r} is not above 0.", fields={"styles": ["not above 0"]}
            )
    total = sum(share.weight for share in wished)
    return tuple(StyleWeight(_style(share.name), share.weight / total) for share in wished)


def tonic_and_mode(wishes: BriefWishes) -> tuple[int | None, str | None]:
    """The key wished for, as a pitch class and a mode; None where it is left open.

    Raises
    ------
    UnknownName
        if the key or the mode is none
    """
    parsed = keys.parse(wishes.key) if wishes.key else None
    if wishes.key and parsed is None:
        raise UnknownName(
            f"{wishes.key!r} is not a key such as C major, F# minor or D dorian.", fields={"key": ["unknown"]}
        )
    if wishes.mode is not None and wishes.mode not in MODES:
        raise UnknownName(
            f"There is no mode {wishes.mode!r}; known are {', '.join(MODES)}.", fields={"mode": ["unknown"]}
        )
    tonic, mode = parsed or (None, None)
    return (wishes.tonic if tonic is None else tonic), mode or wishes.mode


def meter(wishes: BriefWishes, playable: tuple[Meter, ...]) -> Meter | None:
    """The meter wished for, or None.

    Raises
    ------
    UnknownName
        if the studio does not play it
    """
    if not wishes.meter:
        return None
    for known in playable:
        if str(known) == wishes.meter.replace(" ", ""):
            return known
    raise UnknownName(
        f"Meter {wishes.meter!r} is none of {', '.join(map(str, playable))}.", fields={"meter": ["unknown"]}
    )


def instruments(wishes: BriefWishes, style: str) -> tuple[str, ...]:
    """The names of the instruments wished for.

    Raises
    ------
    UnknownName
        if the studio does not have one of them
    """
    found: list[str] = []
    for text in wishes.instruments:
        names = band.instrument_of(text, style)
        if not names:
            raise UnknownName(f"{text!r} is not an instrument we have.", fields={"instruments": [f"{text} is unknown"]})
        found += names
    return tuple(dict.fromkeys(found))


def roles(wishes: BriefWishes, style: str) -> tuple[Casting, ...]:
    """Who has to play which role, by the instruments' names.

    Raises
    ------
    UnknownName
        if the studio does not have one of the instruments
    """
    found = []
    for casting in wishes.hard.roles:
        names = band.instrument_of(casting.instrument, style)
        if not names:
            message = f"{casting.instrument!r} is not an instrument we have."
            raise UnknownName(message, fields={"roles": [message]})
        found.append(Casting(casting.role, names[0]))
    return tuple(found)


def absences(wishes: BriefWishes) -> tuple[Absence, ...]:
    """What must not play, everywhere or in some sections.

    Raises
    ------
    UnknownName
        if there is no such instrument, family or role
    """
    found: list[Absence] = []
    for what in wishes.without:
        found += [what] if isinstance(what, Absence) else [Absence(name) for name in _silenced(what)]
    return tuple(found)


def _silenced(text: str) -> tuple[str, ...]:
    """The names of what must not play: a role, a family, a kind of instrument, or instruments by their words."""
    known = {*Family, *ROLES, *(one.kind for one in table.load_all().values())}
    found = (text,) if text in known else band.instrument_of(text, "")
    if not found:
        message = f"{text!r} is no instrument, family or role; roles are {', '.join(ROLES)}."
        raise UnknownName(message, fields={"without": [message]})
    return found


def _style(text: str) -> str:
    name = band.style_of(text)
    if name is None:
        raise UnknownName(
            f"There is no style {text!r}; known are {', '.join(styles.load_all())}.",
            fields={"styles": [f"{text} is unknown"]},
        )
    return name


def _within(what: str, given: float | None, lowest: float, highest: float, *, unit: str, field: str) -> None:
    # "not (a <= b <= c)" also refuses what is no number at all.
    if given is not None and not lowest <= given <= highest:
        message = f"{what} {given:g}{unit} is outside {lowest:g} to {highest:g}{unit}."
        raise ParameterOutOfRange(message, fields={field: [message]})
