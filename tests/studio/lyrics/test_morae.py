"""Japanese and Chinese as they are sung: a mora or a syllable a note."""

from __future__ import annotations

import pytest

from backend.studio.errors import CannotSing
from backend.studio.lyrics.pronounce import pronounce
from backend.studio.lyrics.words import line_of


def heard(line, language):
    words = pronounce(line, language)
    return " ".join(".".join("".join((*s.onset, s.vowel, *s.coda)) for s in word.syllables) for word in words)


@pytest.mark.parametrize(
    ("line", "language", "sounds"),
    [
        ("きみが すき", "ja", "ki.mi.ɡa su.ki"),
        ("キャット スター", "ja-JP", "kjaʔ.to su.ta"),
        ("がっこう", "ja", "ɡaʔ.ko.u"),
        ("しゃしん", "ja", "ʃa.ʃi.n"),
        ("ティー", "ja", "ti"),
        ("La la", "ja", "ɾa ɾa"),
        ("kimi ga suki", "ja", "ki.mi ɡa su.ki"),
        ("shinkansen kyou matte", "ja", "ʃi.n.ka.n.se.n kjo.u maʔ.te"),
        ("kon'ya Tsuki", "ja", "ko.n.ja ʦu.ki"),
        ("nihao wo ai", "zh", "ni.hW wo I"),
        ("zhong1guo2 lüe", "zh-CN", "ʤʊŋ.ɡwo lɥɛ"),
        ("xi'an xian", "zh", "ʃi.an ʃjɛn"),
        ("ひめ(hee-meh)", "ja", "hi.mɛ"),
    ],
)
def test_what_is_heard(line, language, sounds):
    assert heard(line, language) == sounds


def test_texts_stay_as_they_were_written_and_long_marks_hold():
    (word,) = pronounce("スター__", "ja")
    assert [(one.text, one.held) for one in word.syllables] == [("ス", 0), ("ター", 3)]


@pytest.mark.parametrize(
    ("word", "language"), [("君", "ja"), ("你好", "zh"), ("ー", "ja"), ("ゃ", "ja"), ("hello", "ja")]
)
def test_what_has_many_readings_or_none_is_named(word, language):
    with pytest.raises(CannotSing, match=word):
        line_of(pronounce(word, language), 0)
