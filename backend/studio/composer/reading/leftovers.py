"""What was not understood, or understood and cannot be met: each with its kind and the nearest that we have.

Kinds: style, instrument, word (not known); voice, language, sound, harmony, rhythm, form (known, and not done yet);
tempo, duration, meter, key (outside what is possible).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backend.studio.brief import Unresolved
from backend.studio.composer.reading import nearest
from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.topics import Topic

# Endings that tell what a name names.
INSTRUMENT_ENDINGS = (
    "phone",
    "horn",
    "flute",
    "pipe",
    "pipes",
    "drum",
    "drums",
    "harp",
    "chord",
    "guitar",
    "organ",
    "violin",
)
STYLE_ENDINGS = (
    "core",
    "wave",
    "step",
    "hop",
    "tronica",
    "tronic",
    "house",
    "pop",
    "rock",
    "jazz",
    "metal",
    "techno",
    "trance",
    "punk",
    "folk",
    "funk",
)
# fmt: off
PLACES = frozenset((
    "of", "in", "at", "from", "to", "through", "over", "under", "near", "into", "across", "by", "behind", "beneath",
    "above", "along", "beyond", "inside", "outside", "between", "around", "on", "towards", "toward",
))
# fmt: on
LONGEST_NAME = 2
# So many unknown words are looked up: a long text in another language is not compared word by word.
MOST_LOOKUPS = 8


def find(
    items: Sequence[Item], topics: Sequence[Topic], inside: frozenset[int], taken: Mapping[int, int]
) -> list[Unresolved]:
    """Everything that stays unresolved, in the order of the words."""
    found = [_named(items, topic) for topic in topics if topic.kind == "manner"]
    found += _known(items, inside, taken)
    found += _unknown(items, inside, taken)
    return sorted(found, key=lambda item: item.start)


def _named(items: Sequence[Item], topic: Topic) -> Unresolved:
    words = " ".join(item.text for item in items[topic.first : topic.last])
    return Unresolved(topic.start, topic.end, words, "style")


def _known(items: Sequence[Item], inside: frozenset[int], taken: Mapping[int, int]) -> Iterator[Unresolved]:
    """What has a name but cannot be met."""
    for at, item in enumerate(items):
        senses = item.senses
        if at in inside:
            continue
        if at in taken:
            if item.has("drum_part") or (senses.unmet and not senses.absences and senses.unmet != "voice"):
                yield _without(items, taken[at], at, senses.unmet or "instrument")
        elif senses.unmet:
            yield Unresolved(item.start, item.end, item.text, senses.unmet)
        elif senses.unfit:
            yield Unresolved(item.start, item.end, item.text, senses.unfit, senses.nearest)
        elif senses.elsewhere and not (senses.style or senses.instruments):
            yield Unresolved(item.start, item.end, item.text, senses.elsewhere.kind, senses.elsewhere.nearest)


def _without(items: Sequence[Item], negation: int, at: int, kind: str) -> Unresolved:
    words = f"{items[negation].text} {items[at].text}" if at == negation + 1 else items[at].text
    start = items[negation].start if at == negation + 1 else items[at].start
    return Unresolved(start, items[at].end, words, kind)


def _unknown(items: Sequence[Item], inside: frozenset[int], taken: Mapping[int, int]) -> Iterator[Unresolved]:
    """What has no name here: runs of words of no table."""
    kinds: dict[int, str] = {}
    at, looked_up = 0, 0
    while at < len(items):
        if at in inside or not items[at].has("unknown", "number"):
            at += 1
            continue
        until = _run(items, at, inside)
        kind = _kind(items, at, until, kinds, taken)
        if kind:
            kinds.update(dict.fromkeys(range(at, until), kind))
            words = " ".join(item.text for item in items[at:until])
            looked_up += 1
            yield _judged(items, at, until, words, kind, can_look_up=looked_up <= MOST_LOOKUPS)
        at = until


def _judged(items: Sequence[Item], at: int, until: int, words: str, kind: str, *, can_look_up: bool) -> Unresolved:
    offers: tuple[str, ...] = ()
    if can_look_up and words.isascii() and not words.isdigit():
        kind = nearest.kind_of(words) or kind
        offers = nearest.offer(words, kind)
    return Unresolved(items[at].start, items[until - 1].end, words, kind, offers)


def _run(items: Sequence[Item], at: int, inside: frozenset[int]) -> int:
    until = at + 1
    kind = "number" if items[at].has("number") else "unknown"
    while until < len(items) and until not in inside and items[until].has(kind) and not items[until].comma:
        until += 1
    return until


def _kind(items: Sequence[Item], at: int, until: int, kinds: Mapping[int, str], taken: Mapping[int, int]) -> str | None:
    """The kind of a run of unknown words by what stands around it, or None where it is scenery."""
    if items[at].has("number"):
        return _number(items, at)
    if at in taken:
        return "instrument"
    word = items[until - 1].text.lower()
    if word.endswith(INSTRUMENT_ENDINGS):
        return "instrument"
    if word.endswith(STYLE_ENDINGS):
        return "style"
    return _by_next(items, until) or _by_previous(items, at, kinds) or _by_scene(items, at, until)


def _number(items: Sequence[Item], at: int) -> str | None:
    """Numbers that count something are no riddle; a bare one is."""
    after = items[at + 1] if at + 1 < len(items) and not items[at + 1].comma else None
    counts = after is not None and (after.has("ordinary", "unknown", "playing", "music") or after.is_instrument)
    return None if counts else "word"


def _by_next(items: Sequence[Item], until: int) -> str | None:
    if until >= len(items) or items[until].comma:
        return None
    after = items[until]
    if after.senses.style or after.senses.colour or after.has("touch_after", "music"):
        return "style"
    if after.senses.elsewhere:
        return after.senses.elsewhere.kind
    return "instrument" if after.has("playing") else None


def _by_previous(items: Sequence[Item], at: int, kinds: Mapping[int, str]) -> str | None:
    index, comma = at - 1, items[at].comma
    while index >= 0 and _is_article(items[index]) and not comma:
        comma = items[index].comma
        index -= 1
    if index < 0 or items[min(index + 1, at)].stop:
        return None
    by_role = _by_role(items, index, comma=comma, is_next=index == at - 1)
    if by_role:
        return by_role
    if items[index].has("join"):
        return _as_neighbour(items, index - 1, kinds) if index > 0 else None
    return _as_neighbour(items, index, kinds) if comma and not _is_style(items[index]) else None


def _by_role(items: Sequence[Item], index: int, *, comma: bool, is_next: bool) -> str | None:
    """The kind that a word calls for after it: "in the style of ...", "with ...", "90 seconds of ..."."""
    before = items[index]
    calls_for_players = before.has("players") and (not comma or before.text.lower().startswith("instrument"))
    if before.has("manner", "style_is", "touch_before", "touch_mostly"):
        return "style"
    if calls_for_players or before.has("negation") or (before.has("for") and is_next and not comma):
        return "instrument"
    follows_figure = before.text.lower() == "of" and index > 0 and items[index - 1].senses.is_number
    return "style" if follows_figure else None


def _is_article(item: Item) -> bool:
    adjective = item.has("filler", "stronger", "weaker") or item.senses.mood is not None
    named = item.has(
        "players", "join", "manner", "style_is", "touch_before", "touch_mostly", "negation", "for", "music"
    )
    return adjective and not named and not item.senses.is_strong and item.text.lower() != "of"


def _as_neighbour(items: Sequence[Item], index: int, kinds: Mapping[int, str]) -> str | None:
    neighbour = items[index]
    if neighbour.is_instrument or kinds.get(index) == "instrument":
        return "instrument"
    if neighbour.senses.elsewhere:
        return neighbour.senses.elsewhere.kind
    return "style" if _is_style(neighbour) or kinds.get(index) == "style" else None


def _is_style(item: Item) -> bool:
    return bool(item.senses.style or item.senses.colour)


def _by_scene(items: Sequence[Item], at: int, until: int) -> str | None:
    """Scenery ("evening in Tokyo", "a quixotic journey") says nothing of the sound; the rest is unknown."""
    after = items[until] if until < len(items) and not items[until].comma else None
    if after is not None and after.has("ordinary"):
        return None
    before = items[at - 1] if at > 0 and not items[at].comma else None
    if before is not None and before.has("act"):
        return None
    if before is not None and at > 1:
        place = next(
            (index for index in range(at - 1, max(-1, at - 4), -1) if items[index].text.lower() in PLACES), None
        )
        scenic = place is not None and place > 0 and items[place - 1].has("ordinary", "act", "unknown")
        named = place is not None and items[at].text[:1].isupper()
        if scenic or named:
            return None
    return "style" if _is_all_there_is(items, at, until) else "word"


def _is_all_there_is(items: Sequence[Item], at: int, until: int) -> bool:
    """Tell whether a prompt is one or two unknown words and little else: then they name a kind of music."""
    told = [item for item in items if not item.is_glue and not item.has("music", "players")]
    little = until - at <= LONGEST_NAME and len(told) <= until - at + 1
    latin = all(item.text.isascii() for item in items[at:until])
    return little and latin and not any(_is_style(item) for item in items)
