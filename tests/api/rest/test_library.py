"""What players find: the library as it is for whom they play for."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import update

from backend.db.models import Song


def titles(songs):
    return [song["title"] for song in songs]


def test_songs_without_an_album_are_the_singles_of_their_artist(player, library):
    library("Alone")
    library("Rain", on="Weather")
    albums = {album["name"]: album for album in player.get("getAlbumList2", type="newest")["albumList2"]["album"]}
    assert albums.keys() == {"Singles", "Weather"}
    assert titles(player.get("getAlbum", id=albums["Singles"]["id"])["album"]["song"]) == ["Alone"]
    artist = player.get("getArtists")["artists"]["index"][0]["artist"][0]
    assert (artist["name"].lower(), artist["albumCount"]) == ("clara", 2)
    assert len(player.get("getArtist", id=artist["id"])["artist"]["album"]) == 2


def test_an_album_that_was_heard_is_listed_once_and_so_are_songs_of_nobody(player, clara, library, studio):
    for title, by in (("One", "Guest"), ("Two", "Other")):
        clara.get(f"/api/songs/{library(title, by=by, on='Sampler')}/play/").close()
    alone = library("Alone")
    with studio.database.transaction() as session:
        session.execute(update(Song).where(Song.id == alone).values(artist_id=None))
    clara.get(f"/api/songs/{alone}/play/").close()
    recent = player.get("getAlbumList2", type="recent")["albumList2"]["album"]
    assert sorted((album["id"], album["songCount"]) for album in recent) == [("al-1", 2), ("al-s0", 1)]
    assert titles(player.get("getAlbum", id="al-s0")["album"]["song"]) == ["Alone"]


def test_a_guest_on_an_album_is_an_artist_with_that_album(player, library, studio):
    library("Opening", by="Various Artists", on="Sampler")
    number = library("Guesting", by="Guest", on="Sampler")
    nobody = library("Nameless", on="Sampler")
    with studio.database.transaction() as session:
        session.execute(update(Song).where(Song.id == nobody).values(artist_id=None))
    listed = [each for index in player.get("getArtists")["artists"]["index"] for each in index["artist"]]
    for song in (number, nobody):
        artist = player.get("getSong", id=f"so-{song}")["song"]["artistId"]
        found = player.get("getArtist", id=artist)["artist"]
        assert [album["name"] for album in found["album"]] == ["Sampler"]
        assert found["albumCount"] == 1
        assert [each["albumCount"] for each in listed if each["id"] == artist] == [1]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ({"type": "alphabeticalByName"}, ["Autumn", "Singles", "Winter"]),
        ({"type": "alphabeticalByArtist"}, ["Winter", "Autumn", "Singles"]),
        ({"type": "newest"}, ["Winter", "Singles", "Autumn"]),
        ({"type": "byYear", "fromYear": 2020, "toYear": 2020}, ["Autumn", "Winter"]),
        ({"type": "byGenre", "genre": "jazz"}, ["Singles"]),
        ({"type": "frequent"}, ["Singles", "Autumn"]),
    ],
)
def test_albums_come_in_the_order_that_is_asked_for(player, library, order, names):
    made = [datetime(2021, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
    library("A", on="Autumn", genre="rock", created_at=made[0], play_count=1)
    library("B", genre="jazz", created_at=made[1], play_count=7)
    library("C", by="Ada", on="Winter", genre="rock", created_at=made[2], play_count=0)
    assert [album["name"] for album in player.get("getAlbumList2", **order)["albumList2"]["album"]] == names
    second = player.get("getAlbumList2", **order, size=1, offset=1)["albumList2"]["album"]
    assert [album["name"] for album in second] == names[1:2]


def test_songs_are_drawn_of_a_genre_and_of_some_years(player, library):
    library("Released", on="Autumn", genre="rock", created_at=datetime(2024, 1, 1, tzinfo=UTC))
    library("Made", genre="jazz", created_at=datetime(2022, 1, 1, tzinfo=UTC))

    def draw(**wanted):
        return sorted(titles(player.get("getRandomSongs", **wanted)["randomSongs"]["song"]))

    assert draw() == ["Made", "Released"]
    assert draw(genre="jazz") == draw(fromYear=2021) == ["Made"]
    assert draw(toYear=2021) == draw(fromYear=2020, toYear=2020) == ["Released"]


def test_an_album_is_in_order_and_counted(player, library):
    for title, track in (("Third", 3), ("First", 1), ("Second", 2)):
        library(title, on="Weather", track=track)
    album = player.get("getAlbum", id="al-1")["album"]
    assert (titles(album["song"]), album["songCount"], album["duration"]) == (["First", "Second", "Third"], 3, 48)


@pytest.mark.security
def test_what_is_private_is_found_by_its_owner_alone(player, roberts_player, library):
    number = library("Secret", on="Hidden", public=False)
    song = player.get("getSong", id=f"so-{number}")["song"]
    assert player.get("search3", query="")["searchResult3"]["song"][0]["id"] == song["id"]
    for call, wanted in (("getSong", "id"), ("getAlbum", "albumId"), ("getArtist", "artistId"), ("stream", "id")):
        assert roberts_player.refused(call, id=song[wanted])["code"] == 70
    for call in ("download", "getCoverArt", "getLyricsBySongId", "getSimilarSongs", "star", "getAlbumInfo"):
        assert roberts_player.refused(call, id=song["id"])["code"] == 70
    found = roberts_player.get("search3", query="secret")["searchResult3"]
    assert found == {"artist": [], "album": [], "song": []}
    roberts_player.get("scrobble", id=song["id"])
    assert player.get("getSong", id=song["id"])["song"]["playCount"] == 0
    assert roberts_player.get("getArtists")["artists"]["index"] == []


def test_without_words_the_whole_library_is_paged(player, library):
    numbers = [library(f"Song {number}") for number in range(5)]
    seen = []
    for before in range(0, 6, 2):
        seen += player.get("search3", query='""', songCount=2, songOffset=before)["searchResult3"]["song"]
    assert [song["id"] for song in seen] == [f"so-{number}" for number in numbers]


def test_words_are_found_in_titles_albums_and_artists(player, library):
    library("Rain", on="Weather", by="Ada")
    assert titles(player.get("search3", query="rain")["searchResult3"]["song"]) == ["Rain"]
    assert player.get("search3", query="weather")["searchResult3"]["album"][0]["name"] == "Weather"
    assert player.get("search2", query="ada")["searchResult2"]["artist"][0]["name"] == "Ada"


def test_a_song_says_what_it_is_and_what_is_sent(player, library):
    number = library("Rain", gain_db=-2.5, peak=0.5, tempo_bpm=92.4)
    song = player.get("getSong", id=f"so-{number}")["song"]
    assert (song["suffix"], song["contentType"], song["transcodedSuffix"]) == ("wav", "audio/wav", "mp3")
    assert song["size"] == len(player.ask("download", id=song["id"]).data)
    assert song["replayGain"] == {"trackGain": -2.5, "trackPeak": 0.5}
    assert (song["bpm"], song["duration"]) == (92, 16)


def test_a_song_is_streamed_in_the_form_that_is_asked_for(player, library):
    number = f"so-{library('Rain')}"
    assert player.ask("stream", id=number).mimetype == "audio/mpeg"
    assert player.ask("stream", id=number, format="raw").mimetype == "audio/wav"
    opus = player.ask("stream", id=number, format="opus", maxBitRate=96)
    assert (opus.mimetype, opus.data[:4]) == ("audio/ogg", b"OggS")
    assert player.ask("stream", id=number, format="strange").mimetype == "audio/mpeg"
    assert player.ask("stream", id=number, format="flac").mimetype == "audio/mpeg"
    assert player.ask("stream", id=number, format="wav", maxBitRate=1).mimetype == "audio/mpeg"
    assert player.ask("stream", id=number, timeOffset=3).status_code == 200
    assert player.get("getSong", id=number)["song"]["playCount"] == 1


def test_covers_come_in_the_size_that_is_asked_for(player, library):
    number = library("Rain", on="Weather")
    for which in (f"so-{number}", "al-1", player.get("getSong", id=f"so-{number}")["song"]["artistId"]):
        small = Image.open(BytesIO(player.ask("getCoverArt", id=which, size=100).data))
        assert max(small.size) == 128
        assert Image.open(BytesIO(player.ask("getCoverArt", id=which).data)).width >= 640


def test_likes_and_stars_are_those_of_the_library(player, clara, library):
    number = library("Rain", on="Weather")
    player.get("star", id=f"so-{number}", albumId="al-1")
    player.get("setRating", id=f"so-{number}", rating=4)
    assert [song["id"] for song in clara.get("/api/liked-songs/").json["results"]] == [number]
    starred = player.get("getStarred2")["starred2"]
    assert (titles(starred["song"]), [album["name"] for album in starred["album"]]) == (["Rain"], ["Weather"])
    assert starred["song"][0]["userRating"] == 4
    player.get("unstar", id=[f"so-{number}", "al-1"])
    assert player.get("getStarred2")["starred2"] == {"artist": [], "album": [], "song": []}


def test_a_listen_that_was_streamed_and_scrobbled_counts_once(player, clara, library):
    number = library("Rain")
    player.ask("stream", id=f"so-{number}")
    player.get("scrobble", id=f"so-{number}")
    assert clara.get(f"/api/songs/{number}/").json["play_count"] == 1


def test_what_plays_now_is_told_to_its_listener(player, roberts_player, library):
    number = library("Rain")
    player.get("scrobble", id=f"so-{number}", submission="false")
    playing = player.get("getNowPlaying")["nowPlaying"]["entry"]
    assert [(entry["id"], entry["username"], entry["playerName"]) for entry in playing] == [
        (f"so-{number}", "clara", "tests")
    ]
    assert roberts_player.get("getNowPlaying")["nowPlaying"]["entry"] == []


def test_the_queue_goes_from_one_player_to_another(player, roberts_player, library):
    one, two = (f"so-{library(title)}" for title in ("One", "Two"))
    player.get("savePlayQueueByIndex", id=[one, two, one], currentIndex=2, position=61_000)
    queue = player.get("getPlayQueueByIndex")["playQueueByIndex"]
    assert ([song["id"] for song in queue["entry"]], queue["currentIndex"], queue["position"]) == (
        [one, two, one], 2, 61_000,
    )  # fmt: skip
    assert player.get("getPlayQueue")["playQueue"]["current"] == one
    assert "playQueue" not in roberts_player.get("getPlayQueue")
    assert player.refused("savePlayQueueByIndex", id=[one], currentIndex=1)["code"] == 0
    player.get("savePlayQueue")
    assert "playQueue" not in player.get("getPlayQueue")


def test_playlists_are_changed_by_places(player, roberts_player, library):
    one, two, three = (f"so-{library(title)}" for title in ("One", "Two", "Three"))
    made = player.get("createPlaylist", name="Mine", songId=[one, two, two])["playlist"]["id"]
    player.get(
        "updatePlaylist", playlistId=made, songIndexToRemove=[0, 1], songIdToAdd=three, name="Ours", public="true"
    )
    there = player.get("getPlaylist", id=made)["playlist"]
    assert (titles(there["entry"]), there["name"], there["public"], there["songCount"]) == (
        ["Two", "Three"], "Ours", True, 2,
    )  # fmt: skip
    assert [each["name"] for each in roberts_player.get("getPlaylists")["playlists"]["playlist"]] == ["Ours"]
    assert roberts_player.refused("updatePlaylist", playlistId=made, songIdToAdd=one)["code"] == 50
    assert player.refused("updatePlaylist", playlistId=made, songIndexToRemove=7)["code"] == 0
    player.get("createPlaylist", playlistId=made, songId=one)
    assert titles(player.get("getPlaylist", id=made)["playlist"]["entry"]) == ["One"]
    player.get("deletePlaylist", id=made)
    assert player.refused("getPlaylist", id=made)["code"] == 70


def test_a_playlist_of_songs_that_are_not_there_is_not_made(player, library):
    assert player.refused("createPlaylist", name="Mine", songId=[f"so-{library('One')}", "so-999"])["code"] == 70
    assert player.get("getPlaylists")["playlists"]["playlist"] == []


def test_words_are_in_time_where_that_is_known(player, library, engine, clara, make_song):
    import json

    plain = library("Plain", lyrics="Oh rain\nfall")
    [words] = player.get("getLyricsBySongId", id=f"so-{plain}")["lyricsList"]["structuredLyrics"]
    assert (words["synced"], [line["value"] for line in words["line"]]) == (False, ["Oh rain", "fall"])
    line = {"text": "Oh rain", "start_s": 1.25, "end_s": 2.0, "words": []}
    told = {"voice": "test/hum", "language": "en-US", "licence": "CC0-1.0", "parts": [], "lines": [line]}
    engine.words = json.dumps(told).encode()
    sung = library("Sung")
    [words] = player.get("getLyricsBySongId", id=f"so-{sung}")["lyricsList"]["structuredLyrics"]
    assert (words["synced"], words["lang"], words["line"]) == (True, "en", [{"start": 1250, "value": "Oh rain"}])


@pytest.mark.security
def test_an_administrators_player_sees_no_more_than_anybodys(client, ada, clara, library, studio):
    from rest_player import Player, token_login

    number = library("Secret", public=False)
    made = ada.post("/api/auth/app-passwords/", json={"name": "x"}).json["password"]
    player = Player(client, token_login("ada", made))
    assert player.refused("getSong", id=f"so-{number}")["code"] == 70
    assert player.get("getUser")["user"]["adminRole"] is False
