"""What songs are found by, on both kinds of database, and that what changed is found at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import SQLAlchemyError

from backend.db.library import Album, Artist, Opinion, Play, SongTag
from backend.db.models import Song, User
from backend.services.callers import NOBODY, Caller, Person
from backend.services.errors import NotFound, NotSignedIn
from backend.services.finding import card_box
from backend.services.finding.card_box import CardBox
from backend.services.finding.cards import Cards
from backend.services.finding.discovery import Discovery
from backend.services.finding.search import Finding
from backend.services.finding.wishes import Range, Scope, Sort, Wish

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def person(user_id, *, is_admin=False):
    return Caller(Person(user_id, f"user{user_id}", f"{user_id}@example.com", "", True, is_admin))


CLARA, ROBERT, ADA = person(1), person(2), person(3, is_admin=True)


@pytest.fixture
def library(studio):
    """Three users, and a way to put songs, artists and albums there."""
    numbers = count()
    with studio.database.transaction() as session:
        session.add_all(User(f"user{n}", f"user{n}", f"{n}@example.com", "", NOW) for n in (1, 2, 3))

    def put(title, owner=1, tags=(), **fields):
        number = next(numbers)
        values = {"public": True, "state": "ready", "created_at": NOW + timedelta(seconds=number), **fields}
        with studio.database.transaction() as session:
            song = Song(f"user:{owner}", title, f"track_{number}", f"{number}.wav", **values)
            session.add(song)
            session.flush()
            session.add_all(SongTag(song.id, tag) for tag in tags)
            return song.id

    return put


@pytest.fixture
def artist(studio):
    def put(name, album=""):
        with studio.database.transaction() as session:
            artist = Artist(name, name.lower(), NOW)
            session.add(artist)
            session.flush()
            record = Album(album, album.lower(), artist.id, NOW)
            session.add(record)
            session.flush()
            return {"artist_id": artist.id, "album_id": record.id}

    return put


@pytest.fixture
def titles(studio):
    def titles(caller=CLARA, **wish):
        page = studio.finding.page(caller, Wish(**{"scope": Scope.ALL, **wish}))
        assert page.count == len(page.results)
        return [song["title"] for song in page.results]

    return titles


@pytest.mark.parametrize(
    "words",
    [
        "lofi",
        "lo-fi",
        "LOFI beat",
        "clam",
        "cafe",
        "Café",
        "beyonce",
        "best of",
        "sleepy",
        "rainy",
        "window",
        "calm pia",
    ],
)
def test_songs_are_found_by_all_that_is_said_of_them(library, artist, titles, words):
    library(
        "clam lo-fi beat at the Café", genre="hop", mood="sleepy", tags=["rainy day"], lyrics="by my window",
        prompt="calm piano", **artist("Beyoncé", "The Best Of"),
    )  # fmt: skip
    library("another thing")
    assert titles(words=words) == ["clam lo-fi beat at the Café"]


@pytest.mark.parametrize("words", ["%", "-", "\"'*()", "a OR b", "NOT x", "title : x", "x" * 255, "n\0ull", "a | !:*"])
def test_no_words_break_the_search(library, titles, words):
    library("something")
    assert titles(words=words) == []


def test_a_title_comes_before_words_and_what_is_played_before_what_is_not(library, titles):
    library("quiet", play_count=3, lyrics="rain")
    library("rain", play_count=1)
    library("rain again", play_count=2)
    library("loud", play_count=4, lyrics="rain")
    assert titles(words="rain") == ["rain again", "rain", "loud", "quiet"]
    assert titles(words="rain", sort=Sort.OLDEST) == ["quiet", "rain", "rain again", "loud"]


@pytest.mark.parametrize(
    "wish",
    [
        {"genre": "Jazz"}, {"mood": "CALM"}, {"key": "d minor"}, {"tag": "Rain"}, {"origin": "upload"},
        {"tempo_bpm": Range(80, 90)}, {"length_s": Range(None, 60)}, {"year": Range(2025, 2025)},
        {"until": NOW - timedelta(days=300)}, {"title": "ITT"}, {"genre_part": "az"},
    ],
)  # fmt: skip
def test_songs_are_found_by_each_thing(library, titles, wish):
    library(
        "Little", genre="jazz", mood="calm", key="D minor", tags=["rain"], origin="upload", tempo_bpm=84.0,
        duration_s=59.5, created_at=NOW - timedelta(days=330),
    )  # fmt: skip
    library("Other", genre="pop", mood="wild", key="C major", tags=["sun"], tempo_bpm=130.0, duration_s=61.0)
    assert titles(**wish) == ["Little"]


def test_songs_of_an_artist_and_of_an_album(library, artist, titles):
    nina = artist("Nina", "One")
    library("hers", **nina)
    library("other", **artist("Otto", "Two"))
    assert titles(artist_id=nina["artist_id"]) == titles(album_id=nina["album_id"]) == ["hers"]


def test_what_somebody_likes(studio, library, titles):
    one = library("liked", owner=2)
    library("not")
    with studio.database.transaction() as session:
        session.add_all((Opinion(1, "song", one, liked_at=NOW), Opinion(2, "song", one, stars=1)))
    assert (titles(liked=True), titles(ROBERT, liked=True)) == (["liked"], [])
    with pytest.raises(NotSignedIn):
        titles(NOBODY, liked=True)


@pytest.mark.security
def test_what_is_private_is_found_by_its_owner_and_the_administrator_alone(studio, library, artist, titles):
    of = artist("Nina", "Ours")
    library("secret tune", public=False, genre="hidden", tags=["mine"], **of)
    library("public tune", state="pending", genre="hidden")
    for caller in (ROBERT, NOBODY):
        assert titles(caller, words="tune") == titles(caller, genre="hidden") == []
        assert studio.finding.facets(caller, Wish(Scope.ALL))["genre"] == []
        assert studio.discovery.drawn(caller, Wish(Scope.ALL), limit=5) == []
        everywhere = studio.everything.search(caller, "Nina Ours secret", limit=5)
        assert not any(everywhere.values())
        assert studio.everything.search(caller, "Nina", limit=5)["artists"] == []
    assert set(titles(words="tune")) == set(titles(ADA, words="tune")) == {"secret tune", "public tune"}
    assert titles(ADA, scope=Scope.MINE) == []
    assert studio.everything.search(CLARA, "Nina", limit=5)["artists"][0]["name"] == "Nina"


def test_what_changes_is_found_so_at_once(studio, library, artist, titles):
    of = artist("Nina", "One")
    song = library("before", **of)
    away = library("away")
    assert titles(words="before") == ["before"]

    def say(statement):
        with studio.database.transaction() as session:
            session.execute(statement)

    say(update(Song).where(Song.id == song).values(title="after", genre="jazz"))
    assert (titles(words="before"), titles(words="after"), titles(genre="jazz")) == ([], ["after"], ["after"])
    say(update(Artist).values(name="Simone"))
    assert (titles(words="nina"), titles(words="simone")) == ([], ["after"])
    say(update(Album).values(title="Two"))
    assert (titles(words="one"), titles(words="two")) == ([], ["after"])
    with studio.database.transaction() as session:
        session.add(SongTag(song, "blue"))
    assert titles(words="blue") == titles(tag="blue") == ["after"]
    say(delete(SongTag))
    assert titles(words="blue") == titles(tag="blue") == []
    say(update(Song).where(Song.id == song).values(deleted_at=NOW))
    assert titles(words="after") == []
    assert titles(scope=Scope.TRASH, words="after") == ["after"]
    say(delete(Song).where(Song.id == away))
    assert titles() == []
    assert library("new") > song
    assert titles() == ["new"]


def test_many_changes_and_forgotten_ones_are_seen_too(studio, library, titles, monkeypatch):
    library("old")
    assert titles() == ["old"]
    monkeypatch.setattr(card_box, "FEW", 1)
    for title in "abc":
        library(title)
    assert titles(sort=Sort.TITLE) == ["a", "b", "c", "old"]
    monkeypatch.setattr(card_box, "KEPT_CHANGES", 0)
    box = CardBox(studio.database)
    library("d")
    box.tidy()
    library("e")
    assert titles(sort=Sort.TITLE_DOWN) == ["old", "e", "d", "c", "b", "a"]


@pytest.mark.parametrize("sort", Sort)
def test_pages_are_the_list_cut_in_pieces_by_number_and_by_song(studio, library, sort):
    for number in range(7):
        library(f"t{number % 3}", duration_s=number % 2, tempo_bpm=None if number == 3 else 60.0 + number)
    wish = Wish(Scope.MINE, sort=sort)
    whole = studio.finding.ids(CLARA, wish)
    assert len(set(whole)) == 7
    by_number = [studio.finding.page(CLARA, wish, number=number, size=3) for number in (1, 2, 3)]
    assert [song["id"] for page in by_number for song in page.results] == whole
    second = studio.finding.page(CLARA, wish, number=9, size=3, after=by_number[0].last)
    assert [song["id"] for song in second.results] == whole[3:6]
    assert studio.finding.page(CLARA, wish, number=3, size=3, after=999).results == by_number[2].results
    assert studio.finding.page(CLARA, wish, number=4, size=3).results == []


def test_what_comes_in_between_moves_no_page_that_goes_on_after_a_song(studio, library):
    songs = [library(f"song {number}") for number in range(4)]
    first = studio.finding.page(CLARA, size=2)
    library("newest")
    second = studio.finding.page(CLARA, number=2, size=2, after=first.last)
    assert [song["id"] for song in second.results] == songs[1::-1]


def test_facets_count_what_is_found(studio, library, artist):
    nina = artist("Nina")
    library("a", genre="Jazz", mood="calm", key="D minor", tempo_bpm=84.0, tags=["rain", "night"], **nina)
    library("b", genre="jazz", mood="wild", tempo_bpm=130.0, tags=["rain"], created_at=NOW - timedelta(days=330))
    library("c", genre="pop", mood="calm")
    found = studio.finding.facets(CLARA, Wish(genre="jazz"))
    assert found["count"] == 2
    assert found["genre"] == [{"value": "Jazz", "count": 2}, {"value": "pop", "count": 1}]
    assert sorted((mood["value"], mood["count"]) for mood in found["mood"]) == [("calm", 1), ("wild", 1)]
    assert found["key"] == [{"value": "D minor", "count": 1}]
    assert found["tempo"] == [{"from": 76, "to": 108, "count": 1}, {"from": 120, "to": 156, "count": 1}]
    assert found["year"] == [{"value": 2026, "count": 1}, {"value": 2025, "count": 1}]
    assert found["artist"] == [{"id": nina["artist_id"], "value": "Nina", "count": 1}]
    assert found["tag"] == [{"value": "rain", "count": 2}, {"value": "night", "count": 1}]


def test_similar_songs_begin_with_the_nearest(studio, library, artist):
    nina = artist("Nina")
    song = library("it", genre="jazz", mood="calm", key="A minor", tempo_bpm=60.0, tags=["rain"], **nina)
    library("far", genre="pop", key="F# major", tempo_bpm=85.0)
    library("genre", genre="jazz")
    library("feel", key="C major", tempo_bpm=120.0)
    library("all", genre="jazz", mood="calm", key="A minor", tempo_bpm=60.0, tags=["rain"], **nina)
    library("hidden", owner=2, public=False, genre="jazz")
    found = studio.discovery.similar(CLARA, song, limit=4)
    assert [one["title"] for one in found] == ["all", "genre", "feel", "far"]
    hidden = library("mine", public=False)
    with pytest.raises(NotFound):
        studio.discovery.similar(ROBERT, hidden, limit=4)


def test_songs_are_alike_once_none_is_without_a_genre_any_more(studio, library):
    first = library("first", genre="jazz", mood="calm")
    second = library("second")
    assert studio.discovery.similar(CLARA, first, limit=4) != []
    with studio.database.transaction() as session:
        session.execute(update(Song).where(Song.id == second).values(genre="jazz", mood="calm"))
    assert [song["id"] for song in studio.discovery.similar(CLARA, first, limit=4)] == [second]


def test_trending_is_drawn_from_the_last_seven_days(studio, library):
    songs = {title: library(title) for title in ("now", "then", "never", "hidden")}
    plays = [("now", timedelta(days=1)), ("then", timedelta(days=8)), ("hidden", timedelta(days=1))]
    with studio.database.transaction() as session:
        session.add_all(Play(songs[title], NOW - ago, user_id=1) for title, ago in plays)
        session.execute(update(Song).where(Song.title == "hidden").values(public=False))
    discovery = Discovery(studio.database, CardBox(studio.database), clock=lambda: NOW)
    assert [song["title"] for song in discovery.trending(NOBODY, limit=1)] == ["now"]
    assert {song["title"] for song in discovery.trending(NOBODY, limit=9)} == {"now", "then", "never"}


def test_featured_are_the_picks_then_anything_public(studio, library):
    library("pick", featured_at=NOW)
    library("other")
    library("secret", public=False, featured_at=NOW)
    assert [song["title"] for song in studio.discovery.featured(CLARA, limit=1)] == ["pick"]
    assert {song["title"] for song in studio.discovery.featured(CLARA, limit=6)} == {"pick", "other"}


def test_what_is_made_for_somebody_is_of_their_taste_and_new_to_them(studio, library, monkeypatch):
    monkeypatch.setattr("backend.services.finding.discovery.POOL", 2)
    liked = [library(f"known {number}", genre="jazz", tempo_bpm=90.0) for number in range(2)]
    for number in range(2):
        library(f"jazz {number}", genre="jazz", tempo_bpm=92.0)
        library(f"pop {number}", genre="pop", tempo_bpm=125.0)
    with studio.database.transaction() as session:
        session.add(Opinion(1, "song", liked[0], liked_at=NOW))
        session.add(Play(liked[1], NOW, user_id=1))
    assert {song["title"] for song in studio.discovery.made_for(CLARA, limit=2)} == {"jazz 0", "jazz 1"}
    assert len(studio.discovery.made_for(NOBODY, limit=4)) == 4


def test_two_processes_see_each_others_changes(studio, library):
    here, there = Finding(studio.database, CardBox(studio.database)), studio.finding
    for number in range(3):
        library(f"song {number}")
        assert here.page(CLARA).count == there.page(CLARA).count == number + 1


def test_a_change_that_could_not_be_read_is_read_at_the_next_look(library, titles, monkeypatch):
    library("a")
    assert titles() == ["a"]
    library("b")
    with monkeypatch.context() as broken, pytest.raises(SQLAlchemyError):
        broken.setattr(card_box, "_SOME", text("SELECT 1 FROM nowhere"))
        titles()
    assert titles() == ["b", "a"]


def test_a_tag_of_a_song_without_a_card_waits_for_the_card():
    cards = Cards.empty().with_rows([1], [], [(1, "rain")])
    assert len(cards.tags) == 0
