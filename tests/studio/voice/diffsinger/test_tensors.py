"""What networks gave is kept by what they were given, and noise drawn inside them depends on the seed alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bank_singing import MELODY, phrase, singer
from synthetic_banks import VARIANTS, make

from backend.studio.errors import Cancelled
from backend.studio.singing import Touch
from backend.studio.voice.diffsinger.tensors import Folder

NOISY = replace(VARIANTS["new"], noise=0.05)


class Counting(Folder):
    """Counts what was really run."""

    ran = 0

    def get(self, key, run):
        def counted():
            self.ran += 1
            return run()

        return super().get(key, counted)


@pytest.fixture
def keep(tmp_path):
    return Counting(tmp_path / "kept")


def sing(root, wanted, keep):
    return singer(root, keep=keep).sing(wanted, lambda: False).audio


def test_a_bank_that_draws_noise_sings_a_seed_the_same_on_every_day(tmp_path):
    own = singer(make(tmp_path, NOISY))
    first, other, again = (own.sing(phrase(*MELODY, seed=seed), lambda: False).audio for seed in (5, 6, 5))
    assert np.array_equal(first, again)
    assert 0.05 < np.std(first - other) * 2**0.5 / 0.05 < 4
    assert np.array_equal(first, singer(tmp_path).sing(phrase(*MELODY), lambda: False).audio)


def test_what_was_run_is_not_run_again(tmp_path, keep):
    root = make(tmp_path / "bank", NOISY)
    first = sing(root, phrase(*MELODY), keep)
    ran = keep.ran
    assert np.array_equal(first, sing(root, phrase(*MELODY), keep))
    assert keep.ran == ran


def test_a_change_of_one_curve_runs_only_what_depends_on_it(tmp_path, keep):
    root = make(tmp_path / "bank", NOISY)
    sing(root, phrase(*MELODY), keep)
    before = keep.ran
    sing(root, phrase(*MELODY, touches=[Touch(breath=0.5)]), keep)
    assert keep.ran - before == 2
    assert before > 5


def test_another_bank_of_the_same_inputs_is_another(tmp_path, keep):
    first = sing(make(tmp_path / "one", NOISY), phrase(*MELODY), keep)
    ran = keep.ran
    sing(make(tmp_path / "two", replace(NOISY, noise=0.1)), phrase(*MELODY), keep)
    assert keep.ran - ran == 2
    assert np.array_equal(first, sing(tmp_path / "one", phrase(*MELODY), keep))


def test_a_file_that_was_damaged_is_made_again(tmp_path, keep):
    root = make(tmp_path / "bank")
    first = sing(root, phrase(*MELODY), keep)
    for number, path in enumerate(sorted((tmp_path / "kept").iterdir())):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes([b"", bytes(content), content[:50]][number % 3])
    assert np.array_equal(first, sing(root, phrase(*MELODY), keep))


def test_a_folder_that_cannot_be_written_does_not_end_a_song(tmp_path):
    (tmp_path / "file").write_text("no folder")
    keep = Folder(tmp_path / "file" / "kept")
    assert len(sing(make(tmp_path / "bank"), phrase(*MELODY), keep))


def test_what_was_not_used_for_long_makes_room(tmp_path):
    keep = Folder(tmp_path, capacity_bytes=3000)
    for number in range(6):
        keep.get(str(number), lambda: {"x": np.zeros(100, np.float64)})
    keep.tidy()
    assert 1 <= len(list(tmp_path.glob("*.npz"))) < 4


def test_singing_is_called_off_between_two_models(tmp_path):
    done = []
    with pytest.raises(Cancelled):
        singer(make(tmp_path)).sing(phrase(*MELODY), lambda: len(done) >= 3, done.append)
    assert done == ["l.onnx", "d.onnx", "l.onnx"]


def test_each_model_reports_when_it_is_done(tmp_path):
    done = []
    singer(make(tmp_path)).sing(phrase(*MELODY), lambda: False, done.append)
    assert done == ["l.onnx", "d.onnx", "l.onnx", "p.onnx", "l.onnx", "v.onnx", "acoustic.onnx", "sine.onnx"]
