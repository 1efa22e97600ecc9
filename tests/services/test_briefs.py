"""Briefs as documents, out and in."""

from __future__ import annotations

import json

import pytest
from fakes import read

from backend.services.briefs import from_document, key_name, to_document
from backend.services.errors import InvalidInput
from backend.services.wishes import Wishes
from backend.studio.brief import Backing
from backend.wiring_music import brief_of


@pytest.fixture
def brief():
    return read(Wishes("calm piano", 20.0), 7)


def test_a_brief_comes_back_as_it_went(brief):
    assert from_document(json.loads(json.dumps(to_document(brief)))) == brief


@pytest.mark.parametrize(
    ("tonic", "mode", "name"), [(2, "minor", "D minor"), (10, "major", "Bb major"), (6, "dorian", "F# dorian")]
)
def test_keys_are_named_as_musicians_do(tonic, mode, name):
    assert key_name(tonic, mode) == name


def test_the_weights_of_a_blend_sum_to_one(brief):
    styles = [{"name": "lofi", "weight": 1.0}, {"name": "jazz_trio", "weight": 1.0}]
    assert [share.weight for share in from_document({**to_document(brief), "styles": styles}).styles] == [0.5, 0.5]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tempo_bpm": 39.9}, "brief.tempo_bpm"),
        ({"tempo_bpm": float("nan")}, "brief.tempo_bpm"),
        ({"duration_s": 301}, "brief.duration_s"),
        ({"tonic": 12}, "brief.tonic"),
        ({"styles": []}, "brief.styles"),
        ({"styles": [{"name": "lofi", "weight": -1}]}, "brief.styles"),
        ({"title": "x" * 201}, "brief.title"),
        ({"mood": {"energy": 2}}, "brief.mood"),
        ({"instruments": ["piano"] * 401}, "brief.instruments"),
        ({"meter": "7/3"}, "brief.meter"),
        ({"meter": "11/8"}, "brief.meter"),
        ({"form": {"ending": "explode"}}, "brief.form.ending"),
        ({"only": "perhaps"}, "brief.only"),
    ],
)
def test_a_wrong_field_is_named(brief, change, field):
    with pytest.raises(InvalidInput) as refusal:
        from_document({**to_document(brief), **change})
    assert list(refusal.value.fields) == [field]


def test_missing_fields_are_all_named():
    with pytest.raises(InvalidInput) as refusal:
        from_document({"prompt": "x"})
    assert {"brief.title", "brief.seed"} <= refusal.value.fields.keys()


def test_a_meter_that_is_not_played_is_told_which_are(brief):
    with pytest.raises(InvalidInput, match=r"'1/8' is no meter played here; 4/4, .*3/4.* are"):
        from_document({**to_document(brief), "meter": "1/8"})


@pytest.mark.parametrize(("given", "source"), [(7, "request"), (None, "seed")])
def test_a_seed_that_was_drawn_is_not_said_to_be_asked_for(given, source):
    assert brief_of(Wishes("calm piano", seed=given), 7).sources["seed"] == source


def test_a_blend_that_is_wished_for_wins_over_the_words():
    brief = brief_of(Wishes("calm techno", styles={"lofi": 0.6, "jazz_trio": 0.2}), 7)
    assert [(share.name, round(share.weight, 3)) for share in brief.styles] == [("lofi", 0.75), ("jazz_trio", 0.25)]


def test_a_song_over_a_recording_is_as_long_as_it_and_says_so():
    wishes = Wishes("calm piano, 20 seconds", backing=Backing("x", "loop.wav", 1.0, 15.0))
    brief = brief_of(wishes, 7)
    assert (brief.duration_s, brief.sources["duration_s"]) == (16.0, "given")


def test_signs_that_no_text_may_hold_are_refused(brief):
    for sign in ("\0", "\ud800"):
        with pytest.raises(InvalidInput) as refused:
            from_document(to_document(brief) | {"title": f"Rain{sign}"})
        assert set(refused.value.fields) == {"brief"}


@pytest.mark.security
@pytest.mark.parametrize(("start_s", "length_s"), [(-1.0, 20.0), (float("nan"), 20.0), (0.0, float("inf")), (0.0, 0.0)])
def test_a_recording_sounds_while_a_song_may_last(brief, start_s, length_s):
    backing = {"upload": "a", "name": "a.wav", "start_s": start_s, "length_s": length_s}
    with pytest.raises(InvalidInput, match="recording"):
        from_document({**to_document(brief), "backing": backing})
