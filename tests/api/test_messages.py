"""Messages: both see them and nobody else, songs come with them, and whoever does not want to hear does not."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from databases import KINDS

from backend.services.stretches import Stretch

pytestmark = pytest.mark.security


@pytest.fixture(params=KINDS)
def database_kind(request):
    return request.param


def number(client):
    return client.get("/api/auth/user/").json["id"]


def write(client, to, content="Hello", **more):
    return client.post("/api/messages/", json={"receiver": number(to), "content": content, **more})


@pytest.fixture
def verified(clara, robert, studio):
    for name in ("clara", "robert"):
        studio.accounts.confirm(f"{name}@example.com")


@pytest.mark.usefixtures("verified")
class TestMessages:
    def test_both_see_a_message_and_a_third_does_not(self, clara, robert, sign_up):
        sent = write(clara, robert, "Dear Robert")
        assert sent.status_code == 201
        address = f"/api/messages/{sent.json['id']}/"
        got = robert.get(address).json
        assert (got["content"], got["sender_name"], got["is_mine"]) == ("Dear Robert", "clara", False)
        assert clara.get("/api/messages/").json["results"][0]["is_mine"] is True
        stranger = sign_up("hans")
        for answer in (stranger.get(address), stranger.delete(address), stranger.post(f"{address}read/")):
            assert answer.status_code == 404
        assert stranger.get("/api/messages/").json["count"] == 0

    @pytest.mark.parametrize(
        "fields", [{"receiver_id": 2, "text": "Hi"}, {"recipient": 2, "content": "Hi"}, {"receiver": 2, "text": "Hi"}]
    )
    def test_a_message_has_several_spellings(self, clara, robert, fields):
        assert number(robert) == 2
        for answer in (clara.post("/api/messages/", json=fields), clara.post("/api/messages/", data=fields)):
            assert (answer.status_code, answer.json["receiver"], answer.json["content"]) == (201, 2, "Hi")

    def test_words_are_composed_and_cleaned(self, clara, robert):
        assert write(clara, robert, "  e\u0301\x00\x1b[31m\nline  ").json["content"] == "é[31m\nline"

    @pytest.mark.parametrize("content", ["", "   ", "\x00\x07", "x" * 4001])
    def test_what_says_nothing_or_too_much_is_refused(self, clara, robert, content):
        answer = write(clara, robert, content)
        assert answer.status_code == 422
        assert "content" in answer.json["errors"]

    def test_nobody_writes_to_themselves_or_to_nobody(self, clara):
        assert write(clara, clara).status_code == 422
        assert clara.post("/api/messages/", json={"receiver": 999, "content": "x"}).status_code == 404
        assert clara.post("/api/messages/", json={"content": "x"}).status_code == 422

    def test_conversations_have_the_last_words_and_what_is_unread(self, clara, robert, sign_up, studio):
        hans = sign_up("hans")
        studio.accounts.confirm("hans@example.com")
        write(clara, robert, "one"), write(clara, robert, "two"), write(hans, robert, "three")
        write(robert, clara, "four")
        found = robert.get("/api/messages/conversations/").json
        assert (found["count"], found["unread"]) == (2, 3)
        told = [
            (talk["user"]["username"], talk["unread"], talk["last_message"]["content"]) for talk in found["results"]
        ]
        assert told == [("clara", 2, "four"), ("hans", 1, "three")]
        assert robert.get("/api/messages/conversations/?page=2&page_size=1").json["results"][0]["user"]["id"] == number(
            hans
        )
        assert robert.get("/api/messages/conversations/?page=9").json["count"] == 2

    def test_what_was_read_is_said_by_hand(self, clara, robert):
        first, second = (write(clara, robert, words).json["id"] for words in ("one", "two"))
        talk = f"/api/users/{number(clara)}/messages/"
        assert [one["content"] for one in robert.get(talk).json["results"]] == ["two", "one"]
        assert robert.get("/api/messages/?unread=true").json["count"] == 2
        assert robert.post(f"{talk}read/", json={"up_to": first}).json["read"] == 1
        assert [one["id"] for one in robert.get("/api/messages/?unread=true").json["results"]] == [second]
        assert clara.post(f"/api/messages/{second}/read/").json["read_at"] is None
        assert robert.post(f"/api/messages/{second}/read/").json["read_at"]
        assert clara.get(f"/api/messages/{second}/").json["read_at"]

    def test_each_takes_it_from_their_own_list(self, clara, robert):
        sent = write(clara, robert).json["id"]
        assert clara.delete(f"/api/messages/{sent}/").status_code == 204
        assert clara.get(f"/api/messages/{sent}/").status_code == 404
        assert clara.get(f"/api/users/{number(robert)}/messages/").json["count"] == 0
        assert robert.get(f"/api/messages/{sent}/").status_code == 200
        assert robert.delete(f"/api/messages/{sent}/").status_code == 204
        assert write(clara, robert).json["id"] > sent

    def test_a_block_ends_writing_both_ways(self, clara, robert):
        assert robert.put(f"/api/users/{number(clara)}/block/").status_code == 204
        assert "no messages from you" in write(clara, robert).json["error"]
        assert "unblock" in write(robert, clara).json["error"]
        assert [one["username"] for one in robert.get("/api/blocks/").json["results"]] == ["clara"]
        assert robert.delete(f"/api/users/{number(clara)}/block/").status_code == 204
        assert write(clara, robert).status_code == 201

    def test_looking_again_brings_what_is_new_in_order(self, clara, robert):
        first = write(clara, robert, "one").json["id"]
        write(clara, robert, "two"), write(robert, clara, "three")
        found = robert.get(f"/api/messages/?after={first}").json["results"]
        assert [one["content"] for one in found] == ["two", "three"]

    def test_a_private_song_is_heard_as_long_as_its_message_stands(self, clara, robert, client, make_song):
        song = make_song(clara)["song_id"]
        sent = write(clara, robert, "", song_id=song).json
        url = robert.get(f"/api/messages/{sent['id']}/").json["song"]["url"]
        bare = url.partition("?")[0]
        assert client.get(url).data.startswith(b"ID3")
        assert client.get(bare).status_code == client.get(f"{bare}?sig=x").status_code == 404
        assert robert.get(bare).status_code == 200
        assert robert.get(f"/api/songs/{song}/").status_code == 404
        clara.delete(f"/api/messages/{sent['id']}/")
        assert client.get(url).status_code == robert.get(bare).status_code == 404

    def test_a_song_in_the_trash_is_heard_no_more(self, clara, robert, client, make_song):
        song = make_song(clara)["song_id"]
        url = write(clara, robert, song_id=song).json["song"]["url"]
        clara.delete(f"/api/songs/{song}/")
        assert client.get(url).status_code == 404
        assert robert.get("/api/messages/").json["results"][0]["song"] is None

    def test_somebody_elses_private_song_cannot_be_sent(self, clara, robert, make_song):
        song = make_song(robert)["song_id"]
        assert write(clara, robert, song_id=song).status_code == 404
        robert.patch(f"/api/songs/{song}/", json={"public": True})
        assert write(clara, robert, song_id=song).json["song"]["id"] == song

    def test_what_was_reported_keeps_its_words(self, clara, robert, studio):
        sent = write(clara, robert, "Buy this!").json["id"]
        told = {"kind": "message", "thing": sent, "reason": "spam"}
        first = robert.post("/api/reports/", json=told)
        assert first.status_code == 201
        assert robert.post("/api/reports/", json=told).json["id"] == first.json["id"]
        robert.delete(f"/api/messages/{sent}/"), clara.delete(f"/api/messages/{sent}/")
        _, found = studio.reports.page(resolved=False, stretch=Stretch(size=20))
        assert [(one["excerpt"], one["reporter"]) for one in found] == [("Buy this!", "robert")]

    def test_only_what_one_may_see_can_be_reported(self, clara, robert, sign_up, make_song):
        sent, song = write(clara, robert).json["id"], make_song(clara)["song_id"]
        stranger = sign_up("hans")
        for kind, thing in (("message", sent), ("song", song), ("playlist", 1), ("user", 999)):
            answer = stranger.post("/api/reports/", json={"kind": kind, "thing": thing, "reason": "x"})
            assert answer.status_code == 404, kind

    def test_a_stream_brings_messages_and_goes_on_where_one_left(self, clara, robert, app):
        before = write(clara, robert, "before").json["id"]
        stream = robert.get("/api/messages/events", buffered=False)
        events = (part.decode() for part in stream.response)
        assert next(events) == f'id: {before}\nevent: hello\ndata: {{"unread": 1}}\n\n'
        sent = write(clara, robert, "while listening").json["id"]
        heard, count = islice(events, 2)
        assert heard.startswith(f"id: {sent}\nevent: message\n") and "while listening" in heard
        assert count.startswith(f"id: {sent}\nevent: unread\n")
        stream.close()
        write(clara, robert, "while away")
        again = robert.get("/api/messages/events", headers={"Last-Event-ID": str(sent)}, buffered=False)
        _, missed = (next(iter(again.response)), next(iter(again.response)).decode())
        assert json.loads(missed.partition("data: ")[2])["content"] == "while away"
        again.close()

    def test_a_stream_ends_with_its_login(self, robert):
        stream = robert.get("/api/messages/events", buffered=False)
        next(iter(stream.response))
        robert.post("/api/auth/logout/")
        assert list(stream.response) == []

    def test_whoever_finds_no_place_is_told_how_to_look(self, app, robert):
        app.extensions["streams"]._kinds["messages"] = 8
        answer = robert.get("/api/messages/events")
        assert answer.status_code == 503
        assert "after=" in answer.json["error"]

    def test_a_closed_account_takes_its_messages_along(self, clara, robert):
        write(clara, robert)
        clara.post("/api/auth/delete-account/", json={"password": "correct horse"})
        assert robert.get("/api/messages/").json["count"] == 0


def test_unverified_people_write_only_to_those_who_wrote_to_them(clara, robert, studio):
    assert "Verify your address" in write(clara, robert).json["error"]
    studio.accounts.confirm("robert@example.com")
    assert write(robert, clara).status_code == 201
    assert write(clara, robert).status_code == 201
