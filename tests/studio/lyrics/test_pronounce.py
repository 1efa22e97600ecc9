import pytest

from backend.studio.errors import CannotSing
from backend.studio.lyrics.pronounce import pronounce
from backend.studio.lyrics.words import line_of


def sounds(line, **options):
    """The sounds of a line, syllables parted by dots and words by spaces."""
    words = pronounce(line, **options)
    return " ".join(".".join("".join((*s.onset, s.vowel, *s.coda)) for s in word.syllables) for word in words)


def texts(line):
    return ["-".join(syllable.text for syllable in word.syllables) for word in pronounce(line)]


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("hold me close tonight", "hOld mi klOs tə.nIt"),
        ("the apple, the car", "ði æ.pəl ðə kɑɹ"),
        ("what are you looking at", "wʌt ɑɹ ju lʊ.kɪŋ æt"),
        ("I live in a live house", "I lɪv ɪn ə lIv hWs"),
        ("don't stop lovin' me", "dOnt stɑp lʌ.vɪn mi"),
        ("rhythm & fire", "ɹɪ.ðəm ænd fIɹ"),
        ("every fi-re", "ɛv.ɹi fI.əɹ"),
        ("loooove sooo", "lʌv sO"),
        ("DJ", "di.ʤA"),
        ("live(lyv) you(love) see(/sˈi/)", "lɪv lʌv si"),
        ("ooh-la-la (ooh)", "u.lɑ.lɑ u"),
        ("moonshadows", "mun.ʃæ.dOz"),
    ],
)
def test_words_sound_as_they_are_sung(line, heard):
    assert sounds(line) == heard


def test_british_has_no_r_before_consonants():
    assert sounds("far over the river", language="en-GB") == "fɑː Q.və ðə ɹɪ.və"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1999", "nine-teen-nine-ty-nine"),
        ("2005", "two-thou-sand-five"),
        ("1905", "nine-teen-oh-five"),
        ("$5", "five-dol-lars"),
        ("21st", "twen-ty-first"),
        ("'90s", "nine-ties"),
        ("24/7", "twen-ty-four-se-ven"),
        ("5:30", "five-thir-ty"),
        ("3.14", "three-point-one-four"),
        ("50%", "fif-ty-per-cent"),
        ("1,000,000", "one-mil-lion"),
    ],
)
def test_numbers_are_said(line, said):
    assert texts(line) == [said]


@pytest.mark.parametrize(
    "cut",
    ["lit-tle", "look-ing", "flow-ers", "me-mo-ry", "beau-ti-ful", "rhy-thm", "glo-ri-a", "twin-kle", "heart-break"],
)
def test_syllables_are_written_as_in_printed_music(cut):
    assert texts(cut.replace("-", "")) == [cut]


def test_hyphens_cut_and_underscores_hold():
    (word,) = pronounce("glo-_ri-a__")
    assert [(syllable.text, syllable.held) for syllable in word.syllables] == [("glo", 1), ("ri", 0), ("a", 2)]
    assert len(pronounce("ev-er-y")[0].syllables) == 3


def test_stress_is_where_the_word_has_it():
    (word,) = pronounce("hallelujah")
    assert [syllable.stress for syllable in word.syllables] == [1, 0, 2, 0]
    assert [word.small for word in pronounce("the house of a king")] == [True, False, True, True, False]


def test_guessed_words_say_so():
    assert [word.known for word in pronounce("the zorblax shines")] == [True, False, True]
    assert pronounce("the zorblax")[1].syllables


def test_a_dictionary_of_ones_own_comes_before_the_lexicon():
    assert sounds("Siobhan", respelled={"siobhan": "shi-VAWN"}) == "ʃɪ.vɔn"
    assert [syllable.stress for syllable in pronounce("Siobhan(shi-VAWN)")[0].syllables] == [0, 2]


def test_notes_get_syllables_that_know_their_place():
    syllables = line_of(pronounce("hello world"), 3)
    assert [(one.text, one.word, one.index, one.count, one.line, one.place) for one in syllables] == [
        ("hel", "hello", 0, 2, 3, 0),
        ("lo", "hello", 1, 2, 3, 0),
        ("world", "world", 0, 1, 3, 1),
    ]


def test_words_that_nobody_can_read_are_named():
    with pytest.raises(CannotSing, match=r"Line 1: '日本語' cannot be read"):
        line_of(pronounce("hello 日本語"), 0)


def test_other_languages_need_a_reader():
    with pytest.raises(CannotSing, match="espeak-ng"):
        pronounce("hola", language="es")
    assert sounds("hola", language="es", speak=lambda words, language: ["ˈola"]) == "o.la"


@pytest.mark.security
@pytest.mark.parametrize("line", ["", "😀 🎵", "....", "_-_", "()", "((((", "a(" * 99, "-" * 999, "'" * 99, "x" * 999])
def test_odd_lines_are_harmless(line):
    pronounce(line)
