"""What is taken away, and what alone may stay: "no drums or bass", "without any brass", "just piano and strings"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.studio.composer.reading.items import Item

AFTERWARDS = (
    "only",
    "alone",
    "by itself",
    "on its own",
    "all by itself",
    "unaccompanied",
    "and nothing else",
    "nothing else",
    "solely",
    "exclusively",
)
SOLITARY = ("solo", "lone", "unaccompanied")


def negated(items: Sequence[Item], opaque: frozenset[int]) -> dict[int, int]:
    """Each item that is taken away, with the item that takes it away."""
    found: dict[int, int] = {}
    for at, item in enumerate(items):
        if at not in opaque and item.has("negation") and not item.has("not_negation"):
            found.update(dict.fromkeys(_targets(items, at, opaque), at))
    return found


def only(items: Sequence[Item], opaque: frozenset[int], taken: dict[int, int]) -> dict[int, tuple[int, ...]]:
    """Each word such as "only" that holds, with the instruments that it leaves."""
    found: dict[int, tuple[int, ...]] = {}
    for at, item in enumerate(items):
        if at in opaque or at in taken or not item.has("only") or _is_for_a_section(items, at):
            continue
        left = _solitary(items, at) if item.text.lower() in SOLITARY else _list_after(items, at)
        if not left and item.text.lower() in AFTERWARDS:
            left = _list_before(items, at)
        if left:
            found[at] = left
    return found


def _targets(items: Sequence[Item], at: int, opaque: frozenset[int]) -> Iterator[int]:
    told = False
    for index in range(at + 1, len(items)):
        item = items[index]
        if index in opaque or item.stop or (item.comma and not _list_goes_on(items, index)):
            return
        if _can_go(item):
            if told and item.senses.mood and not _is_thing(item):
                return  # "no drums and calm": the mood begins something new
            yield index
            told = True
        elif item.has("unknown"):
            yield index
            told = True
        elif item.text.lower() in ("and", "or", "nor", "&") or (
            not told and item.has("filler", "stronger", "weaker", "too")
        ):
            continue
        else:
            return


def _can_go(item: Item) -> bool:
    senses = item.senses
    return _is_thing(item) or senses.mood is not None or senses.pace is not None or bool(senses.ending)


def _is_thing(item: Item) -> bool:
    senses = item.senses
    named = senses.style or senses.colour or senses.instruments or senses.generic or senses.absences
    return bool(named or senses.elsewhere or senses.unmet or senses.section or item.has("use"))


def _list_goes_on(items: Sequence[Item], at: int) -> bool:
    """Tell whether a list after a negation goes on across a comma: only if it ends with "or" or "nor"."""
    for index in range(at, len(items)):
        item = items[index]
        if (index > at and item.stop) or item.has("players", "only", "negation"):
            return False
        if item.text.lower() in ("or", "nor"):
            return True
        if not _is_thing(item) and not item.has("filler"):
            return False
    return False


def _is_for_a_section(items: Sequence[Item], at: int) -> bool:
    """Tell whether "only" speaks of a section: "drums ONLY in the chorus"."""
    after = items[at + 1 : at + 4]
    return bool(after) and after[0].has("inside") and any(item.senses.section for item in after)


def _list_after(items: Sequence[Item], at: int) -> tuple[int, ...]:
    left: list[int] = []
    for index in range(at + 1, len(items)):
        item = items[index]
        if item.stop or (item.comma and not (left and _instruments_join(items, index))):
            break
        if item.is_instrument:
            left.append(index)
        elif item.has("inside", "negation") or not (item.is_glue or item.senses.mood or item.has("join")):
            break
    return tuple(left)


def _instruments_join(items: Sequence[Item], at: int) -> bool:
    """Tell whether the list of instruments goes on across a comma until an "and"."""
    for index in range(at, len(items)):
        item = items[index]
        if item.text.lower() in ("and", "&"):
            return True
        if not (item.is_instrument or item.has("filler") or item.senses.mood) or (index > at and item.stop):
            return False
    return False


def _list_before(items: Sequence[Item], at: int) -> tuple[int, ...]:
    left: list[int] = []
    for index in range(at - 1, -1, -1):
        item = items[index]
        if item.is_instrument:
            left.append(index)
        elif not (item.has("join") and not item.has("players")) and not item.has("filler"):
            break
        if item.comma:
            break
    return tuple(reversed(left))


def _solitary(items: Sequence[Item], at: int) -> tuple[int, ...]:
    after = at + 1
    return (after,) if after < len(items) and items[after].is_instrument and not items[after].comma else ()
