"""Text as tokens: words with their places in the prompt, and the pauses between them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_PROMPT = 2000

# Markup and addresses are no words; they are blanked, so that places stay right.
NOISE = re.compile(r"</?[A-Za-z!][^<>]{0,200}>|https?://\S+|\bwww\.\S+")
# "w/o", "&", words with inner apostrophes and a sharp at the end, and pictures such as a violin.
WORD = re.compile(r"[wW]/o\b|&|[^\W_]+(?:['’][^\W_]+)*[#♯]?|[☀-➿\U0001F000-\U0001FAFF]")
STOP = re.compile(r"[.!?;\n]|\)")
COMMA = re.compile(r"[,:/|()\[\]{}\"“”•\t\r]|\s[-–]+\s|—")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, and what it is compared by; ``comma`` and ``stop`` say what stands before it (a stop is a comma, too)."""

    word: str
    start: int
    end: int
    comma: bool
    stop: bool


def blank(text: str) -> str:
    """The text with markup, addresses and control characters blanked, every place kept."""
    bare = NOISE.sub(lambda match: " " * len(match[0]), text)
    return "".join(char if char in "\n\t\r" or unicodedata.category(char)[0] != "C" else " " for char in bare)


def normal(word: str) -> str:
    """A word as it is compared: compatibility forms folded, lower case, straight apostrophes."""
    folded = word if word.isascii() else unicodedata.normalize("NFKC", word)
    return folded.casefold().replace("’", "'").replace("&", "and").replace("♯", "#")


def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens."""
    found: list[Token] = []
    end = 0
    for match in WORD.finditer(text):
        gap = text[end : match.start()]
        stop = bool(STOP.search(gap)) and bool(found)
        comma = stop or (bool(COMMA.search(gap)) and bool(found))
        found.append(Token(normal(match[0]), match.start(), match.end(), comma, stop))
        end = match.end()
    return tuple(found)


def words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared."""
    return tuple(normal(word) for word in WORD.findall(phrase))
