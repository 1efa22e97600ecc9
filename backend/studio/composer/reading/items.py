"""A sentence as items: each phrase that is known, figure or word, in order, with its senses and place."""

from __future__ import annotations

from dataclasses import dataclass

from backend.studio.composer.reading import figures, keys, lexicon
from backend.studio.composer.reading.senses import Senses
from backend.studio.composer.reading.text import Token, blank, tokens

ORDINARY, ACT, UNKNOWN, NUMBER, FILLER = (Senses(roles=frozenset(roles)) for roles in (
    {"ordinary"}, {"ordinary", "act"}, {"unknown"}, {"number"}, {"filler"},
))  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A phrase of the prompt. ``comma`` and ``stop`` say what stands before it."""

    start: int
    end: int
    text: str
    senses: Senses
    comma: bool
    stop: bool

    def has(self, *roles: str) -> bool:
        """Tell whether the item can have one of these grammatical roles."""
        return not self.senses.roles.isdisjoint(roles)

    @property
    def is_instrument(self) -> bool:
        return bool(self.senses.instruments)

    @property
    def is_glue(self) -> bool:
        """Tell whether the item only holds others together."""
        return self.has("filler", "stronger", "weaker", "too", "about", "join") and not self.senses.is_strong


def find(prompt: str) -> tuple[Item, ...]:
    """Cut a prompt into items."""
    text = blank(prompt)
    words = tokens(text)
    found: list[Item] = []
    told = [
        (start, end, senses)
        for start, end, senses in _figures(text)
        if any(start < word.end and word.start < end for word in words)
    ]
    at = 0
    while at < len(words):
        figure = next((one for one in told if one[0] < words[at].end and words[at].start < one[1]), None)
        if figure:
            until = next((index for index in range(at, len(words)) if words[index].start >= figure[1]), len(words))
            found.append(_item(prompt, words[at:until], figure[2], figure[0], figure[1]))
            told.remove(figure)
        else:
            free = next(
                (index for index in range(at, len(words)) if told and words[index].end > told[0][0]), len(words)
            )
            count, senses = lexicon.load().match(words[:free], at) or (1, _word(words[at], prompt))
            until = at + count
            found.append(_item(prompt, words[at:until], senses, words[at].start, words[until - 1].end))
        at = until
    return tuple(found)


def _figures(text: str) -> list[figures.Figure]:
    found = keys.find(text)
    for figure in figures.find(text):
        if all(figure[1] <= start or figure[0] >= end for start, end, _ in found):
            found.append(figure)
    return sorted(found, key=lambda figure: figure[0])


def _item(prompt: str, words: tuple[Token, ...], senses: Senses, start: int, end: int) -> Item:
    return Item(start, end, prompt[start:end].strip(), senses, words[0].comma, words[0].stop)


def _word(token: Token, prompt: str) -> Senses:
    known = lexicon.load()
    if token.word.isdigit():
        decade = known.senses(f"{token.word[:3]}0s") if len(token.word) == 4 else None
        return decade or NUMBER  # "1978" is of the seventies
    if not any(char.isalnum() for char in prompt[token.start : token.end]):
        return FILLER  # a picture without a meaning of its own
    if known.is_act(token.word):
        return ACT
    single_letter = len(token.word) == 1 and token.word.isascii()
    return ORDINARY if single_letter or known.is_ordinary(token.word) else UNKNOWN
