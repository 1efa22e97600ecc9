"""Drums: rolls, builds that thicken towards something stronger, breaks that fall silent before it."""

from dataclasses import replace

import pytest
from songs import brief, planned

from backend.studio.composer import drums, styles
from backend.studio.composer import setting as settings
from backend.studio.composer.part_rules import Build, DrumRules, Fill, Groove
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.strokes import Stroke, struck

PLAIN = Groove({"kick": "x...x...x...x...", "hat": "x.x.x.x.x.x.x.x."})
ROLL = Build({"snare": "o...o...o...o...|xxxxxxxxxxxxxxxx", "kick": "x...x...x...x...|................"})
SILENCE = Fill(4, {})


def played(rules, style="rock"):
    """The drums of a song whose style has these rules: its setting, and the notes."""
    plan = planned(brief(style))
    song = settings.setting(plan, Seeds(1))
    song = replace(song, style=replace(styles.find(style), drums=rules))
    player = next(player for player in song.players if player.rule.role == "drums")
    return song, [(note.start_beat, note.pitch) for note in drums.write(player, song, Seeds(1))]


def rises(song):
    """Where something stronger follows, and the drums play on both sides."""
    pairs = zip(song.plan.sections, song.plan.sections[1:], strict=False)
    found = [one for one, two in pairs if two.energy >= one.energy + 0.12 and "drums" in one.layers]
    assert found
    return found


@pytest.mark.parametrize(("sign", "beats"), [("x", [2.0]), ("2", [2.0, 2.25]), ("4", [2.0, 2.125, 2.25, 2.375])])
def test_a_roll_divides_its_time_evenly(sign, beats):
    assert [stroke.beat for stroke in struck(Stroke(2.0, "hat", sign), 0.5)] == beats


def test_a_roll_lasts_as_long_as_its_sign_is_held():
    song, notes = played(DrumRules((Groove({"hat": "x...x...x...3---"}),), crash=1.0))
    start = song.start(next(section for section in song.plan.sections if "drums" in section.layers))
    beats = [round(beat - start, 3) for beat, _ in notes if beat < start + 4]
    assert beats == [0, 1, 2, 3, 3.333, 3.667]


def test_a_build_takes_the_last_bars_before_something_stronger():
    song, notes = played(DrumRules((PLAIN,), builds=(ROLL,), crash=1.0))
    for section in rises(song):
        stop = song.stop(section)
        last = [beat for beat, pitch in notes if stop - 4 <= beat < stop and pitch == 38]
        assert len(last) == 16 and not [n for n in notes if stop - 4 <= n[0] < stop and n[1] == 36]
        assert [pitch for beat, pitch in notes if beat == stop - 12] != []


def test_a_break_leaves_nothing_but_its_own_lanes():
    song, notes = played(DrumRules((PLAIN,), breaks=(SILENCE,), breaking=1.0, crash=1.0))
    for section in rises(song):
        assert not [beat for beat, _ in notes if song.stop(section) - 4 <= beat < song.stop(section)]
    falling = [one for one in song.plan.sections[:-1] if one not in rises(song) and "drums" in one.layers]
    assert falling
    for section in falling:
        assert [beat for beat, _ in notes if song.stop(section) - 4 <= beat < song.stop(section)]


def test_ghosts_sound_as_often_as_the_style_says():
    def count(share):
        notes = played(DrumRules((Groove({"snare": "????????????????"}),), ghosts=share))[1]
        return sum(pitch == 38 for _, pitch in notes)

    assert count(0.0) == 0 < count(0.3) < count(0.9)
