"""Everybody who may call, things of theirs, and the table of routes to walk between them."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

# Pages and the readers of the API's document are everybody's; all else is a route of the API.
PAGES = ("pages", "docs")
COUNTED = ("play_count", "like_count")
# By what rows are somebody's.
THEIRS = {
    "owner": "'user:{}'",
    "user_id": "{}",
    "playlist_id": "SELECT id FROM playlists WHERE user_id = {}",
    "song_id": "SELECT id FROM songs WHERE owner = 'user:{}'",
}


@dataclass(frozen=True)
class Route:
    """A method at an address, and what it declares."""

    method: str
    rule: str
    access: Any
    operation: dict[str, Any]

    @property
    def names(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.rule)

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


def routes_of(app, document) -> list[Route]:
    """The table of routes."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in PAGES:
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        found += [
            Route(method, rule.rule, access, document["paths"][path][method.lower()])
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        ]
    return found


def body_of(route: Route) -> dict[str, Any]:
    """A body as the document shows it, or a file where one is wanted."""
    content = route.operation.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return {"data": {"file": (BytesIO(b"text"), "x.txt")}} if content else {}
    shown = content["application/json"]
    return {"json": shown.get("example") or next(iter(shown.get("examples", {"": {"value": {}}}).values()))["value"]}


def fields_of(document: dict[str, Any], routes: list[Route]) -> set[str]:
    """The names of the fields that some routes take in their bodies."""
    found: set[str] = set()
    for route in routes:
        for content in route.operation["requestBody"]["content"].values():
            name = content["schema"]["$ref"].rpartition("/")[2]
            found |= document["components"]["schemas"][name]["properties"].keys()
    return found


def bodies_of(document: dict[str, Any]) -> dict[str, Any]:
    """The shapes of all bodies, with the shapes that they are made of."""
    shapes, found = document["components"]["schemas"], {}

    def follow(part: Any) -> None:
        for name in re.findall(r"#/components/schemas/([^\"']+)", str(part)):
            if name not in found:
                found[name] = shapes[name]
                follow(shapes[name])

    for item in document["paths"].values():
        follow([operation.get("requestBody") for operation in item.values() if isinstance(operation, dict)])
    return found


@dataclass
class World:
    """Everybody and what is theirs; whatever a request changes is as before when `again` is called."""

    storage: Path
    kept: Path
    callers: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def keep(self) -> None:
        """Remember how things are."""
        shutil.copytree(self.storage / "songs", self.kept / "songs")
        self._copy(self.storage / "studio.db", self.kept / "kept.db")

    def again(self) -> None:
        """Let things be as they were."""
        self._copy(self.kept / "kept.db", self.storage / "studio.db")
        for file in self.kept.glob("songs/**/*.*"):
            place = self.storage / file.relative_to(self.kept)
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, place)

    def of(self, user_id: int) -> list[tuple[Any, ...]]:
        """All rows of somebody's, but for their logins and what others thinking of them counts."""
        rows: list[tuple[Any, ...]] = []
        with closing(sqlite3.connect(self.storage / "studio.db")) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
                shown = ", ".join(name for name in columns if name not in COUNTED)
                for name in THEIRS.keys() & set(columns) if table != "logins" else ():
                    which = THEIRS[name].format(user_id)
                    rows += database.execute(f"SELECT '{table}', {shown} FROM {table} WHERE {name} IN ({which})")
        return sorted(rows, key=repr)

    def address(self, route: Route, whose: str) -> str:
        """The address of a route for the things of ``whose``."""

        def value(match: re.Match[str]) -> str:
            name = match[2]
            if name == "login_id":
                name = "key_id" if "/keys/" in route.rule else "session_id"
            return str({**self.values, **self.values[whose]}[name])

        return re.sub(r"<(\w+:)?(\w+)>", value, route.rule)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
            there.backup(here)
