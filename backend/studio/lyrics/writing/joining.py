"""Putting the parts of a line together: commas where they belong, a capital at its beginning."""

from __future__ import annotations

from itertools import pairwise

from backend.studio.lyrics.writing.fitting import Start
from backend.studio.lyrics.writing.fragments import CLAUSE, HOOK, Fragment

# What may follow a hook of which nothing is known.
HOOK_TAKES = ("time", "like")


def put_together(start: Start, end: Fragment) -> str:
    """A line's text with its capital."""
    said = [part for part in (start.opening, start.middle, end) if part and part.text]
    text = said[0].text
    for before, part in pairwise(said):
        text += (", " if _is_parted(before, part) else " ") + part.text
    text = f"{start.lead.text} {text}" if start.lead.text else text
    return capital(text)


def _is_parted(before: Fragment, part: Fragment) -> bool:
    """Whether a comma stands between two parts: clauses side by side, and what a hook does not ask for."""
    return (part.kind == CLAUSE and not part.joins) or (before.kind == HOOK and before.takes == HOOK_TAKES)


def capital(text: str) -> str:
    """A text with its first letter large."""
    return text[:1].upper() + text[1:]
