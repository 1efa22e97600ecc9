"""Files of strangers cost a refusal at most."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from threading import Event

import hostile_banks
import numpy as np
import pytest
import soundfile
from PIL import Image
from synthetic_banks import make, zipped

from backend.services import apart
from backend.services.errors import Busy, TooLarge, WrongType
from backend.studio.errors import BadAudio, BadBank, BadMidi, BadScore
from backend.studio.formats import editors
from bench import hostile

pytestmark = pytest.mark.security

# Of one process of the web (serving.py).
THREADS = 32

# Readers of XML find out by themselves that this is UTF-16.
UNMARKED = hostile.BOMB.encode("utf-16-le")


def test_a_sound_has_its_length(tmp_path):
    file = tmp_path / "sound.wav"
    soundfile.write(file, np.zeros(4000), 8000)
    assert apart.check("sound", file, "wav", max_seconds=1) == 0.5


@pytest.mark.parametrize(("what", "refusal"), [("sound", BadAudio), ("notes", BadMidi), ("picture", WrongType)])
def test_what_is_broken_is_refused_in_its_own_words(tmp_path, what, refusal):
    file = tmp_path / "broken"
    file.write_bytes(b"nothing of the kind")
    with pytest.raises(refusal, match=r"\.$"):
        apart.check(what, file, "mid" if what == "notes" else "png")


def test_a_limit_is_passed_on(tmp_path):
    file = tmp_path / "sound.wav"
    soundfile.write(file, np.zeros(8000 * 4), 8000)
    with pytest.raises(BadAudio, match="longer than 1 s"):
        apart.check("sound", file, "wav", max_seconds=1)


def test_a_large_picture_becomes_one_that_can_be_shown(tmp_path):
    file = tmp_path / "photo.jpg"
    Image.new("RGB", (5000, 4000), "red").save(file)
    apart.check("picture", file, "jpg")
    with Image.open(file) as kept:
        assert kept.size == (1600, 1280)


@pytest.mark.parametrize(("kind", "most"), [("png", "8,000,000"), ("webp", "8,000,000"), ("jpg", "25,000,000")])
def test_a_picture_above_the_limit_is_refused_before_it_is_decoded(tmp_path, kind, most):
    file = tmp_path / f"bomb.{kind}"
    Image.new("L", (9000, 3000)).save(file)
    with pytest.raises(TooLarge, match=rf"9000 x 3000 = 27,000,000 pixels; a \w+ may have {most}"):
        apart.check("picture", file, kind)


@pytest.mark.slow
def test_a_decoder_that_is_kept_busy_is_stopped(tmp_path, monkeypatch):
    """Five minutes of silence on eight channels: a quarter of a megabyte that takes seconds to decode."""
    file = tmp_path / "long.flac"
    with soundfile.SoundFile(file, "w", 192_000, 8) as out:
        for _ in range(295):
            out.write(np.zeros((192_000, 8), np.float32))
    patient = replace(apart.USUAL, cpu_s=1, wall_s=600.0)
    monkeypatch.setattr(apart, "USUAL", patient)
    with pytest.raises(TooLarge, match="within 1 s"):
        apart.check("sound", file, "flac")


def test_an_honest_file_is_not_blamed_for_a_busy_machine(tmp_path, monkeypatch):
    file = tmp_path / "short.wav"
    soundfile.write(file, np.zeros(100), 8000)
    monkeypatch.setattr(apart, "USUAL", replace(apart.USUAL, wall_s=0.01))
    with pytest.raises(Busy, match="again in a minute"):
        apart.check("sound", file, "wav")


def test_a_decoder_that_takes_all_memory_is_stopped(tmp_path, monkeypatch, capsys):
    def hungry(*_):
        raise MemoryError

    monkeypatch.setitem(apart.CHECKS, "sound", hungry)
    monkeypatch.setattr(apart, "_limit_ourselves", lambda *_: None)
    monkeypatch.setattr("sys.argv", ["apart", "sound", "file", "wav", "{}", "2", "100"])
    apart.main()
    assert '"too_large"' in capsys.readouterr().out


def test_a_decoder_that_breaks_down_is_not_called_slow(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(apart, "_root", lambda: tmp_path)
    with pytest.raises(WrongType, match="broke down"):
        apart.check("sound", tmp_path / "sound.wav", "wav")
    assert "backend" in caplog.text


def test_a_refusal_that_nobody_foresaw_is_one_all_the_same():
    with pytest.raises(WrongType, match="seconds"):
        apart._answer({"code": "out_of_range", "message": "A song of 0 seconds is none."})


def test_half_of_the_threads_stay_free_whatever_is_checked():
    """Of 32 requests at once, for files of both kinds, sixteen are told to come again."""
    done = Event()

    def stay(places):
        with places.one():
            done.wait(30)

    kinds = [apart.USUAL.places, apart.EDITORS.places] * (THREADS // 2)
    with ThreadPoolExecutor(THREADS) as pool:
        asked = [pool.submit(stay, places) for places in kinds]
        refused, staying = wait(asked, timeout=0.5)
        done.set()
    assert (len(refused), len(staying)) == (THREADS // 2, THREADS // 2)
    assert all(isinstance(one.exception(), Busy) for one in refused)
    assert [one.exception() for one in staying] == [None] * len(staying)


def test_a_check_that_is_stopped_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(apart, "_root", lambda: tmp_path / "studio")
    package = tmp_path / "studio" / "backend" / "services"
    package.mkdir(parents=True)
    dying = "import os, tempfile; tempfile.mkdtemp(); os.kill(os.getpid(), 9)"
    (package / "apart.py").write_text(dying)
    with pytest.raises(TooLarge, match="within 2 s"):
        apart.check("sound", tmp_path / "sound.wav", "wav")
    assert [path.name for path in tmp_path.iterdir()] == ["studio"]


def test_brought_music_comes_back_whole(tmp_path):
    notes = hostile.tune(np.random.default_rng(1))
    for kind, content in (("mid", hostile.midi(notes)), ("mxl", hostile.mxl(hostile.musicxml(notes)))):
        file = tmp_path / f"tune.{kind}"
        file.write_bytes(content)
        (track,) = apart.material(file, kind, max_seconds=60).tracks
        assert [note[:3] for note in track.notes] == [note[:3] for note in notes]


@pytest.mark.skipif(not editors.is_there(), reason="libresvip is not installed")
def test_a_project_of_a_singing_editor_is_read_apart(tmp_path):
    file = tmp_path / "tune.ust"
    file.write_text("[#VERSION]\nUST Version=1.2\n[#SETTING]\nTempo=90\n[#0000]\nLength=480\nLyric=la\nNoteNum=64\n")
    assert apart.check("notes", file, "ust", max_seconds=60) == pytest.approx(2 / 3)
    (track,) = apart.material(file, "ust", max_seconds=60).tracks
    assert ([note[2] for note in track.notes], track.lyrics) == ([64], ((0.0, "la"),))


@pytest.mark.parametrize("content", [hostile.BOMB.encode(), hostile.OUTSIDE.encode(), UNMARKED])
def test_a_score_with_entities_is_refused(tmp_path, content):
    file = tmp_path / "tune.musicxml"
    file.write_bytes(content)
    with pytest.raises(BadScore, match="declares entities"):
        apart.check("notes", file, "musicxml", max_seconds=60)


def look_through(tmp_path, change=None):
    """Send a bank through the process apart, in 2 s of work and 2 GB."""
    root = make(tmp_path / "made", hostile_banks.SMALL)
    if change:
        change(root)
    (tmp_path / "bank.zip").write_bytes(zipped(root))
    (tmp_path / "bank").mkdir()
    return apart.bank(tmp_path / "bank.zip", tmp_path / "bank", banks=tmp_path / "banks", most_bytes=2**24)


@pytest.fixture
def little(monkeypatch):
    budget = apart.Budget(2, 120.0, 2 * 2**30, apart.Places(1))
    monkeypatch.setitem(apart.BUDGETS, "bank", budget)


def test_a_bank_is_unpacked_and_sings(tmp_path, little):
    found = look_through(tmp_path)
    assert found["document"]["speed"] > 0
    assert (tmp_path / "bank" / found["root"] / "acoustic.onnx").is_file()


@pytest.mark.slow
def test_a_bank_that_never_ends_is_stopped(tmp_path, little):
    with pytest.raises(TooLarge, match="within 2 s"):
        look_through(tmp_path, hostile_banks.endless)


def test_a_bank_that_takes_all_memory_is_refused(tmp_path, little):
    with pytest.raises(BadBank, match=r"[Aa]lloc|[Mm]emory"):
        look_through(tmp_path, hostile_banks.hungry)


def test_a_bank_that_is_broken_is_refused_in_its_own_words(tmp_path, little):
    with pytest.raises(BadBank, match=r"acoustic.onnx is missing from bank\."):
        look_through(tmp_path, lambda root: (root / "acoustic.onnx").unlink())
