"""Whatever is sent as a bank: a refusal that says what is wrong, or a bank that sings; never a fault, never a trace."""

from __future__ import annotations

import time

import pytest
from hostile_banks import zips

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import parcel, trial

pytestmark = pytest.mark.security

MOST_BYTES = 24 * 2**20


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return zips(tmp_path_factory.mktemp("hostile"))


def adopt(content, folder):
    file, into = folder / "bank.zip", folder / "unpacked"
    file.write_bytes(content)
    into.mkdir()
    parcel.unpack(file, into, most_bytes=MOST_BYTES)
    return trial.adopt(into, lambda _: None, time.process_time)


def test_every_hostile_bank_is_refused_in_words_or_sings(corpus, tmp_path):
    assert len(corpus) >= 25
    for number, (name, (content, says)) in enumerate(corpus.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        if says is None:
            document = adopt(content, folder).document
            assert document["refusal"] or document["speed"] > 0, name
        else:
            with pytest.raises(BadBank, match=says) as refusal:
                adopt(content, folder)
            assert refusal.value.message.endswith("."), name
            assert len(refusal.value.message) < 600, name
        outside = [path for path in tmp_path.iterdir() if not path.name.isdigit()]
        assert outside == [], name
