"""Transactions, and what a fork may not inherit."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from backend.db.alone import alone_on
from backend.db.models import Worker
from backend.db.session import Database

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def count(database):
    with database.transaction() as session:
        return session.scalar(select(func.count()).select_from(Worker))


def write(database, name):
    with database.transaction() as session:
        session.add(Worker(name, NOW, NOW))


def test_what_raises_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.add(Worker("a", NOW, NOW))
        session.flush()
        raise RuntimeError
    assert count(database) == 0


def test_many_writers_wait_for_each_other(database):
    threads = [
        Thread(target=lambda first=first: [write(database, f"{first}.{n}") for n in range(20)]) for first in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database) == 80


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_sqlite_is_tuned(database):
    with database.transaction() as session:
        asked = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")]
    assert asked == ["wal", 1, 5000]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_who_opens_a_new_file_waits_for_whoever_is_setting_it_up(empty_url):
    file = make_url(empty_url).database
    with ThreadPoolExecutor(1) as pool, closing(sqlite3.connect(file)) as first:
        with alone_on(file):
            first.execute("BEGIN IMMEDIATE")
            first.execute("CREATE TABLE songs (title TEXT)")
            second = pool.submit(journal_mode, empty_url)
            wait([second], timeout=0.1)
            first.commit()
        assert second.result() == "wal"


def journal_mode(url):
    database = Database(url)
    with database.reading() as connection:
        mode = connection.scalar(text("PRAGMA journal_mode"))
    database.close()
    return mode


# Python 3.12 warns of forking while other libraries' threads are alive; this child uses none of them.
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_child_and_its_parent_both_write_after_a_fork(database):
    write(database, "before")
    database.close()
    child = os.fork()
    if child == 0:
        try:
            database.dispose()
            for n in range(20):
                write(database, f"child.{n}")
        finally:
            os._exit(0)
    for n in range(20):
        write(database, f"parent.{n}")
    os.waitpid(child, 0)
    assert count(database) == 41
    if database.url.startswith("sqlite"):
        with database.transaction() as session:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"


@pytest.mark.security
def test_what_was_asked_for_stays_out_of_errors(database):
    with pytest.raises(DBAPIError) as wrong, database.transaction() as session:
        session.execute(text("SELECT :address FROM nowhere"), {"address": "clara@example.com"})
    assert "clara@example.com" not in str(wrong.value)
