"""Chains as data: read, refused clearly, and written back so that they can be read again."""

from __future__ import annotations

import pytest

from backend.studio.effects import chain, presets
from backend.studio.effects.catalogue import ALIASES, KINDS
from backend.studio.effects.parameters import Choice, Number, parameters
from backend.studio.errors import BadChain, UnknownName

ASKED = (
    "gain", "eq", "bell", "low_shelf", "high_shelf", "high_pass", "low_pass", "compressor", "gate", "limiter",
    "deesser", "distortion", "bitcrush", "chorus", "phaser", "tremolo", "delay", "reverb", "convolution",
    "pitch_shift", "time_stretch", "stereo_width", "normalise", "fade", "trim", "reverse",
)  # fmt: skip
NUMBERS = [
    (kind.name, name, one)
    for kind in KINDS.values()
    for name, one in parameters(kind.settings).items()
    if isinstance(one, Number)
]
CHOICES = [
    (kind.name, name, one)
    for kind in KINDS.values()
    for name, one in parameters(kind.settings).items()
    if isinstance(one, Choice)
]


def refusal(*effects) -> list[str]:
    with pytest.raises(BadChain) as refused:
        chain.read(effects)
    return refused.value.fields["effects"]


def test_every_effect_that_was_asked_for_is_there():
    assert set(KINDS) == set(ASKED)
    assert set(ALIASES.values()) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_defaults_lie_in_their_own_ranges(kind):
    document = kind.document()
    link = chain.read([{"type": kind.name}]).links[0].to_document()
    assert link == {
        "type": kind.name, **{one["name"]: one["default"] for one in document["parameters"]}, "mix": kind.mix,
        "bypass": False,
    }  # fmt: skip
    assert chain.read([link]).to_documents() == [link]
    assert document["about"].endswith(".") and document["label"]


@pytest.mark.parametrize(("kind", "name", "one"), NUMBERS, ids=lambda value: str(value)[:30])
def test_numbers_outside_their_ranges_are_refused_with_what_is_allowed(kind, name, one):
    for given in (one.lowest - 1, one.highest + 1, float("nan"), float("inf"), 10**400):
        (message,) = refusal({"type": kind, name: given})
        assert message.startswith(f"Effect 1 ({kind}): {name} ") and one.allowed in message
    for given in ("3", None, True, [1], {}):
        assert "is no number" in refusal({"type": kind, name: given})[0]
    for given in (one.lowest, one.highest):
        assert getattr(chain.read([{"type": kind, name: given}]).links[0].settings, name) == given


@pytest.mark.parametrize(("kind", "name", "one"), CHOICES, ids=lambda value: str(value)[:30])
def test_choices_are_refused_with_what_there_is(kind, name, one):
    for given in ("nothing", 1, None, ["x"], {}):
        (message,) = refusal({"type": kind, name: given})
        assert one.options[-1] in message
    for given in one.options:
        assert getattr(chain.read([{"type": kind, name: given}]).links[0].settings, name) == given


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ({"type": "reverb", "mix": 1.5}, "mix 1.5 is outside 0 to 1"),
        ({"type": "reverb", "mix": "half"}, "mix 'half' is no number"),
        ({"type": "reverb", "bypass": "yes"}, "bypass 'yes' is neither true nor false"),
        ({"type": "reverb", "colour": "red"}, "'colour' is not known; known are size, damping"),
        ({"type": "reverse", "mix": 0.5}, "neither 0 nor 1"),
        ({"type": "gain", "x" * 10_000: 1}, "x… is not known"),
        ({"type": "convolution", "impulse": "../x"}, "impulse '../x' is no id of an upload"),
        ({"type": "convolution", "impulse": 7}, "impulse 7 is no id of an upload"),
        ({"type": "bitcrush", "bits": 7.5}, "bits 7.5 is no whole number"),
        ({"type": "delay", "bpm": 4}, "bpm 4 is outside 0, or 20 to 400 bpm"),
        ({"type": "flux"}, "there is no effect 'flux'; known are gain"),
        ({"type": 7}, "there is no effect 7"),
        ({"type": ["reverb"]}, "there is no effect ['reverb']"),
        ({}, "there is no effect None"),
        ("reverb", "'reverb' is no object"),
        ([], "[] is no object"),
    ],
)
def test_what_is_wrong_is_named(effect, words):
    assert words in refusal(effect)[0]


def test_everything_wrong_is_said_at_once_by_its_place():
    told = refusal({"type": "gain", "gain_db": 99, "pan": 7}, {"type": "reverb"}, {"type": "delay", "feedback": 2})
    assert [message.split(":")[0] for message in told] == ["Effect 1 (gain)"] * 2 + ["Effect 3 (delay)"]


@pytest.mark.parametrize("count", [0, chain.MOST + 1])
def test_a_chain_is_neither_empty_nor_endless(count):
    assert f"1 to {chain.MOST}" in refusal(*[{"type": "gain"}] * count)[0]


def test_what_others_call_an_effect_is_understood():
    assert chain.read([{"type": "normalize"}]).links[0].kind.name == "normalise"


def test_a_tempo_is_for_those_that_have_none():
    timed = chain.read([{"type": "delay"}, {"type": "tremolo", "bpm": 90}, {"type": "gain"}]).at_tempo(120)
    assert [link.to_document().get("bpm") for link in timed.links] == [120, 90, None]


def test_the_length_on_the_way_and_at_the_end_is_known_before():
    put_up = chain.read([{"type": "time_stretch", "speed": 0.5}, {"type": "trim", "start_s": 3, "end_s": 7}])
    assert put_up.lengths_s(10.0) == (20.0, 4.0)
    with pytest.raises(BadChain, match="nothing is left; the sound has 2 s there"):
        put_up.lengths_s(1.0)


@pytest.mark.parametrize("preset", presets.load_all().values(), ids=lambda preset: preset.name)
def test_presets_say_what_they_are_for(preset):
    assert preset.label and preset.about.endswith(".") and preset.chain.heard


def test_there_are_enough_presets_and_none_twice():
    all_of_them = presets.load_all().values()
    assert len(all_of_them) >= 20
    assert len({preset.label for preset in all_of_them}) == len(all_of_them)
    assert {preset.group for preset in all_of_them} == set(presets.GROUPS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("label = ", "no.toml is not a TOML file"),
        ('label = "x"', "it needs about, effects, group, label"),
        ('label = "x"\ngroup = "moon"\nabout = "y"\neffects = []', "group 'moon' is none of voice"),
        ('label = "x"\ngroup = "voice"\nabout = "y"\neffects = [{type = "gain", pan = 2}]', "no.toml: Effect 1 (gain)"),
    ],
)
def test_a_preset_that_does_not_hold_is_named(tmp_path, text, words):
    file = tmp_path / "no.toml"
    file.write_text(text)
    with pytest.raises(BadChain, match=words.replace("(", r"\(").replace(")", r"\)")):
        presets.read(file)


def test_a_preset_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UnknownName, match="no preset 'nothing'; known are"):
        presets.find("nothing")
