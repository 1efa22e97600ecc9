"""Smart playlists: what rules find, on both databases, and what is no rule."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from backend.db.library import Album, Artist, Opinion, SongTag
from backend.db.models import Song, User
from backend.services.callers import NOBODY, Caller, Person
from backend.services.errors import InvalidInput
from backend.services.moments import iso, utcnow
from backend.services.playlists import smart
from backend.services.playlists.rules import read
from backend.services.spelling import sort_key

NOW = utcnow().replace(minute=0, second=0, microsecond=0)  # tests are named by it, in every process alike
# Title, genre, mood, key, tempo, length, plays, likes, days ago, origin, artist, album, tags; stars and likes of clara.
SONGS = [
    ("Rain", "Lofi", "calm", "D minor", 72.0, 60.0, 5, 1, 1, "generated", "Mara", "Night", ["study", "wet"], 5, True),
    ("Sun 100%", "jazz", "happy", "C major", 120.0, 200.0, 50, 9, 10, "uploaded", "Ben", None, ["study"], 3, False),
    ("Ünder", "techno", "", "A minor", 140.0, 300.0, 0, 0, 400, "generated", None, None, [], None, True),
    ("Hidden", "lofi", "calm", "D minor", 80.0, 90.0, 7, 2, 2, "generated", "Mara", "Night", [], None, False),
]


def person(number, name):
    return Caller(Person(number, name, f"{name}@example.com", "", True, False))


CLARA, ROBERT = person(1, "clara"), person(2, "robert")


@pytest.fixture
def lists(studio):
    with studio.database.transaction() as session:
        for name in ("clara", "robert"):
            session.add(User(name, name, f"{name}@example.com", "x", NOW))
            session.flush()
        artists, albums = {}, {}
        for name in ("Mara", "Ben"):
            artists[name] = Artist(name, sort_key(name), NOW)
            session.add(artists[name])
        session.flush()
        albums["Night"] = Album("Night", "night", artists["Mara"].id, NOW)
        session.add(albums["Night"])
        session.flush()
        for index, row in enumerate(SONGS):
            title, genre, mood, key, tempo, length, plays, likes, ago, origin, artist, album, tags, stars, liked = row
            song = Song("user:1", title, f"track_{index}", f"{index}.wav", NOW - timedelta(days=ago))
            song.title_key, song.genre, song.mood, song.key, song.tempo_bpm = sort_key(title), genre, mood, key, tempo
            song.duration_s, song.play_count, song.like_count, song.origin = length, plays, likes, origin
            song.state, song.public = "ready", title != "Hidden"
            song.artist_id = artists[artist].id if artist else None
            song.album_id = albums[album].id if album else None
            session.add(song)
            session.flush()
            session.add_all(SongTag(song.id, tag) for tag in tags)
            if stars or liked:
                session.add(Opinion(1, "song", song.id, NOW if liked else None, stars))
    return studio.playlists.lists


def found(lists, rule, caller=CLARA):
    return [song["title"] for song in lists.preview(caller, rule)["songs"]]


def one(field, operator, value):
    return {"all": [{"field": field, "operator": operator, "value": value}], "order_by": "title"}


ALL = ["Hidden", "Rain", "Sun 100%", "Ünder"]


@pytest.mark.parametrize(
    ("field", "operator", "value", "expected"),
    [
        ("title", "is", "RAIN", ["Rain"]),
        ("title", "is_not", "rain", ["Hidden", "Sun 100%", "Ünder"]),
        ("title", "contains", "0%", ["Sun 100%"]),
        ("title", "contains", "_", []),
        ("title", "contains_not", "n", []),
        ("title", "begins_with", "ü", ["Ünder"]),
        ("title", "ends_with", "N", ["Hidden", "Rain"]),
        ("artist", "is", "mara", ["Hidden", "Rain"]),
        ("artist", "is_not", "mara", ["Sun 100%", "Ünder"]),
        ("album", "begins_with", "ni", ["Hidden", "Rain"]),
        ("genre", "is", "LOFI", ["Hidden", "Rain"]),
        ("genre", "one_of", ["jazz", "Techno"], ["Sun 100%", "Ünder"]),
        ("genre", "none_of", ["jazz", "Techno"], ["Hidden", "Rain"]),
        ("mood", "contains", "app", ["Sun 100%"]),
        ("key", "is", "d minor", ["Hidden", "Rain"]),
        ("tag", "is", "study", ["Rain", "Sun 100%"]),
        ("tag", "is_not", "wet", ["Hidden", "Sun 100%", "Ünder"]),
        ("tag", "one_of", ["wet", "dry"], ["Rain"]),
        ("origin", "is", "uploaded", ["Sun 100%"]),
        ("tempo", "between", [72, 120], ["Hidden", "Rain", "Sun 100%"]),
        ("tempo", "at_least", 120, ["Sun 100%", "Ünder"]),
        ("duration", "at_most", 60, ["Rain"]),
        ("plays", "is", 0, ["Ünder"]),
        ("plays", "is_not", 0, ["Hidden", "Rain", "Sun 100%"]),
        ("likes", "at_least", 2, ["Hidden", "Sun 100%"]),
        ("stars", "at_least", 3, ["Rain", "Sun 100%"]),
        ("stars", "is", 0, ["Hidden", "Ünder"]),
        ("liked", "is", True, ["Rain", "Ünder"]),
        ("liked", "is", False, ["Hidden", "Sun 100%"]),
        ("date", "in_last_days", 5, ["Hidden", "Rain"]),
        ("date", "not_in_last_days", 30, ["Ünder"]),
        ("date", "before", iso(NOW - timedelta(days=5)), ["Sun 100%", "Ünder"]),
        ("date", "after", "2001-01-01", ALL),
        ("date", "between", ["2001-01-01", iso(NOW - timedelta(days=30))], ["Ünder"]),
    ],
)
def test_each_field_is_asked_by_each_operator(lists, field, operator, value, expected):
    assert found(lists, one(field, operator, value)) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("genre", "Ópera"),
        ("genre", "óPERA"),
        ("mood", "FRÖHLICH"),
        ("tag", "straße"),
        ("tag", "STRASSE"),
        ("key", "É MOLL"),
    ],
)
def test_words_are_compared_in_one_spelling(lists, studio, field, value):
    with studio.database.transaction() as session:
        song = session.scalars(select(Song).where(Song.title == "Rain")).one()
        song.genre, song.mood, song.key = "Ópera", "Fröhlich", "é moll"
        session.add(SongTag(song.id, "straße"))
    assert found(lists, one(field, "is", value)) == ["Rain"]
    assert found(lists, one(field, "contains", value[1:])) == ["Rain"]
    assert "Rain" not in found(lists, one(field, "none_of", [value]))


def test_a_song_without_tempo_is_not_slow_and_not_of_any_tempo(lists, studio):
    with studio.database.transaction() as session:
        session.scalars(select(Song).where(Song.title == "Rain")).one().tempo_bpm = None
    assert found(lists, one("tempo", "at_most", 100)) == ["Hidden"]
    assert found(lists, one("tempo", "is_not", 80)) == ["Rain", "Sun 100%", "Ünder"]


def test_songs_are_not_read_from_the_database_for_each_condition(lists, studio):
    """A rule of twelve conditions on tags asks it no more than one of one."""

    def statements(many):
        rule = {"any": [{"field": "tag", "operator": "contains", "value": f"study{i or ''}"} for i in range(many)]}
        asked = []
        with studio.database.reading() as connection:
            listen = ("before_cursor_execute", lambda *given: asked.append(given[2]))
            event.listen(connection.engine, *listen)
        try:
            assert sorted(found(lists, rule)) == ["Rain", "Sun 100%"]
        finally:
            event.remove(connection.engine, *listen)
        return [one for one in asked if "song_changes" not in one]

    found(lists, one("title", "is", "rain"))
    assert statements(12) == statements(1)
    assert not [one for one in statements(12) if "song_tags.tag LIKE" in one]


def test_what_was_found_is_kept_until_a_song_or_a_like_changes(lists, studio, monkeypatch):
    rule, liked = one("mood", "is", "calm"), one("liked", "is", True)
    looks = []
    looked = smart._Look.mask
    monkeypatch.setattr(smart._Look, "mask", lambda look, part: looks.append(part) or looked(look, part))
    assert found(lists, rule) == found(lists, rule) == ["Hidden", "Rain"]
    assert len(looks) == 2  # the group and its condition, once
    assert found(lists, rule, ROBERT) == ["Rain"]
    with studio.database.transaction() as session:
        session.scalars(select(Song).where(Song.title == "Rain")).one().mood = "wild"
        session.execute(update(Opinion).values(liked_at=None))
    assert found(lists, rule) == ["Hidden"]
    assert found(lists, liked) == []
    with studio.database.transaction() as session:
        session.execute(update(Opinion).values(liked_at=NOW))
    assert found(lists, liked) == ["Rain", "Sun 100%", "Ünder"]


def test_groups_are_nested(lists):
    calm = {"field": "mood", "operator": "is", "value": "calm"}
    fast = {"field": "tempo", "operator": "at_least", "value": 130}
    heard = {"field": "plays", "operator": "at_least", "value": 6}
    assert found(lists, {"any": [fast, {"all": [calm, heard]}], "order_by": "title"}) == ["Hidden", "Ünder"]
    assert found(lists, {"all": [heard, {"any": [calm, fast]}], "order_by": "-tempo"}) == ["Hidden"]


def test_only_songs_that_the_viewer_may_see_are_found(lists):
    anything = one("duration", "at_least", 0)
    assert found(lists, anything, ROBERT) == ["Rain", "Sun 100%", "Ünder"]
    made = lists.make(CLARA, {"name": "All", "is_public": True, "rule": anything})
    for who, count in ((CLARA, 4), (ROBERT, 3), (NOBODY, 3)):
        opened = lists.opened(who, made["id"], number=1, size=2)
        assert (opened["count"], len(opened["songs"])) == (count, 2)
        assert lists.opened(who, made["id"], number=2, size=2)["songs"][0]["position"] == 2


def test_mine_is_of_whoever_made_the_list(lists):
    made = lists.make(CLARA, {"name": "Mine", "is_public": True, "rule": one("liked", "is", True)})
    assert [song["title"] for song in lists.opened(ROBERT, made["id"], number=1, size=9)["songs"]] == ["Rain", "Ünder"]
    assert found(lists, one("liked", "is", True), ROBERT) == []


def test_a_limit_holds_over_pages_and_in_counts(lists):
    rule = {**one("duration", "at_least", 0), "order_by": "-duration", "limit": 3}
    made = lists.make(CLARA, {"name": "Three", "rule": rule})
    first, second = (lists.opened(CLARA, made["id"], number=number, size=2) for number in (1, 2))
    assert [song["title"] for song in first["songs"] + second["songs"]] == ["Ünder", "Sun 100%", "Hidden"]
    assert (first["count"], first["duration_s"]) == (3, 590.0)


def test_chance_stays_for_a_day(lists, monkeypatch):
    rule = {**one("duration", "at_least", 0), "order_by": "random"}
    made = lists.make(CLARA, {"name": "Dice", "rule": rule})

    def drawn(days):
        monkeypatch.setattr(lists, "_clock", lambda: NOW + timedelta(days=days))
        return tuple(song["title"] for song in lists.opened(CLARA, made["id"], number=1, size=9)["songs"])

    assert drawn(0) == drawn(0)
    days = [drawn(day) for day in range(30)]
    assert all(sorted(day) == sorted(ALL) for day in days)
    assert len(set(days)) > 10
    assert {day[0] for day in days} == set(ALL)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ([], "rule: a rule is an object"),
        ({}, "rule: either all or any"),
        ({"all": []}, "at least one condition"),
        ({"all": [], "any": []}, "either all or any"),
        (one("lenght", "is", 1), "rule.all[0].field: title, artist,"),
        (one("tempo", "contains", "1"), "tempo takes is, is_not, at_least, at_most, between; given: 'contains'"),
        (one("tempo", "at_least", "fast"), "value: for tempo at_least a number of 1 to 1000 is wanted; given: 'fast'"),
        (one("tempo", "at_least", True), "a number of 1 to 1000"),
        (one("tempo", "at_least", float("nan")), "a number of 1 to 1000"),
        (one("tempo", "between", [120, 80]), "the lower one comes first"),
        (one("tempo", "between", 5), "a list of two"),
        (one("genre", "one_of", []), "a list of 1 to 50 texts"),
        (one("title", "is", ""), "a text of 1 to 200"),
        (one("origin", "is", "stolen"), "one of generated, uploaded"),
        (one("date", "after", "soon"), "a moment such as"),
        (one("date", "after", "0001-01-01T00:00:00+14:00"), "a moment such as"),
        (one("date", "in_last_days", 0), "a number of days"),
        (one("liked", "is", "yes"), "true or false"),
        ({**one("liked", "is", True), "order_by": "id; DROP TABLE songs"}, "rule.order_by: date, title,"),
        ({**one("liked", "is", True), "limit": 1001}, "rule.limit: a number of 1 to 1000"),
        ({**one("liked", "is", True), "sql": "1=1"}, "'sql' is not known"),
        ({"all": [{"any": [{"all": [{"any": [one("liked", "is", True)["all"][0]]}]}]}]}, "3 deep"),
        ({"all": one("liked", "is", True)["all"] * 13}, "up to 12 conditions"),
        ({"all": [{"any": one("liked", "is", True)["all"] * 7}] * 2}, "up to 12 conditions"),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_what_is_allowed(rule, said):
    with pytest.raises(InvalidInput) as refused:
        read(rule)
    assert said in refused.value.fields["rule"][0]


def test_a_smart_list_takes_no_songs_by_hand_until_its_rule_is_gone(clara, make_song):
    song = make_song(clara)["song_id"]
    rule = one("duration", "at_least", 0)
    made = clara.post("/api/playlists/", data={"name": "Smart", "rule": json.dumps(rule)}).json
    assert (made["is_smart"], made["rule"], made["can_edit"], made["song_count"]) == (True, rule, False, None)
    address = f"/api/playlists/{made['id']}"
    assert clara.post(f"{address}/songs/", json={"songs": [song]}).status_code == 409
    assert clara.patch(address, json={"rule": {"all": 1}}).status_code == 422
    assert [each["id"] for each in clara.get(f"/api/playlist/{made['id']}/").json["songs"]] == [song]
    assert clara.get(made["cover_image"].removeprefix("http://localhost")).status_code == 200
    assert clara.patch(address, json={"rule": None}).json["is_smart"] is False
    assert clara.post(f"{address}/songs/", json={"songs": [song, song]}).json["song_count"] == 2


def test_the_builder_is_told_how_large_a_rule_may_be(clara):
    limits = clara.get("/api/playlists/fields/").json["limits"]
    condition = {"field": "tempo", "operator": "at_least", "value": 100}

    def tried(group, limit=1):
        return clara.post("/api/playlists/preview/", json={"rule": {**group, "limit": limit}}).status_code

    def deep(levels):
        return {"all": [condition if levels == 1 else deep(levels - 1)]}

    many = [condition] * limits["conditions"]
    assert [tried({"all": many}), tried({"all": [*many, condition]})] == [200, 422]
    assert [tried(deep(limits["depth"])), tried(deep(limits["depth"] + 1))] == [200, 422]
    assert [tried(deep(1), limits["songs"]), tried(deep(1), limits["songs"] + 1)] == [200, 422]


def test_the_builder_is_told_all_fields_and_a_preview(clara, make_song):
    make_song(clara)
    told = clara.get("/api/playlists/fields/").json
    assert {field["name"] for field in told["fields"]} >= {"title", "tempo", "liked", "stars", "tag", "origin", "date"}
    for field in told["fields"]:
        for operator in field["operators"]:
            samples = {
                "text": "x", "texts": ["x"], "number": field["high"], "pair": [field["low"], field["high"]],
                "moment": "2026-01-01", "days": 3, "yes_no": True,
            }  # fmt: skip
            sample = samples[operator["value"]]
            if field["kind"] == "moment" and operator["value"] == "pair":
                sample = ["2026-01-01", "2026-02-01"]
            if field["choices"]:
                sample = field["choices"][0] if operator["value"] == "text" else field["choices"]
            answer = clara.post("/api/playlists/preview/", json={"rule": one(field["name"], operator["name"], sample)})
            assert answer.status_code == 200, (field, operator, answer.text)
