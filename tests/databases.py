"""The databases that the studio runs on: SQLite files, and a PostgreSQL server of the tests' own where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
WHERE = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
# Nothing of the tests needs to survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


class Sqlite:
    """Files, copied from one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.template = folder / "studio.db"
        migrate(f"sqlite:///{self.template}")

    def fresh(self, folder: Path, *, migrated: bool = True) -> str:
        """Return the address of a database of its own in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        if migrated:
            shutil.copy(self.template, folder / "studio.db")
        return f"sqlite:///{folder / 'studio.db'}"


class Postgres:
    """A server on a socket in a temporary folder; a database is copied from one that was migrated once."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        # The server refuses to be run by root, and Debian's package brings somebody for it.
        self._who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self._who:
            shutil.chown(folder, "postgres", "postgres")
        self.start()
        self._say("postgres", "CREATE DATABASE template_studio TEMPLATE template0")
        migrate(self._url("template_studio"))

    def start(self) -> None:
        data = self._folder / "data"
        make = ["initdb", "-D", data, "-U", "studio", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
        self._call(*make)
        settings = [word for setting in QUICK for word in ("-c", setting)]
        with (self._folder / "log").open("w") as log:
            argv = [self._programs / "postgres", "-D", data, "-k", self._folder, *settings]
            self._server = subprocess.Popen(argv, stdout=log, stderr=log, cwd="/", **self._who)
        deadline = time.monotonic() + 20
        while not self._answers():
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            time.sleep(0.05)

    def fresh(self, _folder: Path, *, migrated: bool = True) -> str:
        """Return the address of a database of its own."""
        name = f"test_{uuid4().hex}"
        template = "template_studio" if migrated else "template0"
        self._say("postgres", f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self._url(name)

    def stop(self) -> None:
        self._server.kill()
        self._server.wait()

    def _answers(self) -> bool:
        import psycopg

        try:
            self._say("postgres", "SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://studio@/{name}?host={self._folder}"

    def _say(self, name: str, statement: str) -> None:
        import psycopg

        with psycopg.connect(host=str(self._folder), user="studio", dbname=name, autocommit=True) as connection:
            connection.execute(statement)

    def _call(self, program: str, *words: object) -> None:
        argv = [self._programs / program, *words]
        subprocess.run(argv, check=True, capture_output=True, cwd="/", **self._who)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server, or skip the tests that want one."""
    found = [shutil.which("initdb"), *(str(path / "initdb") for place in WHERE for path in Path("/").glob(place[1:]))]
    programs = next((Path(path).parent for path in found if path and Path(path).is_file()), None)
    if programs is None:
        pytest.skip("no PostgreSQL server is installed here (Debian: apt-get install postgresql)")
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (requirements-postgres.lock)")
    folder = Path(tempfile.mkdtemp(prefix="mini-studio-postgres-"))
    try:
        server = Postgres(programs, folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def migrate(url: str) -> None:
    from backend.db.session import Database

    database = Database(url)
    database.migrate()
    database.close()
