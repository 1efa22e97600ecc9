"""Everything that a sentence says about the music, heard but not yet completed from the style and the seed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.studio.brief import Absence, FormWish, Span, Unresolved
from backend.studio.composer.reading import band, blends, course, feelings, items, leftovers, negation, sections, topics
from backend.studio.composer.reading.feelings import Weighed
from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.senses import Points, Senses
from backend.studio.composer.reading.topics import Topic
from backend.studio.units import Meter

# What an item is underlined as, by the first of its senses that holds.
FIELDS = {
    "bpm": "tempo_bpm",
    "seconds": "duration_s",
    "bars": "duration_s",
    "chords": "chords",
    "course": "form",
    "tonic": "tonic",
    "meter": "meter",
    "style": "styles",
    "colour": "styles",
    "instruments": "instruments",
    "missing": "absences",
    "ending": "form",
    "arc": "form",
    "mode": "mode",
    "mood": "mood",
    "pace": "tempo_bpm",
    "lean": "styles",
    "section": "form",
    "moment": "form",
    "share": "styles",
}


PROGRESSIONS = ("progression", "chord progression", "chord", "chord sequence", "change", "chord change")


@dataclass(frozen=True)
class Heard:
    """What was heard. Empty or None is what the words leave open.

    ``styles`` sum to 1; ``leans`` are points, ``foreign`` those of kinds of music that are not played here;
    ``not_styles`` are ruled out; ``pace`` is a place in the style's range, ``usual_pace`` one where no
    other is said; ``chords`` are ((section, line), ...).
    """

    items: tuple[Item, ...]
    topics: tuple[Topic, ...]
    styles: Mapping[str, float]
    leans: Mapping[str, float]
    foreign: Mapping[str, float]
    not_styles: frozenset[str]
    mood: tuple[Weighed, ...]
    bpm: float | None
    pace: float | None
    usual_pace: float | None
    tonic: int | None
    mode: str
    meter: tuple[Meter, Unresolved] | None
    seconds: float | None
    bars: tuple[float, Unresolved] | None
    instruments: tuple[Senses, ...]
    only: bool
    absences: tuple[Absence, ...]
    form: FormWish
    arc: Points
    says_form: bool
    understood: tuple[Span, ...]
    unresolved: tuple[Unresolved, ...]
    chords: tuple[tuple[str, str], ...] = ()
    course: str = ""


def hear(prompt: str) -> Heard:
    """Hear what a prompt says."""
    heard = items.find(prompt)
    about = topics.find(heard, prompt)
    inside = topics.opaque(about)
    taken = negation.negated(heard, inside)
    bound = sections.bind(heard, inside, taken)
    alone = negation.only(heard, inside, taken)
    live = [at for at in range(len(heard)) if at not in inside and at not in taken]
    said = [at for at in live if at not in bound.places]
    everywhere = {at: names for at, names in alone.items() if at not in bound.alone}
    named = blends.shares(heard, live)
    form = course.form(heard, live, taken, bound)
    meter = _first(heard, said, "meter")
    bars = _first(heard, said, "bars")
    rows = _chords(heard, live, bound)
    return Heard(
        items=heard,
        topics=about,
        styles=named,
        leans=blends.leans(
            heard, [*live, *(at for at in _inside(about, "for", "to") if heard[at].has("use"))], band.leans()
        ),
        foreign=blends.foreign(heard, live),
        not_styles=frozenset(heard[at].senses.style or heard[at].senses.colour for at in taken) - {""},
        mood=tuple(
            feelings.pulls(
                heard,
                said,
                _inside(about, "about", "for"),
                {at: no for at, no in taken.items() if at not in bound.places},
            )
        ),
        bpm=_value(heard, said, "bpm"),
        pace=_pace(heard, said, taken, bound),
        usual_pace=_value(heard, said, "usual_pace"),
        tonic=_value(heard, said, "tonic"),
        mode=_mode(heard, said),
        meter=(heard[meter].senses.meter, _as_unresolved(heard[meter], "meter")) if meter is not None else None,  # type: ignore[arg-type]
        seconds=_seconds(heard, said),
        bars=(heard[bars].senses.bars, _as_unresolved(heard[bars], "duration")) if bars is not None else None,  # type: ignore[arg-type]
        instruments=band.wanted(heard, live),
        only=bool(everywhere) or any(heard[at].senses.style and band.is_alone(heard[at].text) for at in live),
        absences=_absences(heard, live, taken, bound, alone),
        form=form,
        arc=course.arc(heard, live, bound),
        says_form=form != FormWish() or any(heard[at].senses.arc or heard[at].senses.ending for at in live),
        understood=_spans(heard, about, taken, bound, everywhere),
        unresolved=_unresolved(leftovers.find(heard, about, inside, taken), rows),
        chords=rows,
        course=next((heard[at].senses.course for at in said if heard[at].senses.course), ""),
    )


def _chords(heard: Sequence[Item], live: Iterable[int], bound: sections.Bound) -> tuple[tuple[str, str], ...]:
    """The rows of chords and the sections that they are bound to; the last one for a section counts."""
    found: dict[str, str] = {}
    for at in live:
        for where in bound.places.get(at, ("any",)) if heard[at].senses.chords else ():
            found[where] = heard[at].senses.chords
    return tuple(found.items())


def _unresolved(left: Iterable[Unresolved], rows: Sequence[tuple[str, str]]) -> tuple[Unresolved, ...]:
    """What is left over; where chords are met, so is the word for them."""
    return tuple(one for one in left if not (rows and one.words.lower().removesuffix("s") in PROGRESSIONS))


def _first(heard: Sequence[Item], said: Iterable[int], sense: str) -> int | None:
    return next((at for at in said if getattr(heard[at].senses, sense) is not None), None)


def _value(heard: Sequence[Item], said: Iterable[int], sense: str) -> Any:
    """The value of a sense: figures first, then words."""
    told = [at for at in said if getattr(heard[at].senses, sense) is not None]
    told.sort(key=lambda at: not heard[at].senses.is_number)
    return getattr(heard[told[0]].senses, sense) if told else None


def _mode(heard: Sequence[Item], said: Iterable[int]) -> str:
    modes = [(heard[at].senses.tonic is None, heard[at].senses.mode) for at in said if heard[at].senses.mode]
    return min(modes, key=lambda mode: mode[0])[1] if modes else ""


def _pace(heard: Sequence[Item], said: Iterable[int], taken: Mapping[int, int], bound: sections.Bound) -> float | None:
    """The mean of all words for pace; one that is taken away is mirrored and drawn to the middle."""
    paces = [heard[at].senses.pace for at in said if heard[at].senses.pace is not None and not heard[at].senses.arc]
    paces += [
        0.5 + (0.5 - pace) * 0.4
        for at in taken
        if at not in bound.places and (pace := heard[at].senses.pace) is not None
    ]
    given = [pace for pace in paces if pace is not None]
    return sum(given) / len(given) if given else None


def _seconds(heard: Sequence[Item], said: Sequence[int]) -> float | None:
    """The length: a figure, else a word such as "short" for the whole, else what its use usually takes."""
    exact: float | None = _value(heard, said, "seconds")
    if exact is not None:
        return exact
    usual = [
        (not heard[at].has("length"), heard[at].senses.usual_seconds) for at in said if heard[at].senses.usual_seconds
    ]
    return min(usual, key=lambda pair: pair[0])[1] if usual else None


def _inside(about: Iterable[Topic], *kinds: str) -> list[int]:
    return [at for topic in about if topic.kind in kinds for at in range(topic.first + 1, topic.last)]


def _absences(
    heard: Sequence[Item],
    live: Sequence[int],
    taken: Mapping[int, int],
    bound: sections.Bound,
    alone: Mapping[int, tuple[int, ...]],
) -> tuple[Absence, ...]:
    found: list[Absence] = []
    for at in taken:
        if not heard[at].has("drum_part"):
            found += band.absent(heard[at], bound.places.get(at, ()))
    for at in live:
        found += [Absence(what) for what in heard[at].senses.missing]
    for at, roles in bound.barred.items():
        found += band.absent(heard[at], roles)
    for at, role in bound.alone.items():
        kept = [name for index in alone.get(at, ()) for name in heard[index].senses.instruments]
        found += band.everything_but(kept, role) if kept else ()
    return tuple(dict.fromkeys(found))


def _as_unresolved(item: Item, kind: str) -> Unresolved:
    return Unresolved(item.start, item.end, item.text, kind)


def _spans(
    heard: Sequence[Item],
    about: Iterable[Topic],
    taken: Mapping[int, int],
    bound: sections.Bound,
    alone: Mapping[int, tuple[int, ...]],
) -> tuple[Span, ...]:
    inside = {at for topic in about for at in range(topic.first, topic.last)}
    spans = [Span(topic.start, topic.end, "title") for topic in about if topic.kind != "manner"]
    for at, item in enumerate(heard):
        if at in inside:
            continue
        if at in taken:
            spans += _taken_span(item, heard[taken[at]], first=at - 1 == taken[at])
        elif at in alone:
            spans.append(Span(item.start, item.end, "only"))
        elif (field := _field(item, at, bound)) is not None:
            spans.append(Span(item.start, item.end, field))
    return tuple(sorted(spans, key=lambda span: span.start))


def _taken_span(item: Item, negation: Item, *, first: bool) -> list[Span]:
    senses = item.senses
    met = senses.absences or senses.instruments or senses.elsewhere or senses.unmet == "voice"
    fields = {
        "absences": bool(met) and not item.has("drum_part"),
        "form": bool(senses.section),
        "styles": bool(senses.style),
        "mood": bool(senses.mood),
    }
    field = next((name for name, holds in fields.items() if holds), None)
    return [Span(negation.start if first else item.start, item.end, field)] if field else []


def _field(item: Item, at: int, bound: sections.Bound) -> str | None:
    if item.senses.unmet or item.senses.unfit:
        return None
    if at in bound.places:
        return "form"
    for sense, field in FIELDS.items():
        value = getattr(item.senses, sense)
        if value is not None and value not in ("", ()):
            return field
    return "mood" if item.senses.use else None
