"""Drums, bass, chords and counter line."""

from itertools import pairwise

import pytest
from songs import STYLES, brief, composed, part, song, within

from backend.studio.brief import Absence, Ending, FormWish, Mood
from backend.studio.composer import bass, counter, touch
from backend.studio.composer.part_rules import LANES, Groove, Pattern
from backend.studio.score import Chord
from backend.studio.units import Meter

DRUMMED = [style for style in STYLES if any(found.is_drums for found in song(style, 1, 60.0).parts)]
CHORD = Chord(0, 4, 0, "maj7", 0, (0, 4, 7, 11), (0, 2, 4, 5, 7, 9, 11), "T", "I", "Cmaj7", (55, 59, 64, 67))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("duration_s", [5.0, 60.0])
def test_every_note_is_within_the_song_and_sounds(style, duration_s):
    score = song(style, 4, duration_s)
    for found in score.parts:
        for note in found.notes:
            assert note.start_beat >= 0 and note.length_beats > 0 and 1 <= note.velocity <= 127
            assert note.start_beat + note.length_beats <= score.plan.end_beat + 2.0


@pytest.mark.parametrize("style", STYLES)
def test_parts_never_strike_a_key_twice_at_once(style):
    for found in song(style, 4).parts:
        struck = [(note.start_beat, note.pitch) for note in found.notes]
        assert len(struck) == len(set(struck)), found.id


@pytest.mark.parametrize("style", STYLES)
def test_players_are_silent_outside_their_layers(style):
    score = song(style, 2)
    for section in score.plan.sections:
        for found in score.parts:
            if found.id not in section.layers:
                landing = [beat for beat, _, _ in within(score, section, found.id)]
                assert landing == ([0.0] if found.role == "lead" and landing else [])


@pytest.mark.parametrize("style", ["techno", "house"])
def test_four_on_the_floor(style):
    score = song(style, 1, 60.0)
    loudest = max(score.plan.sections, key=lambda section: section.energy)
    kicks = {beat for beat, pitch, _ in within(score, loudest, "drums") if pitch == LANES["kick"]}
    groove = range(4 * min(3, loudest.bars - 1))
    assert {float(beat) for beat in groove} <= kicks


@pytest.mark.parametrize("style", [style for style in DRUMMED if style != "orchestral"])
def test_fills_lead_into_new_sections(style):
    score = song(style, 1, 120.0)
    bar = score.plan.meter.beats_per_bar
    drums = [found for found in score.parts if found.is_drums]
    bars = {int(note.start_beat // bar) for found in drums for note in found.notes if "fill" in note.tags}
    starts = {section.start_bar for section in score.plan.sections}
    assert bars and any(bar + 1 in starts for bar in bars)


def test_strong_sections_begin_with_a_cymbal():
    score = song("pop", 1, 120.0)
    for section in score.plan.sections:
        crashes = [beat for beat, pitch, _ in within(score, section, "drums") if pitch == LANES["crash"]]
        if section.energy > 0.6 and "drums" in section.layers:
            assert 0.0 in crashes


def test_drums_grow_with_the_energy():
    calm, driving = (composed(brief("rock", mood=Mood(energy=energy))) for energy in (0.2, 1.0))
    mean = [sum(n.velocity for n in part(s, "drums").notes) / len(part(s, "drums").notes) for s in (calm, driving)]
    assert mean[0] < mean[1]


def test_a_jazz_bass_walks_in_quarters_by_small_steps():
    score = song("jazz_trio", 1, 120.0)
    solo = next(section for section in score.plan.sections if section.role == "solo")
    line = within(score, solo, "bass")
    assert [beat for beat, _, _ in line] == [float(beat) for beat in range(solo.bars * 4)]
    moves = [abs(two - one) for (_, one, _), (_, two, _) in pairwise(line)]
    assert sum(move in (1, 2) for move in moves) / len(moves) > 0.4 and max(moves) <= 12 and 0 not in moves


@pytest.mark.parametrize("style", ["pop", "rock", "funk", "lofi", "jazz_trio"])
def test_the_bass_has_the_root_where_a_section_begins(style):
    score = song(style, 2, 120.0)
    for section in score.plan.sections:
        notes = within(score, section, "bass")
        if notes and notes[0][0] == 0.0:
            first = next(c for c in score.plan.harmony if c.start_beat == score.plan.start_beat(section))
            assert notes[0][1] % 12 == first.bass


def test_a_bass_that_follows_the_bass_drum_plays_with_it():
    assert any(_locked(song("pop", seed)) for seed in range(8))


def _locked(score):
    """Whether in some section every note of the bass falls on a bass drum or a change of chord."""
    for section in score.plan.sections[:-1]:
        if not {"bass", "drums"} <= set(section.layers):
            continue
        start = score.plan.start_beat(section)
        kicks = {beat for beat, pitch, _ in within(score, section, "drums") if pitch == LANES["kick"]}
        kicks |= {chord.start_beat - start for chord in score.plan.harmony}
        onsets = {beat for beat, _, _ in within(score, section, "bass") if beat < (section.bars - 1) * 4}
        if onsets and onsets <= kicks:
            return True
    return False


@pytest.mark.parametrize(("sign", "pitch"), [("R", 36), ("F", 43), ("O", 48), ("T", 52), ("t", 40), ("S", 45)])
def test_bass_signs_are_tones_above_the_root(sign, pitch):
    assert bass.tone(sign, CHORD, CHORD, (30, 60)) == pitch


@pytest.mark.parametrize("target", range(36, 48))
def test_an_approach_leads_by_step_into_the_next_root(target):
    lead = bass.approach(40, target, CHORD)
    assert lead != 40 and (abs(lead - target) in (1, 2) if target != 40 else abs(lead - target) > 2)


def test_the_counter_line_does_not_rub_with_the_lead():
    score = song("pop", 1, 120.0)
    lead, line = part(score, "lead").notes, part(score, "counter").notes
    together = [
        abs(one.pitch - two.pitch)
        for one in line
        for two in lead
        if "guide" in one.tags and two.start_beat <= one.start_beat < two.start_beat + two.length_beats
    ]
    assert together and not set(together) & {1, 13}


def test_the_counter_line_moves_where_the_lead_rests():
    gap = counter._answer(64, 60, CHORD, (1.0, 4.0))
    assert [beat for beat, _ in gap] == [2.0, 2.5, 3.0, 3.5] and gap[-1][1] in (59, 62)
    assert counter._answer(64, 60, CHORD, (3.5, 4.0)) == []


@pytest.mark.parametrize("style", STYLES)
def test_everybody_plays_the_last_chord_and_nothing_after_it(style):
    score = song(style, 1)
    last = score.plan.harmony[-1].start_beat
    layers = set(score.plan.sections[-1].layers)
    for found in score.parts:
        if found.id in layers:
            assert found.notes[-1].start_beat == last
        assert all(note.start_beat <= last for note in found.notes)


def test_a_cold_end_is_short_and_a_fading_song_goes_on():
    cold = composed(brief("rock", form=FormWish(ending=Ending.COLD)))
    assert max(note.length_beats for note in part(cold, "guitar").notes if "final" in note.tags) <= 1.0
    fading = composed(brief("rock", form=FormWish(ending=Ending.FADE)))
    assert not any("final" in note.tags for found in fading.parts for note in found.notes)
    assert (
        max(n.start_beat for n in part(fading, "drums").notes) > fading.plan.end_beat - fading.plan.meter.beats_per_bar
    )


def test_a_kit_plays_even_where_the_style_has_none():
    score = composed(brief("ambient", instruments=("standard_kit",)))
    assert len(part(score, "standard_kit").notes) > 20


def test_without_a_lead_there_is_still_a_song():
    score = composed(brief("pop", absences=(Absence("lead"),)))
    assert score.parts and all(found.role != "lead" for found in score.parts)


def test_what_is_written_in_the_meter_comes_before_what_is_fitted_to_it():
    common, waltz = (
        Groove({"kick": lane}, meter=meter) for lane, meter in (("x." * 8, Meter()), ("x" * 12, Meter(3, 4)))
    )
    walk, grid = Pattern(manner="walk"), Pattern(lanes=("R" * 12,), meter=Meter(12, 8), steps=8)
    assert touch.in_meter((common, waltz), Meter(3, 4)) == [waltz]
    assert touch.in_meter((common, waltz), Meter(6, 8)) == [common]
    assert touch.in_meter((walk, grid), Meter(12, 8)) == [walk, grid]
    assert touch.in_meter((walk, grid), Meter(4, 4)) == [walk, grid]


def test_a_tumbao_sounds_the_next_root_before_its_bar():
    score = song("salsa", 2, 90.0)
    montuno = next(section for section in score.plan.sections if section.role == "chorus")
    harmony, start = score.plan.harmony, score.plan.start_beat(montuno)
    early = {beat + start: pitch for beat, pitch, _ in within(score, montuno, "bass") if beat % 4 == 3}
    roots = {chord.start_beat - 1: chord.bass for chord in harmony if chord.start_beat % 4 == 0}
    known = set(early) & set(roots)
    assert len(known) >= 4 and all(early[beat] % 12 == roots[beat] for beat in known)


def test_a_bass_that_alternates_begins_each_chord_with_its_root():
    score = song("waltz", 1, 60.0)
    roots = {chord.start_beat: chord.bass for chord in score.plan.harmony}
    found = [
        (note.pitch % 12, roots[note.start_beat]) for note in part(score, "bass").notes if note.start_beat in roots
    ]
    assert len(found) > 8 and all(pitch == root for pitch, root in found)


def test_a_clave_takes_two_bars():
    score = song("salsa", 2, 90.0)
    section = next(section for section in score.plan.sections if section.role == "chorus")
    drums = within(score, section, "drums")
    struck = [beat for beat, pitch, _ in drums if pitch == LANES["claves"] and beat < 8]
    assert struck == [0, 1.5, 3, 5, 6]
