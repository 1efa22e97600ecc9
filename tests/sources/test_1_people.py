"""Document 1, the part about people, messages and statistics."""

from __future__ import annotations

import json
import secrets

from printed import is_like

PASSWORD = "securepassword"


def signed_up(studio, name):
    """Sign up and verify as printed; the answer is the header with the token."""
    email = f"{name}{secrets.token_hex(4)}@example.com"
    form = {"email": email, "password1": PASSWORD, "password2": PASSWORD, "full_name": name.title()}
    status, answer = studio.send("POST /api/auth/registration/", json.dumps(form))
    assert status == 201
    studio.send(f"GET /api/auth/verify-email/{studio.link(email, 'verify-email')}/")
    _, login = studio.send("POST /api/auth/login/", json.dumps({"email": email, "password": PASSWORD}))
    studio.cookies.clear()
    return answer["user"]["id"], {"Authorization": f"Token {login['key']}"}


def test_people_and_messages_as_printed(studio):
    john, johns = signed_up(studio, "john")
    jane, janes = signed_up(studio, "jane")

    status, users = studio.send("GET /api/users/?page_size=200", **johns)
    assert status == 200 and john not in [user["id"] for user in users["results"]]
    assert studio.send("GET /api/users/")[0] == 401
    status, user = studio.send(f"GET /api/users/{jane}/")
    assert status == 200 and user["id"] == jane

    status, sent = studio.send("POST /api/messages/", json.dumps({"receiver": jane, "content": "Hello"}), **johns)
    assert status == 201
    for who in (johns, janes):
        status, answer = studio.send("GET /api/messages/", **who)
        assert status == 200 and is_like(answer["results"][0], {"sender": john, "receiver": jane, "content": "Hello"})
        status, answer = studio.send(f"GET /api/messages/{sent['id']}/", **who)
        assert status == 200 and answer["content"] == "Hello"
    status, answer = studio.send(f"GET /api/users/{john}/messages/", **janes)
    assert status == 200 and [one["id"] for one in answer["results"]] == [sent["id"]]
    assert studio.send("GET /api/messages/")[0] == 401


def test_statistics_are_for_the_administrator(studio):
    _, johns = signed_up(studio, "john")
    assert studio.send("GET /api/stats/")[0] == 401
    assert studio.send("GET /api/stats/", **johns)[0] == 403
