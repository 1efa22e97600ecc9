import pytest
from songs import song

from backend.studio.lyrics import meter, rhythm
from backend.studio.lyrics.pronounce import spoken
from backend.studio.units import Meter


def stresses(line):
    return meter.stresses(spoken(line))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("the moon was hanging low and blue", "iambic tetrameter"),
        ("twinkle twinkle little star", "trochaic tetrameter"),
        ("in the middle of summer we danced on the sand", "anapestic tetrameter"),
        ("stone stone stone stone", "free"),
    ],
)
def test_feet_are_named(line, name):
    assert meter.name([stresses(line)]) == name


def test_a_line_fits_when_its_stresses_are_on_the_strong_beats():
    line = stresses("the moon was hanging low")
    assert meter.fits(line, meter.rhythm_of(".x.x.x"))
    assert not meter.fits(line, meter.rhythm_of("x.x.x."))
    assert not meter.fits(line, meter.rhythm_of(".x.x.x."))


@pytest.mark.parametrize(
    ("notes", "pattern"),
    [
        ([(0, 1), (1, 1), (2, 1), (3, 1)], "x.xx"),
        ([(0.5 * step, 0.5) for step in range(8)], "x.x.x.xx"),
        ([(3.5, 0.5), (4, 1), (5, 1), (6, 2)], ".x.x"),
        ([(0, 0.5), (0.5, 0.5), (1.5, 1), (2.5, 0.5), (3, 1)], "x.x.x"),
    ],
)
def test_strong_notes_are_where_the_bar_has_weight(notes, pattern):
    found = rhythm.strengths(notes, Meter())
    assert "".join("x" if strong else "." for strong in found) == pattern


def test_no_rhythm_asks_for_more_light_syllables_than_people_say():
    found = rhythm.strengths([(0.125 + 0.125 * step, 0.125) for step in range(7)], Meter())
    assert "...." not in "".join("x" if strong else "." for strong in found)


def test_a_songs_melody_becomes_lines():
    sections = rhythm.of_score(song("pop"))
    assert {section.role for section in sections} <= rhythm.SUNG_ROLES
    assert all(3 <= len(line) <= 14 for section in sections for line in section.lines)
    choruses = [section.lines for section in sections if section.role == "chorus"]
    assert len(choruses) > 1
    assert len({tuple(map(len, lines)) for lines in choruses}) == 1
