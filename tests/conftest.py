"""What tests share: settings of a temporary folder, a studio with a stand-in for the music, and clients.

Imports wait until a fixture is asked for, so that tests of one room do not load the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import databases
import pytest
from databases import Postgres, Sqlite

if TYPE_CHECKING:
    from fakes import FakeEngine
    from flask.testing import FlaskClient
    from flask_openapi3.openapi import OpenAPI

    from backend.config import Settings
    from backend.services.services import Services

PASSWORD = "correct horse"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The settings of a studio in a folder of its own; tests change what they need."""
    return {
        "SECRET_KEY": "a secret that only the tests know, long enough",
        "STORAGE_DIR": str(tmp_path / "storage"),
        "LOG_DIR": str(tmp_path / "logs"),
        "STYLES_DIR": str(tmp_path / "styles"),
        "REDIS_URL": "none",
        "RATE_LIMIT_ENABLED": "0",
    }


@pytest.fixture
def settings(environment: dict[str, str], tmp_path: Path) -> Settings:
    from backend.config import Settings

    return Settings.from_env(environment, root=tmp_path)


@pytest.fixture
def engine() -> FakeEngine:
    from fakes import FakeEngine

    return FakeEngine()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    """Databases in files; migrating each would take half a second."""
    return Sqlite(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgres]:
    """Databases on a server of the tests' own."""
    with databases.postgres() as server:
        yield server


@pytest.fixture
def database_kind() -> str:
    """On what the studio runs; the tests of rooms that meet the database run on both kinds."""
    return "sqlite"


@pytest.fixture
def databases_there(database_kind: str, request: pytest.FixtureRequest) -> Sqlite | Postgres:
    """Where fresh databases of the kind come from."""
    return request.getfixturevalue(database_kind)


@pytest.fixture
def empty_database(sqlite: Sqlite) -> Path:
    """A migrated database file."""
    return sqlite.template


@pytest.fixture
def studio(
    settings: Settings, engine: FakeEngine, databases_there: Sqlite | Postgres, statements_compiled_once: None
) -> Iterator[Services]:
    """The services on a fresh database, with quick password hashes."""
    from argon2 import PasswordHasher
    from fakes import fake_music

    from backend.services.passwords import Passwords
    from backend.wiring import assemble

    settings = replace(settings, database_url=databases_there.fresh(settings.storage_dir))
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    services = assemble(settings, fake_music(engine), passwords=quick)
    yield services
    services.database.close()


@pytest.fixture(scope="session")
def routes_compiled_once() -> Iterator[None]:
    """Every test has an application of its own, all with the same routes: werkzeug writes code for each route once."""
    from werkzeug.routing import Rule

    compile_route, compiled = Rule._compile_builder, {}

    def compile_once(rule: Rule, append_unknown: bool = True):
        key = (tuple(rule._trace), repr(rule.defaults), append_unknown)
        return compiled.get(key) or compiled.setdefault(key, compile_route(rule, append_unknown))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_once)
        yield


@pytest.fixture(scope="session")
def statements_compiled_once() -> Iterator[None]:
    """Every test has a database of its own, all with the same tables: SQLAlchemy writes each statement once for all."""
    from backend.db.session import Database

    opened, first = Database.__init__, {}

    def open_alike(database: Database, url: str) -> None:
        opened(database, url)
        engine = database._engine
        one = first.setdefault(type(engine.dialect), engine)
        engine.dialect, engine._compiled_cache = one.dialect, one._compiled_cache

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "__init__", open_alike)
        yield


@pytest.fixture(scope="session")
def applications() -> dict[str, OpenAPI]:
    """Applications by their settings: each takes a tenth of a second to build."""
    return {}


@pytest.fixture
def app(
    settings: Settings,
    studio: Services,
    tmp_path: Path,
    applications: dict[str, OpenAPI],
    routes_compiled_once: None,
) -> OpenAPI:
    """The application of a studio; those of the same settings share it in turn, unless it counts requests."""
    from fakes import Client

    from backend.api.streams import Places
    from backend.app import create_app

    likeness = repr(settings).replace(str(tmp_path), "")
    app = applications.get(likeness) or create_app(settings, studio)
    if not settings.rate_limit_enabled:
        applications[likeness] = app
    app.extensions.update(studio=studio, streams=Places())
    app.test_client_class = Client
    return app


@pytest.fixture
def client(app) -> FlaskClient:
    """A program without cookies or credentials."""
    return app.test_client(use_cookies=False)


@pytest.fixture
def browser(app) -> FlaskClient:
    """A browser: keeps cookies and says where its requests come from."""
    browser = app.test_client()
    browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return browser


@pytest.fixture
def sign_up(app, work) -> Callable[[str], FlaskClient]:
    """Sign somebody up and have the letter about it sent; the answer is a client that sends their key in the header."""

    def sign_up(name: str) -> FlaskClient:
        client = app.test_client(use_cookies=False)
        who = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
        assert client.post("/api/auth/register/", json=who).status_code == 201
        work()
        key = client.post("/api/auth/login/", json=who).json["key"]
        client.environ_base["HTTP_AUTHORIZATION"] = f"Token {key}"
        return client

    return sign_up


@pytest.fixture
def clara(sign_up) -> FlaskClient:
    return sign_up("clara")


@pytest.fixture
def robert(sign_up) -> FlaskClient:
    return sign_up("robert")


@pytest.fixture
def work(studio: Services) -> Callable[[], None]:
    """Do all jobs that wait, as a worker would."""
    from backend.jobs.claims import Claims
    from backend.jobs.runner import Tasks, run_job
    from backend.wiring_jobs import TASKS

    def work() -> None:
        claims = Claims(studio.database, "tests")
        while job_id := claims.oldest():
            run_job(job_id, claims, Tasks(TASKS, studio))

    return work


@pytest.fixture
def make_song(work) -> Callable[..., dict]:
    """Ask for a song, have it made, and return the answer to the request."""

    def make_song(client: FlaskClient, prompt: str = "calm piano", **wishes) -> dict:
        answer = client.post("/api/jobs/music", json={"prompt": prompt, "seed": 7, **wishes})
        assert answer.status_code == 202, answer.text
        work()
        return answer.json

    return make_song
