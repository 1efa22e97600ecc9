"""English endings: from what is written to the stems it may have, and what the ending does to their sounds."""

from __future__ import annotations

from collections.abc import Callable

VOICELESS, HISSING = "ptkfθ", "szʃʒʧʤ"


def _s(sound: str) -> str:
    if sound[-1] in HISSING:
        return f"{sound}ᵻz"
    return sound + ("s" if sound[-1] in VOICELESS else "z")


def _d(sound: str) -> str:
    if sound[-1] in "td":
        return f"{sound}ᵻd"
    return sound + ("t" if sound[-1] in VOICELESS or sound[-1] in "sʃʧ" else "d")


def _with(ending: str) -> Callable[[str], str]:
    return lambda sound: sound + ending


def _as_it_is(stem: str) -> list[str]:
    return [stem]


def _verbs(stem: str) -> list[str]:
    """`runn` is `run`, `danc` is `dance`, `try` is `try`."""
    doubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
    return [stem, f"{stem}e", *doubled]


def _with_y(stem: str) -> list[str]:
    return [f"{stem}y"]


Ending = tuple[str, Callable[[str], list[str]], Callable[[str], str]]

ENDINGS: tuple[Ending, ...] = (
    ("'s", _as_it_is, _s),
    ("s'", lambda stem: [stem, f"{stem}s"], _s),
    ("'ll", _as_it_is, _with("əl")),
    ("'ve", _as_it_is, _with("əv")),
    ("'d", _as_it_is, _d),
    ("'re", _as_it_is, _with("əɹ")),
    ("in'", lambda stem: [f"{stem}ing"], lambda sound: sound[:-1] + "n"),
    ("in'", _verbs, _with("ɪn")),
    ("ies", _with_y, _s),
    ("es", _as_it_is, _s),
    ("s", _as_it_is, _s),
    ("ied", _with_y, _d),
    ("ed", _verbs, _d),
    ("ing", _verbs, _with("ɪŋ")),
    ("iest", _with_y, _with("əst")),
    ("ier", _with_y, _with("əɹ")),
    ("est", _verbs, _with("əst")),
    ("er", _verbs, _with("əɹ")),
    ("ily", _with_y, _with("li")),
    ("ly", _as_it_is, _with("li")),
    ("less", _as_it_is, _with("ləs")),
    ("ness", _as_it_is, _with("nəs")),
    ("ful", _as_it_is, _with("fəl")),
)
