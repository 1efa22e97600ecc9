"""Comparing answers with what is printed: the same fields with the same values; ``<…>`` stands for any text."""

from __future__ import annotations

from typing import Any


def is_like(answer: Any, printed: Any) -> bool:
    """Whether an answer holds all that is printed; it may hold more."""
    if isinstance(printed, dict):
        return isinstance(answer, dict) and all(
            name in answer and is_like(answer[name], printed[name]) for name in printed
        )
    if isinstance(printed, list):
        return isinstance(answer, list) and len(answer) == len(printed) and all(map(is_like, answer, printed))
    if isinstance(printed, str) and printed.startswith("<") and printed.endswith(">"):
        return isinstance(answer, str) and bool(answer)
    return type(answer) is type(printed) and answer == printed
