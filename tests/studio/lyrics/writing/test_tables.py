from itertools import chain

import pytest

from backend.studio.composer import styles
from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.writing import plan, tables
from backend.studio.lyrics.writing.fragments import beginning, ending, spread

THEMES = tables.themes()


def everything(theme):
    yield from theme.hooks
    yield from theme.lines
    yield from chain(*theme.couplets, *theme.choruses, *(row.say for row in theme.open))
    yield from chain(
        *(getattr(theme.close, kind) for kind in ("place", "path", "time", "like", "state", "thing", "fact"))
    )


@pytest.mark.parametrize("name", THEMES)
def test_every_word_of_a_theme_is_in_the_lexicon(name):
    unknown = {
        word.text
        for written in everything(THEMES[name])
        for text in spread(written)
        for word in spoken(text)
        if not word.known
    }
    assert unknown == set()


@pytest.mark.parametrize("name", THEMES)
def test_couplets_rhyme_and_choruses_have_a_scheme(name):
    for first, second in THEMES[name].couplets:
        assert rhyme.rhyme(rhyme.tails(spoken(first)), rhyme.tails(spoken(second))) == rhyme.Kind.PERFECT, (
            first,
            second,
        )
    for chorus in THEMES[name].choruses:
        assert plan.scheme_of(chorus) in ("AABB", "ABAB", "ABCB"), chorus


def test_every_style_has_a_measure():
    measured = list(chain(*(row.styles for row in tables.measures().values())))
    assert sorted(measured) == sorted(styles.load_all())


def test_moods_name_themes_that_there_are():
    assert {theme for mood in tables.moods().values() for theme in mood.themes} <= set(THEMES)


def test_alternatives_are_spread():
    assert list(spread("on the (cold|old|) floor")) == ["on the cold floor", "on the old floor", "on the floor"]


def test_small_words_are_light_where_something_follows():
    assert beginning("all I want is", "", takes=("thing",)).marks == (2, 0, 2, 0)
    assert ending("what it is", "", "fact").marks[-1] == 2


def test_a_line_has_a_rhythm_of_its_own():
    line = meter.stresses(spoken("in the middle of the night"))
    assert meter.pattern_of(meter.natural(line)) == "..x.x.x"
    assert meter.fits(line, meter.natural(line))
