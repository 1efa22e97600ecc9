"""Numbers as they are sung: cardinals, ordinals, years, decimals, money, the clock."""

from __future__ import annotations

import re

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
COINS = {"$": ("dollar", "dollars"), "£": ("pound", "pounds"), "€": ("euro", "euros"), "¥": ("yen", "yen")}
# Longer rows of digits are telephone numbers: they are sung digit by digit.
MOST_DIGITS = 12

NUMBER = re.compile(r"([$£€¥]?)(\d[\d,]*)(?:([.:/])(\d+))?(st|nd|rd|th|s|'s|%|k|am|pm)?", re.IGNORECASE)


def spoken(text: str) -> list[str] | None:
    """The words of a number as it is written, or None where it is none: `1999`, `3rd`, `$5`, `24/7`, `5:30`, `'90s`."""
    found = NUMBER.fullmatch(text.lstrip("'’"))
    if not found:
        return None
    coin, whole, mark, rest, ending = found.groups()
    words = _whole(whole.replace(",", ""), is_year="," not in whole and not coin and not mark)
    words += _after(mark, rest or "")
    if coin:
        words.append(COINS[coin][words != ["one"]])
    return _ended(words, (ending or "").lower())


def cardinal(number: int) -> list[str]:
    """A whole number from 0 on, below a thousand trillions."""
    if number < 20:
        return [ONES[number]]
    if number < 100:
        return [TENS[number // 10], *([ONES[number % 10]] if number % 10 else [])]
    size, name = next(scale for scale in SCALES if number >= scale[0])
    rest = number % size
    return [*cardinal(number // size), name, *(cardinal(rest) if rest else [])]


def _whole(digits: str, *, is_year: bool) -> list[str]:
    number = int(digits)
    if len(digits) > MOST_DIGITS or (len(digits) > 1 and digits[0] == "0"):
        return ["oh" if digit == "0" else ONES[int(digit)] for digit in digits]
    if is_year and len(digits) == 4 and number % 1000 >= 10:
        return _year(number)
    return cardinal(number)


def _year(number: int) -> list[str]:
    century, rest = divmod(number, 100)
    if rest == 0:
        return [*cardinal(century), "hundred"]
    return [*cardinal(century), *(["oh"] if rest < 10 else []), *cardinal(rest)]


def _after(mark: str | None, digits: str) -> list[str]:
    if not mark:
        return []
    if mark == ".":
        return ["point", *(ONES[int(digit)] for digit in digits)]
    if mark == ":" and digits == "00":
        return ["o'clock"]
    return _whole(digits, is_year=False)


def _ended(words: list[str], ending: str) -> list[str]:
    last = words[-1]
    if ending in ("st", "nd", "rd", "th"):
        return [*words[:-1], IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")]
    if ending in ("s", "'s"):
        return [*words[:-1], f"{last[:-1]}ies" if last.endswith("y") else f"{last}s"]
    more = {"%": ["percent"], "k": ["thousand"], "am": ["a", "m"], "pm": ["p", "m"]}
    return words + more.get(ending, [])
