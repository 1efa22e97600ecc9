import pytest

from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhyme import Kind, rhyme, scheme, tails


def ends(line):
    return tails(spoken(line))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("in the night", "by the light", Kind.PERFECT),
        ("water", "my daughter", Kind.PERFECT),
        ("hold me", "you told me", Kind.PERFECT),
        ("everything", "sing", Kind.PERFECT),
        ("feeling", "ceiling", Kind.PERFECT),
        ("night", "knight", Kind.NONE),
        ("night", "the night", Kind.NONE),
        ("without you", "about you", Kind.PERFECT),
        ("with you", "for you", Kind.NONE),
        ("leave", "believe", Kind.NONE),
        ("time", "mine", Kind.NEAR),
        ("love", "enough", Kind.NEAR),
        ("nights", "light", Kind.NEAR),
        ("world", "girl", Kind.NEAR),
        ("fire", "rain", Kind.NONE),
        ("memory", "sea", Kind.NONE),
        ("", "sea", Kind.NONE),
    ],
)
def test_rhymes_are_told_apart(one, other, kind):
    assert rhyme(ends(one), ends(other)) == kind
    assert rhyme(ends(other), ends(one)) == kind


def test_a_scheme_has_a_letter_for_each_sound():
    lines = ["the moon is high", "we wait for rain", "across the sky", "again the moon", "in June"]
    letters, kinds = scheme([ends(line) for line in lines])
    assert letters == "ABACC"
    assert kinds == (Kind.NONE, Kind.NONE, Kind.PERFECT, Kind.NONE, Kind.PERFECT)


def test_the_same_word_again_is_no_rhyme():
    assert scheme([ends("my heart"), ends("your heart")])[0] == "AB"
