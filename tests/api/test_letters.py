"""Verify an address, forget a password, choose a new one: by the letters that really went out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.services.moments import utcnow

PASSWORD, NEW = "correct horse", "newsecurepassword123"
SENT = "Password reset email sent. Check your email for the reset link."
RESET = "Password reset successfully. You can now log in with your new password."
DEAD = "does not work any more"


@pytest.fixture
def links(client, work):
    """The links of the letters to an address, the newest first, as the development mailbox shows them."""

    def links(to):
        work()
        return [
            letter["links"][0] for letter in client.get("/api/dev/mailbox", query_string={"to": to}).json["results"]
        ]

    return links


@pytest.fixture
def anna(client):
    who = {"username": "anna", "email": "anna@example.com", "password": PASSWORD}
    assert client.post("/api/auth/register/", json=who).status_code == 201
    return client.post("/api/auth/login/", json=who).json


def path(link):
    return "/" + link.split("/", 3)[3]


def log_in(client, password, email="anna@example.com"):
    return client.post("/api/auth/login/", json={"email": email, "password": password})


def who(client, key):
    return client.get("/api/auth/user/", headers={"Authorization": f"Token {key}"})


def forgotten(client, links, to="anna@example.com"):
    """The address that takes a new password, by the letter about it."""
    answer = client.post("/api/auth/forgot-password/", json={"email": to})
    assert (answer.status_code, answer.json["message"]) == (200, SENT)
    return f"/api/auth{path(links(to)[0])}/"


def choose(client, address, new=NEW, repeated=None):
    return client.post(address, json={"new_password": new, "confirm_password": repeated or new})


def test_the_link_of_the_letter_verifies(client, anna, links):
    (link,) = links("anna@example.com")
    assert who(client, anna["key"]).json["email_verified"] is False
    answer = client.get(path(link))
    assert (answer.status_code, answer.json["message"]) == (200, "Email verified successfully.")
    assert who(client, anna["key"]).json["email_verified"] is True


@pytest.mark.security
def test_a_link_verifies_once(client, anna, links):
    (link,) = links("anna@example.com")
    client.get(path(link))
    again = client.get(path(link))
    assert again.status_code == 400 and DEAD in again.json["error"]


def test_browsers_are_led_to_a_page(client, anna, links):
    (link,) = links("anna@example.com")
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    first, again = client.get(path(link), headers=accept), client.get(path(link), headers=accept)
    assert (first.status_code, first.location) == (303, "/verified")
    assert (again.status_code, again.location) == (303, "/link-ended")
    assert who(client, anna["key"]).json["email_verified"] is True


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/json, text/html"])
def test_programs_get_json(client, anna, links, accept):
    (link,) = links("anna@example.com")
    assert client.get(path(link), headers={"Accept": accept}).json["success"] is True


def test_a_lost_letter_is_sent_again(client, anna, links):
    links("anna@example.com")
    header = {"Authorization": f"Token {anna['key']}"}
    answer = client.post("/api/auth/verify-email/", headers=header)
    assert answer.json["message"] == "A link was sent to anna@example.com."
    second, first = links("anna@example.com")
    assert client.get(path(first)).status_code == 200
    assert client.get(path(second)).status_code == 400
    assert client.post("/api/auth/verify-email/", headers=header).status_code == 409
    assert client.post("/api/auth/verify-email/").status_code == 401


@pytest.mark.security
@pytest.mark.parametrize("token", ["x", "a.b.c", "é", "%00", "x" * 301, ".", "..%2f..%2fetc", "<script>"])
def test_a_forged_link_is_refused(client, token):
    for answer in (
        client.get(f"/api/auth/verify-email/{token}/"),
        choose(client, f"/api/auth/reset-password/{token}/"),
    ):
        assert answer.status_code in (400, 404), answer.text


def test_a_forgotten_password_is_chosen_anew(client, anna, links):
    answer = choose(client, forgotten(client, links))
    assert (answer.status_code, answer.json["message"]) == (200, RESET)
    assert log_in(client, PASSWORD).status_code == 400
    assert log_in(client, NEW).status_code == 200


@pytest.mark.security
def test_a_new_password_ends_every_session_key_and_link(client, anna, links):
    key = client.post("/api/auth/keys/", json={"name": "k"}, headers={"Authorization": f"Token {anna['key']}"}).json[
        "key"
    ]
    older, newer = forgotten(client, links), forgotten(client, links)
    assert choose(client, newer).status_code == 200
    for token in (anna["key"], anna["access"], key):
        assert who(client, token).status_code == 401
    for used in (newer, older):
        again = choose(client, used, "another password")
        assert again.status_code == 400 and DEAD in again.json["error"]
    assert log_in(client, NEW).status_code == 200


def test_a_bad_password_does_not_use_the_link_up(client, anna, links):
    address = forgotten(client, links)
    short = choose(client, address, "short")
    assert short.json["new_password"] == ["Password must be at least 8 characters long."]
    apart = choose(client, address, NEW, "something else")
    assert apart.json["confirm_password"] == ["The two passwords do not match."]
    assert choose(client, address).status_code == 200


@pytest.mark.security
def test_an_unknown_address_is_answered_alike(client, anna, links, studio):
    answers = [
        client.post("/api/auth/forgot-password/", json={"email": to}) for to in ("anna@example.com", "x@example.com")
    ]
    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].data == answers[1].data
    assert links("x@example.com") == []


@pytest.mark.security
def test_an_address_is_known_by_any_spelling_but_the_letter_goes_to_the_account(client, anna, links):
    for spelled in ("ANNA@Example.COM", " anna@example.com ", "ａnna@example.com"):
        client.post("/api/auth/forgot-password/", json={"email": spelled})
    assert len([link for link in links("anna@example.com") if "reset-password" in link]) == 3


@pytest.mark.security
@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "a@example.com\nBcc: b@example.com", "a,b@example.com", "@", "a@[127.0.0.1]"]
)
def test_what_is_no_address_gets_no_letter(client, email, links):
    assert client.post("/api/auth/forgot-password/", json={"email": email}).status_code == 400
    assert links("") == []


@pytest.mark.security
def test_a_reset_link_lasts_an_hour_and_a_verify_link_a_day(client, anna, links, monkeypatch):
    verify, reset = path(links("anna@example.com")[0]), forgotten(client, links)
    later(monkeypatch, timedelta(hours=1, seconds=2))
    assert choose(client, reset).status_code == 400
    later(monkeypatch, timedelta(hours=24, seconds=2))
    assert client.get(verify).status_code == 400


def later(monkeypatch, time):
    """Let the signatures be so much older."""
    from itsdangerous import TimestampSigner

    real = utcnow().timestamp()
    for signer in TimestampSigner.__subclasses__():
        monkeypatch.setattr(signer, "get_timestamp", lambda self: int(real + time.total_seconds()))


@pytest.mark.security
@pytest.mark.parametrize(
    "setting", [{"APP_ENV": "production", "ALLOWED_HOSTS": "localhost"}, {"SMTP_URL": "smtp://mail.test"}]
)
def test_the_development_mailbox_is_shut_elsewhere(environment, request, setting):
    environment |= setting
    assert request.getfixturevalue("client").get("/api/dev/mailbox?to=anna@example.com").status_code == 404


def test_the_development_mailbox_shows_whole_letters_to_one_address(client, anna, links):
    client.post("/api/auth/register/", json={"username": "r", "email": "robert@example.com", "password": PASSWORD})
    links("")
    (letter,) = client.get("/api/dev/mailbox?to=Anna@example.com").json["results"]
    assert letter["subject"] == "Verify your address" and letter["links"][0] in letter["html"]
    assert client.get("/api/dev/mailbox").json["count"] == 2


def test_letters_are_laid_into_the_folder_that_is_set(environment, request, tmp_path):
    environment["MAIL_DIR"] = str(tmp_path / "letters")
    request.getfixturevalue("anna")
    request.getfixturevalue("work")()
    assert len(list((tmp_path / "letters").glob("*.eml"))) == 1


def test_letters_lead_to_the_public_address(environment, request):
    environment["PUBLIC_URL"] = "https://studio.example"
    request.getfixturevalue("anna")
    (link,) = request.getfixturevalue("links")("anna@example.com")
    assert link.startswith("https://studio.example/api/auth/verify-email/")


@pytest.mark.security
def test_the_end_of_a_link_is_not_logged(client, anna, links, caplog):
    address = forgotten(client, links)
    with caplog.at_level("INFO"):
        client.put(address)
        client.post(address.rstrip("/"))
        choose(client, address)
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "reset-password/…/" in said
    assert address.split("/")[-2] not in said
