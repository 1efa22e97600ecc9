from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import soundfile
from fonts import PERIOD, PLAIN, RATE, Font, Sample, Zone, part, pitch_hz, small_font, write

from backend.studio.errors import BadSoundFont
from backend.studio.instruments import samples
from backend.studio.instruments.band import Band
from backend.studio.instruments.generators import Gen
from backend.studio.instruments.plan import plan

A = part((0, 1, 69, 100))


def compressed(font: Font) -> bytes:
    """The font's bytes with its first sample as Ogg Vorbis, as in a SoundFont 3."""
    file = io.BytesIO()
    soundfile.write(file, font.samples[0].pcm / 32768, RATE, format="OGG", subtype="VORBIS")
    body = file.getvalue() + b"\0" * (len(file.getvalue()) % 2)
    font.samples = [Sample(np.frombuffer(body, "<i2"), font.samples[0].loop, type=0x11)]
    font.presets = {(0, 0): [Zone({Gen.INSTRUMENT: 0})]}
    font.instruments = font.instruments[:1]
    plain = font.to_bytes()
    header = plain.index(b"sample\0")  # of the first and only sample; its start and end count bytes here
    return plain[: header + 24] + len(body).to_bytes(4, "little") + plain[header + 28 :]


def test_compressed_samples_are_decoded(tmp_path):
    path = tmp_path / "test.sf3"
    path.write_bytes(compressed(small_font()))
    (stem,) = Band.open(path, sample_rate=RATE).play([A], frames=RATE)
    assert pitch_hz(stem, 0.1, 0.9) == pytest.approx(440, rel=1e-3)


def test_a_broken_stream_is_a_bad_font(tmp_path):
    path = tmp_path / "test.sf3"
    path.write_bytes(compressed(small_font()).replace(b"vorbis", b"wobbly"))
    with pytest.raises(BadSoundFont, match="sample 'sample' cannot be decoded"):
        Band.open(path, sample_rate=RATE).play([A], frames=RATE)


def test_kept_samples_are_not_decoded_again(tmp_path, font_file, monkeypatch):
    (first,) = Band.open(font_file, sample_rate=RATE, cache_dir=tmp_path).play([A], frames=RATE)
    monkeypatch.setattr(samples, "_decoded", lambda *_: pytest.fail("decoded again"))
    (second,) = Band.open(font_file, sample_rate=RATE, cache_dir=tmp_path).play([A], frames=RATE)
    assert np.array_equal(first, second)


@pytest.mark.parametrize("harm", [b"", b"short", bytes(64), b"\xff" * 4096])
def test_harmed_files_of_the_cache_are_made_again(tmp_path, font_file, harm):
    (first,) = Band.open(font_file, sample_rate=RATE, cache_dir=tmp_path).play([A], frames=RATE)
    for path in [*tmp_path.rglob("*.slot"), *tmp_path.rglob("*.json")]:
        path.write_bytes(harm)
    (second,) = Band.open(font_file, sample_rate=RATE, cache_dir=tmp_path).play([A], frames=RATE)
    assert np.array_equal(first, second)


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path, font_file):
    (tmp_path / "file").write_text("no folder")
    (stem,) = Band.open(font_file, sample_rate=RATE, cache_dir=tmp_path / "file").play([A], frames=RATE)
    assert stem.any()


def test_another_font_of_the_same_name_is_another_font(tmp_path):
    font, cache = small_font(), tmp_path / "cache"
    first = Band.open(write(font, tmp_path), sample_rate=RATE, cache_dir=cache)
    before = first.sha256, first.play([A], frames=RATE)[0]
    font.samples[0].pcm = font.samples[0].pcm / 2
    second = Band.open(write(font, tmp_path), sample_rate=RATE, cache_dir=cache)
    assert second.sha256 != before[0]
    assert np.abs(second.play([A], frames=RATE)[0]).max() == pytest.approx(np.abs(before[1]).max() / 2, rel=1e-3)


def test_slots_of_short_loops_are_unrolled(band):
    key = plan(A, band._font.instrument(A.part), frames=RATE, sample_rate=RATE).movements[0].waves[0].slot
    with ThreadPoolExecutor(1) as pool:
        slot = band._font.load([key], pool)[key]
    assert slot.loop_end - slot.loop_start >= samples.SHORTEST_LOOP
    assert (slot.loop_end - slot.loop_start) % PERIOD == 0
    again = slot.pcm[slot.loop_end : slot.loop_end + 16]
    assert np.array_equal(slot.pcm[slot.loop_start : slot.loop_start + 16], again)
    assert PLAIN == 0


def test_warming_decodes_before_the_first_note(tmp_path, font_file, monkeypatch):
    band = Band.open(font_file, sample_rate=RATE)
    band.warm([(0, 0), (128, 0)])
    monkeypatch.setattr(samples, "_decoded", lambda *_: pytest.fail("decoded late"))
    assert band.play([A, part((0, 1, 46, 90), bank=128)], frames=RATE)[1].any()
