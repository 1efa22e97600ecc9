"""`flask backup` and `flask restore` take along what lies beside the storage: the secret, own styles, prices."""

from __future__ import annotations

import pytest

from backend import config
from backend.cli.backups import backup, restore
from backend.services.backups import beside

PRICES = "[prices]\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A studio's folder with settings of its own."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / ".env").write_text("PORT=9\nSECRET_KEY=of-then\n")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "mine.toml").write_text("name = 'mine'")
    return tmp_path


def test_what_lies_beside_the_storage_is_put_back_where_it_is_missing(app, studio, home):
    run = app.test_cli_runner()
    assert run.invoke(backup, [str(home / "kept")]).exit_code == 0
    assert (home / "kept").stat().st_mode & 0o077 == 0
    (home / "styles" / "mine.toml").unlink()
    (home / ".env").write_text("# fresh\nPORT=8\nSECRET_KEY=of-now\n")

    done = run.invoke(restore, [str(home / "kept")])

    assert done.exit_code == 0, done.output
    assert config.read_env_file(home / ".env") == {"PORT": "8", "SECRET_KEY": "of-then"}
    assert (home / "styles" / "mine.toml").read_text() == "name = 'mine'"
    assert "SECRET_KEY of the backup" in done.output and ".env is not the same here" in done.output


def test_what_is_damaged_is_refused_before_anything_is_written(app, studio, home):
    run = app.test_cli_runner()
    run.invoke(backup, [str(home / "kept")])
    (home / "kept" / beside.FOLDER / "styles" / "mine.toml").write_text("name = 'other'")
    assert "is damaged" in run.invoke(restore, [str(home / "kept")]).output
    assert config.read_env_file(home / ".env")["SECRET_KEY"] == "of-then"


def test_a_secret_of_the_environment_is_told_to_be_kept(app, studio, home):
    (home / ".env").unlink()
    assert "keep it" in app.test_cli_runner().invoke(backup, [str(home / "kept")]).output
