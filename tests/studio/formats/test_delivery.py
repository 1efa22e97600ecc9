"""A delivery is complete, agrees with itself, and is the same each time."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import handmade
import numpy as np
import pytest
import soundfile

from backend.studio.audio import Stem
from backend.studio.formats import delivery, midi, project
from backend.studio.mix import balance, master
from backend.studio.mix.true_peak import true_peak_dbtp
from backend.studio.song import Song


@pytest.fixture(scope="module")
def song() -> Song:
    performance = handmade.performance(bars_each=1, players=4)
    mix = balance.mix(handmade.stems(performance), performance, "pop")
    return Song(performance, master.finish(mix, target_lufs=-14.0), {"mixing": 0.1}, {"studio": "1"})


@pytest.fixture(scope="module")
def folder(song: Song, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("delivery")
    delivery.write_all(song, place)
    return place


def read(path: Path) -> np.ndarray:
    sound, _ = soundfile.read(path, dtype="float64")
    return np.asarray(sound).T


def test_every_file_is_there_and_known_by_its_sum(song: Song, tmp_path: Path) -> None:
    files = delivery.write_all(song, tmp_path)
    assert [file.path.relative_to(tmp_path).as_posix() for file in files] == [
        "master.wav", "master.flac", "master.mp3",
        "stems/01-drums.flac", "stems/02-bass.flac", "stems/03-keys.flac", "stems/04-pad.flac",
        "song.mid", "chords.txt", "sections.json", "peaks.json", "song.json",
    ]  # fmt: skip
    for file in files:
        content = file.path.read_bytes()
        assert (file.bytes, file.sha256) == (len(content), sha256(content).hexdigest())
        assert file.duration_s == pytest.approx(song.performance.length_s)
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {f".{file.format}" for file in files}


@pytest.mark.parametrize("form", ["flac", "wav"])
def test_delivered_stems_sum_to_the_delivered_master(form: str, song: Song, tmp_path: Path) -> None:
    files = delivery.write_all(song, tmp_path, stems=form)  # type: ignore[arg-type]
    total = np.sum([read(file.path) for file in files if file.kind == "stem"], axis=0)
    for name in ("master.wav", "master.flac"):
        assert 20 * np.log10(np.abs(total - read(tmp_path / name)).max()) <= -90


def test_stems_louder_than_full_scale_are_lowered_alike_and_said_so(song: Song, tmp_path: Path) -> None:
    audio = song.master.stems[0].audio
    loud = [
        Stem(s.id, s.name, "", s.family, sign * 3 * audio + s.audio)
        for s, sign in zip(song.master.stems, (1, -1, 0, 0), strict=True)
    ]
    headroom_db = master.headroom_db(max(float(np.abs(stem.audio).max()) for stem in loud))
    files = delivery.write_all(
        replace(song, master=replace(song.master, stems=tuple(loud), headroom_db=headroom_db)), tmp_path
    )
    told = json.loads((tmp_path / "song.json").read_text())["master"]["headroom_db"]
    total = np.sum([read(file.path) for file in files if file.kind == "stem"], axis=0) / 10 ** (told / 20)
    assert told < 0
    assert 20 * np.log10(np.abs(total - read(tmp_path / "master.wav")).max()) <= -90


def test_the_delivered_master_is_below_its_ceiling(folder: Path) -> None:
    for name in ("master.wav", "master.flac"):
        assert true_peak_dbtp(read(folder / name).astype(np.float32)) <= -1.0


def test_the_same_song_gives_the_same_bytes(song: Song, folder: Path, tmp_path: Path) -> None:
    for file in delivery.write_all(song, tmp_path, threads=1):
        assert file.path.read_bytes() == (folder / file.path.relative_to(tmp_path)).read_bytes(), file.path.name


def test_the_project_holds_the_song_and_what_was_measured(song: Song, folder: Path) -> None:
    content = json.loads((folder / "song.json").read_text(encoding="utf-8"))
    assert project.from_dict(content) == song.performance
    assert content["master"]["loudness_lufs"] == song.master.loudness_lufs
    assert (content["seed"], content["seconds"], content["versions"]) == (7, {"mixing": 0.1}, {"studio": "1"})


def test_midi_and_picture_show_the_same_parts(song: Song, folder: Path) -> None:
    names = [stem.name for stem in song.master.stems]
    assert [track.name for track in midi.read_notes(folder / "song.mid")] == names
    assert [row["name"] for row in json.loads((folder / "peaks.json").read_text())["stems"]] == names


def test_delivery_reports_to_the_end(song: Song, tmp_path: Path) -> None:
    told: list[float] = []
    delivery.write_all(song, tmp_path, report=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_silent_song_is_delivered_too(song: Song, tmp_path: Path) -> None:
    stems = handmade.stems(song.performance)
    for stem in stems:
        stem.audio[:] = 0
    silent = replace(song, master=master.finish(balance.mix(stems, song.performance, "pop"), target_lufs=-14.0))
    delivery.write_all(silent, tmp_path)
    assert json.loads((tmp_path / "song.json").read_text())["master"]["loudness_lufs"] is None
    assert not read(tmp_path / "master.flac").any()
