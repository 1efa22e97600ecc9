"""Settings: read once, every mistake at once, and the same list in the example file."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from backend.config import PROJECT_ROOT, BadSettings, Settings, load, read_env_file, styles_dir

SECRET = "long enough to be a secret, and known to tests only"
EXAMPLE = PROJECT_ROOT / ".env.example"
# DB_* are another way to say DATABASE_URL, APP_ENV is the field `production`.
OTHER_NAMES = {"DB_NAME", "DB_USER", "DB_PASSWORD", "DB_HOST", "DB_PORT", "APP_ENV"}


def settings(tmp_path: Path, **environ: str) -> Settings:
    return Settings.from_env({"SECRET_KEY": SECRET, **environ}, root=tmp_path)


def test_example_lists_every_setting_and_no_other():
    listed = set(read_env_file(EXAMPLE)) - OTHER_NAMES
    assert listed == {field.name.upper() for field in fields(Settings)} - {"PRODUCTION"}


def test_example_states_the_defaults(tmp_path):
    said = {**read_env_file(EXAMPLE), "SECRET_KEY": SECRET}
    assert Settings.from_env(said, root=tmp_path) == settings(tmp_path)


def test_every_mistake_is_reported_at_once(tmp_path):
    wrong = {
        "SECRET_KEY": "short",
        "PORT": "eighty",
        "RATE_LIMIT_ENABLED": "maybe",
        "REDIS_URL": "localhost:6379",
        "DATABASE_URL": "mysql://here",
        "CORS_ALLOWED_ORIGINS": "studio.example",
        "MAX_UPLOAD_MB": "-1",
        "SMTP_URL": "mail.example",
    }
    with pytest.raises(BadSettings) as mistakes:
        Settings.from_env(wrong, root=tmp_path)
    lines = str(mistakes.value).splitlines()
    assert [name for name in wrong if not any(name in line for line in lines)] == []
    assert len(lines) == len(wrong)


@pytest.mark.parametrize(
    ("name", "given"),
    [("PORT", "0"), ("PORT", "65536"), ("PORT", "1e3"), ("MAX_AUDIO_SECONDS", "²"), ("GUEST_TRIAL", "-1")],
)
def test_numbers_outside_their_range_are_refused_by_name(tmp_path, name, given):
    with pytest.raises(BadSettings, match=f"{name} is '{given}'"):
        settings(tmp_path, **{name: given})


def test_production_needs_hosts_and_drops_development_origins(tmp_path):
    with pytest.raises(BadSettings, match="ALLOWED_HOSTS is empty"):
        settings(tmp_path, APP_ENV="production")
    live = settings(tmp_path, APP_ENV="production", ALLOWED_HOSTS="studio.example, www.studio.example")
    assert live.allowed_hosts == ("studio.example", "www.studio.example")
    assert live.cors_allowed_origins == ()


def test_debug_is_another_word_for_development(tmp_path):
    assert not settings(tmp_path, DEBUG="True").production
    assert settings(tmp_path, DEBUG="False", ALLOWED_HOSTS="a.example").production


@pytest.mark.parametrize("off", [{"RQ_ENABLED": "0", "REDIS_URL": "redis://127.0.0.1"}, {"REDIS_URL": "none"}])
def test_a_broker_can_be_turned_off(tmp_path, off):
    assert settings(tmp_path, **off).redis_url == ""


def test_database_parts_make_an_address_with_everything_quoted(tmp_path):
    parts = {"DB_NAME": "music", "DB_USER": "clara", "DB_PASSWORD": "p@ss/word", "DB_HOST": "db.example"}
    assert settings(tmp_path, **parts).database_url == "postgresql+psycopg://clara:p%40ss%2Fword@db.example:5432/music"


def test_data_dir_moves_everything_and_the_environment_wins(tmp_path):
    home = tmp_path / "data"
    home.mkdir()
    (home / ".env").write_text(f"# the studio's own\nexport SECRET_KEY='{SECRET}'\nPORT=9000\nHOST=0.0.0.0\n")
    found = load({"DATA_DIR": str(home), "PORT": "9001"}, root=tmp_path)
    assert (found.port, found.host) == (9001, "0.0.0.0")
    assert found.storage_dir == home / "storage" and found.log_dir == home / "logs"
    assert found.styles_dir == home / "styles" == styles_dir({"DATA_DIR": str(home)}, root=tmp_path)
    assert found.database_url == f"sqlite:///{home / 'storage' / 'studio.db'}"


@pytest.mark.security
def test_secrets_are_not_printed(tmp_path):
    shown = repr(settings(tmp_path, DATABASE_URL="postgresql://clara:hidden@db/music", SMTP_URL="smtp://a:hidden@mail"))
    assert SECRET not in shown and "hidden" not in shown


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"HOST": "0.0.0.0"}, "http://localhost:8000"),
        ({"PORT": "9000", "ALLOWED_HOSTS": "localhost,127.0.0.1"}, "http://localhost:9000"),
        ({"APP_ENV": "production", "ALLOWED_HOSTS": ".studio.example"}, "https://studio.example"),
        ({"PUBLIC_URL": "http://studio.local:8000/"}, "http://studio.local:8000"),
    ],
)
def test_links_in_letters_lead_to_the_first_host_or_to_the_public_address(tmp_path, environ, found):
    assert settings(tmp_path, **environ).public_url == found


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://mail.example:port"),
        ("SMTP_URL", "smtp://a:b@mail.example/x"),
        ("PUBLIC_URL", "https://studio.example/below"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "Studio <s@studio.example>, x@y.example"),
    ],
)
def test_a_mail_setting_that_names_nobody_is_said(tmp_path, name, given):
    with pytest.raises(BadSettings, match=name):
        settings(tmp_path, **{name: given})


def test_letters_come_from_where_the_studio_is_and_lie_in_its_storage(tmp_path):
    live = settings(tmp_path, PUBLIC_URL="https://studio.example", STORAGE_DIR="kept")
    assert live.mail_from == "Mini Studio <studio@studio.example>"
    assert live.mail_dir == tmp_path / "kept" / "mail"
    assert settings(tmp_path, MAIL_DIR="letters").mail_dir == tmp_path / "letters"
