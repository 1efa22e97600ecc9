"""A title: what the song is called, else its hook, else what it is about, its scene, or one that suits the mood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from backend.studio.brief import Mood, Source
from backend.studio.composer.reading import tables
from backend.studio.composer.reading.items import Item
from backend.studio.composer.reading.text import blank
from backend.studio.composer.reading.topics import QUOTES, Topic
from backend.studio.composer.seeds import Seeds
from backend.studio.lyrics import foreign
from backend.studio.lyrics import text as texts
from backend.studio.lyrics.words import HOLD, tokens
from backend.studio.singing import SingingWish

LONGEST, MOST_WORDS, MOST_CHARS = 4, 6, 60
MOST_HOOK, LEAST_HOOK = 8, 3  # words of a hook; a longer one is cut
WORD = re.compile(r"[^\s]+")
CLAUSE = re.compile(r"[,;:.!?…—–]")


def choose(
    prompt: str, items: Sequence[Item], topics: Sequence[Topic], *, singing: SingingWish, mood: Mood, seeds: Seeds
) -> tuple[str, Source]:
    """Choose a title, and tell whether the words, the lyrics or the seed gave it; it never ends within a word."""
    called = [topic for topic in topics if topic.kind == "called"]
    if called:
        return cased(_words(prompt[called[0].start : called[0].end])), Source.PROMPT
    if hook := _hook(singing.lyrics, is_english=foreign.is_english(singing.language)):
        return hook, Source.REQUEST
    for text in _texts(prompt, items, topics):
        title = short(_words(text))
        if title:
            return title, Source.PROMPT
    return _drawn(mood, seeds), Source.SEED


def cased(words: Sequence[str]) -> str:
    """Some words in title case, up to 60 characters."""
    small = set(tables.load("titles")["small"]["words"])
    shown: list[str] = []
    for index, word in enumerate(words):
        is_small = word.lower() in small and 0 < index < len(words) - 1
        shown.append(word.lower() if is_small else "-".join(_capital(part) for part in word.split("-")))
        if len(" ".join(shown)) > MOST_CHARS:
            return " ".join(shown[:-1]) or word[:MOST_CHARS]
    return " ".join(shown)


def short(words: list[str]) -> str:
    """The heart of a phrase in title case: without its opening article, and cut where a clause begins if it is long."""
    while words and words[0].lower() in tables.load("titles")["openers"]["words"]:
        words = words[1:]
    if len(words) > LONGEST:
        cut = next((index for index in range(2, len(words)) if _is_cut(words[index])), len(words))
        words = words[: min(cut, MOST_WORDS)]
    return cased(_ended(words))


def _hook(lyrics: str, *, is_english: bool) -> str:
    """The line of the chorus that is sung most often, or of all lines; none without sung lines.

    In title case where that is the custom.
    """
    stanzas = texts.parse(lyrics).stanzas if lyrics.strip() else ()
    lines = [line.text for line in _of_chorus(stanzas)]
    often = Counter(" ".join(_sung(line)).lower() for line in lines)
    hook = max(lines, key=lambda line: often[" ".join(_sung(line)).lower()], default="")
    words, clause = _sung(hook), _sung(CLAUSE.split(hook)[0])
    if len(words) > MOST_HOOK:
        cuts = [index for index in range(LEAST_HOOK, MOST_HOOK + 1) if _is_cut(words[index])]
        is_whole = LEAST_HOOK <= len(clause) <= MOST_HOOK
        words = clause if is_whole else _ended(words[: max(cuts, default=MOST_HOOK)])
    if is_english:
        return cased(words)
    while len(words) > 1 and len(" ".join(words)) > MOST_CHARS:
        words = words[:-1]
    return _capital(" ".join(words)[:MOST_CHARS])


def _sung(line: str) -> Sequence[str]:
    """The words of a line without how they are sung."""
    return [word.replace(HOLD, "") for word, _ in tokens(line)]


def _of_chorus(stanzas: Sequence[texts.Stanza]) -> Sequence[texts.Line]:
    sung = [stanza for stanza in stanzas if stanza.lines]
    choruses = [stanza for stanza in sung if stanza.role == "chorus"]
    return [line for stanza in choruses or sung for line in stanza.lines]


def _ended(words: Sequence[str]) -> Sequence[str]:
    """The words without small ones at their end."""
    while words and (_is_cut(words[-1]) or words[-1].lower() in tables.load("titles")["small"]["words"]):
        words = words[:-1]
    return words


def _is_cut(word: str) -> bool:
    """Whether a clause begins with the word."""
    return word.lower() in tables.load("titles")["cuts"]["words"]


def _texts(prompt: str, items: Sequence[Item], topics: Sequence[Topic]) -> Iterable[str]:
    """What a title can be made of, the most telling first."""
    for topic in topics:
        if topic.kind == "about":
            yield prompt[topic.start : topic.end]
    for topic in topics:
        if topic.kind == "for":
            occasion = items[topic.first - 1] if topic.first > 0 else None
            start = occasion.start if occasion and occasion.has("use") else topic.start
            yield prompt[start : topic.end]
    inside = {index for topic in topics for index in range(topic.first, topic.last)}
    for first, last in _runs(items, inside, scenic=True):
        yield prompt[items[first].start : items[last - 1].end]
    for first, last in _runs(items, inside, scenic=False):
        yield prompt[items[first].start : items[last - 1].end]


def _runs(items: Sequence[Item], inside: set[int], *, scenic: bool) -> Iterable[tuple[int, int]]:
    """Stretches of items without a pause that make a title: scenery, or else two to four telling words."""
    first = 0
    for at in range(len(items) + 1):
        ends = at == len(items) or at in inside or items[at].comma or not _fits(items[at], scenic=scenic)
        if not ends:
            continue
        if _is_title(items[first:at], scenic=scenic):
            yield first, at
        first = at if at < len(items) and at not in inside and _fits(items[at], scenic=scenic) else at + 1


def _fits(item: Item, *, scenic: bool) -> bool:
    if item.has("players", "negation", "unknown", "number") and not scenic:
        return False
    telling = (
        item.senses.style
        or item.senses.colour
        or item.is_instrument
        or item.senses.mood
        or item.senses.pace is not None
    )
    if scenic:
        sound = (
            item.senses.is_strong or item.has("music", "players", "negation", "number") or item.senses.pace is not None
        )
        return not sound
    return bool(telling or item.has("use", "music"))


def _is_title(run: Sequence[Item], *, scenic: bool) -> bool:
    if scenic:
        scenery = [
            item for item in run if item.has("ordinary", "use") or (item.has("unknown") and item.text[:1].isupper())
        ]
        return (
            bool(scenery)
            and any(item.has("ordinary") for item in run)
            and len([item for item in run if not item.is_glue]) > 1
        )
    return len(run) > 1 and any(not item.has("music") for item in run)


def _drawn(mood: Mood, seeds: Seeds) -> str:
    table = tables.load("titles")
    bright, lively = mood.valence >= 0.5, mood.energy >= 0.5
    colour = ("wild" if lively else "bright") if bright else ("wild" if lively and mood.tension < 0.6 else "dark")
    colour = "calm" if mood.energy < 0.3 and mood.tension < 0.4 and mood.valence >= 0.4 else colour
    rng = seeds.rng("title")
    return " ".join(str(rng.choice(table[part][colour])) for part in ("first", "second"))


def _words(text: str) -> list[str]:
    return [
        word
        for word in (part.strip(QUOTES + ".,;:!?()[]{}<>") for part in WORD.findall(blank(text)))
        if any(map(str.isalnum, word))
    ]


def _capital(word: str) -> str:
    return word if any(char.isupper() for char in word[1:]) else word[:1].upper() + word[1:]
