"""Texts of banks: made by many people with many programs, so read with patience, and never trusted.

YAML becomes tables, lists and texts and nothing else: tags are passed over, so nothing is built that a file names, and
a word such as "no" stays a word. References are kept as references; whoever reads on looks only for texts where texts
should be, so that they cannot unfold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from backend.studio.errors import BadBank

# The largest dictionary that was seen has 9 MB (English, 130,000 words); descriptions have some 2 kB.
MOST_BYTES, DICTIONARY_BYTES = 2**20, 24 * 2**20
# A description has no reason for more; a dictionary may repeat a list of phonemes by reference now and then.
MOST_REFERENCES, DEEPEST = 1000, 12
# After UTF-8 what the banks of East Asia are written in; the last reads anything.
ENCODINGS = ("utf-8-sig", "cp932", "gb18030", "latin-1")
NULLS = ("", "~", "null", "Null", "NULL")
TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def text(path: Path, *, most: int = MOST_BYTES, encoding: str = "") -> str:
    """Read a text file in whatever encoding it is.

    Raises
    ------
    BadBank
        if it is missing or too large
    """
    content = _content(path, most)
    for name in (ENCODINGS[0], *([encoding] if encoding else []), *ENCODINGS[1:]):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode(ENCODINGS[-1])


def yaml_table(path: Path, *, most: int = MOST_BYTES) -> dict[str, Any]:
    """Read a YAML file that holds a table; all values are texts, lists, tables or None.

    Raises
    ------
    BadBank
        if it is missing, too large, nested or entangled beyond reason, or no table
    """
    content = text(path, most=most)
    try:
        found = _Builder(path.name).build(content)
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        raise BadBank(f"{path.name} is not YAML that can be read: {_one_line(wrong)}.") from None
    return _table(found, path)


def json_table(path: Path) -> dict[str, Any]:
    """Read a JSON file that holds a table.

    Raises
    ------
    BadBank
        if it is missing, too large or no table
    """
    try:
        found = json.loads(text(path))
    except (ValueError, RecursionError) as wrong:
        raise BadBank(f"{path.name} is not JSON: {_one_line(wrong)}.") from None
    return _table(found, path)


def line_table(path: Path, *, encoding: str = "") -> dict[str, str]:
    """Read ``name=value`` lines; others are passed over."""
    pairs = (line.partition("=") for line in text(path, encoding=encoding).splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def inside(folder: Path, name: str, root: Path) -> Path:
    """Where a description says that a file lies.

    Raises
    ------
    BadBank
        if that is outside the bank
    """
    try:
        place = (folder / name.replace("\\", "/")).resolve()
        is_inside = place.is_relative_to(root.resolve())
    except (OSError, ValueError):
        is_inside = False
    if not is_inside:
        raise BadBank(f"{folder.name}: {name[:80]!r} leads out of the bank.")
    return place


def line(value: Any, most: int = 200) -> str:
    """A value as one line of text, empty if it is none."""
    return " ".join(value.split())[:most] if isinstance(value, str) else ""


def names(value: Any) -> tuple[str, ...]:
    """A list of texts as it stands in a description; what is none is left out."""
    given = value if isinstance(value, list) else [value]
    return tuple(each for each in given if isinstance(each, str))


def rows(value: Any) -> tuple[Mapping[str, Any], ...]:
    """A list of tables as it stands in a description; what is none is left out."""
    return tuple(each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


class _Builder:
    """Builds what a YAML file says out of its events."""

    def __init__(self, name: str) -> None:
        self._name, self._references = name, 0
        self._anchors: dict[str, Any] = {}

    def build(self, content: str) -> Any:
        """The first document."""
        root: list[Any] = []
        open_: list[tuple[Any, list[Any]]] = [(root, [])]
        for event in yaml.parse(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.DocumentEndEvent):
                break
            if isinstance(event, yaml.CollectionEndEvent):
                open_.pop()
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event)
                _put(open_[-1], node)
                if isinstance(event, yaml.CollectionStartEvent):
                    open_.append((node, []))
                    if len(open_) > DEEPEST:
                        raise BadBank(f"{self._name} is nested more than {DEEPEST} deep.")
        return root[0] if root else {}

    def _node(self, event: yaml.NodeEvent) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._references += 1
            if self._references > MOST_REFERENCES:
                raise BadBank(f"{self._name} refers to itself more than {MOST_REFERENCES} times.")
            return self._anchors.get(event.anchor)
        node: Any
        if isinstance(event, yaml.ScalarEvent):
            node = None if event.style is None and event.value in NULLS else event.value
        else:
            node = {} if isinstance(event, yaml.MappingStartEvent) else []
        if event.anchor:
            self._anchors[event.anchor] = node
        return node


def _put(place: tuple[Any, list[Any]], node: Any) -> None:
    """Put a node into the list or table that is open; in a table, names and values take turns."""
    holder, waiting = place
    if isinstance(holder, list):
        holder.append(node)
    elif waiting:
        name = waiting.pop()
        if isinstance(name, str):
            holder[name] = node
    else:
        waiting.append(node)


def _content(path: Path, most: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > most:
            raise BadBank(f"{path.name} has {size:,} bytes; up to {most:,} are read.")
        return path.read_bytes()
    except (OSError, ValueError):
        raise BadBank(f"{path.name[:80]} is missing from {path.parent.name}.") from None


def _table(found: Any, path: Path) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise BadBank(f"{path.name} holds no table of names and values.")
    return found


def _one_line(wrong: Exception) -> str:
    return " ".join(str(wrong).split())[:200].rstrip(".")
