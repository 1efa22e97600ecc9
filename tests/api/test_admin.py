"""The administrator's desk: disabling bites at once, nobody else pays for what is done here, all is written down."""

from __future__ import annotations

import pytest
from databases import KINDS
from everybody import fields_of
from sqlalchemy import select

from backend.db import audit
from backend.db.models import Job
from backend.services.desk.named import OWNERS

pytestmark = pytest.mark.security
PASSWORD = "correct horse"


@pytest.fixture(params=KINDS)
def database_kind(request):
    return request.param


def number(client):
    return client.get("/api/auth/user/").json["id"]


def acts(ada, **filters):
    return ada.get("/api/admin/acts/", query_string=filters).json["results"]


def test_a_disabled_account_is_dead_at_once_and_its_public_songs_stay(ada, clara, client, make_song, studio):
    song = make_song(clara)["song_id"]
    clara.patch(f"/api/songs/{song}/", json={"public": True})
    key = clara.post("/api/auth/keys/", json={"name": "k"}).json["key"]
    login = client.post("/api/auth/login/", json={"email": "clara@example.com", "password": PASSWORD})
    refresh = next(c for c in login.headers.getlist("Set-Cookie") if c.startswith("refresh=")).split(";")[0]
    waiting = clara.post("/api/jobs/music", json={"prompt": "rain", "seed": 1}).json["job_id"]
    me = number(clara)

    assert ada.post(f"/api/admin/users/{me}/disable/").json["disabled_at"]

    for token in (login.json["key"], login.json["access"], key):
        assert client.get("/api/auth/user/", headers={"Authorization": f"Token {token}"}).status_code == 401
    assert client.post("/api/auth/token/refresh/", headers={"Cookie": refresh}).status_code == 401
    assert ada.get(f"/api/jobs/{waiting}").json["status"] == "cancelled"
    assert client.get(f"/api/songs/{song}/").status_code == 200
    right = client.post("/api/auth/login/", json={"email": "clara@example.com", "password": PASSWORD})
    wrong = client.post("/api/auth/login/", json={"email": "clara@example.com", "password": "wrong horse"})
    assert "disabled" in right.json["non_field_errors"][0]
    assert wrong.json["non_field_errors"] == ["Invalid email or password."]
    with studio.database.transaction() as session:
        assert audit.faults(session) == []

    ada.post(f"/api/admin/users/{me}/enable/")
    assert client.post("/api/auth/login/", json={"email": "clara@example.com", "password": PASSWORD}).status_code == 200
    assert client.get("/api/auth/user/", headers={"Authorization": f"Token {key}"}).status_code == 401


def test_nobody_disables_or_closes_themselves_here(ada):
    me = number(ada)
    assert ada.post(f"/api/admin/users/{me}/disable/").status_code == 409
    assert ada.delete(f"/api/admin/users/{me}/").status_code == 409
    assert ada.post("/api/admin/users/999/disable/").status_code == 404


def test_accounts_are_listed_with_what_they_have(ada, clara, robert, make_song):
    make_song(clara)
    ada.post(f"/api/admin/users/{number(robert)}/disable/")
    found = ada.get("/api/admin/users/?q=clara@").json
    assert found["count"] == 1
    row = found["results"][0]
    assert row["songs"] == 1 and row["bytes"] > 0 and row["credits"] > 0 and row["seen_at"]
    assert [one["username"] for one in ada.get("/api/admin/users/?state=disabled").json["results"]] == ["robert"]


def test_verifying_by_hand_and_closing(ada, clara, client):
    me = number(clara)
    assert ada.post(f"/api/admin/users/{me}/verify/").json["email_verified"] is True
    assert ada.delete(f"/api/admin/users/{me}/").status_code == 204
    assert clara.get("/api/auth/user/").status_code == 401
    assert client.get(f"/api/users/{me}/").status_code == 404


def test_what_an_administrator_does_again_costs_its_owner_nothing(ada, clara, make_song, work, studio):
    song = make_song(clara)["song_id"]
    asked = clara.post("/api/jobs/music", json={"prompt": "rain", "seed": 1}).json["job_id"]
    clara.post(f"/api/jobs/{asked}/cancel")
    before = clara.get("/api/credits").json["balance"]
    again = ada.post(f"/api/jobs/{asked}/retry")
    assert again.status_code == 202
    edit = ada.post(f"/api/songs/{song}/takes", json={"kind": "regenerate", "section": 0, "part": "keys"})
    assert edit.status_code == 202, edit.text
    work()
    assert clara.get("/api/credits").json["balance"] == before
    with studio.database.transaction() as session:
        assert session.scalar(select(Job.owner).where(Job.id == again.json["job_id"])) == f"user:{number(clara)}"
        assert audit.faults(session) == []


def test_an_owner_pays_for_doing_it_again(ada, clara):
    for who in (clara, ada):
        asked = who.post("/api/jobs/music", json={"prompt": "rain", "seed": 1}).json["job_id"]
        who.post(f"/api/jobs/{asked}/cancel")
        before = who.get("/api/credits").json["balance"]
        assert who.post(f"/api/jobs/{asked}/retry").status_code == 202
        assert who.get("/api/credits").json["balance"] < before


def test_songs_are_listed_featured_and_unpublished(ada, clara, make_song):
    song = make_song(clara)["song_id"]
    assert ada.put(f"/api/admin/songs/{song}/featured/").status_code == 409
    clara.patch(f"/api/songs/{song}/", json={"public": True})
    assert ada.put(f"/api/admin/songs/{song}/featured/").json["featured_at"]
    found = ada.get("/api/admin/songs/?state=featured").json["results"]
    assert [(one["id"], one["username"]) for one in found] == [(song, "clara")]
    assert ada.patch(f"/api/songs/{song}/", json={"public": False}).status_code == 200
    assert ada.delete(f"/api/admin/songs/{song}/featured/").json["featured_at"] is None
    ada.delete(f"/api/songs/{song}/")
    assert ada.get("/api/admin/songs/?state=trash").json["count"] == 1


def test_songs_are_found_by_words_as_everywhere(ada, clara, make_song):
    song = make_song(clara)["song_id"]
    clara.patch(f"/api/songs/{song}/", json={"title": "Café at Night", "artist": "Clara Wieck"})

    def found(words):
        return [one["id"] for one in ada.get("/api/admin/songs/", query_string={"q": words}).json["results"]]

    assert [found(words) for words in ("cafe", "NIGHT caf", "wieck", "afé", "%")] == [[song], [song], [song], [], []]
    number_of_clara = number(clara)
    assert ada.get(f"/api/admin/songs/?owner=user:{number_of_clara}&state=private").json["count"] == 1
    assert ada.get(f"/api/admin/songs/?owner=user:{number(ada)}").json["count"] == 0
    assert [ada.get(f"/api/admin/songs/?state={state}").json["count"] for state in ("pending", "failed")] == [0, 0]


@pytest.mark.parametrize("what", ["users", "songs", "jobs", "reports", "acts"])
def test_pages_go_on_after_their_last_row_whatever_comes_meanwhile(ada, clara, sign_up, make_song, what):
    def one_more(name):
        other = sign_up(name)
        other.post("/api/jobs/music", json={"prompt": "rain", "seed": 1})
        clara.post("/api/reports/", json={"kind": "user", "thing": number(other), "reason": "rude"})
        ada.post(f"/api/admin/users/{number(other)}/verify/")

    def page(address):
        found = ada.get(address).json
        return [one["id"] for one in found["results"]], found["next"]

    for name in ("kate", "lars", "mona"):
        one_more(name)
    whole, _ = page(f"/api/admin/{what}/")
    first, on = page(f"/api/admin/{what}/?page_size=2")
    one_more("nora")
    second, _ = page(on)
    assert first + second == whole[:4] if len(whole) > 3 else whole
    by_number, _ = page(f"/api/admin/{what}/?page_size=2&page=2")
    assert set(by_number) & set(first)


def test_the_log_is_asked_for_by_who_what_and_when(ada, clara, sign_up, studio):
    me = number(clara)
    ada.post(f"/api/admin/users/{me}/disable/")
    ada.post(f"/api/admin/users/{me}/enable/")
    asked = ada.get("/api/admin/acts/kinds/").json
    assert asked["acts"] == ["admin.disable", "admin.enable"]
    assert asked["admins"] == [{"id": number(ada), "username": "ada"}]
    day = acts(ada)[0]["created_at"][:10]
    assert len(acts(ada, since=day, until=day, admin=number(ada))) == 2
    assert acts(ada, until="2026-01-01") == acts(ada, since="2999-01-01") == acts(ada, admin=me) == []
    moment = acts(ada, act="admin.disable")[0]["created_at"]
    assert [one["act"] for one in acts(ada, until=moment)] == ["admin.disable"]
    assert ada.get("/api/admin/acts/?since=yesterday").status_code == 422


def test_every_act_is_written_down_with_its_outcome_and_no_secret(ada, clara, make_song):
    song, me = make_song(clara)["song_id"], number(clara)
    ada.patch(f"/api/songs/{song}/", json={"title": "Better"})
    ada.post(f"/api/admin/users/{me}/verify/")
    ada.post(f"/api/admin/credits/{me}/grants", json={"amount": 5, "note": "thanks", "password": "x"})
    ada.post("/api/admin/users/999/disable/")
    told = [(one["act"], one["kind"], one["thing"], one["outcome"]) for one in reversed(acts(ada))]
    assert told == [
        ("songs.change", "song", str(song), 200),
        ("admin.verify", "user", str(me), 200),
        ("credit desk.grant", "user", str(me), 201),
        ("admin.disable", "user", "999", 404),
    ]
    assert acts(ada, act="credit desk.grant")[0]["details"] == {"amount": 5, "note": "thanks", "password": "***"}
    assert len(acts(ada, kind="user", thing=me)) == 2
    assert acts(ada, admin=me) == []


def test_what_is_done_to_entries_uploads_and_things_of_others_is_written_down(ada, clara, make_song):
    song = make_song(clara)["song_id"]
    playlist = clara.post("/api/playlists/", json={"name": "Mine"}).json["id"]
    entry = clara.post("/api/playlist-songs/", json={"playlist": playlist, "song": song}).json["id"]
    assert ada.delete(f"/api/playlist-songs/{entry}/").status_code == 200
    assert ada.patch(f"/api/library/song-{song}", json={"name": "Better"}).status_code == 200
    told = [(one["act"], one["kind"], one["thing"]) for one in reversed(acts(ada))]
    assert [(kind, thing) for _, kind, thing in told] == [("entry", str(entry)), ("item", f"song-{song}")]


def test_what_is_done_to_many_songs_and_lists_of_others_by_their_bodies_is_written_down(ada, clara, make_song):
    song, own = make_song(clara)["song_id"], make_song(ada)["song_id"]
    playlist = clara.post("/api/playlists/", json={"name": "Mine"}).json["id"]
    assert ada.post("/api/playlist-songs/", json={"playlist": str(playlist), "song": song}).status_code == 201
    trashed = ada.post("/api/songs/bulk/", json={"action": "trash", "ids": [own, song]}).json
    assert (trashed["count"], ada.post("/api/songs/bulk/", json=trashed["undo"]).json["count"]) == (2, 2)
    tag = {"action": "tag", "tags": ["beach"], "query": {"scope": "all"}}
    assert ada.post("/api/songs/bulk/", json=tag).json["count"] == 2
    told = [(one["act"], one["kind"], one["thing"]) for one in reversed(acts(ada))]
    bulk = "bulk.change_many"
    assert told[:2] == [("playlist songs.add", "playlist", str(playlist)), (bulk, "songs", f"{own}, {song}")]
    assert told[2:] == [(bulk, "songs", trashed["undo"]["trashed_at"]), (bulk, "songs", "{'scope': 'all'}")]


def test_it_is_known_whose_everything_is_that_its_owner_or_an_administrator_changes(routes, client):
    shared = [route for route in routes if route.access.letter == "O" and route.method != "GET"]
    named = {name for route in shared for name in route.names}
    # What stands beside the name of a thing: takes and versions of it, members of it.
    assert named - OWNERS.keys() == {"number", "user_id"}
    asked = [route for route in shared if not route.names]
    fields = fields_of(client.get("/openapi.json").json, asked)
    # What is done, and what a thing is to be.
    assert fields - OWNERS.keys() == {"action", "tags", "genre", "album", "song", "position"}


def test_what_administrators_do_as_people_is_no_act(ada, make_song):
    song = make_song(ada)["song_id"]
    ada.patch(f"/api/songs/{song}/", json={"title": "Mine"})
    ada.post("/api/songs/bulk/", json={"action": "tag", "tags": ["beach"], "query": {"scope": "mine"}})
    assert acts(ada) == []


def test_without_an_act_an_administrator_has_no_power(ada, clara, make_song):
    song = make_song(clara)["song_id"]
    assert ada.post(f"/api/songs/{song}/like/").status_code == 404
    assert ada.post("/api/jobs/effects", json={"song_id": song, "preset": "jet"}).status_code == 404
    assert acts(ada) == []


def test_jobs_and_workers_are_shown(ada, clara, make_song):
    made = make_song(clara)
    found = ada.get("/api/admin/jobs/?type=music&status=finished").json["results"]
    assert [(one["id"], one["username"]) for one in found] == [(made["job_id"], "clara")]
    assert ada.get("/api/admin/jobs/?owner=user:999").json["count"] == 0
    assert ada.get("/api/admin/workers/").json["results"] == []


def test_reports_are_looked_at_once(ada, clara, robert):
    told = {"kind": "user", "thing": number(robert), "reason": "rude"}
    report = clara.post("/api/reports/", json=told).json["id"]
    assert ada.get("/api/admin/reports/?resolved=false").json["count"] == 1
    done = ada.post(f"/api/admin/reports/{report}/resolve/").json
    assert (done["resolved_by"], done["about_user"], done["excerpt"]) == ("ada", number(robert), "robert")
    assert ada.get("/api/admin/reports/?resolved=false").json["count"] == 0


def test_statistics_as_printed_and_more(ada, clara, make_song):
    make_song(clara)
    found = ada.get("/api/stats/").json
    assert (found["total_songs"], found["total_albums"], found["total_users"]) == (1, 0, 2)
    assert found["total_artists"] == 1
    assert found["storage"]["bytes"] > 0 and found["jobs"]["finished"] >= 1
    assert len(found["days"]) == 30 and found["days"][-1]["songs"] == 1
    assert clara.get("/api/stats/").status_code == 403


def test_storage_and_what_nothing_refers_to(ada, clara, make_song, work, settings):
    import os

    make_song(clara)
    found = ada.get("/api/admin/storage/").json
    assert found["bytes"] == sum(kind["bytes"] for kind in found["kinds"]) > 0
    assert (found["owners"][0]["owner"], found["owners"][0]["username"]) == (f"user:{number(clara)}", "clara")
    lost = settings.storage_dir / "songs" / "lost.wav"
    lost.write_bytes(b"1234")
    for file in settings.storage_dir.rglob("*.*"):
        os.utime(file, (1e9, 1e9))
    job = ada.post("/api/admin/storage/orphans/").json["job_id"]
    work()
    assert ada.get(f"/api/jobs/{job}").json["result"] == {
        "title": "Files that nothing refers to", "files": 1, "bytes": 4, "paths": ["songs/lost.wav"]
    }  # fmt: skip


def test_settings_are_shown_without_secrets(ada, settings):
    answer = ada.get("/api/admin/settings/")
    shown = {one["name"]: one["value"] for one in answer.json["results"]}
    assert shown["MAX_AUDIO_SECONDS"] == 600
    assert shown["SECRET_KEY"] == "set"
    assert settings.secret_key not in answer.text
