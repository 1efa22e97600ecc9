"""banks: bring, list, sing a script, remove."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile
from bank_singing import MELODY, phrase
from synthetic_banks import VARIANTS, make, zipped

from backend.cli.banks import banks
from backend.studio.formats.ds import script
from backend.studio.formats.ds.phrases import segment_of
from backend.studio.voice.phrases import Placed


@pytest.fixture
def run(app):
    def run(*words):
        done = app.test_cli_runner().invoke(banks, [str(word) for word in words])
        return done.exit_code, done.output

    return run


def test_a_bank_is_brought_sings_a_script_and_is_let_go(run, tmp_path):
    file, wave = tmp_path / "bank.zip", tmp_path / "out.wav"
    file.write_bytes(zipped(make(tmp_path / "bank", VARIANTS["partial"])))
    code, told = run("add", file)
    assert code == 0, told
    assert "without dspitch: the pitch follows the studio's rules" in told
    name = told.split(" is here as ")[1].split(".")[0]
    assert name in run("list")[1]
    segments = [segment_of(Placed(phrase(*MELODY), at, 0), with_pitch=True) for at in (1.0, 5.0)]
    (tmp_path / "song.ds").write_text(script.write(segments), encoding="utf-8")
    code, told = run("sing", tmp_path / "song.ds", "--voice", f"bank/{name}/main", "--out", wave)
    assert code == 0, told
    assert "2 phrases, sung on CPU" in told
    sound, rate = soundfile.read(wave)
    assert len(sound) / rate == pytest.approx(7.1, abs=0.1)
    assert np.abs(sound[: rate // 2]).max() == 0
    assert np.abs(sound[5 * rate : 6 * rate]).max() > 0.05
    assert run("remove", name)[0] == 0
    assert run("list")[1] == ""


def test_what_cannot_be_done_is_said(run, tmp_path):
    (tmp_path / "bank.zip").write_bytes(b"nothing")
    code, told = run("add", tmp_path / "bank.zip")
    assert (code, "zip cannot be read" in told) == (1, True)
    assert run("remove", "nobody")[0] == 1
    (tmp_path / "song.ds").write_text("[]")
    code, told = run("sing", tmp_path / "song.ds", "--voice", "bank/nobody/main", "--out", tmp_path / "x.wav")
    assert (code, "no voice" in told) == (1, True)
