"""create-admin: the account of ADMIN_EMAIL, made or confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import fake_music

from backend.app import create_app
from backend.cli.accounts import create_admin
from backend.config import env_file
from backend.wiring import assemble

PASSWORD = "correct horse"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "ADMIN_EMAIL": "nadia@example.com"}


def is_admin(client) -> bool:
    key = client.post("/api/auth/login/", json={"email": "nadia@example.com", "password": PASSWORD}).json["key"]
    return client.get("/api/admin/check/", headers={"Authorization": f"Token {key}"}).json["admin"]


def test_a_new_administrator_can_sign_in_and_is_one(app, client):
    done = app.test_cli_runner().invoke(create_admin, ["--password", PASSWORD])
    assert done.exit_code == 0, done.output
    assert "the desk is at /admin/" in done.output and "started again" in done.output
    assert is_admin(client)


@pytest.mark.security
def test_who_took_the_address_first_loses_the_account_to_the_administrator(app, client):
    client.post("/api/auth/register/", json={"username": "n", "email": "nadia@example.com", "password": "first comer"})
    login = {"email": "nadia@example.com", "password": "first comer"}
    key = client.post("/api/auth/login/", json=login).json["key"]
    head = {"Authorization": f"Token {key}"}
    theirs = {"email": "first@example.com", "password": "first comer"}
    assert client.post("/api/auth/change-email/", json=theirs, headers=head).status_code == 200
    done = app.test_cli_runner().invoke(create_admin, ["--password", PASSWORD])
    assert done.exit_code == 0, done.output
    assert client.get("/api/auth/user/", headers=head).status_code == 401
    assert client.post("/api/auth/login/", json=login).status_code == 400
    answer = client.post("/api/auth/login/", json={**login, "password": PASSWORD})
    assert answer.json["user"]["pending_email"] is None
    assert is_admin(client)


def test_a_studio_that_was_never_started_gets_its_tables_first(settings, engine, tmp_path):
    studio = assemble(replace(settings, database_url=f"sqlite:///{tmp_path / 'new.db'}"), fake_music(engine))
    app = create_app(studio.settings, studio)
    done = app.test_cli_runner().invoke(create_admin, ["--password", PASSWORD])
    assert done.exit_code == 0, done.output
    assert is_admin(app.test_client())
    studio.database.close()


def test_a_weak_password_is_refused_with_the_reason(app):
    done = app.test_cli_runner().invoke(create_admin, ["--password", "short"])
    assert done.exit_code == 1
    assert "at least 8 characters" in done.output


def test_without_an_address_the_command_says_what_to_write(app, studio, monkeypatch):
    nameless = replace(studio, settings=replace(studio.settings, admin_email=""))
    monkeypatch.setitem(app.extensions, "studio", nameless)
    done = app.test_cli_runner().invoke(create_admin, ["--password", PASSWORD])
    assert done.exit_code == 1
    assert f"ADMIN_EMAIL is empty. Put ADMIN_EMAIL=you@example.com into {env_file()}" in done.output
