"""How fast the library answers when it is big: lists, search of several kinds, deep pages, facets, songs to listen to.

    python bench/library.py [--songs 100000] [--users 1000] [--data DIR] [--rounds 60] [--postgres]

Makes a library with `flask seed-library` (kept in DIR, and used again), asks the application in this process, with all
its doors but without a network, as somebody with 100 songs, likes and plays. Prints p50 and p95 for each question: by
the clock, and of work of this process alone, which tells what a busy machine hides.
The bar is p95 <= 100 ms, and the last page as fast as the first. Ends with one JSON line.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from databases import postgres  # noqa: E402 - after the path to it
from sqlalchemy import update  # noqa: E402

from backend import config, wiring  # noqa: E402
from backend.app import create_app  # noqa: E402
from backend.db.library import Opinion, Play  # noqa: E402
from backend.db.models import Song  # noqa: E402
from backend.services.accounts import SignUp  # noqa: E402
from backend.services.seeding.inventing import PUBLIC, words  # noqa: E402

PASSWORD = "correct horse battery"
BAR_MS = 100
# Milliseconds by the clock, and of work of this process.
Took = tuple[float, float]
# A sync client asks for so many at once.
SYNC = 200


def questions(turn: int, songs: int, public_ids: list[int]) -> dict[str, str]:
    """The addresses that are asked in a round, by what they ask for."""
    genre, tag, word = (words()[kind][turn % len(words()[kind])] for kind in ("genre", "tag", "second"))
    public = "/api/songs/?scope=public"
    last = round(songs * PUBLIC) // 20 - 40 - turn
    return {
        "first page": public,
        "page in the middle": f"{public}&page={last // 2}",
        "last pages": f"{public}&page={last}",
        "last pages by title": f"{public}&sort=title&page={last}",
        "own songs": "/api/songs/",
        "genre, mood, tempo": f"{public}&genre={genre}&mood=calm&tempo_min=90",
        "tag, most played": f"{public}&tag={tag}&sort=-plays",
        "search: a word": f"{public}&q={word}",
        "search: two beginnings": f"{public}&q={word[:3]}+{genre[:3]}",
        "search: lofi": f"{public}&q=lofi",
        "search: nothing there": f"{public}&q=zzz{turn}",
        "search: a deep page": f"{public}&q={word}&page=100",
        "search-songs": f"/api/search-songs/?title={word[1:]}&genre=lofi",
        "search everything": f"/api/search/?q={word}",
        "facets": "/api/songs/facets/?scope=public",
        "facets of a word": f"/api/songs/facets/?scope=public&q={word}",
        "similar": f"/api/songs/{public_ids[turn % len(public_ids)]}/similar/",
        "made for you": "/api/songs/made-for-you/",
        "trending": "/api/songs/trending/",
        "random of a genre": f"/api/songs/random/?scope=public&genre={genre}",
    }


def main() -> None:
    run(measure, about=__doc__, rounds=60)


def run(measure: Callable[[argparse.Namespace, config.Settings], None], *, about: str, rounds: int) -> None:
    """Read what was asked for, make a library if it is not there, and measure it."""
    options = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--songs", type=int, default=100_000)
    options.add_argument("--users", type=int, default=1_000)
    options.add_argument("--data", type=Path)
    options.add_argument("--postgres", action="store_true", help="On a server of its own, made for this.")
    options.add_argument("--rounds", type=int, default=rounds)
    given = options.parse_args()
    data = given.data or Path(mkdtemp(prefix="mini-studio-library-"))
    if not given.postgres:
        measure(given, filled(given, data, f"sqlite:///{data / 'studio.db'}"))
        return
    with postgres() as server:
        measure(given, filled(given, data, server.fresh(data)))


def filled(given: argparse.Namespace, data: Path, url: str) -> config.Settings:
    """The settings of a studio with a big library."""
    environment = {
        "SECRET_KEY": "only for measuring, and long enough",
        "STORAGE_DIR": str(data / "storage"),
        "LOG_DIR": str(data / "logs"),
        "REDIS_URL": "none",
        "RATE_LIMIT_ENABLED": "0",
        "DATABASE_URL": url,
    }
    if given.postgres or not (data / "studio.db").exists():
        seed({**os.environ, **environment}, given.songs, given.users)
    return config.Settings.from_env(environment, root=data)


def measure(given: argparse.Namespace, settings: config.Settings) -> None:
    """Ask a library everything, and print how long it took."""
    client = visitor(wiring.build(settings), settings)
    ids = [song["id"] for song in client.get("/api/songs/?scope=public&page_size=100").json["results"]]
    times: dict[str, list[Took]] = {}
    for turn in range(given.rounds):
        for name, address in questions(turn, given.songs, ids).items():
            times.setdefault(name, []).append(timed(client, address)[0])
    times["sync, 200 a page"] = sync(client)
    times["search3, 500 a page"] = sync_player(client, given.songs)
    report("library", times)


def report(bench: str, times: dict[str, list[Took]]) -> None:
    """Print what each question took, and the worst as a JSON line."""
    rows = {name: percentiles(each) for name, each in times.items()}
    for name, row in rows.items():
        shown = "   ".join(f"{what} {row[what]:7.1f}" for what in ("p50_ms", "p95_ms", "p50_work_ms", "p95_work_ms"))
        print(f"{name:26} {shown}   {len(times[name])} times")
    worst = max(rows, key=lambda name: rows[name]["p95_ms"])
    print(json.dumps({"bench": bench, "worst": worst, "worst_p95_ms": rows[worst]["p95_ms"], "bar_ms": BAR_MS}))


def seed(environment: dict[str, str], songs: int, users: int) -> None:
    for words_ in (
        ["-m", "backend.cli", "migrate"],
        ["-m", "flask", "--app", "backend.cli.app", "seed-library", "--songs", str(songs), "--users", str(users)],
    ):
        subprocess.run([sys.executable, *words_], cwd=ROOT, env=environment, check=True)


def visitor(services: Any, settings: config.Settings) -> Any:
    """A client of somebody whose taste is known: a made-up user gets an account that can log in."""
    app = create_app(settings, services)
    client = app.test_client(use_cookies=False)
    who = {"email": f"bench{time.time_ns()}@example.org", "password": PASSWORD}
    person = services.accounts.sign_up(SignUp(**who))
    with services.database.transaction() as session:
        for table in (Opinion, Play):
            session.execute(update(table).where(table.user_id == person.id - 1).values(user_id=person.id))
        session.execute(update(Song).where(Song.owner == f"user:{person.id - 1}").values(owner=f"user:{person.id}"))
    key = client.post("/api/auth/login/", json=who).json["key"]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Token {key}"
    services.finding.warm()  # as the server does when it starts
    return client


def timed(client: Any, address: str) -> tuple[Took, Any]:
    """Ask for an address, and say what the whole answer took, and what it says."""
    took, answer = clocked(lambda: client.get(address, buffered=True))
    assert answer.status_code == 200, (address, answer.text)
    return took, answer.json


def clocked(ask: Callable[[], Any]) -> tuple[Took, Any]:
    """Ask, and say how many milliseconds passed, and how many this process worked."""
    start, worked = time.perf_counter(), time.process_time()
    answer = ask()
    return (1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)), answer


def sync(client: Any) -> list[Took]:
    """Read the whole library page by page, as a player does that keeps a copy of it."""
    times, address, seen, count = [], f"/api/songs/?scope=public&page_size={SYNC}", set(), 0
    while address:
        took, page = timed(client, address)
        times.append(took)
        seen.update(song["id"] for song in page["results"])
        address, count = page["next"], page["count"]
    assert len(seen) == count, f"{len(seen)} of {count} songs were read"
    return times


def sync_player(client: Any, songs: int) -> list[Took]:
    """Read it once more as a music player does, by the empty search of OpenSubsonic."""
    key = client.post("/api/auth/keys/", json={"name": "player"}).json["key"]
    asked = f"/rest/search3?f=json&v=1.16.1&c=bench&apiKey={key}&query=&artistCount=0&albumCount=0&songCount=500"
    times, seen = [], 0
    while True:
        took, answer = timed(client, f"{asked}&songOffset={seen}")
        times.append(took)
        page = answer["subsonic-response"]["searchResult3"].get("song", [])
        seen += len(page)
        if not page:
            assert seen >= songs * PUBLIC, f"{seen} of {songs} songs were read"
            return times


def percentiles(times: list[Took]) -> dict[str, float]:
    return {
        f"p{at}_{kind}": round(sorted(column)[len(times) * at // 100], 1)
        for kind, column in zip(("ms", "work_ms"), zip(*times, strict=True), strict=True)
        for at in (50, 95)
    }


if __name__ == "__main__":
    main()
