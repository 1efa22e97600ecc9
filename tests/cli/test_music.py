"""compose: files in a folder, and one line of JSON that agrees with them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backend.cli.music import compose, replay


def song(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(compose, [*words, "--out", str(folder)])


@pytest.mark.slow
def test_a_song_is_written_and_told_in_one_line(tmp_path):
    done = song(tmp_path, "calm piano", "--seconds", "5", "--seed", "7", "--style", "solo_piano", "--key", "D minor")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout.splitlines()[-1])
    written = {Path(file["path"]).relative_to(tmp_path).as_posix(): file for file in told["files"]}
    assert {"master.wav", "song.mid", "song.json"} <= set(written)
    assert any(name.startswith("stems/") and name.endswith(".wav") for name in written)
    for name, file in written.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == file["sha256"]
    kept = json.loads((tmp_path / "song.json").read_text())
    assert (told["seed"], told["duration_s"]) == (7, 5.0) and kept["seed"] == 7
    assert kept["master"]["loudness_lufs"] == told["loudness_lufs"]
    assert kept["brief"]["sources"]["tonic"] == "request"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["polka", "--style", "polka"], "polka"),
        (["calm", "--tempo", "999"], "999"),
        (["calm", "--seconds", "301"], "301"),
        (["calm", "--key", "H sharp"], "H sharp"),
        (["calm", "--formats", "wav-16,aac"], "'aac'"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_by_name(tmp_path, words, said):
    done = song(tmp_path / "out", *words)
    assert done.exit_code != 0
    assert said in done.output and "Traceback" not in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_only_the_formats_that_were_asked_for_are_written(tmp_path):
    done = song(tmp_path, "calm piano", "--seconds", "5", "--seed", "7", "--formats", "opus, stems,musicxml")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout.splitlines()[-1])
    assert [file["kind"] for file in told["files"]] == ["opus", "stems", "musicxml"]
    assert {str(path) for path in tmp_path.rglob("*")} == {file["path"] for file in told["files"]}
    for file in told["files"]:
        assert hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"]


@pytest.mark.slow
def test_a_take_is_replayed_byte_for_byte(tmp_path):
    made, again = tmp_path / "made", tmp_path / "again"
    assert song(made, "calm lo-fi", "--seconds", "6", "--seed", "3").exit_code == 0
    done = CliRunner().invoke(replay, [str(made / "song.json"), "--out", str(again)])
    assert done.exit_code == 0, done.output
    names = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    for name in names - {"song.json"}:
        assert (made / name).read_bytes() == (again / name).read_bytes(), name
    one, other = (json.loads((folder / "song.json").read_text()) for folder in (made, again))
    assert {**one, "seconds": 0} == {**other, "seconds": 0}
    assert "made with another" not in done.stderr
    (made / "song.json").write_text(json.dumps({**one, "versions": {**one["versions"], "mixer": "0"}}))
    old = CliRunner().invoke(replay, [str(made / "song.json"), "--out", str(again)])
    assert "made with another mixer" in old.stderr


@pytest.mark.parametrize("content", ["no song", "[1]", "{}", '{"format": "mini-studio-song", "version": 1}'])
def test_what_is_no_take_is_refused(tmp_path, content):
    (tmp_path / "song.json").write_text(content)
    done = CliRunner().invoke(replay, [str(tmp_path / "song.json"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1 and "Traceback" not in done.output and "Error" in done.output
