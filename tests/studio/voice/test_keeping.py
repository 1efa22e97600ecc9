"""Kept phrases: only what changed is sung again, and nothing broken is ever sung."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from threading import Thread

import numpy as np
from hummer import Hummer, syllable

from backend.studio.singing import Touch
from backend.studio.voice.keeping import LEFT_OVER_S, Folder, key
from backend.studio.voice.phrase import Phrase, SungNote

PHRASE = Phrase((SungNote(0.0, 0.5, 60, 90, syllable("la")),), "pop", "en-US", 7)


def sing(folder: Folder, singer: Hummer, phrase: Phrase = PHRASE):
    return folder.get(singer, phrase, lambda: singer.sing(phrase, lambda: False))


def test_a_phrase_is_sung_once(tmp_path: Path) -> None:
    singer, folder = Hummer(), Folder(tmp_path / "phrases")
    first, again = sing(folder, singer), sing(Folder(tmp_path / "phrases"), singer)
    assert len(singer.asked) == 1
    assert np.array_equal(first.audio, again.audio)
    assert (first.start_s, first.phones) == (again.start_s, again.phones)


def test_whatever_goes_into_a_phrase_makes_another_of_it() -> None:
    singer, note = Hummer(), PHRASE.notes[0]
    others = [
        replace(PHRASE, seed=8), replace(PHRASE, manner="jazz"), replace(PHRASE, language="en-GB"),
        *(replace(PHRASE, notes=(changed,)) for changed in (
            replace(note, pitch=61), replace(note, off_s=0.6), replace(note, velocity=91),
            replace(note, syllable=syllable("lo")), replace(note, touch=Touch(breath=0.1)),
        )),
    ]  # fmt: skip
    names = [key(singer, PHRASE), *(key(singer, phrase) for phrase in others)]
    names += [key(Hummer(version="hum-2"), PHRASE), key(Hummer(voice=replace(singer.voice, id="test/ho")), PHRASE)]
    assert len(set(names)) == len(names)


def test_a_broken_file_is_sung_again(tmp_path: Path) -> None:
    singer, folder = Hummer(), Folder(tmp_path)
    whole = sing(folder, singer)
    (file,) = tmp_path.glob("*.sung")
    for content in (b"", b"MSPH", file.read_bytes()[:-4], b"\0" * 4000, file.read_bytes()[:60] + b"!" + b"\0" * 60):
        file.write_bytes(content)
        assert np.array_equal(sing(folder, singer).audio, whole.audio)
    assert len(singer.asked) == 6


def test_two_who_sing_the_same_leave_one_file(tmp_path: Path) -> None:
    threads = [Thread(target=sing, args=(Folder(tmp_path), Hummer())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.suffix for path in tmp_path.iterdir()] == [".sung"]


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    singer = Hummer()
    folder = Folder(tmp_path, capacity_bytes=250_000)
    for seed in range(3):
        phrase = replace(PHRASE, seed=seed)
        sing(folder, singer, phrase)
        os.utime(tmp_path / f"{key(singer, phrase)}.sung", (seed + 1e9, seed + 1e9))
    folder.tidy()
    left = {path.stem for path in tmp_path.iterdir()}
    assert left == {key(singer, replace(PHRASE, seed=seed)) for seed in (1, 2)}


def test_what_the_dead_left_is_swept_up_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    singer, folder = Hummer(), Folder(tmp_path)
    sing(folder, singer)
    old, new = tmp_path / ".dead.part", tmp_path / ".alive.part"
    for path in (old, new):
        path.write_bytes(b"half")
    now = new.stat().st_mtime
    os.utime(old, (now - LEFT_OVER_S - 60,) * 2)
    folder.tidy()
    assert (old.exists(), new.exists()) == (False, True)


def test_a_folder_that_cannot_be_written_ends_no_song(tmp_path: Path) -> None:
    (tmp_path / "phrases").write_text("a file stands in the way")
    assert sing(Folder(tmp_path / "phrases"), Hummer()).audio.any()
