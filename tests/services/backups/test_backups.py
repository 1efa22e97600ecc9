"""Backups: taken while songs are made, whole or not there, put back to the last byte on either database."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from threading import Event, Thread

import databases
import pytest
from fakes import FakeEngine, fake_music
from sqlalchemy import func, select, text

from backend.db import audit
from backend.db.models import Asset, Job, Song, User
from backend.services.backups import manifest
from backend.services.backups.manifest import BadBackup, Manifest
from backend.services.callers import NOBODY
from backend.wiring import assemble


@pytest.fixture(params=databases.KINDS)
def database_kind(request):
    return request.param


@pytest.fixture
def empty(settings, databases_there, tmp_path):
    """Another studio, which has nothing yet."""
    folder = tmp_path / "empty"
    settings = replace(settings, storage_dir=folder, database_url=databases_there.fresh(folder))
    studio = assemble(settings, fake_music(FakeEngine()))
    yield studio
    studio.database.close()


def rows(studio):
    """Everything that there is, by table."""
    from backend.services.backups import tables

    with studio.database.reading() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in tables.kept_tables()
        }


def masters(studio):
    """Every song as it is heard by everybody."""
    with studio.database.reading() as connection:
        songs = connection.execute(select(Song.id).where(Song.state == "ready", Song.public.is_(True))).all()
    return {song: studio.media.master(NOBODY, song, format="mp3").place.read_bytes() for (song,) in songs}


@pytest.fixture
def lively(clara, robert, make_song):
    """A studio in which something was done."""
    for client in (clara, robert):
        song = make_song(client)["song_id"]
        client.patch(f"/api/songs/{song}/", json={"public": True})
    asked = clara.post("/api/jobs/music", json={"prompt": "rain", "seed": 3}).json["job_id"]
    clara.post(f"/api/jobs/{asked}/cancel")
    robert.post("/api/jobs/music", json={"prompt": "snow", "seed": 3})
    return clara


def test_what_is_put_back_is_what_was_there(lively, studio, empty, tmp_path):
    made = studio.backups.take(tmp_path / "backup")
    assert made.missing == [] and made.files > 5
    empty.restoring.restore(tmp_path / "backup")
    assert rows(empty) == rows(studio)
    assert len(masters(empty)) == 2 and masters(empty) == masters(studio)
    with empty.database.transaction() as session:
        assert audit.faults(session) == []
        user = User("new", "new", "new@example.com", "x", studio.accounts.logins.now())
        session.add(user)
        session.flush()
        assert user.id == 3


def test_a_backup_is_of_one_moment_while_songs_are_made(lively, studio, work, empty, tmp_path):
    done, wrong = Event(), []

    def make():
        try:
            for seed in range(6):
                lively.post("/api/jobs/music", json={"prompt": f"song {seed}", "seed": seed})
                work()
                lively.delete(f"/api/songs/{seed + 1}/")
        except BaseException as error:
            wrong.append(error)
        finally:
            done.set()

    running = Thread(target=make)
    running.start()
    taken = 0
    while not done.is_set() or not taken:
        place = tmp_path / f"backup-{taken}"
        made = studio.backups.take(place, earlier=tmp_path / f"backup-{taken - 1}" if taken else None)
        assert made.missing == []
        taken += 1
    running.join()
    assert wrong == []
    empty.restoring.restore(tmp_path / f"backup-{taken - 1}")
    with empty.database.transaction() as session:
        assert audit.faults(session) == []
        for path in session.scalars(select(Asset.path)):
            assert empty.storage.locate(path).is_file()
        assert session.scalar(select(func.count()).select_from(Job).where(Job.type == "music")) >= 4


def test_a_later_backup_links_to_what_has_not_changed(lively, clara, make_song, studio, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    studio.backups.take(first)
    make_song(clara, "another")
    made = studio.backups.take(second, earlier=first)
    linked = [file for file in manifest.listed(second) if (second / "storage" / file.path).stat().st_nlink > 1]
    assert 0 < len(linked) < made.files
    shutil.rmtree(first)
    assert Manifest.read(second) == made
    for file in manifest.listed(second):
        assert manifest.hash_of(second / "storage" / file.path) == file.sha256


@pytest.mark.parametrize("where", ["copy", "write_safely"])
def test_a_backup_that_is_cut_off_does_not_look_whole(lively, studio, tmp_path, monkeypatch, where):
    def cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(manifest, where, cut)
    with pytest.raises(KeyboardInterrupt):
        studio.backups.take(tmp_path / "backup")
    assert not (tmp_path / "backup").exists()
    assert not list(tmp_path.glob("**/manifest.json"))


def test_an_unfinished_folder_is_no_backup(studio, tmp_path):
    (tmp_path / "half" / "storage").mkdir(parents=True)
    with pytest.raises(BadBackup, match="not finished"):
        studio.restoring.restore(tmp_path / "half")


def test_nothing_is_put_over_something(lively, studio, empty, tmp_path):
    studio.backups.take(tmp_path / "backup")
    with pytest.raises(BadBackup, match="not empty: there are rows in"):
        studio.restoring.restore(tmp_path / "backup")
    (empty.storage.root / "songs").mkdir(parents=True)
    (empty.storage.root / "songs" / "mine.wav").write_bytes(b"mine")
    with pytest.raises(BadBackup, match=r"songs/mine.wav is there"):
        empty.restoring.restore(tmp_path / "backup")
    with pytest.raises(BadBackup, match="is there already"):
        studio.backups.take(tmp_path / "backup")


def test_a_damaged_backup_is_found_before_anything_is_written(lively, studio, empty, tmp_path):
    place = tmp_path / "backup"
    studio.backups.take(place)
    for wrong in ("database/songs.jsonl", "files.jsonl", f"storage/{next(manifest.listed(place)).path}"):
        kept = (place / wrong).read_bytes()
        (place / wrong).write_bytes(kept[:-1] + b"?")
        with pytest.raises(BadBackup, match="damaged"):
            empty.restoring.restore(place)
        (place / wrong).write_bytes(kept)
    told = json.loads((place / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps(told | {"revision": "9999"}))
    with pytest.raises(BadBackup, match="9999"):
        empty.restoring.restore(place)
    assert not [path for path in empty.storage.root.rglob("*") if path.is_file() and "studio.db" not in path.name]


def test_a_restore_that_was_cut_off_can_be_begun_again(lively, studio, empty, tmp_path, monkeypatch):
    from backend.services.backups import tables

    studio.backups.take(tmp_path / "backup")
    read = tables.read
    monkeypatch.setattr(tables, "read", lambda connection, table, file: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        empty.restoring.restore(tmp_path / "backup")
    monkeypatch.setattr(tables, "read", read)
    empty.restoring.restore(tmp_path / "backup")
    assert rows(empty) == rows(studio)


def test_a_backup_of_an_older_version_goes_into_tables_of_that_version(studio, empty, tmp_path, monkeypatch):
    from backend.services.backups import tables

    studio.backups.take(place := tmp_path / "backup")
    told = json.loads((place / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps(told | {"revision": "0014"}))
    empty.database.migrate()
    read, revisions = tables.read, set()

    def note(connection, table, file):
        revisions.add(connection.scalar(text("SELECT version_num FROM alembic_version")))
        return read(connection, table, file)

    monkeypatch.setattr(tables, "read", note)
    empty.restoring.restore(place)
    assert revisions == {"0014"}
    assert rows(empty) == rows(studio)


@pytest.mark.slow
def test_what_one_database_wrote_the_other_reads(lively, studio, settings, request, tmp_path):
    studio.backups.take(tmp_path / "backup")
    other = request.getfixturevalue("sqlite" if "postgresql" in studio.database.url else "postgresql")
    settings = replace(settings, storage_dir=tmp_path / "other", database_url=other.fresh(tmp_path / "other"))
    there = assemble(settings, fake_music(FakeEngine()))
    there.restoring.restore(tmp_path / "backup")
    assert rows(there) == rows(studio)
    there.database.close()
