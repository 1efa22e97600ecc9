"""styles check: every style is listed, a broken file is named with its key."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from backend.cli.styles import styles
from backend.studio.composer.styles import FOLDER


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
