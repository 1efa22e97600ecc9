"""Which instruments a sentence asks for and which it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from backend.studio.brief import Absence
from backend.studio.composer import instruments, styles
from backend.studio.composer.reading import lexicon, tables
from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.senses import Senses
from backend.studio.score import Family


def wanted(items: Sequence[Item], live: Iterable[int]) -> tuple[Senses, ...]:
    """What plays, in the order in which it is named: the senses of each instrument's words."""
    found: list[Senses] = []
    for at in live:
        senses = items[at].senses
        if senses.style:
            found += _inside_style(items[at].text)
        elif senses.instruments:
            found.append(senses)
    return tuple(found)


def names(wishes: Iterable[Senses], style: str) -> tuple[str, ...]:
    """The instruments that the words mean in a style: a "guitar" is distorted in rock and plucked in folk."""
    generic = tables.load("instruments")["generic"]
    found: list[str] = []
    for senses in wishes:
        found += (
            [generic[senses.generic].get(style, generic[senses.generic]["any"])]
            if senses.generic
            else senses.instruments
        )
    return tuple(dict.fromkeys(found))


def is_alone(text: str) -> bool:
    """Tell whether the name of a style says that one instrument plays alone, as "solo piano" does."""
    return text.lower().startswith(("solo ", "lone ", "unaccompanied ")) or text.lower().endswith((" solo", " alone"))


def absent(item: Item, roles: Sequence[str] = ()) -> tuple[Absence, ...]:
    """What must not play when this item is taken away, everywhere or in some sections."""
    senses = item.senses
    whats = senses.absences or senses.instruments
    return tuple(Absence(what, role) for role in (roles or (None,)) for what in whats)


def everything_but(kept: Iterable[str], role: str) -> tuple[Absence, ...]:
    """The absences that leave only the families of some instruments in a section."""
    kept = tuple(kept)
    families = {instruments.find(name).family for name in kept}
    return tuple(Absence(str(family), role) for family in Family if family not in families)


def leans() -> Mapping[str, Mapping[str, float]]:
    """Points for styles by instrument."""
    table: Mapping[str, Mapping[str, float]] = tables.load("instruments")["leans"]
    return table


def style_of(text: str) -> str | None:
    """The style that a name, label or word means exactly, or None."""
    if text in styles.load_all():
        return text
    senses = lexicon.load().senses(text)
    return (senses.style or senses.colour or None) if senses else None


def instrument_of(text: str, style: str) -> tuple[str, ...]:
    """The instruments that a name, label or word means exactly in a style; empty if none."""
    if text in instruments.load_all():
        return (text,)
    senses = lexicon.load().senses(text)
    return names([senses], style) if senses and senses.instruments else ()


def _inside_style(text: str) -> list[Senses]:
    """Instruments inside the name of a style, as the piano in "solo piano"."""
    words = text.split()
    if len(words) < 2:
        return []
    found = [lexicon.load().senses(word) for word in words]
    return [senses for senses in found if senses and senses.instruments and not senses.style and not senses.colour]
