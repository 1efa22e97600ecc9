"""Words beside other wishes: forms, lengths, chords and tempi are kept, and what finds no room is said."""

from __future__ import annotations

import pytest
from sung import CHORUS, VERSE, WORDS, sung, vocal_notes

from backend.studio.composer import perform, whole
from backend.studio.composer.asked import form_text, report
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer.vocal import from_score
from backend.studio.constraints import ChordLine, Constraints, Kept, TempoChange
from backend.studio.errors import BadLyrics
from backend.studio.score import Score
from backend.studio.singing import SingingWish


def kept(score: Score) -> dict[str, Kept]:
    return {one.what: one for one in report.report(perform.play(score, whole.seeds_of(score.plan)))}


def told(score: Score) -> list[str]:
    return [line.text for own in from_score.words(score).values() for line in own]


def form(text: str) -> Constraints:
    return Constraints(form=form_text.read(text))


def test_the_report_counts_the_syllables_and_the_reach():
    found = kept(sung("pop"))
    assert found["Words"].line == "Words: 181 syllables asked, 181 met"
    assert found["Reach of the singer"].is_met


@pytest.mark.parametrize("style", ["pop", "boom_bap", "waltz"])
@pytest.mark.parametrize("seconds", [60.0, 120.0, 240.0])
def test_a_length_that_is_asked_for_is_kept_with_all_words(style, seconds):
    found = kept(sung(style, duration_s=seconds))
    assert found["Length in seconds"].is_met and found["Words"].is_met


def test_words_that_find_no_room_are_named():
    score = sung("pop", duration_s=20.0)
    found = kept(score)
    assert found["Length in seconds"].is_met
    words = found["Words"]
    assert 0 < words.met < words.asked
    assert words.met == sum(note.syllable is not None for note in vocal_notes(score))
    assert words.misses[-1].startswith("line") or words.misses[-1].endswith("lines more")
    assert all(line in WORDS.replace(",", "") for line in told(score)[:-1])


def test_a_long_song_sings_the_words_once_more():
    score = sung("pop", duration_s=290.0, lyrics=f"{VERSE}\n{CHORUS}")
    assert kept(score)["Length in seconds"].is_met
    assert len(told(score)) > 8 and set(told(score)) == set(told(sung("pop", lyrics=f"{VERSE}\n{CHORUS}")))


def test_a_form_that_is_asked_for_has_its_words_and_keeps_its_bars():
    score = sung("pop", hard=form("intro 4, verse 16, chorus 8, solo 8, verse 16, chorus 8, outro 4"))
    assert kept(score)["Form"].is_met and kept(score)["Words"].is_met
    sung_in = [section.role for section in score.plan.sections if section.key in from_score.words(score)]
    assert sung_in == ["verse", "chorus", "verse", "chorus"]


def test_sections_without_bars_are_as_long_as_their_words():
    score = sung("pop", hard=form("intro, verse, chorus, verse, chorus, outro"))
    natural = sung("pop")
    bars = {section.role: section.bars for section in natural.plan.sections}
    assert {section.role: section.bars for section in score.plan.sections}.items() <= bars.items()
    assert kept(score)["Words"].is_met


def test_words_that_a_short_form_cannot_hold_are_named():
    found = kept(sung("pop", hard=form("verse 4, chorus 8")))
    assert found["Form"].is_met
    assert not found["Words"].is_met and any("Tomorrow when the tide is low" in miss for miss in found["Words"].misses)


def test_another_kind_of_section_stands_in_where_one_is_missing():
    score = sung("pop", hard=form("verse 16, bridge 16, chorus 8"), lyrics=f"{VERSE}\n{VERSE}\n{CHORUS}")
    assert kept(score)["Words"].is_met
    assert [len(own) for own in from_score.words(score).values()] == [4, 4, 4]


def test_chords_that_are_asked_for_are_kept_under_words():
    hard = Constraints(chords=(ChordLine("chorus", "C | G | Am | F"), ChordLine("verse", "Am | F | C | G | Am | G")))
    score = sung("pop", hard=hard)
    found = kept(score)
    assert all(line.is_met for what, line in found.items() if what.startswith("Chords"))
    assert found["Words"].is_met
    bars = {section.role: section.bars for section in score.plan.sections}
    assert bars["chorus"] % 4 == 0 and bars["verse"] % 6 == 0


def test_tempo_meter_and_key_are_kept_with_words():
    hard = Constraints(tempo_changes=(TempoChange("chorus", 120.0),))
    found = kept(sung("folk", meter="3/4", tempo_bpm=100.0, key="D minor", hard=hard))
    assert found["Words"].is_met
    assert all(found[what].is_met for what in ("Tempo", "Meter", "Key", "Changes of tempo"))


def test_a_song_of_so_many_bars_has_its_words():
    found = kept(sung("pop", hard=Constraints(bars=64)))
    assert found["Length in bars"].is_met and found["Words"].is_met


def test_more_words_than_the_longest_song_can_hold_are_refused():
    with pytest.raises(BadLyrics, match=r"have \d+ syllables and need \d+ s at .* a song has up to 300 s") as refused:
        sung("pop", lyrics="\n".join("The river and the moon are shining over all of us" for _ in range(200)))
    assert "lyrics" in refused.value.fields


def test_a_form_without_a_place_for_words_is_refused():
    with pytest.raises(BadLyrics, match="None of the song's sections is for words: intro, solo"):
        sung("pop", hard=form("intro 8, solo 16"))


@pytest.mark.parametrize("meter", ["3/4", "6/8", "12/8", "5/4"])
@pytest.mark.parametrize("lyrics", ["Hello", "[Chorus]\nOh\nYeah", "la " * 80], ids=["one word", "short", "giant"])
def test_few_words_and_giant_lines_are_sung_in_every_meter(meter, lyrics):
    found = kept(sung("pop", meter=meter, lyrics=lyrics))
    assert found["Words"].is_met and found["Reach of the singer"].is_met


@pytest.mark.parametrize("alone", [True, False])
def test_singers_without_a_band_are_not_asked_for_its_chords(alone):
    chords = Constraints(chords=(ChordLine("any", "Am | F | C | G"),))
    wish = SingingWish("Carry me home", alone=alone)
    score = whole.compose(read("pop", wishes=BriefWishes(duration_s=20.0, hard=chords, singing=wish), seed=1))
    assert any(what.startswith("Chords") for what in kept(score)) is not alone
