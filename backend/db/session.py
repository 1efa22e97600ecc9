"""One engine a process and one session a transaction, the same for the web, the worker and the command line."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session

from backend.db.alone import alone_on
from backend.db.folding import folded
from backend.db.revisions import newest

MIGRATIONS = Path(__file__).parent / "migrations"


# A constraint without a name could not be changed by a later migration.
NAMES = {
    "ix": "%(table_name)s_by_%(column_0_N_name)s",
    "uq": "%(table_name)s_one_%(column_0_N_name)s",
    "fk": "%(table_name)s_to_%(referred_table_name)s_%(column_0_N_name)s",
    "pk": "%(table_name)s_key",
}


class Base(MappedAsDataclass, DeclarativeBase):
    """Every row is a dataclass: its columns are its constructor."""

    metadata = MetaData(naming_convention=NAMES)


memory = SQLAlchemy(metadata=Base.metadata)

Reader = Session | Connection  # whatever answers a SELECT


class TablesNotReady(Exception):
    """The tables could not be brought to the newest revision."""


class Database:
    """The studio's memory behind one door: ``with database.transaction() as session``.

    Flask-SQLAlchemy ties sessions to an application context; this class owns a bare application for that purpose, so
    that services work alike under a request, in a worker and on the command line.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._holder = Flask("mini_studio.db")
        if url.startswith("sqlite:///"):
            Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
        self._join(self._holder)
        with self._holder.app_context():
            self._engine = memory.engine

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session; commit when the block ends, roll back when it raises."""
        with self._holder.app_context():
            session = memory.session()
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise

    def within(self, work: Callable[[Session], object]) -> None:
        """Do some work in a transaction of its own."""
        with self.transaction() as session:
            work(session)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection for statements that change nothing; a session costs more than most of them."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a connection that sees one moment, however long it reads, and keeps nobody from writing."""
        with self._engine.connect() as connection:
            if self._engine.dialect.name == "sqlite":
                # Its driver begins no transaction for those who read.
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection
            connection.rollback()

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """Open a connection whose statements are all done, or none; for rows that no model makes."""
        with self._engine.begin() as connection:
            yield connection

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to the newest revision, or another; whoever else does so at the same time waits.

        Raises
        ------
        TablesNotReady
            saying why they could not be
        """
        try:
            if self._revisions() != (newest() if revision == "head" else {revision}):
                self._step("upgrade", revision)
        except SQLAlchemyError as wrong:
            raise TablesNotReady(f"The database does not answer as it should: {wrong}") from wrong

    def set_back(self, revision: str) -> None:
        """Bring tables that hold nothing to a revision, be they of a later one.

        Raises
        ------
        TablesNotReady
            as `migrate`
        """
        if any(there > revision for there in self._revisions()):
            self._step("downgrade", revision)
        self.migrate(revision)

    def lend(self, application: Flask) -> None:
        """Let the ``db`` commands of an application work on these tables."""
        self._join(application)
        self._allow_migrating(application)

    def close(self) -> None:
        """Close open connections. Whoever forks does this first: SQLite must not be carried into a child."""
        with self._holder.app_context():
            memory.engine.dispose()

    def dispose(self) -> None:
        """Forget open connections without closing them; called in a child after a fork."""
        with self._holder.app_context():
            memory.engine.dispose(close=False)

    def _revisions(self) -> set[str]:
        with self._engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return set()
            return set(connection.scalars(text("SELECT version_num FROM alembic_version")))

    def _step(self, step: Literal["upgrade", "downgrade"], revision: str) -> None:
        from alembic import command  # noqa: PLC0415 - no request needs Alembic
        from alembic.util import CommandError  # noqa: PLC0415 - the same

        self._allow_migrating(self._holder)
        try:
            with self._holder.app_context():
                getattr(command, step)(self._holder.extensions["migrate"].migrate.get_config(), revision)
        except CommandError as wrong:
            raise TablesNotReady(f"The tables were made by another version of this program: {wrong}") from wrong

    def _join(self, application: Flask) -> None:
        application.config["SQLALCHEMY_DATABASE_URI"] = self.url
        application.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
            "pool_pre_ping": not self.url.startswith("sqlite"),
            "hide_parameters": True,  # addresses and prompts do not belong into logs
        }
        memory.init_app(application)

    def _allow_migrating(self, application: Flask) -> None:
        from flask_migrate import Migrate  # noqa: PLC0415 - brings in all of Alembic, which no request needs

        Migrate(application, memory, directory=str(MIGRATIONS), render_as_batch=True)


@event.listens_for(Engine, "connect")
def _tune_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers and one writer work side by side; foreign keys are off in SQLite unless asked for."""
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("folded", 1, folded, deterministic=True)
        connection.execute("PRAGMA busy_timeout=5000")
        _keep_a_log(connection)
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL, one process at a time: of two that do so at once SQLite turns one away unheard."""
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    if file and connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        with alone_on(file):
            connection.execute("PRAGMA journal_mode=WAL")
