"""Other people: found by name, addresses for the administrator alone."""

from __future__ import annotations

import pytest
from databases import KINDS

pytestmark = pytest.mark.security


@pytest.fixture(params=KINDS)
def database_kind(request):
    return request.param


def test_everybody_but_the_caller_is_listed(clara, robert, ada):
    found = clara.get("/api/users/").json
    assert (found["count"], [one["username"] for one in found["results"]]) == (2, ["ada", "robert"])
    assert "example.com" not in clara.get("/api/users/").text
    assert [one["email"] for one in ada.get("/api/users/").json["results"]] == [
        "clara@example.com",
        "robert@example.com",
    ]


@pytest.mark.parametrize(
    ("words", "found"), [("ROB", ["robert"]), ("example", []), ("%", []), ("_", []), ("a", ["ada"])]
)
def test_people_are_found_by_parts_of_their_names(clara, robert, ada, words, found):
    answer = clara.get("/api/users/", query_string={"q": words})
    assert [one["username"] for one in answer.json["results"]] == found


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "strasse", "Straße", "Cafe\u0301 s"])
def test_accents_and_capitals_make_no_difference(clara, robert, words):
    robert.patch("/api/auth/user/", json={"full_name": "Café Straße"})
    robert.post("/api/playlists/", json={"name": "Café Straße", "is_public": True})
    assert clara.get("/api/users/", query_string={"q": words}).json["count"] == 1
    found = clara.get("/api/search/", query_string={"q": words}).json
    assert [len(found["people"]), len(found["playlists"])] == [1, 1]


def test_administrators_find_addresses(ada, robert):
    assert ada.get("/api/users/?q=robert@ex").json["count"] == 1


def test_details_are_for_everybody_but_names_are_not(clara, client):
    clara.patch("/api/auth/user/", json={"full_name": "Clara Schumann"})
    shown = client.get("/api/users/1/").json
    assert (shown["username"], shown["full_name"]) == ("clara", "")
    assert "email" not in shown
    assert clara.get("/api/users/1/").json["email"] == "clara@example.com"
    assert client.get("/api/users/99/").status_code == 404


def test_whoever_is_disabled_or_gone_is_not_listed(clara, robert, sign_up, studio):
    from sqlalchemy import update

    from backend.db.models import User
    from backend.services.moments import utcnow

    hans = sign_up("hans")
    with studio.database.transaction() as session:
        session.execute(update(User).where(User.username == "robert").values(disabled_at=utcnow()))
    hans.post("/api/auth/delete-account/", json={"password": "correct horse"})
    assert clara.get("/api/users/").json["count"] == 0
    assert clara.get("/api/users/2/").status_code == clara.get("/api/users/3/").status_code == 404
    assert robert.get("/api/auth/user/").status_code == 401
