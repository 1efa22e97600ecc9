from backend.studio.lyrics.analysis import analyse
from backend.studio.lyrics.meter import rhythm_of
from backend.studio.lyrics.rhythm import SectionRhythm
from backend.studio.lyrics.text import parse

WORDS = """[Verse]
The moon was hanging low and blue
I walked along the avenue
[Chorus]
Stay with me, stay with me
Down beside the silver sea
[Chorus]"""


def report(text=WORDS, **options):
    return analyse(parse(text), **options)


def warnings(line):
    return " ".join(report(line).stanzas[0].lines[0].warnings)


def test_sections_have_their_scheme_and_meter():
    verse, chorus, again = report().stanzas
    assert (verse.rhyme_scheme, verse.meter) == ("AA", "iambic tetrameter")
    assert verse.lines[1].rhymes == "perfect"
    assert (chorus.repeated, again.repeated) == (False, True)
    assert [line.number for line in again.lines] == [4, 5]


def test_hard_words_are_pointed_out():
    assert "'sixths' piles up" in warnings("the sixths of May")
    assert "'This' into 'ship'" in warnings("This ship sails")
    assert "'zorblax' is not in the lexicon" in warnings("zorblax")
    assert "'日本' cannot be read" in warnings("hello 日本")
    assert "more than a breath" in warnings("la " * 17)
    assert warnings("hold me close tonight") == ""


def test_a_song_wants_a_chorus():
    assert report("[Verse]\na day\n[Bridge]\na night").warnings == (
        "There is no [Chorus]: head the part that returns with it.",
    )


def test_words_are_counted_against_a_melody():
    melody = [
        SectionRhythm("verse", "Verse", "A", (rhythm_of(".x.x.x.x"), rhythm_of(".x.x"))),
        SectionRhythm("chorus", "Chorus", "B", (rhythm_of("x.x..x"),)),
    ]
    verse, chorus, again = report(melody=melody).stanzas
    assert [line.notes for line in verse.lines] == [8, 4]
    assert verse.lines[0].warnings == ()
    assert verse.lines[1].warnings == ("8 syllables for 4 notes.",)
    assert [line.notes for line in again.lines] == [6, None] == [line.notes for line in chorus.lines]


def test_stresses_off_the_beat_are_pointed_out():
    melody = [SectionRhythm("verse", "Verse", "A", (rhythm_of("x.x.x.x."),))]
    line = report("[Verse]\nThe moon was hanging low and blue", melody=melody).stanzas[0].lines[0]
    assert "'moon' is stressed off the beat." in line.warnings


def test_sections_without_a_melody_are_named():
    melody = [SectionRhythm("verse", "Verse", "A", (rhythm_of(".x.x"),))]
    assert "[Chorus]: the melody has no chorus to sing it to." in report(melody=melody).warnings
