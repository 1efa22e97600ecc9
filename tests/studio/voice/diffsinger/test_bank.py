"""Banks as they are found: what they say of themselves, what they lack, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from synthetic_banks import VARIANTS, make, make_vocoder

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import bank, character, colours, languages, onnx_files, report, settings
from backend.studio.voice.diffsinger.alphabet import Alphabet
from backend.studio.voice.diffsinger.character import Colour

PLAIN = replace(VARIANTS["new"], has_languages=False)


def test_a_whole_bank_lacks_nothing(tmp_path):
    opened = bank.open_bank(make(tmp_path))
    assert (opened.missing, opened.refusal) == ((), "")
    assert opened.character.author == "Nobody"


@pytest.mark.parametrize(
    ("part", "effect"),
    [("dsdur", "studio's rules"), ("dspitch", "studio's rules"), ("dsvariance", "not predicted")],
)
def test_what_a_bank_lacks_is_said_with_what_follows(part, effect, tmp_path):
    (missing,) = [each for each in bank.open_bank(make(tmp_path, VARIANTS["partial"])).missing if each.part == part]
    assert effect in missing.effect


def test_a_variance_that_nobody_predicts_is_a_refusal(tmp_path):
    opened = bank.open_bank(make(tmp_path, replace(VARIANTS["new"], predicts=("breathiness",))))
    assert opened.refusal == "Its acoustic model wants tension, which no model of the bank predicts."


def test_a_shared_vocoder_is_found_by_its_name(tmp_path):
    root = make(tmp_path / "bank", replace(VARIANTS["new"], has_vocoder=False))
    shared = make_vocoder(tmp_path / "shared")
    asked = []
    opened = bank.open_bank(root, lambda name: asked.append(name) or shared)
    assert (asked, opened.refusal, opened.vocoder.is_own) == (["sine"], "", False)
    assert "which is not installed here" in bank.open_bank(root).refusal


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hop_size", 256),
        ("num_mel_bins", 80),
        ("mel_fmax", 8000),
        ("mel_scale", "htk"),
        ("win_size", 1024),
        ("fft_size", 1024),
    ],
)
def test_vocoder_and_acoustic_model_must_agree(key, value, tmp_path):
    path = make(tmp_path) / "dsvocoder" / "vocoder.yaml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text()), key: value}))
    assert "do not go together" in bank.open_bank(tmp_path).refusal


def test_defaults_are_those_of_openutau(tmp_path):
    (tmp_path / "dsconfig.yaml").write_text("acoustic: a.onnx\n")
    found = settings.read(tmp_path / "dsconfig.yaml")
    assert (found.phonemes, found.hidden, found.by_words, found.is_continuous) == ("phonemes.txt", 256, True, False)
    assert found.predicts == ("energy", "breathiness")
    assert found.wants == ()
    sound = found.sound
    assert (sound.sample_rate, sound.hop, sound.window, sound.fft, sound.bins) == (44_100, 512, 2048, 2048, 128)
    assert (sound.low_hz, sound.high_hz, sound.base, sound.scale) == (40, 16_000, "10", "slaney")


@pytest.mark.parametrize(
    ("keys", "depth"),
    [
        ("use_shallow_diffusion: true\nmax_depth: 400", 0.4),
        ("use_variable_depth: true\nuse_continuous_acceleration: true\nmax_depth: 0.6", 0.6),
        ("use_variable_depth: true\nuse_continuous_acceleration: true\nmax_depth: 600", 0.6),
        ("use_variable_depth: false\nuse_shallow_diffusion: true\nmax_depth: 400", None),
        ("max_depth: 400", None),
    ],
)
def test_depths_of_either_protocol(keys, depth, tmp_path):
    (tmp_path / "dsconfig.yaml").write_text(keys)
    assert settings.read(tmp_path / "dsconfig.yaml").deepest == depth


def test_speakers_are_found_by_whole_or_last_name_or_are_the_first(tmp_path):
    model = bank.open_bank(make(tmp_path, VARIANTS["many_speakers"])).acoustic
    assert [model.speaker_index(name) for name in ("embeds/soft", "other/power", "nobody", "")] == [1, 2, 0, 0]


def test_colours_are_those_of_the_bank_else_its_speakers_else_one(tmp_path):
    root = make(tmp_path / "many", VARIANTS["many_speakers"])
    assert [colour.name for colour in bank.open_bank(root).colours] == ["Alto", "Soft", "Power"]
    (root / "character.yaml").unlink()
    assert [colour.name for colour in bank.open_bank(root).colours] == ["alto", "soft", "power"]
    assert bank.open_bank(make(tmp_path / "none", VARIANTS["no_speakers"])).colours == (Colour("", ""),)


def test_colours_have_names_that_go_into_addresses():
    given = [Colour(name, name) for name in ("Soft & Sweet", "柔", "", "soft sweet", "Über")]
    assert list(colours.slugs(given)) == ["soft-sweet", "colour-2", "colour-3", "soft-sweet-4", "uber"]
    assert list(colours.slugs([Colour("", "x")])) == ["main"]


@pytest.mark.parametrize(
    ("phonemes", "phonemizer", "expected"),
    [
        ("aa ih hh dh", "", ("en-US", "en-GB")),
        ("zh ch ang ong", "", ("zh",)),
        ("q w", "OpenUtau.Core.DiffSinger.DiffSingerJapanesePhonemizer", ("ja",)),
        ("fr/a pt/b", "", ("fr", "pt-BR")),
        ("q w", "", ("en-US", "en-GB")),
    ],
)
def test_languages_are_marked_named_or_guessed(phonemes, phonemizer, expected, tmp_path):
    opened = bank.open_bank(make(tmp_path, replace(VARIANTS["partial"])))
    alphabet = Alphabet({name: number for number, name in enumerate(phonemes.split())}, {})
    acoustic = replace(opened.acoustic, alphabet=alphabet)
    who = replace(opened.character, phonemizer=phonemizer)
    assert languages.tags(replace(opened, acoustic=acoustic, character=who)) == expected


def test_the_report_tells_which_touches_are_heard(tmp_path):
    told = report.describe(bank.open_bank(make(tmp_path, VARIANTS["many_speakers"])))
    assert {name for name, heard in told["curves"].items() if not heard} == set()
    poor = report.describe(bank.open_bank(make(tmp_path / "poor", VARIANTS["partial"])))
    assert {name for name, heard in poor["curves"].items() if not heard} == {"breath", "tension", "freedom", "colour"}
    assert [each["part"] for each in poor["missing"]] == ["dsdur", "dspitch", "dsvariance"]


def test_the_report_names_phonemes_that_a_model_lacks(tmp_path):
    root = make(tmp_path, PLAIN)
    path = root / "dspitch" / "phonemes.json"
    path.write_text('{"SP": 1, "AP": 2, "aa": 3}')
    told = report.describe(bank.open_bank(root))
    assert any("of pitch" in each["part"] and "cannot be sung" in each["effect"] for each in told["missing"])
    assert "t" not in told["phonemes"]


@pytest.mark.parametrize(
    ("name", "pitch"), [("C4", 60), ("F#3", 54), ("Bb2", 46), ("C-1", 0), ("H4", None), ("", None)]
)
def test_names_of_tones(name, pitch):
    assert character.tone(name) == pitch


def test_a_range_that_says_something_is_taken(tmp_path):
    root = make(tmp_path)
    (root / "character.yaml").write_text("name: x\nsubbanks: [{suffix: alto, tone_ranges: [F3-E5]}]")
    assert bank.open_bank(root).character.range == (53, 76)


def test_papers_are_read_in_whatever_letters(tmp_path):
    root = make(tmp_path)
    (root / "利用規約.txt").write_bytes("商用利用は禁止です。".encode("cp932"))
    (root / "notes.txt").write_text("nothing about use")
    assert {paper.file: paper.text for paper in bank.open_bank(root).character.papers} == {
        "license.txt": "Sing what you like with it.",
        "利用規約.txt": "商用利用は禁止です。",
    }


@pytest.mark.security
def test_a_network_is_looked_into_without_being_opened(tmp_path):
    path = make(tmp_path) / "acoustic.onnx"
    found = onnx_files.look(path)
    assert {"CumSum", "Gather", "Concat"} <= found.operators
    assert (found.foreign, found.outside) == (set(), set())
    with pytest.raises(BadBank):
        onnx_files.check(tmp_path / "dsconfig.yaml", tmp_path)
