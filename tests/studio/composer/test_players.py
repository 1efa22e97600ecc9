"""Who plays: what was ruled out is silent, what was asked for is heard."""

import pytest
from songs import STYLES, brief, composed

from backend.studio.brief import Absence, StyleWeight
from backend.studio.composer import blend, instruments, players
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Family


def details(score):
    return {part.detail for part in score.parts}


@pytest.mark.parametrize("style", STYLES)
def test_no_drums_means_no_drums(style):
    score = composed(brief(style, absences=(Absence("drums"),)))
    assert score.parts and not any(part.is_drums or part.family is Family.DRUMS for part in score.parts)


@pytest.mark.parametrize("what", ["guitar", "lead", "bass", "keys", "clean_guitar"])
def test_kinds_roles_and_families_can_be_ruled_out(what):
    for seed in range(4):
        score = composed(brief("lofi", seed=seed, absences=(Absence(what),)))
        named = {instrument.label: instrument for instrument in instruments.load_all().values()}
        assert not any(part.role == what or named[part.detail].answers_to(what) for part in score.parts)


def test_an_absence_can_be_limited_to_a_kind_of_section():
    score = composed(brief("pop", duration_s=120, absences=(Absence("drums", "chorus"),)))
    playing = {section.role: "drums" in section.layers for section in score.plan.sections}
    assert playing["verse"] and not playing["chorus"]


def test_a_style_without_its_own_instruments_finds_others():
    score = composed(brief("solo_piano", absences=(Absence("piano"),)))
    assert score.parts and not any("piano" in part.detail.lower() for part in score.parts)


@pytest.mark.parametrize("asked", [("violin",), ("harp", "cello", "flute"), ("tr808", "banjo"), ("timpani", "choir")])
@pytest.mark.parametrize("style", ["pop", "solo_piano", "techno"])
def test_whoever_is_asked_for_plays(style, asked):
    score = composed(brief(style, instruments=asked))
    assert {instruments.find(name).label for name in asked} <= details(score)


def test_only_those_who_were_asked_for_play():
    score = composed(brief("pop", instruments=("cello", "harp"), only=True))
    assert details(score) == {"Cello", "Harp"}


def test_one_keyboard_alone_plays_with_both_hands():
    score = composed(brief("pop", instruments=("organ",), only=True))
    assert details(score) == {"Drawbar organ"} and {part.role for part in score.parts} == {"lead", "chords"}


def test_an_instrument_ruled_out_wins_over_the_same_asked_for():
    score = composed(brief("pop", instruments=("violin",), absences=(Absence("violin"),)))
    assert "Violin" not in details(score)


@pytest.mark.parametrize("style", STYLES)
def test_players_stay_within_their_instruments(style):
    table = {instrument.label: instrument for instrument in instruments.load_all().values()}
    for part in composed(brief(style, seed=5)).parts:
        instrument = table[part.detail]
        assert all(instrument.low - 5 <= note.pitch <= instrument.high + 5 for note in part.notes), part.id


@pytest.mark.parametrize("style", ["pop", "folk", "synthwave", "ambient"])
def test_no_two_players_take_the_same_instrument(style):
    for seed in range(6):
        cast = players.cast(brief(style), blend.style_of(brief(style)), Seeds(seed))
        assert len({player.instrument.name for player in cast}) == len(cast)


def test_two_hands_play_one_piano():
    for seed in range(6):
        hands = players.cast(brief("solo_piano"), blend.style_of(brief("solo_piano")), Seeds(seed))
        assert len({player.instrument.name for player in hands}) == 1


def test_solo_piano_is_one_pianist():
    score = composed(brief("solo_piano"))
    assert len(score.parts) <= 2 and all(part.family is Family.KEYS for part in score.parts)


def test_a_blend_keeps_the_heavier_rules_and_borrows_players():
    wanted = brief("jazz_trio", styles=(StyleWeight("jazz_trio", 0.6), StyleWeight("techno", 0.4)))
    style = blend.style_of(wanted)
    assert style.name == "jazz_trio" and style.harmony == blend.style_of(brief("jazz_trio")).harmony
    kits = {players.cast(wanted, style, Seeds(seed))[0].instrument.name for seed in range(30)}
    assert kits & {"jazz_kit", "brush_kit"} and kits & {"tr808", "electronic_kit"}
