"""Playlists that several people change at the same moment, on both databases, and what opening one asks of them."""

from __future__ import annotations

import random
from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from sqlalchemy import event, select

from backend.db.library import PlaylistMember, PlaylistSong
from backend.db.models import Song, User
from backend.services.callers import Caller, Person
from backend.services.errors import Conflict, InvalidInput, NotFound
from backend.services.moments import iso, read_moment, utcnow

SONGS = 12


def person(number, name):
    return Caller(Person(number, name, f"{name}@example.com", "", True, False))


CLARA, ROBERT = person(1, "clara"), person(2, "robert")


@pytest.fixture
def playlist(studio):
    """A collaborative one of clara's with twelve songs, of which robert is a member."""
    with studio.database.transaction() as session:
        for name in ("clara", "robert"):
            session.add(User(name, name, f"{name}@example.com", "x", utcnow()))
            session.flush()
        for index in range(SONGS):
            song = Song("user:1", f"song {index}", f"track_{index}", f"{index}.wav", utcnow())
            song.state, song.public, song.duration_s = "ready", True, 1.0
            session.add(song)
    made = studio.playlists.lists.make(CLARA, {"name": "Ours", "is_collaborative": True})["id"]
    with studio.database.transaction() as session:
        session.add(PlaylistMember(made, 2))
    studio.playlists.entries.add(CLARA, made, range(1, SONGS + 1))
    return made


def rows(studio, playlist):
    with studio.database.reading() as connection:
        which = select(PlaylistSong.position, PlaylistSong.id, PlaylistSong.song_id)
        return connection.execute(which.where(PlaylistSong.playlist_id == playlist).order_by("position")).all()


def at_once(*works):
    """Let works begin at the same moment; what any of them raises is raised here."""
    gate, wrong = Barrier(len(works)), []

    def run(work):
        gate.wait()
        try:
            work()
        except Exception as error:
            wrong.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]


def test_places_stay_without_gaps_whoever_changes_what(studio, playlist):
    entries, added, taken = studio.playlists.entries, [], []

    def editing(who, seed):
        chance = random.Random(seed)

        def edit():
            for _ in range(15):
                here = [row.id for row in rows(studio, playlist)]
                try:
                    match chance.randrange(4):
                        case 0:
                            songs = [chance.randint(1, SONGS) for _ in range(2)]
                            done = entries.add(who, playlist, songs, at=chance.randint(0, 3))
                            added.extend(entry["id"] for entry in done["entries"])
                        case 1:
                            gone = chance.choice(here)
                            entries.take_out(who, playlist, [gone])
                            taken.append(gone)
                        case _:
                            entries.move(who, playlist, chance.sample(here, 3), chance.randint(0, 5))
                except InvalidInput as meanwhile:
                    assert "There is no entry" in meanwhile.message

        return edit

    first = {row.id for row in rows(studio, playlist)}
    at_once(editing(CLARA, 1), editing(ROBERT, 2), editing(CLARA, 3))
    after = rows(studio, playlist)
    assert [row.position for row in after] == list(range(len(after)))
    assert {row.id for row in after} == (first | set(added)) - set(taken)


def test_of_two_who_replace_the_same_state_one_is_told(studio, playlist):
    entries, state = studio.playlists.entries, studio.playlists.lists.playlist(CLARA, playlist)["changed_at"]
    wishes, told = {CLARA: [3, 2, 1], ROBERT: [7, 8, 9]}, []

    def replacing(who):
        def replace():
            try:
                entries.replace(who, playlist, wishes[who], since=read_moment("changed_at", state))
            except Conflict:
                told.append(who)

        return replace

    at_once(replacing(CLARA), replacing(ROBERT))
    winner = CLARA if told == [ROBERT] else ROBERT
    assert len(told) == 1
    assert [row.song_id for row in rows(studio, playlist)] == wishes[winner]


def test_no_two_changes_have_the_same_moment(studio, playlist, monkeypatch):
    entries = studio.playlists.entries
    moment = utcnow()
    monkeypatch.setattr(entries, "_clock", lambda: moment)
    states = [entries.add(CLARA, playlist, [1])["changed_at"] for _ in range(3)]
    assert len({*states, iso(moment)}) >= 3
    assert states == sorted(states)


def test_entries_that_move_between_lists_leave_no_gap_in_either(studio, playlist):
    other = studio.playlists.lists.make(CLARA, {"name": "Other"})["id"]
    studio.playlists.entries.add(CLARA, other, [1, 2, 3])
    there, here = rows(studio, other), rows(studio, playlist)

    def moving(entries, target):
        def move():
            for entry in entries:
                studio.playlists.relations.change(CLARA, entry.id, {"playlist": target})

        return move

    at_once(moving(there, playlist), moving(here[:3], other))
    for each, count in ((playlist, SONGS), (other, 3)):
        assert [row.position for row in rows(studio, each)] == list(range(count))


@contextmanager
def asked(studio):
    """Count what the database is asked."""
    from sqlalchemy import Engine

    statements = []

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_long_list_is_opened_by_as_many_questions_as_a_short_one(studio, playlist):
    counts = []
    for size in (1, SONGS):
        with asked(studio) as statements:
            studio.playlists.lists.opened(CLARA, playlist, number=1, size=size)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 6


def test_the_number_of_an_entry_is_given_once(studio, playlist):
    """Else whoever still sees the one that was taken out would move another."""
    entries = studio.playlists.entries
    last = entries.add(CLARA, playlist, [1])["entries"][0]["id"]
    entries.take_out(CLARA, playlist, [last])
    assert entries.add(CLARA, playlist, [1])["entries"][0]["id"] > last


def test_a_list_is_found_by_nobody_else(studio, playlist):
    with pytest.raises(NotFound):
        studio.playlists.entries.add(person(3, "x"), playlist, [1])
