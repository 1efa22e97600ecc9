"""Forms fill the time there is, and follow what was wished for them."""

from collections import defaultdict

import pytest
from songs import STYLES, brief, planned, played

from backend.studio.brief import Ending, FormWish, Mood, Source
from backend.studio.composer import perform, setting, styles
from backend.studio.composer.seeds import Seeds
from backend.studio.errors import UnknownName
from backend.studio.units import Meter


def length(wanted):
    """How long a song will sound, before a note of it is written."""
    plan = planned(wanted)
    return perform.length(setting.setting(plan, Seeds(wanted.seed)))


@pytest.mark.parametrize("duration_s", [5, 13, 30, 60, 137, 180, 300])
@pytest.mark.parametrize("style", STYLES)
def test_songs_last_as_long_as_they_should(style, duration_s):
    assert length(brief(style, duration_s=duration_s)) == pytest.approx(duration_s, abs=max(0.5, 0.02 * duration_s))


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("meter", [Meter(3, 4), Meter(6, 8), Meter(7, 8)])
def test_every_meter_and_ending_fits_too(meter, ending):
    wanted = brief("pop", duration_s=45, meter=meter, form=FormWish(ending=ending))
    assert length(wanted) == pytest.approx(45, abs=0.9)


@pytest.mark.parametrize("bpm", [40.0, 91.0, 240.0])
def test_a_tempo_that_was_asked_for_is_kept(bpm):
    wanted = brief("pop", tempo_bpm=bpm, sources={"tempo_bpm": Source.PROMPT})
    assert planned(wanted).tempo.changes == ((0.0, bpm),)
    assert abs(length(wanted) - 60) <= wanted.meter.beats_per_bar * 60 / bpm


def test_other_tempi_are_bent_by_four_percent_at_most():
    for style in STYLES:
        wanted = brief(style, duration_s=23)
        assert planned(wanted).tempo.changes[0][1] == pytest.approx(wanted.tempo_bpm, rel=0.0401)


def test_the_same_seconds_are_played_as_planned():
    performance = played(brief("folk"))
    assert performance.length_s == length(brief("folk"))
    assert max(note.off_s for part in performance.parts for note in part.notes) <= performance.length_s


@pytest.mark.parametrize("style", STYLES)
def test_letters_return_with_the_same_bars_and_chords(style):
    plan = planned(brief(style, duration_s=150))
    found = defaultdict(set)
    for section in plan.sections[:-1]:
        start = plan.start_beat(section)
        stop = start + section.bars * plan.meter.beats_per_bar
        chords = tuple((c.start_beat - start, c.roman, c.voicing) for c in plan.harmony if start <= c.start_beat < stop)
        found[section.letter].add((section.bars, chords))
    assert all(len(versions) == 1 for versions in found.values())


def test_sections_follow_on_each_other_and_chords_fill_them():
    plan = planned(brief("orchestral", duration_s=100))
    ends = [section.start_bar + section.bars for section in plan.sections]
    assert [section.start_bar for section in plan.sections] == [0, *ends[:-1]]
    assert [chord.end_beat for chord in plan.harmony] == [c.start_beat for c in plan.harmony[1:]] + [plan.end_beat]


def test_sections_can_be_left_out_and_put_in():
    wish = FormWish(left_out=("intro", "bridge"), wanted=("solo",))
    roles = {section.role for section in planned(brief("pop", duration_s=120, form=wish)).sections}
    assert "solo" in roles and not roles & {"intro", "bridge"}


def test_sections_take_the_energy_and_the_length_that_were_wished():
    wish = FormWish(energies=(("intro", 0.9),), lengths=(("intro", 2.0),))
    usual, wished = (planned(brief("pop", duration_s=150, form=form)).sections[0] for form in (FormWish(), wish))
    assert (wished.role, wished.energy) == ("intro", 0.9) and wished.bars > usual.bars


def test_a_driving_mood_lifts_every_section():
    calm, driving = (brief("pop", mood=Mood(energy=energy)) for energy in (0.1, 0.9))
    for low, high in zip(planned(calm).sections, planned(driving).sections, strict=True):
        assert low.energy < high.energy


def test_neighbouring_sections_are_scored_differently():
    changes = []
    for style in STYLES:
        plan = planned(brief(style, duration_s=120))
        pairs = list(zip(plan.sections, plan.sections[1:], strict=False))
        changes += [before.layers != after.layers for before, after in pairs if style != "solo_piano"]
    assert sum(changes) / len(changes) > 0.9


def test_songs_that_end_close_with_a_cadence():
    for style in STYLES:
        plan = planned(brief(style))
        last = plan.harmony[-1]
        assert plan.sections[-1].cadence == "final" and last.root == plan.brief.tonic
        assert last.start_beat % plan.meter.beats_per_bar == 0


def test_songs_that_fade_go_on_instead():
    assert planned(brief("pop", form=FormWish(ending=Ending.FADE))).sections[-1].cadence != "final"


def test_an_unknown_mode_is_refused():
    with pytest.raises(UnknownName, match=r"no mode 'purple'.*dorian"):
        planned(brief("pop", mode="purple"))


def test_forms_of_a_style_differ_from_seed_to_seed():
    courses = {tuple(s.letter for s in planned(brief("pop", seed=seed, duration_s=150)).sections) for seed in range(8)}
    assert len(styles.find("pop").forms) <= len(courses)
