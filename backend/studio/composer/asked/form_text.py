"""A form as text: ``intro 4, verse 8, chorus 8 x2, outro 4``.

Sections are parted by commas, semicolons, bars, arrows or line ends. Each is a kind of section or a letter, perhaps
with its number (``verse 2 8``), then its bars (``8`` or ``8 bars``; none leaves them to the time there is), then how
often it comes (``x2``). Round brackets with ``x2`` repeat a group.
"""

from __future__ import annotations

import re
from dataclasses import replace

from backend.studio.composer.asked.places import role_of
from backend.studio.composer.rules import SECTION_ROLES
from backend.studio.constraints import MAX_SECTION_BARS, FormRow
from backend.studio.errors import BadForm

MAX_SECTIONS, MAX_TEXT, MAX_ITEM = 64, 2000, 60
SPACES = re.compile(r"[^\S\n]+")
PARTED = re.compile(r"\s*(?:[,;|\n]|->|→|>|\s[-–—]\s)\s*")
GROUP = re.compile(r"\(([^()]*[,;|\n>→][^()]*)\)\s*[x×*]\s*(\d+)")
ITEM = re.compile(
    r"(?:(?P<before>\d+)\s*[x×*]\s*)?(?P<name>[A-Za-z][A-Za-z \-]*?(?:\s8(?=\s+\d))?)\s*"
    r"(?:\s#?(?P<number>\d+)(?=[\s:(]+\d))?[\s:(=]*(?:(?P<bars>\d+)\s*(?:bars?|measures?|b)?\.?\)?)?\s*"
    r"(?:[x×*]\s*(?P<after>\d+))?",
    re.I,
)
# What a letter stands for, as jazz musicians and songwriters use them.
LETTERS = {"A": "verse", "B": "chorus", "C": "bridge", "D": "solo", "E": "interlude"}
AABA = {"A": "verse", "B": "bridge", "C": "solo", "D": "interlude", "E": "outro"}


def read(text: str) -> tuple[FormRow, ...]:
    """Read a form.

    Raises
    ------
    BadForm
        naming the section that cannot be read, or the limit
    """
    if len(text) > MAX_TEXT:
        raise BadForm(f"The form has {len(text)} characters; up to {MAX_TEXT} are allowed.")
    # Patterns that look for spaces in several places take for ever over many of them.
    text = SPACES.sub(" ", text)
    while GROUP.search(text):
        text = GROUP.sub(lambda group: ", ".join([group[1]] * _often(group[2], group[0])), text, count=1)
        if len(text) > MAX_TEXT * 4:
            raise BadForm(f"The form has more than {MAX_SECTIONS} sections; up to {MAX_SECTIONS} are allowed.")
    items = [item for item in PARTED.split(_spread(text.strip())) if item]
    if not items:
        raise BadForm("The form names no section; write such as intro 4, verse 8, chorus 8 x2, outro 4.")
    rows = [row for item in items for row in _item(item)]
    if len(rows) > MAX_SECTIONS:
        raise BadForm(f"The form has {len(rows)} sections; up to {MAX_SECTIONS} are allowed.")
    return tuple(_roles(rows))


def _spread(text: str) -> str:
    """``AABA`` as A, A, B, A."""
    return ", ".join(text) if re.fullmatch(r"[A-E]{2,16}", text) else text


def _item(item: str) -> list[FormRow]:
    if len(item) > MAX_ITEM:
        raise BadForm(f"{item[:MAX_ITEM]!r}... is no section; one is written in up to {MAX_ITEM} characters.")
    match = ITEM.fullmatch(item.strip())
    name = " ".join(match["name"].split()) if match else ""
    role = role_of(name)
    letter = name.upper() if len(name) == 1 and name.upper() in LETTERS else ""
    if not match or not (role or letter):
        raise BadForm(
            f"{item.strip()!r} is no section; write one of {', '.join(SECTION_ROLES)}, or a letter A to E, "
            "then its bars, as in chorus 8 x2."
        )
    bars = int(match["bars"] or 0)
    if bars > MAX_SECTION_BARS or match["bars"] == "0":
        raise BadForm(f"{item.strip()!r} has {bars} bars; a section has 1 to {MAX_SECTION_BARS}.")
    often = _often(match["before"] or "1", item) * _often(match["after"] or "1", item)
    return [FormRow(role or "", bars, letter)] * min(often, MAX_SECTIONS + 1)


def _often(times: str, item: str) -> int:
    if not 1 <= int(times) <= MAX_SECTIONS:
        raise BadForm(f"{item.strip()!r} comes {times} times; 1 to {MAX_SECTIONS} are allowed.")
    return int(times)


def _roles(rows: list[FormRow]) -> list[FormRow]:
    """The rows with a kind each: of letters alone, a B that comes once between As is a bridge."""
    letters = [row.letter for row in rows if row.letter]
    kinds = AABA if letters.count("B") == 1 and letters[:1] == ["A"] and letters.count("A") > 1 else LETTERS
    return [row if row.role else replace(row, role=kinds[row.letter]) for row in rows]
