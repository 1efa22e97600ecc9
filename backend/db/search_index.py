"""The index of what is said in songs: FTS5 in SQLite, tsvector in PostgreSQL, and the triggers that keep it.

Triggers, because songs, tags, artists and albums are written in many places, and some of them by the thousand. They
also write down which songs changed (`db/library.py`, SongChange). A migration that makes a table anew takes its
triggers along, so they are hung up again after each run of migrations (`renew`).

No word of these statements comes from outside (B608): what is put together are names of columns and rows.

Fields: title, artist, album, labels (genre, mood, tags), words (lyrics, prompt). Of what is written with hyphens or
apostrophes the word without them is there as well, so that "lofi" finds "lo-fi".
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, column, func, insert, inspect, null, select, table
from sqlalchemy.schema import SchemaItem

INDEX = "song_search"
# What `services/finding` keeps of songs.
CARD = (
    "owner, title, created_at, genre, origin, state, duration_s, public, play_count, like_count, deleted_at, "
    "artist_id, album_id, mood, tempo_bpm, key, featured_at"
)
SAID = "title, genre, mood, lyrics, prompt, artist_id, album_id"
_JOINED = """FROM songs s LEFT JOIN artists a ON a.id = s.artist_id LEFT JOIN albums b ON b.id = s.album_id"""
_FIELDS = (
    "s.title",
    "coalesce(a.name, '')",
    "coalesce(b.title, '')",
    "s.genre || ' ' || s.mood || ' ' || coalesce((SELECT {join_tags} FROM song_tags t WHERE t.song_id = s.id), '')",
)


def is_kept_elsewhere(_item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Tell Alembic which tables it compares: not those of the index, which no model describes."""
    return not (kind == "table" and (name or "").startswith(INDEX))


def renew(connection: Connection) -> None:
    """Hang up the triggers anew, and fill the index where it is empty."""
    if not inspect(connection).has_table(INDEX):
        return
    remove_triggers(connection)
    hang_triggers(connection)
    if connection.exec_driver_sql("SELECT 1 FROM song_search LIMIT 1").first() is None:
        refill(connection)


def create(connection: Connection) -> None:
    """Make the index, empty."""
    for statement in _OF[connection.dialect.name].TABLES:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Remove the index and what keeps it."""
    remove_triggers(connection)
    connection.exec_driver_sql(f"DROP TABLE {INDEX}")


def refill(connection: Connection) -> None:
    """Write the whole index anew."""
    connection.exec_driver_sql("DELETE FROM song_search")
    connection.exec_driver_sql(_OF[connection.dialect.name].fill("1 = 1"))


def mark_changed(connection: Connection) -> None:
    """Write down that every song changed, for whoever looks at the list of changes."""
    tx = func.txid_current() if connection.dialect.name == "postgresql" else null()
    changes = table("song_changes", column("song_id"), column("tx"))
    every_song = select(column("id"), tx).select_from(table("songs"))
    connection.execute(insert(changes).from_select(["song_id", "tx"], every_song))


def hang_triggers(connection: Connection) -> None:
    """Let the index follow its tables from now on."""
    for statement in _OF[connection.dialect.name].triggers():
        connection.exec_driver_sql(statement)


def remove_triggers(connection: Connection) -> None:
    """Let the index be: whoever writes songs by the hundred thousand fills it afterwards."""
    for statement in _OF[connection.dialect.name].without():
        connection.exec_driver_sql(statement)


class _Sqlite:
    """FTS5; what separates words is known to it, and so are accents."""

    TABLES = (
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(title, artist, album, labels, words, "
        "tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')",
    )

    @staticmethod
    def fill(which: str) -> str:
        columns = ", ".join(map(_squeezed, _with_tags("group_concat(t.tag, ' ')")))
        return (
            f"INSERT INTO {INDEX} (rowid, title, artist, album, labels, words) "
            f"SELECT s.id, {columns}, s.lyrics || ' ' || s.prompt {_JOINED} WHERE {which}"
        )

    @classmethod
    def triggers(cls) -> list[str]:
        def again(which: str) -> str:
            gone = f"DELETE FROM song_search WHERE rowid IN (SELECT s.id FROM songs s WHERE {which})"  # nosec B608
            return f"{gone}; {cls.fill(which)}"

        def hang(name: str, when: str, what: str) -> str:
            return f"CREATE TRIGGER {INDEX}_{name} AFTER {when} BEGIN {what}; END"

        new, old = (f"INSERT INTO song_changes (song_id) VALUES ({row}.id)" for row in ("new", "old"))  # nosec B608
        gone = "DELETE FROM song_search WHERE rowid = old.id"
        tagged = {which: new.replace("new.id", f"{which}.song_id") for which in ("new", "old")}
        return [
            hang("song_in", "INSERT ON songs", f"{cls.fill('s.id = new.id')}; {new}"),
            hang("song_said", f"UPDATE OF {SAID} ON songs", again("s.id = new.id")),
            hang("song_changed", f"UPDATE OF {CARD} ON songs", new),
            hang("song_out", "DELETE ON songs", f"{gone}; {old}"),
            hang("tag_in", "INSERT ON song_tags", f"{again('s.id = new.song_id')}; {tagged['new']}"),
            hang("tag_out", "DELETE ON song_tags", f"{again('s.id = old.song_id')}; {tagged['old']}"),
            hang("artist_said", "UPDATE OF name ON artists", again("s.artist_id = new.id")),
            hang("album_said", "UPDATE OF title ON albums", again("s.album_id = new.id")),
        ]

    @classmethod
    def without(cls) -> list[str]:
        return [f"DROP TRIGGER IF EXISTS {trigger.split()[2]}" for trigger in cls.triggers()]


class _Postgresql:
    """A tsvector with weights: A title, B artist, C album, D labels and words. Accents are folded by NFKD."""

    TABLES = (
        f"CREATE TABLE {INDEX} "
        "(song_id integer PRIMARY KEY REFERENCES songs ON DELETE CASCADE, words tsvector NOT NULL)",
        f"CREATE INDEX {INDEX}_by_words ON {INDEX} USING gin (words) WITH (fastupdate = off)",
    )
    # tsvectors hold a megabyte; no lyrics come near that.
    LONGEST = 200_000

    @classmethod
    def fill(cls, which: str) -> str:
        title, artist, album, labels = (
            f"{INDEX}_of({_squeezed(field)})" for field in _with_tags("string_agg(t.tag, ' ')")
        )
        words = f"{INDEX}_of(left(s.lyrics || ' ' || s.prompt, {cls.LONGEST}))"
        return (
            f"INSERT INTO {INDEX} (song_id, words) SELECT s.id, "
            f"setweight({title}, 'A') || setweight({artist}, 'B') || setweight({album}, 'C') || {labels} || {words} "
            f"{_JOINED} WHERE {which} ON CONFLICT (song_id) DO UPDATE SET words = excluded.words"  # nosec B608
        )

    @classmethod
    def triggers(cls) -> list[str]:
        changed = "INSERT INTO song_changes (song_id, tx) VALUES ({}, txid_current())"

        def act(name: str, when: str, *what: str) -> list[str]:
            return [
                f"CREATE FUNCTION {INDEX}_{name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {'; '.join(what)}; RETURN NULL; END $$",
                f"CREATE TRIGGER {INDEX}_{name} AFTER {when} FOR EACH ROW EXECUTE FUNCTION {INDEX}_{name}()",
            ]

        return [
            f"CREATE FUNCTION {INDEX}_of(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$ SELECT "
            r"to_tsvector('simple', regexp_replace(lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]+', '', "
            r"'g')), '[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+', "
            "' ', 'g')) $$",
            *act("song_in", "INSERT ON songs", cls.fill("s.id = NEW.id"), changed.format("NEW.id")),
            *act("song_said", f"UPDATE OF {SAID} ON songs", cls.fill("s.id = NEW.id")),
            *act("song_changed", f"UPDATE OF {CARD} ON songs", changed.format("NEW.id")),
            *act("song_out", "DELETE ON songs", changed.format("OLD.id")),
            *act("tag_in", "INSERT ON song_tags", cls.fill("s.id = NEW.song_id"), changed.format("NEW.song_id")),
            *act("tag_out", "DELETE ON song_tags", cls.fill("s.id = OLD.song_id"), changed.format("OLD.song_id")),
            *act("artist_said", "UPDATE OF name ON artists", cls.fill("s.artist_id = NEW.id")),
            *act("album_said", "UPDATE OF title ON albums", cls.fill("s.album_id = NEW.id")),
        ]

    @classmethod
    def without(cls) -> list[str]:
        made = [one.split()[2].partition("(")[0] for one in cls.triggers() if one.startswith("CREATE FUNCTION")]
        return [f"DROP FUNCTION IF EXISTS {name} CASCADE" for name in made]


_OF: dict[str, type[_Sqlite | _Postgresql]] = {"sqlite": _Sqlite, "postgresql": _Postgresql}


def _with_tags(join_tags: str) -> list[str]:
    return [field.format(join_tags=join_tags) for field in _FIELDS]


def _squeezed(said: str) -> str:
    """A text, and once more without what joins the parts of words."""
    bare = f"replace(replace(replace({said}, '-', ''), '''', ''), '\u2019', '')"
    return f"{said} || ' ' || CASE WHEN {bare} = {said} THEN '' ELSE {bare} END"
