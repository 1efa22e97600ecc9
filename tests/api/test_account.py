"""One's own account: names, address, password, sessions and API keys."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.db.models import User
from backend.services.keyring import MOST_KEYS
from backend.services.moments import utcnow

PASSWORD, NEW = "correct horse", "battery staple"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def letters(studio, work):
    """The subjects of the letters to an address, newest first, and the link of the newest."""

    def letters(to):
        work()
        found = studio.people.mailbox.letters(to)
        return [letter["subject"] for letter in found], "/" + found[0]["links"][0].split("/", 3)[3] if found else ""

    return letters


def log_in(client, password=PASSWORD, name="clara", **headers):
    return client.post("/api/auth/login/", json={"email": f"{name}@example.com", "password": password}, headers=headers)


def with_key(client, key):
    return client.get("/api/auth/user/", headers={"Authorization": f"Token {key}"}).status_code


def me(client):
    return client.get("/api/auth/user/").json


# names


@pytest.mark.parametrize("method", ["patch", "put"])
def test_names_are_changed_one_by_one(clara, method):
    answer = getattr(clara, method)("/api/auth/user/", json={"full_name": "  Clara\tSchumann "})
    assert (answer.json["username"], answer.json["full_name"]) == ("clara", "Clara Schumann")
    assert getattr(clara, method)("/api/auth/user/", json={"username": "Wieck"}).json["username"] == "Wieck"
    assert (me(clara)["username"], me(clara)["full_name"]) == ("Wieck", "Clara Schumann")


@pytest.mark.security
def test_nothing_else_can_be_set(clara):
    before = me(clara)
    said = {
        "id": 9,
        "email": "a@b.example",
        "is_admin": True,
        "email_verified": True,
        "password_hash": "x",
        "avatar": "x",
    }
    assert clara.patch("/api/auth/user/", json=said).status_code == 200
    assert me(clara) == before


@pytest.mark.security
@pytest.mark.parametrize("name", ["robert", "ROBERT", "Ｒobert", "", "no spaces", "a\u200bb", "x" * 81, "<b>", "../x"])
def test_a_name_that_is_taken_or_none_is_refused(clara, robert, name):
    answer = clara.patch("/api/auth/user/", json={"username": name})
    assert answer.status_code == 400 and "username" in answer.json["errors"]
    assert me(clara)["username"] == "clara"


def test_ones_own_name_may_be_spelled_anew(clara):
    assert clara.patch("/api/auth/user/", json={"username": "CLARA"}).json["username"] == "CLARA"


# the address


def test_another_address_is_ones_own_once_it_is_verified(clara, client, letters):
    answer = clara.post("/api/auth/change-email/", json={"email": "Wieck@Example.com", "password": PASSWORD})
    assert answer.json["message"].startswith("A link was sent to wieck@example.com")
    assert (me(clara)["email"], me(clara)["pending_email"]) == ("clara@example.com", "wieck@example.com")
    subjects, link = letters("wieck@example.com")
    assert subjects == ["Verify your address"]
    assert letters("clara@example.com")[0][0] == "Your account is about to get another address"
    assert client.get(link).status_code == 200
    assert me(clara) | {"email": "wieck@example.com", "pending_email": None, "email_verified": True} == me(clara)
    assert log_in(client).status_code == 400
    assert log_in(client, name="wieck").status_code == 200


@pytest.mark.security
def test_the_old_link_is_dead_when_another_address_is_asked_for(clara, client, letters):
    first = letters("clara@example.com")[1]
    clara.post("/api/auth/change-email/", json={"email": "one@example.com", "password": PASSWORD})
    second = letters("one@example.com")[1]
    clara.post("/api/auth/change-email/", json={"email": "two@example.com", "password": PASSWORD})
    assert client.get(first).status_code == client.get(second).status_code == 400
    assert client.get(letters("two@example.com")[1]).status_code == 200


def test_ones_present_address_calls_the_change_off(clara, client, letters):
    clara.post("/api/auth/change-email/", json={"email": "one@example.com", "password": PASSWORD})
    link = letters("one@example.com")[1]
    clara.post("/api/auth/change-email/", json={"email": "clara@example.com", "password": PASSWORD})
    assert me(clara)["pending_email"] is None
    assert client.get(link).status_code == 400


@pytest.mark.security
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"password": "wrong horse"}, "password"),
        ({"email": "robert@example.com"}, "email"),
        ({"email": "ROBERT@ｅxample.com"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": "a\u202e@example.com"}, "email"),
    ],
)
def test_an_address_needs_the_password_and_to_be_free(clara, robert, said, field):
    answer = clara.post("/api/auth/change-email/", json={"email": "one@example.com", "password": PASSWORD, **said})
    assert answer.status_code == 400 and field in answer.json["errors"]
    assert me(clara)["pending_email"] is None


@pytest.mark.security
def test_an_address_that_somebody_took_meanwhile_stays_theirs(clara, client, letters):
    clara.post("/api/auth/change-email/", json={"email": "one@example.com", "password": PASSWORD})
    link = letters("one@example.com")[1]
    client.post("/api/auth/register/", json={"username": "one", "email": "one@example.com", "password": PASSWORD})
    assert "already exists" in client.get(link).json["error"]
    assert me(clara)["email"] == "clara@example.com"


@pytest.mark.security
def test_who_reads_the_old_mailbox_can_call_a_theft_off(clara, client, letters):
    clara.post("/api/auth/change-email/", json={"email": "thief@example.com", "password": PASSWORD})
    theirs, rescue = letters("thief@example.com")[1], letters("clara@example.com")[1]
    new = {"new_password": NEW, "confirm_password": NEW}
    assert client.post(f"/api/auth{rescue}/", json=new).status_code == 200
    assert client.get(theirs).status_code == 400
    assert clara.get("/api/auth/user/").status_code == 401


@pytest.mark.security
def test_the_administrators_address_cannot_be_borrowed(environment, request):
    environment["ADMIN_EMAIL"] = "boss@example.com"
    clara = request.getfixturevalue("clara")
    clara.post("/api/auth/change-email/", json={"email": "boss@example.com", "password": PASSWORD})
    assert clara.get("/api/admin/check/").json["admin"] is False
    link = request.getfixturevalue("letters")("boss@example.com")[1]
    assert clara.get(link).status_code == 200
    assert clara.get("/api/admin/check/").json["admin"] is True


# the password


def test_another_password_ends_all_other_logins(clara, client, letters):
    other, key = log_in(client).json, clara.post("/api/auth/keys/", json={"name": "k"}).json["key"]
    said = {"current_password": PASSWORD, "new_password": NEW, "confirm_password": NEW}
    assert clara.post("/api/auth/change-password/", json=said).status_code == 200
    assert me(clara)["username"] == "clara"
    assert [with_key(client, token) for token in (other["key"], other["access"], key)] == [401] * 3
    assert log_in(client).status_code == 400 and log_in(client, NEW).status_code == 200
    assert letters("clara@example.com")[0][0] == "Your password was changed"


@pytest.mark.security
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"current_password": "wrong horse"}, "current_password"),
        ({"current_password": ""}, "current_password"),
        ({"new_password": "short"}, "new_password"),
        ({"new_password": "password123"}, "new_password"),
        ({"new_password": "x" * 1001}, "new_password"),
        ({"confirm_password": "something else"}, "confirm_password"),
    ],
)
def test_a_password_is_not_changed_for_nothing(clara, client, said, field):
    body = {"current_password": PASSWORD, "new_password": NEW, **said}
    answer = clara.post("/api/auth/change-password/", json=body)
    assert answer.status_code == 400 and field in answer.json["errors"]
    assert log_in(client).status_code == 200


@pytest.mark.security
def test_guessing_the_password_in_an_open_browser_is_slowed_down(environment, request):
    environment |= {"RATE_LIMIT_ENABLED": "1", "RATE_LIMIT_PER_MIN": "1000"}
    clara = request.getfixturevalue("clara")
    guess = {"current_password": "guess", "new_password": NEW}
    said = [clara.post("/api/auth/change-password/", json=guess).status_code for _ in range(11)]
    assert said == [400] * 10 + [429]


@pytest.mark.security
def test_a_login_that_began_with_the_old_password_ends_with_it(clara, client, studio, monkeypatch):
    """Between looking at the password and opening the login somebody chooses another one."""
    real = studio.accounts._passwords.matches

    def meanwhile(kept, password):
        matched = real(kept, password)
        monkeypatch.setattr(studio.accounts._passwords, "matches", real)
        change = {"current_password": PASSWORD, "new_password": NEW}
        with ThreadPoolExecutor(1) as other:  # requests within a request share what they know of the caller
            other.submit(clara.post, "/api/auth/change-password/", json=change).result()
        return matched

    monkeypatch.setattr(studio.accounts._passwords, "matches", meanwhile)
    assert log_in(client).status_code == 400
    assert log_in(client, NEW).status_code == 200


# sessions


def test_sessions_say_where_and_when(clara, client):
    log_in(client, User_Agent=FIREFOX)
    found = clara.get("/api/auth/sessions/").json
    assert found["count"] == 2
    assert "Firefox on Linux" in {session["name"] for session in found["results"]}
    assert [session["is_current"] for session in found["results"]].count(True) == 1
    assert found["results"][0].keys() == {"id", "name", "created_at", "last_used_at", "is_current"}


def test_a_session_is_named_and_ended(clara, client):
    other = log_in(client).json
    (theirs,) = [one for one in clara.get("/api/auth/sessions/").json["results"] if not one["is_current"]]
    address = f"/api/auth/sessions/{theirs['id']}/"
    assert clara.patch(address, json={"name": "The laptop"}).json["name"] == "The laptop"
    assert clara.delete(address).status_code == 204
    assert with_key(client, other["key"]) == with_key(client, other["access"]) == 401
    assert clara.delete(address).status_code == clara.patch(address, json={"name": "x"}).status_code == 404
    assert clara.get("/api/auth/sessions/").json["count"] == 1


def test_all_other_sessions_are_ended_at_once(clara, client):
    others, key = [log_in(client).json["key"] for _ in range(3)], clara.post("/api/auth/keys/", json={"name": "k"}).json
    assert clara.delete("/api/auth/sessions/").json["ended"] == 3
    assert [with_key(client, other) for other in others] == [401] * 3
    assert with_key(client, key["key"]) == 200 and me(clara)["username"] == "clara"


def test_what_has_expired_is_not_listed(clara, client, studio, monkeypatch):
    log_in(client)
    clara.post("/api/auth/keys/", json={"name": "k"})
    moment = utcnow() + timedelta(days=31)
    monkeypatch.setattr(studio.accounts.logins, "_clock", lambda: moment)
    fresh = log_in(client).json["key"]
    header = {"Authorization": f"Token {fresh}"}
    assert client.get("/api/auth/sessions/", headers=header).json["count"] == 1
    assert client.get("/api/auth/keys/", headers=header).json["count"] == 1


# API keys


def test_a_key_is_shown_once_and_works_until_it_is_ended(clara, client):
    made = clara.post("/api/auth/keys/", json={"name": "Backup"})
    assert made.status_code == 201 and made.json["key"].startswith("ms_")
    (listed,) = clara.get("/api/auth/keys/").json["results"]
    assert listed["name"] == "Backup" and "key" not in listed
    for scheme in ("Token", "Bearer"):
        answer = client.get("/api/auth/user/", headers={"Authorization": f"{scheme} {made.json['key']}"})
        assert answer.json["username"] == "clara"
    assert clara.patch(f"/api/auth/keys/{listed['id']}/", json={"name": "Old"}).json["name"] == "Old"
    assert clara.delete(f"/api/auth/keys/{listed['id']}/").status_code == 204
    assert with_key(client, made.json["key"]) == 401


def test_a_key_lasts_longer_than_a_session(clara, client, studio, monkeypatch):
    key, session = clara.post("/api/auth/keys/", json={"name": "k"}).json["key"], log_in(client).json["key"]
    for days, statuses in ((100, [200, 401]), (364, [200, 401]), (364 + 366, [401, 401])):
        moment = utcnow() + timedelta(days=days)
        monkeypatch.setattr(studio.accounts.logins, "_clock", lambda moment=moment: moment)
        assert [with_key(client, key), with_key(client, session)] == statuses


@pytest.mark.security
def test_a_lost_key_cannot_outlive_its_end(clara, client):
    header = {"Authorization": f"Token {clara.post('/api/auth/keys/', json={'name': 'k'}).json['key']}"}
    session = clara.get("/api/auth/sessions/").json["results"][0]["id"]
    assert client.post("/api/auth/keys/", json={"name": "more"}, headers=header).status_code == 403
    assert client.delete(f"/api/auth/sessions/{session}/", headers=header).status_code == 403
    assert client.delete("/api/auth/sessions/", headers=header).status_code == 403
    assert client.post("/api/auth/logout/", headers=header).status_code == 200
    assert client.get("/api/auth/user/", headers=header).status_code == 401


@pytest.mark.security
def test_nobody_touches_the_keys_of_others(clara, robert, client):
    key = clara.post("/api/auth/keys/", json={"name": "k"}).json
    session = clara.get("/api/auth/sessions/").json["results"][0]["id"]
    for address in (f"/api/auth/keys/{key['id']}/", f"/api/auth/sessions/{session}/"):
        assert robert.delete(address).status_code == robert.patch(address, json={"name": "x"}).status_code == 404
        assert client.delete(address).status_code == 401
    # a key is no session, nor the other way round
    assert clara.delete(f"/api/auth/sessions/{key['id']}/").status_code == 404
    assert clara.delete(f"/api/auth/keys/{session}/").status_code == 404
    assert with_key(client, key["key"]) == 200


@pytest.mark.parametrize("name", ["", "   ", "\u0000\u0007", "x" * 81])
def test_a_key_has_a_name(clara, name):
    assert "name" in clara.post("/api/auth/keys/", json={"name": name}).json["errors"]


@pytest.mark.security
def test_nobody_has_keys_without_end(clara, studio):
    caller = studio.accounts.caller_with_token(clara.environ_base["HTTP_AUTHORIZATION"].split()[1])
    for number in range(MOST_KEYS):
        studio.people.keyring.make_key(caller, f"k{number}")
    assert clara.post("/api/auth/keys/", json={"name": "one more"}).status_code == 409


# two of a kind


@pytest.mark.security
def test_names_that_look_alike_are_one_name(client, clara):
    for name in ("Clara", "ＣＬＡＲＡ", "clara"):
        who = {"username": name, "email": f"{len(name)}@example.org", "password": PASSWORD}
        assert client.post("/api/auth/register/", json=who).json["username"] == [
            "A user with this username already exists."
        ]


@pytest.mark.security
@pytest.mark.parametrize(
    "email", ["CLARA@example.com", "clara@EXAMPLE.com", "ｃlara@example.com", "clara@ｅxample.com"]
)
def test_addresses_that_look_alike_are_one_address(client, clara, email, studio):
    who = {"username": "other", "email": email, "password": PASSWORD}
    assert "already exists" in client.post("/api/auth/register/", json=who).json["error"]
    with studio.database.transaction() as session:
        assert session.scalars(select(User.email)).all() == ["clara@example.com"]


# songs of somebody who is called otherwise


def artists_of(client, *songs):
    return [client.get(f"/api/songs/{song}/").json["artist"] for song in songs]


def test_songs_by_ones_own_name_follow_it_and_others_stay(clara, client, make_song):
    own, named = make_song(clara)["song_id"], make_song(clara)["song_id"]
    clara.patch(f"/api/songs/{named}/", json={"artist": "The Tides"})
    clara.patch(f"/api/songs/{own}/", json={"public": True, "album": "Firsts"})
    artist = clara.get(f"/api/songs/{own}/").json["artist_id"]
    for change, expected in (({"username": "klara"}, "klara"), ({"full_name": "Klara W."}, "Klara W.")):
        assert clara.patch("/api/auth/user/", json=change).status_code == 200
        assert artists_of(clara, own, named) == [expected, "The Tides"]
    assert clara.get(f"/api/songs/{own}/").json["artist_id"] == artist
    assert client.get("/api/search/?q=klara").json["songs"][0]["id"] == own
    assert client.get(f"/api/artists/{artist}/").json["name"] == "Klara W."


def test_an_artist_whom_others_songs_are_by_keeps_the_name(clara, robert, client, make_song):
    own, others = make_song(clara)["song_id"], make_song(robert)["song_id"]
    robert.patch(f"/api/songs/{others}/", json={"artist": "Clara"})
    clara.patch("/api/auth/user/", json={"username": "klara"})
    assert (artists_of(clara, own), artists_of(robert, others)) == (["klara"], ["clara"])
