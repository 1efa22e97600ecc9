"""doctor: what is here, what is missing, what to type."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from backend.cli.doctor import doctor, singers


@pytest.fixture
def home(environment: dict[str, str], empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {**environment, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "studio.db").write_bytes(empty_database.read_bytes())
    return tmp_path


def test_it_says_what_plays_and_where_it_stands(home):
    said = CliRunner().invoke(doctor).output
    for about in ("renderer", "font", "engine", "voices", "styles", "database", "broker", "disk"):
        assert f" {about} " in said
    assert "sqlite answers" in said and "0 workers" in said


def test_wrong_settings_are_all_named_and_fail(home, monkeypatch):
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("REDIS_URL", "nowhere")
    done = CliRunner().invoke(doctor)
    assert done.exit_code == 1
    assert "PORT is 'x'" in done.output and "REDIS_URL is 'nowhere'" in done.output


@pytest.mark.security
def test_no_secret_is_printed(home, environment):
    assert environment["SECRET_KEY"] not in CliRunner().invoke(doctor).output


def test_engines_of_voices_are_counted_and_what_is_missing_is_said():
    voices = [
        {"id": "hum/a", "engine": "hum", "available": True, "reason": None},
        {"id": "hum/b", "engine": "hum", "available": False, "reason": "no"},
        {"id": "ho/a", "engine": "ho", "available": False, "reason": "type: python3 run.py prepare"},
    ]
    found = [(one.found, one.remedy) for one in singers(voices)]
    assert found == [("hum: 1 of 2", ""), ("ho: 0 of 1", "type: python3 run.py prepare")]
    assert [one.found for one in singers([])] == ["none: songs are instrumental"]
