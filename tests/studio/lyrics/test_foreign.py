import pytest

from backend.studio.errors import CannotSing
from backend.studio.lyrics import foreign
from backend.studio.lyrics.pronounce import pronounce

TOLD = {
    "ciudad": "θjuðˈad", "aire": "ˈa^ɪɾe", "transporte": "tɾanspˈoɾte", "la": "lˈa",
    "não": "nˈɐ̃^ʊ̃", "nuit": "nyˈi", "sei": "sˈɛi", "cielo": "t^ʃˈɛlo", "weekend": "(en)wˈiːkɛnd(es)",
}  # fmt: skip


def heard(line, language):
    speak = foreign.reader(lambda words, voice: [TOLD[word] for word in words])
    words = pronounce(line, language, speak=speak)
    return " ".join(".".join("".join((*s.onset, s.vowel, *s.coda)) for s in word.syllables) for word in words)


@pytest.mark.parametrize(
    ("line", "language", "sounds"),
    [
        ("la ciudad", "es", "la θju.ðad"),
        ("aire", "es", "I.ɾe"),
        ("transporte", "es-MX", "tɾans.poɾ.te"),
        ("weekend", "es", "wiː.kɛnd"),
        ("não é", "pt-BR", "nɐ̃w̃ ɛ"),
        ("nuit", "fr-FR", "nɥi"),
        ("sei cielo", "it", "sɛj ʧɛ.lo"),
        ("sei(say)", "it", "sA"),
    ],
)
def test_espeaks_sounds_become_the_studios(line, language, sounds):
    assert heard(line, language) == sounds


def test_small_words_have_no_stress():
    speak = foreign.reader(lambda words, voice: [TOLD[word] for word in words])
    small, large = pronounce("la ciudad", "es", speak=speak)
    assert (small.small, small.syllables[0].stress, [one.stress for one in large.syllables]) == (True, 0, [0, 2])


def test_other_letters_are_not_sung():
    (word,) = pronounce("日本", "es", speak=foreign.reader(lambda words, voice: []))
    assert word.syllables == ()


def test_languages_that_nobody_sings_are_refused():
    with pytest.raises(CannotSing, match="'tlh' cannot be sung; allowed are en-US, en-GB, es, fr, it, pt-BR"):
        pronounce("nuqneH", "tlh", speak=lambda words, language: [])


def test_words_that_were_spelled_out_need_nobody_to_read_them():
    speak = foreign.reader(lambda words, voice: [TOLD[word] for word in words])
    told = foreign.spelled_out(["la ciudad", "La aire(ay-ray)"], "es", speak)
    assert pronounce("la ciudad", "es", told) == pronounce("la ciudad", "es", speak=speak)
    with pytest.raises(CannotSing, match="espeak-ng, which is not installed"):
        pronounce("la ciudad grande", "es", told)
