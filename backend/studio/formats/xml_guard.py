"""XML that somebody sent: parsed only where it declares no entities, which could grow without end."""

from __future__ import annotations

import io
import re
from contextlib import suppress
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
    # Whatever else the bytes are read as: the reader itself says what it finds.
    reader = expat.ParserCreate()
    reader.EntityDeclHandler = _refuse_entity
    with suppress(expat.ExpatError, ValueError, LookupError):  # said below
        reader.Parse(text, True)
    depth = count = 0
    root: Element | None = None
    try:
        # What declares an entity was refused above.
        for event, element in ElementTree.iterparse(io.BytesIO(text), events=("start", "end")):  # nosec B314
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > MAX_DEPTH or count > MAX_ELEMENTS:
                raise BadScore(
                    f"The file has more than {MAX_ELEMENTS} elements, or more than {MAX_DEPTH} in each other."
                )
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadScore(f"The file is no XML: {error}.") from error
    if root is None or root.tag.rpartition("}")[2] not in roots:
        raise BadScore(f"The file is no score; its outermost element is {root.tag[:40] if root is not None else ''!r}.")
    return root


def _refuse_entity(*_: object) -> NoReturn:
    raise BadScore("The file declares entities; a score needs none.")
