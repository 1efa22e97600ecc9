"""Presets are data that a musician can edit, and mistakes are named."""

from __future__ import annotations

import pytest

from backend.studio.composer import schema
from backend.studio.composer.instruments import ROLES
from backend.studio.composer.styles import FOLDER
from backend.studio.errors import BadStyle, UnknownName
from backend.studio.mix import presets
from backend.studio.score import Family


@pytest.mark.parametrize("name", presets.names())
def test_every_preset_has_a_channel_for_every_part(name: str) -> None:
    desk = presets.load(name)
    for role in ROLES:
        for family in Family:
            assert desk.part(role, family).pan


def test_every_style_has_its_preset() -> None:
    asked = {schema.load(path)["mix"] for path in FOLDER.glob("*.toml")}
    assert asked <= set(presets.names())


def test_the_role_goes_before_the_family_and_the_preset_before_the_base() -> None:
    desk = presets.read({"families": {"keys": {"room": 0.4}}, "roles": {"lead": {"fader_db": -1}}}, where="test")
    assert desk.part("chords", Family.KEYS).room == 0.4
    assert desk.part("lead", Family.KEYS).fader_db == -1
    assert desk.part("lead", Family.KEYS).presence_db == presets.load("base").part("lead", Family.KEYS).presence_db


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"roles": {"lead": {"fader_db": 99}}}, r"roles.lead: fader_db = 99 is outside -40..12"),
        ({"roles": {"lead": {"loudness": 1}}}, "roles.lead: unknown key 'loudness'"),
        ({"roles": {"singer": {}}}, "roles: unknown key 'singer'"),
        ({"families": {"tubas": {}}}, "families: unknown key 'tubas'"),
        ({"room": {"decay_s": 100}}, "room: decay_s = 100 is outside 0.1..8"),
        ({"any": {"pan": "left"}}, "any: pan = 'left' is not a list"),
        ({"rooms": {}}, "unknown key 'rooms'"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_value(table: dict[str, object], complaint: str) -> None:
    with pytest.raises(BadStyle, match=complaint):
        presets.read(table, where="mine.toml")


def test_a_preset_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownName, match=r"'polka'; known are ambient, .*techno"):
        presets.load("polka")
