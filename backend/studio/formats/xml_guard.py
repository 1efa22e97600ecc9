"""XML that somebody sent: parsed only where it declares no entities, which could grow without end."""

from __future__ import annotations

import re
from typing import NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from backend.studio.errors import BadScore

MAX_ELEMENTS, MAX_DEPTH = 300_000, 40
ENTITY = re.compile(rb"<!ENTITY", re.I)
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")


def parsed(text: bytes, roots: tuple[str, ...]) -> Element:
    """Parse without entities, and no deeper or larger than any score is.

    Raises
    ------
    BadScore
        if it is no XML, is beyond that, or its outermost element is none of ``roots``
    """
    plain = text.replace(b"\0", b"") if text[:2] in BYTE_ORDERS else text
    if ENTITY.search(plain):
        _refuse_entity()
    try:
        _Measure().read(text)
        root = ElementTree.fromstring(text)  # What declares an entity was refused above.  # nosec B314
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadScore(f"The file is no XML: {error}.") from error
    if root.tag.rpartition("}")[2] not in roots:
        raise BadScore(f"The file is no score; its outermost element is {root.tag[:40]!r}.")
    return root


class _Measure:
    """Goes through XML without keeping any of it, and stops where it is beyond the bounds or declares an entity."""

    def __init__(self) -> None:
        self._count = self._depth = 0

    def read(self, text: bytes) -> None:
        reader = expat.ParserCreate()
        # Whatever else the bytes are read as: the reader itself says what it finds.
        reader.EntityDeclHandler = _refuse_entity
        reader.StartElementHandler = self._open
        reader.EndElementHandler = self._close
        reader.Parse(text, True)

    def _open(self, *_: object) -> None:
        self._count += 1
        self._depth += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise BadScore(f"The file has more than {MAX_ELEMENTS} elements, or more than {MAX_DEPTH} in each other.")

    def _close(self, _name: str) -> None:
        self._depth -= 1


def _refuse_entity(*_: object) -> NoReturn:
    raise BadScore("The file declares entities; a score needs none.")
