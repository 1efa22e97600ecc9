"""Files under one root."""

from __future__ import annotations

import pytest

from backend.storage.local import LocalStorage, OutsideStorage


@pytest.fixture
def storage(tmp_path):
    return LocalStorage(tmp_path / "storage")


def test_finished_work_appears_whole_in_its_place(storage):
    with storage.workspace() as folder:
        (folder / "take").mkdir()
        (folder / "take" / "master.wav").write_text("music")
        storage.adopt(folder / "take", "songs/a/1")
    assert storage.locate("songs/a/1/master.wav").read_text() == "music"


def test_unfinished_work_is_cleared_away_even_after_a_fault(storage):
    with pytest.raises(RuntimeError), storage.workspace() as folder:
        (folder / "half.wav").write_text("mus")
        raise RuntimeError
    assert not folder.exists()


def test_removing_is_done_once_and_may_be_asked_twice(storage):
    with storage.workspace() as folder:
        (folder / "file").write_text("x")
        storage.adopt(folder / "file", "uploads/x")
    for stored in ("uploads/x", "uploads/x", "uploads", "uploads"):
        storage.remove(stored)
    assert not storage.locate("uploads").exists()


@pytest.mark.security
@pytest.mark.parametrize("stored", ["..", "../x", "a/../../x", "/etc/passwd", "", ".", "a\0b"])
def test_no_path_leaves_the_root(storage, stored):
    with pytest.raises((OutsideStorage, ValueError)):
        storage.locate(stored)


@pytest.mark.security
def test_links_do_not_lead_out(storage, tmp_path):
    storage.root.mkdir()
    (tmp_path / "secret").write_text("secret")
    (storage.root / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(OutsideStorage):
        storage.locate("link")
