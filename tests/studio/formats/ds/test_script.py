"""Scripts of DiffSinger: read, written, refused in words, and sung as they stand."""

from __future__ import annotations

import json

import pytest
from bank_singing import KLE, MELODY, STAR, TWIN, phrase, pitch, singer, syllable
from synthetic_banks import VARIANTS, make

from backend.studio.errors import BadScore
from backend.studio.formats.ds import script, songs
from backend.studio.formats.ds.phrases import material, phrases, segment_of
from backend.studio.singing import Touch
from backend.studio.voice.phrases import Placed

# As OpenUtau writes it: a word for each note that is no slur, a hold and a second syllable both as slurs.
OPENUTAU = {
    "offset": 1.5,
    "text": "SP twinkle star SP",
    "ph_seq": "SP en/t en/w en/ih en/ng en/k en/ax en/l en/s en/t en/aa en/r SP",
    "ph_num": "2 8 2 1",
    "ph_dur": "0.45 0.05 0.05 0.35 0.05 0.05 0.3 0.05 0.1 0.05 0.9 0.1 0.5",
    "note_seq": "rest C4 G4 E4 D#4-20 rest",
    "note_dur": "0.5 0.5 0.5 0.5 0.5 0.5",
    "note_slur": "0 0 1 0 1 0",
    "lang": "en",
}
# As the tools of DiffSinger itself write it: each syllable on a note of its own.
PLAIN = {
    "ph_seq": "SP en/t en/w en/ih en/ng en/k en/ax en/l SP",
    "ph_num": "3 3 2 1",
    "note_seq": "rest C4 G4 rest",
    "note_dur": "0.5 0.6 0.6 0.3",
}


def one(row):
    return phrases(script.read(json.dumps([row])))[0]


def test_a_script_of_openutau_is_read_with_its_syllables():
    found = one(OPENUTAU)
    assert (found.on_s, found.phrase.language) == (2.0, "en")
    assert [(note.on_s, note.off_s, note.pitch) for note in found.phrase.notes] == [
        (0.0, 0.5, 60), (0.5, 1.0, 67), (1.0, 1.5, 64), (1.5, 2.0, 63),
    ]  # fmt: skip
    first, second, third, held = (note.syllable for note in found.phrase.notes)
    assert (first.onset, first.vowel, first.coda) == (("en/t", "en/w"), "en/ih", ("en/ng", "en/k"))
    assert (second.vowel, second.word, second.index, second.count) == ("en/ax", "twinkle", 1, 2)
    assert (third.text, third.onset, held) == ("star", (), None)
    assert found.phrase.notes[3].touch.bend == ((0.0, pytest.approx(-20.0)),)


def test_a_script_without_words_is_read_note_by_note():
    first, second = (note.syllable for note in one(PLAIN).phrase.notes)
    assert (first.onset, first.vowel, second.vowel) == (("en/t", "en/w"), "en/ih", "en/ax")


def test_vowels_that_begin_nowhere_near_a_slur_stay_on_their_note():
    row = {**OPENUTAU, "ph_dur": "0.45 0.05 0.05 0.1 0.05 0.05 0.6 0.05 0.1 0.05 0.9 0.1 0.5"}
    notes = one(row).phrase.notes
    assert (notes[1].syllable, notes[0].syllable.count) == (None, 1)


def test_a_script_is_sung_as_it_stands(tmp_path):
    own = singer(make(tmp_path, VARIANTS["new"]))
    found = own.sing(one(OPENUTAU).phrase, lambda: False)
    assert [phone.symbol for phone in found.phones] == OPENUTAU["ph_seq"].split()[1:-1]
    assert pitch(found, 0.7, 0.95) == pytest.approx(67, abs=0.05)


def test_a_drawn_pitch_is_sung(tmp_path):
    """Two seconds of 300 Hz, whatever the notes say; the model of the bank may not change it."""
    row = {**OPENUTAU, "f0_seq": " ".join(["300"] * 700), "f0_timestep": "0.005"}
    found = singer(make(tmp_path, VARIANTS["new"])).sing(one(row).phrase, lambda: False)
    for on_s, off_s in ((0.2, 0.45), (0.7, 0.95), (1.7, 1.95)):
        assert pitch(found, on_s, off_s) == pytest.approx(62.37, abs=0.05)


def test_speed_of_consonants_is_read():
    notes = one({**OPENUTAU, "velocity": " ".join(["1.5"] * 200), "velocity_timestep": "0.02"}).phrase.notes
    assert notes[0].touch.diction == pytest.approx(1.5)


def test_what_is_written_reads_back_as_it_was():
    wanted = Placed(phrase(*MELODY), 3.0, 0)
    segment = segment_of(wanted, with_pitch=True)
    assert segment.phonemes == ("SP", *["t", "w", "ih", "ng", "k", "ax", "l", "SP", "s", "t", "aa", "r", "SP"])
    assert segment.counts == (3, 3, 2, 3, 2, 1)
    (read,) = script.read(script.write([segment]))
    assert (read.phonemes, read.counts, read.text, read.offset_s) == (
        segment.phonemes,
        segment.counts,
        segment.text,
        2.5,
    )
    (found,) = phrases([read])
    assert found.on_s == pytest.approx(3.0)
    for ours, theirs in zip(found.phrase.notes, wanted.phrase.notes, strict=True):
        assert (ours.on_s, ours.off_s) == pytest.approx((theirs.on_s, theirs.off_s), abs=1e-4)
        assert ours.pitch == theirs.pitch
        assert (ours.syllable is None) == (theirs.syllable is None)
    assert max(abs(cents) for _, cents in found.phrase.notes[1].touch.bend[5:]) < 1


def test_other_languages_keep_their_sounds():
    la = syllable("lá", sounds=("l", "ɐ", ""))
    segment = segment_of(Placed(phrase((0.0, 1.0, 60, la), language="pt-BR"), 0.0, 0), with_pitch=False)
    assert (segment.phonemes, segment.language, segment.curves) == (("SP", "l", "ɐ", "SP"), "pt", {})


def test_a_small_hole_is_no_rest():
    rows = [(0.0, 0.48, 60, TWIN), (0.5, 1.0, 62, KLE), (1.2, 2.0, 64, STAR)]
    segment = segment_of(Placed(phrase(*rows), 0.0, 0), with_pitch=False)
    assert [note.pitch for note in segment.notes] == [None, 60, 62, None, 64, None]
    assert sum(note.length_s for note in segment.notes) == pytest.approx(3.0)


def test_a_script_is_material():
    found = material(script.read(json.dumps([OPENUTAU])))
    assert found.tracks[0].notes == ((4.0, 1.0, 60, 84), (5.0, 1.0, 67, 84), (6.0, 1.0, 64, 84), (7.0, 1.0, 63, 84))
    assert found.tempo == ((0.0, 120.0),)


@pytest.mark.parametrize(
    ("name", "midi"),
    [("C4", 60), ("a#3", 58), ("Bb3", 58), ("C-1", 0), ("E4+50", 64.5), ("C4-25", 59.75), ("rest", None), ("Cb4", 59)],
)
def test_names_of_notes(name, midi):
    assert script.pitch(name) == (None if midi is None else pytest.approx(midi))
    assert script.pitch(script.name_of(midi)) == (None if midi is None else pytest.approx(midi))


@pytest.mark.security
@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("nonsense", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ([], "list of 1 to"),
        (5, "list of 1 to"),
        ([{}] * 3000, "list of 1 to"),
        ([5], "Segment 1 of the script is no table"),
        ([{}], "ph_seq has 0 phonemes"),
        ([{**PLAIN, "ph_num": "3 3"}], "ph_num sums to 6, but there are 9"),
        ([{**PLAIN, "ph_num": "-9 18"}], "ph_num holds a number outside"),
        ([{**PLAIN, "ph_num": "x"}], "ph_num holds something that is no number"),
        ([{**PLAIN, "ph_dur": "1 2"}], "ph_dur has 2 lengths for 9 phonemes"),
        ([{**PLAIN, "note_dur": "0.5 0.6"}], "note_seq has 4 notes, with 2 lengths"),
        ([{**PLAIN, "note_dur": "0.5 nan 0.6 0.3"}], "note_dur holds a number outside"),
        ([{**PLAIN, "note_dur": "0.5 1e9 0.6 0.3"}], "note_dur holds a number outside"),
        ([{**PLAIN, "note_seq": "rest H4 C4 rest"}], "holds something that is no note"),
        ([{**PLAIN, "note_seq": "rest C99999999999 C4 rest"}], "holds a note outside"),
        ([{**PLAIN, "offset": 1e300}], "offset holds a number outside"),
        ([{**PLAIN, "f0_seq": "1e999", "f0_timestep": "0.005"}], "f0_seq holds a number outside"),
        ([PLAIN, {**PLAIN, "ph_seq": ["SP"]}], "Segment 2 of the script: ph_seq"),
        ([{**PLAIN, "ph_seq": "a " * 6000, "ph_num": "3000 3000"}], "ph_seq has 6000 phonemes"),
    ],
)
def test_what_is_no_script_is_refused_in_words(row, says):
    with pytest.raises(BadScore, match=says) as refusal:
        script.read(row if isinstance(row, str) else json.dumps(row))
    assert refusal.value.message.endswith(".")


def test_odd_scripts_are_taken():
    for odd in (
        {"text": "🎤 \u202ex"},
        {"f0_seq": "0 0 0", "f0_timestep": "0.1"},
        {"note_slur": "0 0 1 0"},
        {"lang": "x" * 99},
    ):
        assert phrases(script.read(json.dumps({**PLAIN, **odd})))
    assert phrases(script.read(json.dumps({**PLAIN, "note_seq": "rest rest rest rest"}))) == []


def test_a_file_is_read_within_limits(tmp_path):
    from backend.studio.formats.midi_check import Limits

    path = tmp_path / "song.ds"
    path.write_text(json.dumps([OPENUTAU]))
    assert len(songs.read(path).tracks[0].notes) == 4
    with pytest.raises(BadScore, match="lasts 4 s; up to 3"):
        songs.read(path, Limits(max_seconds=3))
    with pytest.raises(BadScore, match="bytes; up to 10"):
        songs.read(path, Limits(max_bytes=10))
    path.write_text(json.dumps([{**PLAIN, "note_seq": "rest rest rest rest"}]))
    with pytest.raises(BadScore, match="no notes"):
        songs.read(path)


def test_a_touch_of_the_pitch_is_in_the_script():
    bent = phrase(*MELODY, touches=[Touch(bend=((0.0, 100.0),))])
    curve = segment_of(Placed(bent, 0.0, 0), with_pitch=True).curves["f0_seq"]
    assert curve.values[round(0.75 / curve.step_s)] == pytest.approx(277.18, abs=0.5)
