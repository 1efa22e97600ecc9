"""Two styles at once: any two of them make a song that can be played, in the meter of either."""

import pytest
from songs import STYLES, brief, composed, played

from backend.studio.brief import StyleWeight
from backend.studio.composer import blend, check, styles, touch
from backend.studio.composer.part_rules import LANES
from backend.studio.units import Meter

# Each style with one that lies far from it in the alphabet, so that neighbours of a kind do not meet.
PAIRS = [(name, STYLES[(index * 7 + 5) % len(STYLES)]) for index, name in enumerate(STYLES)]


def mixed(first, second, share=0.6, **changes):
    return brief(first, styles=(StyleWeight(first, share), StyleWeight(second, 1 - share)), **changes)


@pytest.mark.parametrize(("first", "second"), [pair for pair in PAIRS if pair[0] != pair[1]])
def test_any_two_styles_blend_in_the_meter_of_either(first, second):
    for meter in {styles.find(first).meters[0], styles.find(second).meters[0]}:
        score = played(mixed(first, second, duration_s=30.0, meter=meter)).score
        assert score.plan.meter == meter and any(part.role == "lead" for part in score.parts)
        assert len(check.judge(score, styles.find(first)).missed) <= 6


def test_a_style_without_drums_gets_them_from_one_that_has():
    asked = mixed("lullaby", "house", meter=styles.find("house").meters[0])
    drums = next(part for part in composed(asked).parts if part.is_drums)
    assert LANES["kick"] in {note.pitch for note in drums.notes}
    ids = [part.id for part in blend.style_of(asked).parts]
    assert len(ids) == len(set(ids))


def test_a_touch_of_a_style_brings_no_players():
    asked = mixed("lullaby", "house", share=0.8)
    assert {part.role for part in blend.style_of(asked).parts} == {part.role for part in styles.find("lullaby").parts}


def test_each_style_brings_its_own_rhythm_into_the_meter_of_the_other():
    style = blend.style_of(mixed("house", "waltz", meter=Meter(3, 4)))
    meters = {groove.meter for groove in touch.in_meter(style.drums.grooves, Meter(3, 4))}
    assert meters == {Meter(4, 4), Meter(3, 4)}
    bass = next(rule for rule in style.parts if rule.role == "bass")
    assert {pattern.meter for pattern in touch.in_meter(bass.patterns, Meter(3, 4))} == {Meter(4, 4), Meter(3, 4)}
