from __future__ import annotations

import numpy as np
import pytest
from fonts import MOVING, PLAIN, RATE, UNTIL_RELEASE, WIDE, part, small_font

from backend.studio.errors import BadSoundFont
from backend.studio.instruments import soundfont
from backend.studio.instruments.band import Band
from backend.studio.instruments.generators import Gen

MUTATIONS = 200


def opened(tmp_path, content: bytes) -> Band:
    path = tmp_path / "test.sf2"
    path.write_bytes(content)
    return Band.open(path, sample_rate=RATE)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadSoundFont, match=r"absent\.sf2 cannot be opened"):
        Band.open(tmp_path / "absent.sf2")


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a font at all" * 10, b"RIFF\0\0\0\0WAVEfmt "])
def test_what_is_no_font_is_refused(tmp_path, content):
    with pytest.raises(BadSoundFont):
        opened(tmp_path, content)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(BadSoundFont):
        Band.open(tmp_path)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99, 0.999])
def test_a_font_that_was_cut_short_is_refused(tmp_path, kept):
    whole = small_font().to_bytes()
    with pytest.raises(BadSoundFont, match=r"cut short|has no"):
        opened(tmp_path, whole[: int(kept * len(whole))])


def test_a_zone_that_names_nothing_is_refused(tmp_path):
    font = small_font()
    font.instruments[0][0].generators[Gen.SAMPLE] = 77
    with pytest.raises(BadSoundFont, match="names sample 77; the font has 2"):
        opened(tmp_path, font.to_bytes()).play([part((0, 1, 69, 100))], frames=RATE)


def test_odd_chunks_without_padding_are_read(tmp_path):
    whole = small_font().to_bytes()
    at = whole.index(b"INAM")
    odd = whole[: at + 4] + (9).to_bytes(4, "little") + b"Odd font\0" + whole[at + 18 :]
    assert opened(tmp_path, odd).name == "Odd font"


def test_the_name_of_a_font_without_one_is_its_file(tmp_path):
    assert opened(tmp_path, small_font().to_bytes().replace(b"INAM", b"ICMT")).name == "test"


@pytest.mark.security
@pytest.mark.parametrize("region", ["tables", "anywhere"])
def test_mutated_fonts_are_played_or_refused(tmp_path, region):
    rng = np.random.default_rng(11)
    whole = np.frombuffer(small_font().to_bytes(), np.uint8)
    first = bytes(whole).index(b"pdta") if region == "tables" else 0
    refused = 0
    for _ in range(MUTATIONS // 2):
        broken = whole.copy()
        spots = rng.integers(first, len(whole), int(rng.integers(1, 12)))
        broken[spots] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, *rng.integers(0, 256, 5)], len(spots))
        try:
            band = opened(tmp_path, broken.tobytes())
            parts = [part((0, 0.05, 69, 100), program=program) for program in (PLAIN, WIDE, UNTIL_RELEASE, MOVING)]
            stems = band.play([*parts, part((0, 0.05, 46, 100), (0.02, 0.05, 42, 90), bank=128)], frames=RATE // 10)
            assert all(np.isfinite(stem).all() for stem in stems)
        except BadSoundFont:
            refused += 1
    assert 0 < refused < MUTATIONS // 2


def test_reading_copies_no_sample(tmp_path):
    path = tmp_path / "test.sf2"
    path.write_bytes(small_font().to_bytes())
    font = soundfont.read(path)
    assert font.waveforms.readonly
    assert len(font.waveforms) == 2 * sum(len(sample.pcm) for sample in small_font().samples)
