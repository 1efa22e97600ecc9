"""The performance: in time, alive, and over when it is over."""

from dataclasses import replace

import numpy as np
import pytest
from songs import STYLES, brief, composed, played

from backend.studio.brief import Ending, FormWish
from backend.studio.composer import perform, setting, touch
from backend.studio.composer.expression import EXPRESSION, PEDAL
from backend.studio.composer.perform import Clock
from backend.studio.composer.seeds import Seeds
from backend.studio.units import Meter, TempoMap

STEADY = TempoMap(((0.0, 120.0),))


def find(performance, name):
    return next(found for found in performance.parts if found.part.id == name)


def test_straight_beats_follow_the_tempo_map():
    tempo = TempoMap(((0.0, 120.0), (8.0, 60.0), (10.0, 240.0)))
    beats = np.array([0.0, 4.0, 8.0, 9.5, 12.0])
    assert Clock(tempo, 0.5, 1.0).seconds(beats).tolist() == pytest.approx([tempo.seconds(beat) for beat in beats])


def test_swing_delays_the_second_of_each_pair_alone():
    seconds = Clock(STEADY, 2 / 3, 1.0).seconds(np.array([0, 0.5, 1.0, 1.5, 2.0]))
    assert seconds.tolist() == pytest.approx([0, 1 / 3, 0.5, 0.5 + 1 / 3, 1.0])


def test_a_triplet_that_is_written_out_is_not_swung():
    seconds = Clock(STEADY, 2 / 3, 1.0).seconds(np.array([1 / 3, 2 / 3, 4 + 1 / 3, 4.5]))
    assert seconds.tolist() == pytest.approx([1 / 6, 1 / 3, 2 + 1 / 6, 2 + 1 / 3])


def test_jazz_swings_less_the_faster_it_is():
    slow, fast = (played(brief("jazz_trio", tempo_bpm=bpm)) for bpm in (120.0, 220.0))
    ratios = []
    for performance in (slow, fast):
        song = setting.setting(performance.score.plan, Seeds(1))
        ratios.append(perform.clock_of(song, song.plan.sections[0]).swing)
    assert 0.6 < ratios[0] < 0.67 and 0.5 < ratios[1] < ratios[0]


@pytest.mark.parametrize("style", STYLES)
def test_notes_are_in_order_and_keys_are_released_before_they_are_struck_again(style):
    for found in played(brief(style)).parts:
        assert [note.on_s for note in found.notes] == sorted(note.on_s for note in found.notes)
        last = {}
        for note in found.notes:
            assert 0 <= note.on_s < note.off_s and 1 <= note.velocity <= 127
            assert last.get(note.pitch, 0.0) <= note.on_s + 1e-9 or found.part.is_drums
            last[note.pitch] = note.off_s


def test_the_bars_of_a_phrase_have_a_contour():
    score = composed(brief("pop"))
    song = setting.setting(score.plan, Seeds(1))
    feel = replace(song.style.feel, contour=(1.0, 0.5))
    section = next(section for section in score.plan.sections if section.start_bar)
    bars = song.start(section) + song.bar * np.arange(4)
    assert perform._contour(bars, feel, song).tolist() == [1.0, 0.5, 1.0, 0.5]


@pytest.mark.parametrize(("curve", "middle"), [(1.0, 80), (2.0, 70), (0.5, 88)])
def test_a_part_grows_louder_along_its_curve(curve, middle):
    score = composed(brief("pop"))
    player = setting.setting(score.plan, Seeds(1)).players[0]
    player = replace(player, rule=replace(player.rule, velocity=(60, 100), curve=curve))
    levels = [touch.velocity(player, replace(score.plan.sections[0], energy=energy)) for energy in (0.0, 0.5, 1.0)]
    assert levels == [60, middle, 100]


def test_machines_play_on_the_grid_and_people_near_it():
    for style, loosest in (("techno", 1e-9), ("jazz_trio", 0.05)):
        performance = played(brief(style))
        found, tempo = find(performance, "drums"), performance.score.plan.tempo
        song = setting.setting(performance.score.plan, Seeds(1))
        clock = perform.clock_of(song, song.plan.sections[0])
        written = np.sort(clock.seconds(np.array([note.start_beat for note in found.part.notes])))
        errors = np.abs(np.sort([note.on_s for note in found.notes]) - written)
        assert errors.max() <= loosest and (errors.max() > 0.005) == (style == "jazz_trio") and tempo.changes


def test_the_last_chord_rings_to_the_end():
    performance = played(brief("solo_piano"))
    last = find(performance, "left").notes[-1]
    assert last.off_s == pytest.approx(performance.length_s, abs=0.5)
    assert last.off_s - last.on_s > 2


def test_a_cold_end_does_not_ring():
    performance = played(brief("pop", form=FormWish(ending=Ending.COLD)))
    off_s = max(note.off_s for found in performance.parts for note in found.notes if not found.part.is_drums)
    assert 0.2 < performance.length_s - off_s < 3


def test_a_fade_brings_every_part_down():
    performance = played(brief("pop", form=FormWish(ending=Ending.FADE)))
    assert performance.length_s == pytest.approx(60, abs=0.5)
    for found in performance.parts:
        values = [value for _, value in found.controls[EXPRESSION]]
        assert values[-1] <= 2 and max(values) > 50


def test_the_pedal_is_taken_anew_with_every_chord():
    performance = played(brief("solo_piano"))
    plan = performance.score.plan
    ups = [at for at, value in find(performance, "left").controls[PEDAL] if value == 0]
    for chord in plan.harmony:
        at = plan.tempo.seconds(chord.start_beat)
        assert min(abs(up - at) for up in ups) < 1e-6


def test_strums_roll_down_and_up():
    score = composed(brief("folk", duration_s=120))
    guitar = next(part for part in score.parts if part.id == "guitar")
    performance = perform.play(score, Seeds(1))
    order = {"down": [], "up": []}
    for note in find(performance, "guitar").notes:
        written = min(
            guitar.notes, key=lambda one: (abs(_at(performance, one) - note.on_s), abs(one.pitch - note.pitch))
        )
        for stroke, struck in order.items():
            if stroke in written.tags:
                struck.append((written.start_beat, note.on_s, note.pitch))
    for stroke, sign in (("down", 1), ("up", -1)):
        groups = {}
        for beat, on_s, pitch in order[stroke]:
            groups.setdefault(beat, []).append((on_s, pitch))
        slopes = [np.corrcoef(*np.array(group).T)[0, 1] for group in groups.values() if len(group) >= 3]
        assert slopes and np.median(slopes) * sign > 0.9


def _at(performance, note):
    return performance.score.plan.tempo.seconds(note.start_beat)


def test_accents_and_phrases_shape_the_dynamics():
    score = composed(brief("folk"))
    lead = next(part for part in score.parts if part.role == "lead")
    flat = replace(lead, notes=tuple(replace(note, velocity=80) for note in lead.notes))
    performance = perform.play(replace(score, parts=(flat,)), Seeds(1))
    assert np.std([note.velocity for note in performance.parts[0].notes]) > 4


def test_a_song_slows_down_where_its_style_does():
    changes = played(brief("solo_piano")).score.plan.tempo.changes
    assert changes[-1][1] < 0.8 * changes[0][1] and len(played(brief("techno")).score.plan.tempo.changes) == 1


def test_compound_meters_do_not_swing_twice():
    song = setting.setting(composed(brief("lofi", meter=Meter(6, 8))).plan, Seeds(1))
    assert perform.clock_of(song, song.plan.sections[0]).swing == 0.5


def test_what_is_changed_in_one_section_leaves_all_others_as_they_were_played():
    score = composed(brief("jazz_trio"))
    plan, seeds = score.plan, Seeds(1)
    edited = 2
    start = plan.start_beat(plan.sections[edited])
    stop = start + plan.sections[edited].bars * plan.meter.beats_per_bar

    def thinned(part):
        kept = [n for i, n in enumerate(part.notes) if not start <= n.start_beat < stop or i % 3]
        return replace(part, notes=tuple(kept))

    changed = replace(score, parts=tuple(thinned(part) for part in score.parts))
    one, other = perform.play(score, seeds), perform.play(changed, seeds)
    for before, after in zip(one.parts, other.parts, strict=True):
        outside = [[n.on_s for n in found.notes if n.section != edited] for found in (before, after)]
        velocities = [[n.velocity for n in found.notes if n.section != edited] for found in (before, after)]
        assert outside[0] == outside[1] and velocities[0] == velocities[1]
        assert len(before.notes) > len(after.notes)
