"""Links that open things to whoever has them, and public profiles."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import update

from backend.db.library import Album, Artist, Share
from backend.db.models import Song, User
from backend.services.moments import iso, utcnow


@pytest.fixture
def song(clara, make_song):
    return make_song(clara)["song_id"]


@pytest.fixture
def share(clara):
    def share(kind, thing, client=clara, **more):
        answer = client.post("/api/shares/", json={"kind": kind, "id": thing, **more})
        assert answer.status_code == 201, answer.text
        return answer.json

    return share


def path(url):
    return url.removeprefix("http://localhost")


def opened(client, made):
    return client.get(f"/api/shared/{made['token']}/")


def test_a_link_opens_a_private_song_with_its_sound_without_login(client, song, share):
    made = share("song", song, description="The demo")
    assert path(made["url"]) == f"/share/{made['token']}"
    found = opened(client, made).json
    assert (found["kind"], found["description"], found["count"], found["user"]) == ("song", "The demo", 1, "clara")
    heard = found["songs"][0]
    assert (heard["id"], heard["track_id"], heard["job_id"]) == (song, None, None)
    for url in (heard["file"], heard["strata"]["url"]):
        assert client.get(path(url)).status_code == 200
        assert client.get(path(url).partition("?")[0]).status_code == 404
    assert client.get(path(heard["file"]), headers={"Range": "bytes=0-9"}).status_code == 206


def first_sound(client, made):
    return path(opened(client, made).json["songs"][0]["file"])


def test_a_song_that_a_shared_thing_holds_no_more_is_read_by_no_address_that_it_gave_out(
    clara, client, song, make_song, share
):
    other = make_song(clara, "another")["song_id"]
    by_hand = clara.post("/api/playlists/", json={"name": "By hand"}).json["id"]
    clara.post(f"/api/playlists/{by_hand}/songs/", json={"songs": [song, other]})
    rule = {"all": [{"field": "mood", "operator": "is", "value": "serene"}]}
    smart = clara.post("/api/playlists/", json={"name": "Serene", "rule": rule}).json["id"]
    clara.patch(f"/api/songs/{song}/", json={"album": "One", "mood": "serene"})
    clara.patch(f"/api/songs/{other}/", json={"album": "One", "mood": "serene"})
    album = clara.get(f"/api/songs/{song}/").json["album_id"]
    made = [share("playlist", by_hand), share("playlist", smart), share("album", album)]
    sounds = []
    for each in made:
        heard = next(one for one in opened(client, each).json["songs"] if one["id"] == song)
        sounds += [path(heard["file"]), path(heard["artwork"]), path(heard["strata"]["url"])]
    assert [client.get(sound).status_code for sound in sounds] == [200] * 9

    entry = next(one for one in clara.get(f"/api/playlist/{by_hand}/").json["songs"] if one["id"] == song)["entry_id"]
    clara.post(f"/api/playlists/{by_hand}/remove/", json={"entries": [entry]})
    clara.patch(f"/api/songs/{song}/", json={"album": "", "mood": "wild"})
    assert [client.get(sound).status_code for sound in sounds] == [404] * 9
    for each in made:
        assert [one["id"] for one in opened(client, each).json["songs"]] == [other]
        assert client.get(first_sound(client, each)).status_code == 200


def test_the_file_of_an_old_take_is_read_no_more(clara, client, song, share, work):
    made = share("song", song)
    sound = first_sound(client, made)
    asked = clara.post(f"/api/songs/{song}/takes", json={"kind": "regenerate", "section": 0, "part": "keys"})
    assert asked.status_code == 202, asked.text
    work()
    assert first_sound(client, made) != sound
    assert client.get(sound).status_code == 404
    assert client.get(first_sound(client, made)).status_code == 200


def test_the_signature_of_one_file_opens_no_other(client, clara, song, share):
    heard = opened(client, share("song", song)).json["songs"][0]
    signature = heard["file"].partition("sig=")[2]
    for file in clara.get(f"/api/songs/{song}/").json["outputs"]:
        got = client.get(f"{file['url']}?sig={signature}").status_code
        assert got == (200 if file["url"] in heard["file"] else 404)


def end_by_revoking(clara, made, song, studio):
    assert clara.delete(f"/api/shares/{made['id']}/").status_code == 204


def end_by_trash(clara, made, song, studio):
    clara.delete(f"/api/songs/{song}/")


def end_by_time(clara, made, song, studio):
    with studio.database.transaction() as session:
        session.execute(update(Share).values(expires_at=utcnow() - timedelta(seconds=1)))


def end_by_disabling(clara, made, song, studio):
    with studio.database.transaction() as session:
        session.execute(update(User).where(User.username == "clara").values(disabled_at=utcnow()))


def end_by_closing(clara, made, song, studio):
    assert clara.post("/api/auth/delete-account/", json={"password": "correct horse"}).status_code == 200


@pytest.mark.parametrize("end", [end_by_revoking, end_by_trash, end_by_time, end_by_disabling, end_by_closing])
def test_a_link_that_is_over_is_dead_at_once_and_its_files_with_it(  # noqa: PLR0917 - fixtures come by name
    clara, client, song, share, studio, end
):
    made = share("song", song, expires_at=iso(utcnow() + timedelta(days=1)))
    file = path(opened(client, made).json["songs"][0]["file"])
    assert client.get(file).status_code == 200
    end(clara, made, song, studio)
    assert opened(client, made).status_code == client.get(file).status_code == 404


def test_a_link_shows_what_its_maker_sees_and_loses_what_they_lose_sight_of(clara, robert, client, song, share):
    clara.patch(f"/api/songs/{song}/", json={"public": True})
    made = share("song", song, client=robert)
    file = path(opened(client, made).json["songs"][0]["file"])
    clara.patch(f"/api/songs/{song}/", json={"public": False})
    assert opened(client, made).status_code == client.get(file).status_code == 404
    refused = robert.post("/api/shares/", json={"kind": "song", "id": song})
    assert (refused.status_code, refused.json["error"]) == (404, f"There is no song {song}.")


def test_an_administrator_does_not_share_what_is_private(ada, song):
    assert ada.post("/api/shares/", json={"kind": "song", "id": song}).status_code == 404


def test_a_playlist_is_opened_in_order_with_its_cover(clara, client, make_song, song, share):
    other = make_song(clara, "another")["song_id"]
    playlist = clara.post("/api/playlists/", json={"name": "Mine"}).json["id"]
    clara.post(f"/api/playlists/{playlist}/songs/", json={"songs": [other, song, other]})
    made = share("playlist", playlist)
    found = opened(client, made).json
    assert (found["title"], [each["id"] for each in found["songs"]]) == ("Mine", [other, song, other])
    assert client.get(path(found["cover_image"])).mimetype == "image/webp"
    assert client.get(path(found["cover_image"]).partition("&sig")[0]).status_code == 404
    page = client.get(f"/api/shared/{made['token']}/?page=2&page_size=2").json
    assert ([each["id"] for each in page["songs"]], page["next"]) == ([other], None)
    assert clara.delete(f"/api/playlists/{playlist}/").status_code == 204
    assert opened(client, made).status_code == 404
    assert clara.get("/api/shares/").json["count"] == 0


def test_an_album_is_opened_by_its_tracks(  # noqa: PLR0917 - fixtures come by name
    clara, client, make_song, song, share, studio
):
    other = make_song(clara, "another")["song_id"]
    with studio.database.transaction() as session:
        artist = Artist("Somebody", "somebody by a key", utcnow())
        session.add(artist)
        session.flush()
        album = Album("Night", "night", artist.id, utcnow())
        session.add(album)
        session.flush()
        for number, each in enumerate((other, song)):
            session.execute(update(Song).where(Song.id == each).values(album_id=album.id, track_number=number))
        album_id = album.id
    found = opened(client, share("album", album_id)).json
    assert (found["title"], [each["id"] for each in found["songs"]]) == ("Night", [other, song])


def test_visits_are_counted_and_links_listed(clara, client, song, share):
    made = share("song", song)
    for _ in range(3):
        opened(client, made)
    listed = clara.get("/api/shares/").json["results"]
    assert [(each["title"], each["visits"]) for each in listed] == [(made["title"], 3)]
    assert listed[0]["visited_at"]


@pytest.mark.parametrize("moment", ["2001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "soon"])
def test_a_link_ends_within_ten_years_or_is_refused(clara, song, moment):
    refused = clara.post("/api/shares/", json={"kind": "song", "id": song, "expires_at": moment})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["expires_at"])


def test_nobody_revokes_the_link_of_another(robert, client, song, share):
    made = share("song", song)
    assert robert.delete(f"/api/shares/{made['id']}/").status_code == 404
    assert opened(client, made).status_code == 200


def test_only_embedded_pages_may_be_framed(client, song, share):
    made = share("song", song)
    framed, plain = client.get(path(made["embed_url"])), client.get(path(made["url"]))
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    for answer in (plain, opened(client, made), client.get("/"), client.get("/embedded/x")):
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_profile_is_shown_once_it_is_public(clara, client, make_song, song):
    assert client.get("/api/profiles/clara/").status_code == 404
    about = clara.patch("/api/auth/user/", json={"about": "Pianist.\nLeipzig.", "public_profile": True})
    assert (about.json["about"], about.json["public_profile"]) == ("Pianist.\nLeipzig.", True)
    make_song(clara, "private")
    clara.patch(f"/api/songs/{song}/", json={"public": True})
    clara.post("/api/playlists/", json={"name": "open", "is_public": True})
    clara.post("/api/playlists/", json={"name": "closed"})
    found = client.get("/api/profiles/Clara/").json
    assert (found["username"], found["about"], found["song_count"]) == ("clara", "Pianist.\nLeipzig.", 1)
    assert [each["id"] for each in found["songs"]] == [song]
    assert [each["name"] for each in found["playlists"]] == ["open"]
    assert "email" not in found
    clara.patch("/api/auth/user/", json={"public_profile": False})
    assert client.get("/api/profiles/clara/").status_code == 404


def test_what_is_said_of_oneself_stays_short(clara):
    assert clara.patch("/api/auth/user/", json={"about": "x" * 501}).status_code == 400
    assert clara.get("/api/auth/user/").json["about"] == ""


def test_everything_of_an_account_has_its_playlists_and_links(clara, robert, song, share, work):
    from json import loads
    from zipfile import ZipFile

    playlist = clara.post("/api/playlists/", json={"name": "Mine", "is_public": True}).json["id"]
    clara.post(f"/api/playlists/{playlist}/songs/", json={"songs": [song]})
    clara.patch(f"/api/songs/{song}/", json={"public": True})
    theirs = robert.post("/api/playlists/", json={"name": "Theirs"}).json["id"]
    robert.post(f"/api/playlists/{theirs}/songs/", json={"songs": [song]})
    share("playlist", playlist)
    clara.post("/api/auth/export/")
    work()
    archive = ZipFile(BytesIO(clara.get(clara.get("/api/auth/export/").json["url"]).data))
    rows = {name: loads(archive.read(f"data/{name}.json")) for name in ("playlists", "playlist_songs", "shares")}
    assert [row["name"] for row in rows["playlists"]] == ["Mine"]
    assert [row["playlist_id"] for row in rows["playlist_songs"]] == [playlist]
    assert len(rows["shares"]) == 1
    assert {"data/playlist_members.json", "data/opinions.json", "data/plays.json"} <= set(archive.namelist())


def test_a_closed_account_leaves_no_playlist_and_no_gap(clara, robert, song, make_song, studio):
    playlist = clara.post("/api/playlists/", json={"name": "Mine", "is_collaborative": True}).json["id"]
    robert_id = robert.get("/api/auth/user/").json["id"]
    clara.post(f"/api/playlists/{playlist}/members/", json={"user_id": robert_id})
    theirs = make_song(robert)["song_id"]
    robert.patch(f"/api/songs/{theirs}/", json={"public": True})
    robert.post(f"/api/playlists/{playlist}/songs/", json={"songs": [theirs]})
    clara.post(f"/api/playlists/{playlist}/songs/", json={"songs": [song]})
    robert.post("/api/playlists/", json={"name": "Theirs", "is_public": True})
    assert robert.post("/api/auth/delete-account/", json={"password": "correct horse"}).status_code == 200
    studio.playlists.entries.close_gaps()
    songs = clara.get(f"/api/playlist/{playlist}/").json["songs"]
    assert [(each["id"], each["position"]) for each in songs] == [(song, 0)]
    assert clara.get(f"/api/playlists/{playlist}/members/").json["results"] == []
    assert clara.get("/api/public-playlists/").json["count"] == 0
