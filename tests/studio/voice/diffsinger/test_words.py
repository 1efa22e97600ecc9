"""Words as phonemes of a bank, and which of them begin on which note."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml
from bank_singing import KLE, MELODY, STAR, TWIN, phrase, syllable
from synthetic_banks import VARIANTS, make

from backend.studio.errors import CannotSing
from backend.studio.voice.diffsinger import bank, layout
from backend.studio.voice.diffsinger.words import Speller, words_of

PLAIN = replace(VARIANTS["new"], has_languages=False, has_pitch=False, has_variance=False, has_duration=False, wants=())


def said(root, *rows, language="en-US", variant=PLAIN):
    """The groups of a phrase as a fresh bank spells it."""
    if not (root / "dsconfig.yaml").exists():
        make(root, variant)
    planned = layout.plan(phrase(*rows), Speller(bank.open_bank(root), language))
    return [" ".join(group.names) for group in planned.groups]


def on_notes(*syllables):
    return [(float(at), float(at + 1), 60, each) for at, each in enumerate(syllables)]


def ja(root, words):
    """Make a bank Japanese: its phonemes, and words for them."""
    names = ["<PAD>", "SP", "AP", "a", "i", "u", "k", "y", "t", "N", "sh"]
    (root / "phonemes.json").write_text(json.dumps({name: number for number, name in enumerate(names)}))
    kinds = {"a": "vowel", "i": "vowel", "u": "vowel", "N": "vowel", "y": "semivowel"}
    symbols = [{"symbol": name, "type": kinds.get(name, "stop")} for name in names[3:]]
    entries = [{"grapheme": word, "phonemes": phonemes.split()} for word, phonemes in words.items()]
    (root / "dsdict-ja.yaml").write_text(yaml.safe_dump({"symbols": symbols, "entries": entries}, allow_unicode=True))
    return root


def test_consonants_go_to_the_group_before_and_glides_lie_on_the_beat(tmp_path):
    assert said(tmp_path, *MELODY) == ["SP t", "w ih ng k", "ax l", "SP s t", "aa r"]


def test_a_word_that_no_dictionary_has_is_sung_by_its_sounds(tmp_path):
    who = syllable("who", sounds=("h", "u", ""))
    errs = syllable("errs", sounds=("", "ɜ", "ɹz"))
    assert said(tmp_path, *on_notes(who, STAR)) == ["SP hh", "uw s t", "aa r"]
    with pytest.raises(CannotSing, match="cannot sing 'errs': its dictionary lacks the word"):
        said(tmp_path, *on_notes(errs))


def test_one_symbol_may_stand_for_two_sounds(tmp_path):
    assert said(tmp_path, *on_notes(syllable("her", sounds=("h", "ɜ", "ɹ")))) == ["SP hh", "er"]


def test_a_replacement_of_the_dictionary_is_used(tmp_path):
    assert said(tmp_path, *on_notes(syllable("hat", sounds=("h", "æ", "t")))) == ["SP hh", "aa t"]


def test_sounds_of_the_bank_itself_win_over_its_dictionary(tmp_path):
    by_hand = syllable("star", sounds=(["hh"], "uw", ["ng"]))
    assert said(tmp_path, *on_notes(by_hand)) == ["SP hh", "uw ng"]
    marked, variant = syllable("star", sounds=(["en/hh"], "en/uw", ())), replace(PLAIN, has_languages=True)
    assert said(tmp_path / "marked", *on_notes(marked), variant=variant) == ["SP en/hh", "en/uw"]


def test_a_word_cut_otherwise_than_in_the_dictionary_is_sung_as_it_was_cut(tmp_path):
    """``Kalin`` has two vowels; somebody set it to three notes, with sounds for each."""
    parts = [("k", "ə", ""), ("l", "ɪ", ""), ("", "u", "n")]
    cut = [syllable(str(n), "Kalin", at=(n, 3), sounds=each) for n, each in enumerate(parts)]
    assert said(tmp_path, *on_notes(*cut)) == ["SP k", "ax l", "ih", "uw n"]


def test_capitals_are_no_other_word(tmp_path):
    assert said(tmp_path, *on_notes(replace(STAR, word="STAR"))) == ["SP s t", "aa r"]


def test_a_word_that_is_said_otherwise_than_usual_goes_by_its_sounds(tmp_path):
    """The dictionary says "n aa"; usual is "nO"; somebody had it said "noo"."""
    assert said(tmp_path, *on_notes(syllable("no", sounds=("n", "O", "")))) == ["SP n", "aa"]
    assert said(tmp_path, *on_notes(syllable("no", sounds=("n", "u", "")))) == ["SP n", "uw"]


def test_a_held_note_goes_on_with_its_syllable(tmp_path):
    assert said(tmp_path, *on_notes(TWIN, None, KLE, None)) == ["SP t", "w ih ng k", "ax l"]


def test_a_syllable_without_a_vowel_begins_with_its_first_sound(tmp_path):
    assert said(tmp_path, *on_notes(syllable("nn", sounds=("", "n", "")), STAR)) == ["SP", "n s t", "aa r"]


def test_syllables_are_looked_up_where_the_word_is_unknown(tmp_path):
    root = ja(make(tmp_path, PLAIN), {"きゃ": "k y a", "ん": "N", "ta": "t a"})
    kya, n = (syllable(text, "きゃん", at=(at, 2), sounds=((), "ʕ", ())) for at, text in enumerate(("きゃ", "ん")))
    assert said(root, *on_notes(kya, n), language="ja") == ["SP k", "y a", "N"]


def test_a_bank_of_one_language_sings_its_own_sounds(tmp_path):
    root = ja(make(tmp_path, PLAIN), {})
    assert said(root, *on_notes(syllable("shy", sounds=("ʃ", "I", ""))), language="ja") == ["SP sh", "a i"]


def test_words_are_told_apart_by_their_place(tmp_path):
    again = replace(STAR, place=2)
    first, second = words_of(phrase(*on_notes(STAR, again)))
    assert (first.notes, second.notes) == ((0,), (1,))
    (whole,) = words_of(phrase(*on_notes(TWIN, None, KLE)))
    assert whole.notes == (0, 2)


def test_rules_give_consonants_their_length_and_vowels_the_rest(tmp_path):
    make(tmp_path, PLAIN)
    planned = layout.plan(phrase(*MELODY), Speller(bank.open_bank(tmp_path), "en-US"))
    laid = layout.lay(planned)
    lengths = dict(zip([symbol.name for symbol in laid.symbols], laid.borders_s[1:] - laid.borders_s[:-1], strict=True))
    assert lengths["t"] < 0.1
    assert laid.borders_s[0] == pytest.approx(-0.06)
    assert lengths["ng"] == pytest.approx(0.07)
    assert lengths["aa"] > 0.8
    assert min(lengths.values()) > 0


def test_fast_words_keep_half_of_their_time_for_vowels(tmp_path):
    make(tmp_path, PLAIN)
    rows = [(at / 10, (at + 1) / 10, 60, replace(STAR, place=at)) for at in range(4)]
    laid = layout.lay(layout.plan(phrase(*rows), Speller(bank.open_bank(tmp_path), "en-US")))
    starts = [at for symbol, at in zip(laid.symbols, laid.borders_s, strict=False) if symbol.name == "aa"]
    assert starts == pytest.approx([0, 0.1, 0.2, 0.3])
    vowels = [
        off - on
        for symbol, on, off in zip(laid.symbols, laid.borders_s, laid.borders_s[1:], strict=False)
        if symbol.name == "aa"
    ]
    assert min(vowels) >= 0.05 - 1e-9


def test_japanese_words_are_read_and_looked_up_mora_by_mora(tmp_path):
    from backend.studio.lyrics.pronounce import pronounce
    from backend.studio.lyrics.words import line_of

    root = ja(make(tmp_path, PLAIN), {"きゃ": "k y a", "ん": "N", "た": "t a"})
    sung = line_of(pronounce("キャンタ", "ja"), 0)
    assert said(root, *on_notes(*sung), language="ja") == ["SP k", "y a", "N t", "a"]
