"""Every style in each of its meters: as long as asked, the same again, whole bands, drums that fill."""

import pytest
from songs import STYLES, brief, composed, played

from backend.studio.composer import grid, styles, touch
from backend.studio.score import Family

PLAYABLE = [(name, meter) for name in STYLES for meter in styles.find(name).meters]
IDS = [f"{name}-{meter}" for name, meter in PLAYABLE]
DRUMMED = [(name, meter) for name, meter in PLAYABLE if styles.find(name).drums.grooves]


@pytest.mark.parametrize("duration_s", [20.0, 60.0, 180.0])
@pytest.mark.parametrize(("name", "meter"), PLAYABLE, ids=IDS)
def test_a_song_is_as_long_as_asked(name, meter, duration_s):
    performance = played(brief(name, seed=3, duration_s=duration_s, meter=meter))
    plan = performance.score.plan
    # A song has whole bars: a short one in long bars may be half of one off.
    half_bar_s = meter.beats_per_bar * 30 / plan.tempo.changes[0][1]
    assert performance.length_s == pytest.approx(duration_s, abs=max(0.04 * duration_s, half_bar_s))
    assert plan.meter == meter
    assert {part.role for part in performance.score.parts} & {"lead", "chords", "arp", "pad"}


@pytest.mark.parametrize(("name", "meter"), PLAYABLE, ids=IDS)
def test_the_same_brief_is_the_same_song(name, meter):
    wanted = brief(name, seed=8, duration_s=20.0, meter=meter)
    assert repr(composed(wanted)) == repr(composed(wanted))


@pytest.mark.parametrize(("name", "meter"), DRUMMED, ids=[f"{name}-{meter}" for name, meter in DRUMMED])
def test_drums_have_fills_of_every_length(name, meter):
    fills = touch.in_meter(styles.find(name).drums.fills, meter)
    whole = round(meter.beats_per_bar / grid.pulse_beats(meter))
    assert {fill.beats for fill in fills} >= {1, 2}, "a phrase ends with one or two beats"
    assert max(fill.beats for fill in fills) >= min(whole, 3), "a stronger section is led to by a bar"


@pytest.mark.parametrize("name", STYLES)
def test_a_style_has_a_picture(name):
    found = styles.families(styles.find(name))
    assert found and set(found) <= set(Family) and found == sorted(found, key=list(Family).index)
