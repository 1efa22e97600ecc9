"""Playlists over HTTP."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from backend.db.library import PlaylistSong
from backend.services.playlists import relations


def picture(colour=(200, 40, 40), size=(64, 64)):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG", pnginfo=None)
    return out.getvalue()


@pytest.fixture
def songs(clara, make_song):
    """Three songs of clara's; the last is private."""
    made = [make_song(clara, f"song {name}")["song_id"] for name in "abc"]
    for song in made[:2]:
        assert clara.patch(f"/api/songs/{song}/", json={"public": True}).status_code == 200
    return made


@pytest.fixture
def make(clara):
    def make(name="Evening Vibes", client=clara, songs=(), **wishes):
        answer = client.post("/api/playlists/", json={"name": name, **wishes})
        assert answer.status_code == 201, answer.text
        playlist = answer.json["id"]
        if songs:
            assert client.post(f"/api/playlists/{playlist}/songs/", json={"songs": list(songs)}).status_code == 200
        return playlist

    return make


def shown(client, playlist):
    return [song["id"] for song in client.get(f"/api/playlist/{playlist}/").json["songs"]]


def entries(client, playlist):
    return [song["entry_id"] for song in client.get(f"/api/playlist/{playlist}/").json["songs"]]


def test_a_playlist_is_made_of_a_form_with_a_cover(clara, client):
    form = {"name": "Evening Vibes", "is_public": "true", "cover_image": (BytesIO(picture()), "../x.png")}
    made = clara.post("/api/playlists/", data=form)
    assert made.status_code == 201
    assert made.json["is_public"] is True
    assert made.json["cover_image"].startswith("http://localhost/media/covers/playlist_")
    cover = client.get(made.json["cover_image"].removeprefix("http://localhost"))
    assert (cover.status_code, cover.mimetype) == (200, "image/png")
    assert Image.open(BytesIO(cover.data)).size == (64, 64)


def test_what_is_no_picture_is_refused_and_makes_nothing(clara):
    form = {"name": "x", "cover_image": (BytesIO(b"<svg onload=alert(1)>"), "x.png")}
    assert clara.post("/api/playlists/", data=form).status_code == 415
    assert clara.get("/api/playlists/").json["count"] == 0


def test_a_cover_is_seen_by_whoever_sees_the_playlist(clara, robert, client, make):
    playlist = make()
    form = {"cover_image": (BytesIO(picture()), "x.png")}
    url = clara.patch(f"/api/playlists/{playlist}/", data=form).json["cover_image"].removeprefix("http://localhost")
    assert [who.get(url).status_code for who in (clara, robert, client)] == [200, 404, 404]
    clara.patch(f"/api/playlists/{playlist}/", json={"is_public": True})
    assert [who.get(url).status_code for who in (clara, robert, client)] == [200, 200, 200]


def test_another_cover_or_none_removes_the_one_before(clara, make, studio):
    playlist = make()
    address = f"/api/playlists/{playlist}/"
    first = clara.patch(address, data={"cover_image": (BytesIO(picture()), "x.png")}).json["cover_image"]
    second = clara.put(address, data={"cover_image": (BytesIO(picture((0, 0, 9))), "x.png")}).json["cover_image"]
    assert first != second
    assert clara.get(first.removeprefix("http://localhost")).status_code == 404
    assert len(list((studio.storage.root / "covers").iterdir())) == 1
    none = clara.patch(address, json={"cover_image": None}).json["cover_image"]
    assert f"playlist_{playlist}.webp" in none
    assert list((studio.storage.root / "covers").iterdir()) == []


def test_title_is_another_word_for_name_in_every_form(clara, make):
    playlist = make()
    for sent in (
        {"json": {"title": "New Title"}},
        {"data": {"title": "New Title"}},
        {"data": b'{"title": "New Title"}'},
    ):
        clara.put(f"/api/playlists/{playlist}", json={"name": "Before"})
        assert clara.patch(f"/api/playlists/{playlist}", **sent).json["name"] == "New Title"


def test_a_playlist_needs_a_name(clara):
    answer = clara.post("/api/playlists/", json={"name": " "})
    assert answer.status_code == 422
    assert "name" in answer.json["errors"]
    assert clara.post("/api/playlists/", json={"is_public": True}).status_code == 422


def test_songs_stand_in_order_and_may_stand_there_twice(clara, make, songs):
    a, b, c = songs
    playlist = make(songs=[a, b, a])
    clara.post(f"/api/playlists/{playlist}/songs/", json={"songs": [c, c], "position": 1})
    assert shown(clara, playlist) == [a, c, c, b, a]
    found = clara.get(f"/api/playlist/{playlist}/").json
    assert [song["position"] for song in found["songs"]] == [0, 1, 2, 3, 4]
    assert (found["count"], found["song_count"], found["songs"][0]["added_by"]) == (5, 5, "clara")
    assert found["duration_s"] == pytest.approx(sum(song["duration_s"] for song in found["songs"]))


@pytest.mark.parametrize(
    ("chosen", "to", "expected"),
    [([0], 2, "bcade"), ([4], 0, "eabcd"), ([3, 1], 0, "dbace"), ([0, 1], 3, "cdeab"), ([2], 2, "abcde")],
)
def test_entries_are_moved_one_or_several(  # noqa: PLR0917 - fixtures come by name
    clara, make, songs, chosen, to, expected
):
    playlist = make(songs=[songs[0]] * 5)
    there = entries(clara, playlist)
    moved = clara.post(f"/api/playlists/{playlist}/move/", json={"entries": [there[at] for at in chosen], "to": to})
    assert moved.status_code == 200
    assert [entry["position"] for entry in moved.json["entries"]] == [to + index for index in range(len(chosen))]
    assert "".join("abcde"[there.index(entry)] for entry in entries(clara, playlist)) == expected


def test_a_place_that_is_not_there_is_refused_by_name(clara, make, songs):
    playlist = make(songs=songs)
    there = entries(clara, playlist)
    refused = clara.post(f"/api/playlists/{playlist}/move/", json={"entries": [there[0]], "to": 3})
    assert (refused.status_code, refused.json["errors"]) == (422, {"position": ["Place 3 is outside 0..2."]})
    stranger = clara.post(f"/api/playlists/{playlist}/move/", json={"entries": [9999], "to": 0})
    assert stranger.json["errors"] == {"entries": ["There is no entry 9999 in this playlist."]}
    assert entries(clara, playlist) == there


def test_each_change_is_answered_with_what_undoes_it(clara, make, songs):
    playlist = make(songs=[*songs, songs[0]])
    before, there = shown(clara, playlist), entries(clara, playlist)
    changes = [
        lambda: clara.post(f"/api/playlists/{playlist}/move/", json={"entries": [there[3], there[0]], "to": 0}),
        lambda: clara.post(f"/api/playlists/{playlist}/songs/", json={"songs": songs, "position": 0}),
        lambda: clara.post(f"/api/playlists/{playlist}/remove/", json={"entries": entries(clara, playlist)[1:3]}),
        lambda: clara.delete(f"/api/playlist-songs/{entries(clara, playlist)[0]}/"),
        lambda: clara.patch(f"/api/playlist-songs/{entries(clara, playlist)[0]}/", json={"position": 2}),
    ]
    for change in changes:
        done = change()
        assert done.status_code == 200, done.text
        assert shown(clara, playlist) != before
        undone = clara.put(f"/api/playlists/{playlist}/songs/", json=done.json["undo"])
        assert undone.status_code == 200, undone.text
        assert shown(clara, playlist) == before
        kept = set(entries(clara, playlist)) & set(there)
        assert [entry for entry in entries(clara, playlist) if entry in kept] == [e for e in there if e in kept]


def test_what_stays_when_a_list_is_replaced_keeps_its_entry(clara, make, songs):
    a, b, c = songs
    playlist = make(songs=[a, b, a])
    was = entries(clara, playlist)
    state = clara.get(f"/api/playlists/{playlist}/").json["changed_at"]
    clara.put(f"/api/playlists/{playlist}/songs/", json={"songs": [a, a, c], "changed_at": state})
    assert entries(clara, playlist)[:2] == [was[0], was[2]]
    assert shown(clara, playlist) == [a, a, c]


def test_of_two_editors_the_later_one_is_told(clara, make, songs):
    playlist = make(songs=songs[:2])
    address, state = f"/api/playlists/{playlist}/songs/", clara.get(f"/api/playlists/{playlist}/").json["changed_at"]
    first = clara.put(address, json={"songs": songs[::-1]}, headers={"If-Match": f'"{state}"'})
    second = clara.put(address, json={"songs": []}, headers={"If-Match": f'"{state}"'})
    assert (first.status_code, second.status_code) == (200, 409)
    assert "Somebody else has changed the playlist" in second.json["error"]
    assert shown(clara, playlist) == songs[::-1]
    assert clara.put(address, json={"songs": []}).status_code == 422
    assert clara.patch(f"/api/playlists/{playlist}/", json={"name": "x", "changed_at": state}).status_code == 409
    assert clara.put(address, json={"songs": [], "changed_at": "yesterday"}).status_code == 422


def test_only_songs_that_one_may_see_are_put_in_and_shown(clara, robert, client, make, songs):
    playlist = make(songs=songs, is_public=True)
    assert shown(clara, playlist) == songs
    assert shown(robert, playlist) == shown(client, playlist) == songs[:2]
    found = client.get(f"/api/playlist/{playlist}/").json
    assert (found["count"], len(found["songs"])) == (2, 2)
    theirs = make(client=robert)
    refused = robert.post(f"/api/playlists/{theirs}/songs/", json={"songs": songs})
    assert (refused.status_code, refused.json["error"]) == (404, f"There is no song {songs[2]}.")


def test_anothers_private_playlist_is_not_there_and_a_public_one_not_theirs_to_change(robert, make, songs):
    playlist = make(songs=songs)
    asked = [
        ("get", f"/api/playlists/{playlist}", {}),
        ("get", f"/api/playlist/{playlist}/", {}),
        ("patch", f"/api/playlists/{playlist}", {"name": "mine"}),
        ("delete", f"/api/playlists/{playlist}", {}),
        ("post", f"/api/playlists/{playlist}/songs/", {"songs": []}),
        ("post", f"/api/playlists/{playlist}/members/", {"user_id": 2}),
        ("post", "/api/playlist-songs/", {"playlist": playlist, "song": songs[0]}),
    ]
    assert {getattr(robert, method)(path, json=body).status_code for method, path, body in asked} == {404}


def test_members_change_what_is_in_it_while_it_is_collaborative(clara, robert, make, songs, make_song):
    playlist = make(songs=songs[:2], is_collaborative=True)
    robert_id = robert.get("/api/auth/user/").json["id"]
    mine = make_song(robert, "mine")["song_id"]
    assert robert.get(f"/api/playlist/{playlist}/").status_code == 404
    members = clara.post(f"/api/playlists/{playlist}/members/", json={"user_id": robert_id})
    assert [member["username"] for member in members.json["results"]] == ["robert"]
    assert robert.post(f"/api/playlists/{playlist}/songs/", json={"songs": [mine], "position": 1}).status_code == 200
    assert (shown(robert, playlist), shown(clara, playlist)) == ([songs[0], mine, songs[1]], songs[:2])
    # What clara cannot see she does not remove by arranging the rest.
    state = clara.get(f"/api/playlists/{playlist}/").json["changed_at"]
    clara.put(f"/api/playlists/{playlist}/songs/", json={"songs": songs[1::-1], "changed_at": state})
    assert shown(robert, playlist) == [songs[1], songs[0], mine]
    assert robert.patch(f"/api/playlists/{playlist}", json={"name": "x"}).status_code == 403
    assert robert.post(f"/api/playlists/{playlist}/members/", json={"user_id": 1}).status_code == 403
    assert robert.get("/api/playlists/?whose=shared").json["count"] == 1
    assert robert.get("/api/playlists/").json["count"] == 0
    clara.patch(f"/api/playlists/{playlist}", json={"is_collaborative": False})
    assert robert.post(f"/api/playlists/{playlist}/songs/", json={"songs": [mine]}).status_code == 403
    assert robert.get(f"/api/playlist/{playlist}/").status_code == 200
    assert robert.delete(f"/api/playlists/{playlist}/members/{robert_id}/").status_code == 204
    assert robert.get(f"/api/playlist/{playlist}/").status_code == 404


def test_the_owner_takes_out_what_an_editor_put_in_and_keeps_private(  # noqa: PLR0917 - fixtures come by name
    clara, robert, client, make, songs, make_song
):
    playlist = make(songs=songs[:2], is_collaborative=True, is_public=True)
    clara.post(f"/api/playlists/{playlist}/members/", json={"user_id": robert.get("/api/auth/user/").json["id"]})
    mine = [make_song(robert, name)["song_id"] for name in ("one", "two")]
    robert.post(f"/api/playlists/{playlist}/songs/", json={"songs": mine, "position": 1})
    address = f"/api/playlist/{playlist}/"
    hidden = clara.get(address).json["unseen"]
    assert [(one["position"], one["added_by"]) for one in hidden] == [(1, "robert"), (2, "robert")]
    assert "one" not in str(hidden)
    assert robert.get(address).json["unseen"] == client.get(address).json["unseen"] == []
    first, second = (one["entry_id"] for one in hidden)
    assert clara.post(f"/api/playlists/{playlist}/remove/", json={"entries": [first]}).status_code == 200
    assert clara.delete(f"/api/playlist-songs/{second}/").status_code == 200
    assert (shown(robert, playlist), clara.get(address).json["unseen"]) == (songs[:2], [])


def test_a_link_lets_others_join_until_it_is_closed(clara, robert, make):
    playlist = make(is_collaborative=True)
    first = clara.post(f"/api/playlists/{playlist}/invitation/").json["token"]
    token = clara.post(f"/api/playlists/{playlist}/invitation/").json["token"]
    assert robert.post("/api/playlists/join/", json={"token": first}).status_code == 404
    assert robert.post("/api/playlists/join/", json={"token": token}).json["id"] == playlist
    assert robert.post("/api/playlists/join/", json={"token": token}).status_code == 200
    assert clara.post("/api/playlists/join/", json={"token": token}).status_code == 200
    assert clara.get(f"/api/playlists/{playlist}/members/").json["results"][0]["username"] == "robert"
    clara.delete(f"/api/playlists/{playlist}/invitation/")
    assert robert.post("/api/playlists/join/", json={"token": token}).status_code == 404


def test_entries_by_names_and_by_numbers(clara, make, songs, make_song):
    clam, other = make("clam"), make("other")
    beat = make_song(clara, "clam lo-fi beat")["song_id"]
    clara.patch(f"/api/songs/{beat}/", json={"title": "clam lo-fi beat"})
    made = clara.post("/api/playlist-songs/", json={"playlist": "clam", "song": "clam lo-fi beat"})
    assert made.status_code == 201, made.text
    names = {"playlist": "clam", "song": "clam lo-fi beat", "playlist_id": clam, "song_id": beat, "position": 0}
    assert made.json.items() >= names.items()
    again = clara.post("/api/playlist-songs/", data={"playlist": str(clam), "song": str(beat)})
    assert again.json.items() >= {**names, "position": 1}.items()
    entry = made.json["id"]
    assert clara.get(f"/api/playlist-songs/{entry}").json.items() >= names.items()
    assert clara.get("/api/playlist-songs/").json["count"] == 2
    assert clara.get(f"/api/playlist-songs/?playlist={other}").json["count"] == 0
    moved = clara.put(f"/api/playlist-songs/{entry}", json={"playlist": "other", "song": songs[0]})
    assert (moved.json["playlist_id"], moved.json["song_id"], moved.json["position"]) == (other, songs[0], 0)
    assert [song["position"] for song in clara.get(f"/api/playlist/{clam}/").json["songs"]] == [0]
    assert clara.post("/api/playlist-songs/", json={"playlist": "nothing", "song": beat}).status_code == 422


def test_entries_are_listed_in_order_and_only_of_songs_that_one_may_see(clara, robert, make, songs, make_song):
    private = make_song(robert)["song_id"]
    first, second = (make(songs=songs[:2], is_collaborative=True) for _ in range(2))
    clara.post(f"/api/playlists/{first}/members/", json={"user_id": robert.get("/api/auth/user/").json["id"]})
    robert.post(f"/api/playlists/{first}/songs/", json={"songs": [private], "position": 1})
    clara.post(f"/api/playlists/{second}/songs/", json={"songs": [songs[1]], "position": 0})

    def listed(client, page=1, size=20):
        found = client.get(f"/api/playlist-songs/?page={page}&page_size={size}").json
        return found["count"], [(one["playlist_id"], one["song_id"]) for one in found["results"]]

    ones = [(first, songs[0]), (first, songs[1]), (second, songs[1]), (second, songs[0]), (second, songs[1])]
    assert listed(clara) == (5, ones)
    assert listed(clara, page=2, size=2) == (5, ones[2:4])
    assert listed(robert) == (3, [(first, songs[0]), (first, private), (first, songs[1])])


def test_an_entry_becomes_only_a_song_that_one_may_see(clara, robert, make, songs, make_song):
    playlist, private = make(songs=songs[:1]), make_song(robert)["song_id"]
    (entry,) = entries(clara, playlist)
    for song in (999999, private):
        refused = clara.patch(f"/api/playlist-songs/{entry}/", json={"song": song})
        assert (refused.status_code, refused.json["error"]) == (404, f"There is no song {song}.")
    assert clara.get(f"/api/playlist-songs/{entry}").json["song_id"] == songs[0]


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        (
            relations._PLACES[False].with_only_columns(PlaylistSong.id),
            ["playlist_songs_by_place", "playlists_by_owner"],
        ),
        (relations._OWN_PLAYLIST, ["playlists_by_owner", "playlist_members_by_user_id"]),
        *((statement, ["songs_by_title"]) for statement in relations._SONG_BY_TITLE.values()),
    ],
)
def test_entries_and_names_are_looked_up_by_indexes(studio, asked, by):
    dialect = sqlite.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    written = asked.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    with studio.database.reading() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("plans of SQLite")
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {written}"), dict.fromkeys(written.params, 1))
        steps = [row.detail for row in plan]
    assert all(any(name in step for step in steps) for name in by), steps
    assert not [step for step in steps if step.startswith("SCAN") and "USING" not in step], steps


def test_of_several_with_a_name_the_callers_newest_is_meant(clara, robert, make):
    make("clam")
    newest = make("clam")
    make("clam", client=robert, is_public=True)
    song = clara.post("/api/jobs/music", json={"prompt": "x"}).json["song_id"]
    assert clara.post("/api/playlist-songs/", json={"playlist": "clam", "song": song}).json["playlist_id"] == newest


def test_a_song_in_the_trash_is_away_and_comes_back(clara, make, songs):
    playlist = make(songs=songs)
    clara.delete(f"/api/songs/{songs[1]}/")
    assert shown(clara, playlist) == [songs[0], songs[2]]
    clara.post(f"/api/songs/{songs[1]}/restore/")
    assert shown(clara, playlist) == songs


def test_songs_that_were_removed_for_good_leave_no_gap(clara, make, songs, studio):
    from sqlalchemy import delete

    from backend.db.models import Song

    playlist = make(songs=songs)
    with studio.database.transaction() as session:
        session.execute(delete(Song).where(Song.id == songs[1]))
    studio.playlists.entries.close_gaps()
    assert [song["position"] for song in clara.get(f"/api/playlist/{playlist}/").json["songs"]] == [0, 1]


def test_a_cover_is_put_together_where_there_is_none(clara, client, make, songs):
    playlist = make(songs=songs, is_public=True)
    url = clara.get(f"/api/playlists/{playlist}/").json["cover_image"].removeprefix("http://localhost")
    first, again = clara.get(url), clara.get(url)
    assert (first.mimetype, first.data) == ("image/webp", again.data)
    assert Image.open(BytesIO(first.data)).size == (600, 600)
    for song in songs:  # which look alike
        clara.delete(f"/api/songs/{song}/")
    assert clara.get(url).data != first.data
    assert client.get("/media/covers/playlist_999.webp").status_code == 404
    assert client.get("/media/covers/nothing.webp").status_code == 404


def test_public_playlists_are_everybodys(client, make):
    make("private")
    for name in ("first", "second"):
        make(name, is_public=True)
    page = client.get("/api/public-playlists/?page_size=1").json
    assert (page["count"], page["results"][0]["name"]) == (2, "second")
    assert client.get(page["next"].removeprefix("http://localhost")).json["results"][0]["name"] == "first"
