"""How letters leave the house, and what servers may do to them."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from mail_server import MailServer, certificate, serving

from backend.services.mail.carriers import ByFolder, ByServer, MailDelayed, MailRefused, Server, server_at
from backend.services.mail.letters import compose

AT = datetime(2026, 11, 21, 5, tzinfo=UTC)
LINK = "http://localhost:8000/reset-password/x"


def letter(to="anna@example.com"):
    return compose("reset", to=to, sender="Studio <s@studio.test>", home="http://localhost:8000", link=LINK, at=AT)


@pytest.fixture(scope="session")
def tls(tmp_path_factory):
    made = certificate(tmp_path_factory.mktemp("tls"))
    return made or pytest.skip("there is no openssl to make a certificate with")


@pytest.fixture
def named_mail_test(monkeypatch):
    """Let mail.test be this machine, but not look like it."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: real("127.0.0.1" if host == "mail.test" else host, *rest, **more),
    )


def carry(told: MailServer, *, host="127.0.0.1", context=None, mail=None, **more):
    server = Server(host, told.port, **{"user": "", "password": "", "is_tls": False, **more})
    ByServer(server, context=context, patience_s=2.0).carry(mail or letter())


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.test", Server("mail.test", 25, "", "", False)),
        ("smtp://anna:p%40ss@mail.test", Server("mail.test", 587, "anna", "p@ss", False)),
        ("smtps://anna:x@mail.test", Server("mail.test", 465, "anna", "x", True)),
        ("smtp://[::1]:1025", Server("::1", 1025, "", "", False)),
    ],
)
def test_the_port_follows_from_the_address(url, server):
    assert server_at(url) == server


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("10.0.0.1", False), ("mail.test", False)],
)
def test_this_machine_is_known(host, is_here):
    assert Server(host, 25, "", "", False).is_here is is_here


def test_a_letter_arrives_whole_for_one_person():
    with serving(MailServer()) as told:
        carry(told)
    assert [line for line in told.lines if line.startswith("rcpt")] == ["rcpt TO:<anna@example.com>"]
    mail = message_from_bytes(told.mails[0], policy=default)
    assert LINK in mail.get_body(("plain",)).get_content() and LINK in mail.get_body(("html",)).get_content()


@pytest.mark.security
def test_a_password_is_not_sent_in_the_open(named_mail_test):
    with serving(MailServer(extensions=("AUTH PLAIN",))) as told, pytest.raises(MailDelayed, match="offers no TLS"):
        carry(told, host="mail.test", user="anna", password="secret")
    assert told.login == "" and told.mails == []


@pytest.mark.security
@pytest.mark.parametrize("at_once", [False, True])
def test_over_tls_the_password_is_sent(tls, named_mail_test, at_once):
    server, client = tls
    with serving(MailServer(extensions=("STARTTLS", "AUTH PLAIN"), tls=server, at_once=at_once)) as told:
        carry(told, host="mail.test", context=client, user="anna", password="secret", is_tls=at_once)
    assert told.login == "login anna secret private"
    assert len(told.mails) == 1


@pytest.mark.security
def test_a_server_that_nobody_vouches_for_gets_no_letter(tls, named_mail_test):
    with serving(MailServer(extensions=("STARTTLS",), tls=tls[0])) as told, pytest.raises(MailDelayed, match="SSL"):
        carry(told, host="mail.test")
    assert told.mails == []


def test_to_this_machine_a_password_needs_no_tls():
    with serving(MailServer(extensions=("STARTTLS", "AUTH PLAIN"))) as told:
        carry(told, user="anna", password="secret")
    assert told.login == "login anna secret open"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"RCPT": b"550 nobody here"}, MailRefused),
        ({"RCPT": b"450 come back later"}, MailDelayed),
        ({"MAIL": b"552 no"}, MailRefused),
        ({"DATA": b"451 not now"}, MailDelayed),
        ({"EHLO": b"500 what", "HELO": b"421 busy"}, MailDelayed),
        ({"RCPT": b"rubbish"}, MailDelayed),
    ],
)
def test_what_a_server_refuses_is_delayed_or_over(answers, outcome):
    with serving(MailServer(answers=answers)) as told, pytest.raises(outcome) as refused:
        carry(told)
    assert told.mails == []
    assert "anna" not in refused.value.message


def test_a_wrong_password_may_be_mended():
    answers = {"AUTH": b"535 wrong"}
    with (
        serving(MailServer(extensions=("AUTH PLAIN",), answers=answers)) as told,
        pytest.raises(MailDelayed, match="535"),
    ):
        carry(told, user="anna", password="secret")


def test_a_server_without_logins_is_said():
    with serving(MailServer()) as told, pytest.raises(MailDelayed, match="knows no login"):
        carry(told, user="anna", password="secret")


def test_a_server_that_is_away_or_silent_is_waited_for_in_vain():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(MailDelayed, match="not to be had"):
            ByServer(Server("127.0.0.1", port, "", "", False), patience_s=0.05).carry(letter())
    with pytest.raises(MailDelayed, match="ConnectionRefused"):
        ByServer(Server("127.0.0.1", port, "", "", False)).carry(letter())


def test_foreign_signs_need_a_server_that_takes_them():
    strange = letter("jürgen@exämple.com")
    with serving(MailServer(extensions=("SMTPUTF8", "8BITMIME"))) as told:
        carry(told, mail=strange)
    assert any("jürgen@xn--exmple-cua.com" in line for line in told.lines)
    with serving(MailServer()) as told, pytest.raises(MailRefused, match="such signs"):
        carry(told, mail=strange)


def test_a_password_does_not_show_in_what_is_printed():
    assert "secret" not in repr(replace(server_at("smtp://a:secret@mail.test"), port=1))


def test_a_folder_keeps_each_letter_as_a_file(tmp_path):
    folder = tmp_path / "mail"
    ByFolder(folder).carry(letter())
    ByFolder(folder).carry(letter())
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert message_from_bytes(files[0].read_bytes(), policy=default)["To"] == "anna@example.com"


def test_a_folder_that_cannot_be_written_delays_the_letter(tmp_path):
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(MailDelayed, match="could not be written"):
        ByFolder(tmp_path / "mail").carry(letter())
