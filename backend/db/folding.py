"""Texts without accents and capitals, and how the database is asked whether one has some letters in it.

For short lists: every row is looked at. Songs have an index of their words (db/search_index.py).
"""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import Boolean, String, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def folded(text: str) -> str:
    """A text without accents and capitals; what stands for letters is those letters."""
    if text.isascii():
        return text.lower()
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return plain.casefold()


# What is sought, where a statement is made once.
WORDS: Any = bindparam("words", type_=String)


class Says(FunctionElement[bool]):
    """Whether a text has some letters in it, whatever their accents and capitals."""

    name = "says"
    type = Boolean()
    inherit_cache = True


@compiles(Says, "sqlite")
def _by_our_function(element: Says, compiler: SQLCompiler, **more: Any) -> str:
    text, letters = (f"folded({compiler.process(each, **more)})" for each in element.clauses)
    return f"instr({text}, {letters}) > 0"


@compiles(Says, "postgresql")
def _by_its_functions(element: Says, compiler: SQLCompiler, **more: Any) -> str:
    text, letters = (_FOLDED.format(compiler.process(each, **more)) for each in element.clauses)
    return f"strpos({text}, {letters}) > 0"


# PostgreSQL knows the forms; marks that combine are the block of them that Latin, Greek and Cyrillic use.
_FOLDED = "replace(lower(regexp_replace(normalize({}, NFKD), '[\\u0300-\\u036f]+', '', 'g')), '\u00df', 'ss')"
