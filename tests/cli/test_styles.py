"""styles check: every style is listed, a broken file is named with its key."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from backend.cli.styles import styles
from backend.studio.composer import styles as library
from backend.studio.composer.styles import FOLDER


def test_styles_of_ones_own_are_listed_and_checked(tmp_path: Path, monkeypatch):
    (tmp_path / "styles").mkdir()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "styles" / "pop.toml").write_text("")
    try:
        done = CliRunner().invoke(styles, ["check"])
        assert done.exit_code == 1
        assert "a built-in style is called 'pop'" in done.output and str(tmp_path / "styles") in done.output
    finally:
        library.adopt(tmp_path / "nothing")


def test_all_styles_hold_and_are_listed():
    done = CliRunner().invoke(styles, ["check"])
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in done.output.splitlines()] == sorted(path.stem for path in FOLDER.glob("*.toml"))


def test_a_broken_file_is_named_with_what_is_wrong(tmp_path: Path):
    broken = tmp_path / "polka.toml"
    text = (FOLDER / "pop.toml").read_text(encoding="utf-8")
    broken.write_text(text.replace("loudness_lufs", "loudness", 1), encoding="utf-8")
    done = CliRunner().invoke(styles, ["check", str(broken)])
    assert done.exit_code == 1
    assert "polka" in done.output and "loudness" in done.output
