"""Which styles a sentence names, and how they share a blend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backend.studio.composer.reading import tables
from backend.studio.composer.reading.items import Item


def shares(items: Sequence[Item], live: Sequence[int]) -> dict[str, float]:
    """The styles of the live items with their weights, which sum to 1; empty if none is named."""
    said: dict[str, float] = {}
    main: dict[str, bool] = {}
    for at in live:
        item = items[at]
        name = item.senses.style or item.senses.colour
        if not name:
            continue
        share = _share(items, at)
        if share is not None:
            said[name] = share
        main[name] = main.get(name, False) or not (item.senses.colour or _is_touch(items, at))
    return _percentages(said, list(main)) if said else _weights(main)


def leans(
    items: Sequence[Item], live: Sequence[int], instrument_leans: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Points for styles that the uses, eras and instruments of a sentence suggest."""
    points: dict[str, float] = {}
    for at in live:
        for style, share in items[at].senses.lean:
            points[style] = points.get(style, 0.0) + share
    for style, share in _played(items, live, instrument_leans).items():
        points[style] = points.get(style, 0.0) + share
    return points


def foreign(items: Sequence[Item], live: Sequence[int]) -> dict[str, float]:
    """Points for the styles that come nearest to the kinds of music that are named and not played here."""
    points: dict[str, float] = {}
    for at in live:
        elsewhere = items[at].senses.elsewhere
        if elsewhere and elsewhere.kind == "style":
            for place, name in enumerate(elsewhere.names):
                points[name] = max(1 / (1 + place), points.get(name, 0.0))
    return points


def _played(
    items: Sequence[Item], live: Sequence[int], instrument_leans: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """What the instruments suggest together: for each style the most telling counts."""
    points: dict[str, float] = {}
    for at in live:
        for name in items[at].senses.instruments:
            for style, share in instrument_leans.get(name, {}).items():
                points[style] = max(share, points.get(style, 0.0))
    return points


def _weights(main: Mapping[str, bool]) -> dict[str, float]:
    touches = [name for name, is_main in main.items() if not is_main]
    mains = [name for name, is_main in main.items() if is_main]
    if not mains or not touches:
        return {name: 1 / len(main) for name in main}
    table = tables.load("styles")["shares"]
    return {name: table["main"] / len(mains) if name in mains else table["touch"] / len(touches) for name in main}


def _percentages(said: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    unsaid = [name for name in names if name not in said]
    rest = max(0.0, 1 - sum(said.values()))
    weights = {name: said.get(name, rest / len(unsaid) if unsaid else 0.0) for name in names}
    total = sum(weights.values())
    return (
        {name: weight / total for name, weight in weights.items() if weight > 0}
        if total
        else {name: 1 / len(names) for name in names}
    )


def _share(items: Sequence[Item], at: int) -> float | None:
    """The percentage before a style: "70 % house", "70 percent of it house"."""
    for item in reversed(items[max(0, at - 3) : at]):
        if item.senses.share is not None:
            return item.senses.share
        if not item.has("filler", "about"):
            return None
    return None


def _is_touch(items: Sequence[Item], at: int) -> bool:
    """Tell whether a style only colours: "a hint OF JAZZ", "JAZZ-influenced", "with a JAZZ trumpet"."""
    before = _before(items, at)
    if before is not None and items[before].has("touch_mostly"):
        return False
    if before is not None and items[before].has("touch_before"):
        return True
    if at + 1 < len(items) and not items[at + 1].comma:
        if items[at + 1].has("touch_after"):
            return True
        return before is not None and items[before].has("players") and items[at + 1].is_instrument
    return False


def _before(items: Sequence[Item], at: int) -> int | None:
    """The item before a style and its article and adjectives."""
    for index in range(at - 1, -1, -1):
        if items[index + 1].comma:
            return None
        item = items[index]
        if item.has("touch_before", "touch_mostly", "players") or not (item.has("filler") or item.senses.mood):
            return index
    return None
