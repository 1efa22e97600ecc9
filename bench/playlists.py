"""How fast playlists answer where there are 100,000 songs: lists, a list of 500 songs, moves in it, rules.

    python bench/playlists.py [--songs 100000] [--users 1000] [--data DIR] [--rounds 30] [--postgres]

Makes a library as bench/library.py does, and prints p50 and p95 for each question. Ends with one JSON line.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

from library import Took, clocked, report, run, visitor  # noqa: E402 - after the path to it
from sqlalchemy import select  # noqa: E402

from backend import config, wiring  # noqa: E402
from backend.db.models import Song  # noqa: E402

LENGTH = 500


def main() -> None:
    run(measure, about=__doc__, rounds=30)


def measure(given: argparse.Namespace, settings: config.Settings) -> None:
    """Ask a library for its playlists, and print how long it took."""
    services = wiring.build(settings)
    client = visitor(services, settings)
    times: dict[str, list[Took]] = {}
    asked = questions(client, services)
    for turn in range(given.rounds):
        for name, ask in asked.items():
            took, answer = clocked(partial(ask, turn))
            times.setdefault(name, []).append(took)
            assert answer.status_code < 300, (name, answer.text)
    report("playlists", times)


def questions(client: Any, services: Any) -> dict[str, Callable[[int], Any]]:
    """What is asked in a round."""
    chance = random.Random(1)
    with services.database.reading() as connection:
        known = list(connection.scalars(select(Song.id).where(Song.public.is_(True), Song.state == "ready")))
    new = {"name": "list", "is_public": True}
    lists = [client.post("/api/playlists/", json=new).json["id"] for _ in range(40)]
    for each in lists:
        client.post(f"/api/playlists/{each}/songs/", json={"songs": chance.sample(known, min(LENGTH, len(known)))})
    long = lists[0]
    entries = [song["entry_id"] for song in client.get(f"/api/playlist/{long}/").json["songs"]]
    shared = client.post("/api/shares/", json={"kind": "playlist", "id": long}).json["token"]

    def preview(rule: dict[str, Any]) -> Callable[[int], Any]:
        return lambda _: client.post("/api/playlists/preview/", json={"rule": rule})

    def one(field: str, operator: str, value: Any) -> dict[str, Any]:
        return {"field": field, "operator": operator, "value": value}

    def move(turn: int) -> Any:
        chosen = [entries[(7 * turn) % len(entries)]]
        return client.post(f"/api/playlists/{long}/move/", json={"entries": chosen, "to": 0 if turn % 2 else 400})

    return {
        "own playlists": lambda _: client.get("/api/playlists/"),
        "public playlists": lambda _: client.get("/api/public-playlists/"),
        f"open {LENGTH} songs": lambda _: client.get(f"/api/playlist/{long}/"),
        "open the first 50 of them": lambda _: client.get(f"/api/playlist/{long}/?page_size=50"),
        "move one of them": move,
        "put one in at the front": lambda turn: client.post(
            f"/api/playlists/{lists[1]}/songs/", json={"songs": [known[turn]], "position": 0}
        ),
        "all entries, a page": lambda _: client.get("/api/playlist-songs/"),
        "a shared link, 100 songs": lambda _: client.get(f"/api/shared/{shared}/"),
        "rule: genre and tempo": preview({"all": [one("genre", "is", "lofi"), one("tempo", "at_least", 90)]}),
        "rule: part of a title": preview({"all": [one("title", "contains", "night")], "order_by": "-plays"}),
        "rule: artist or tag": preview({"any": [one("artist", "contains", "an"), one("tag", "is", "study")]}),
        "rule: shuffled, not liked": preview({"all": [one("liked", "is", False)], "order_by": "random"}),
        "rule: my stars": preview({"all": [one("stars", "at_least", 4)], "order_by": "-date"}),
    }


if __name__ == "__main__":
    main()
