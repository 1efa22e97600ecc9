"""A project file is the song: it reads back as the very same values."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import handmade
import pytest

from backend.studio.errors import BadProject
from backend.studio.formats import project
from backend.studio.mix.state import MixState, StripLevels


def written(**how: object) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(json.dumps(project.to_dict(handmade.performance(**how)), allow_nan=False))
    return result


@pytest.mark.parametrize("tempo", [((0.0, 120.0),), ((0.0, 101.7), (3.3, 77.123456789))])
def test_a_performance_survives_json(tempo: tuple[tuple[float, float], ...]) -> None:
    assert project.from_dict(written(tempo=tempo)) == handmade.performance(tempo=tempo)


def test_a_brief_can_be_read_alone() -> None:
    assert project.brief_from_dict(written()) == handmade.brief()


def test_notes_are_rows() -> None:
    assert written()["parts"][0]["notes"][0] == [0.0, 0.9, 36, 90, ["strong"]]


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    content = copy.deepcopy(written(players=2))
    change(content)
    return content


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("plan"),
        lambda content: content["brief"].pop("seed"),
        lambda content: content["brief"].update(seed="seven"),
        lambda content: content["brief"].update(seed=True),
        lambda content: content["brief"].update(colour="blue"),
        lambda content: content["parts"][0].update(family="tubas"),
        lambda content: content["parts"][0]["notes"].append([1.0, 2.0]),
        lambda content: content["performance"]["parts"][0].update(part="nobody"),
        lambda content: content["plan"].update(sections=None),
    ],
)
def test_a_broken_project_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(BadProject, match="cannot be read"):
        project.from_dict(broken(change))


def test_a_project_of_another_version_is_named() -> None:
    with pytest.raises(BadProject, match="version 2; this studio reads 'mini-studio-song' version 1"):
        project.from_dict({**written(), "version": 2})


def aged(content: dict[str, Any]) -> dict[str, Any]:
    """The project as it was written before there were keys, seeds of their own and kept desks."""
    for section in content["plan"]["sections"]:
        del section["key"], section["style"]
    for part in content["parts"]:
        del part["instrument"], part["frozen"]
    for played in content["performance"]["parts"]:
        played["notes"] = [row[:4] for row in played["notes"]]
    del content["plan"]["seeds"]
    return content


def test_an_older_project_is_read() -> None:
    read = project.take_from_dict(aged(written()))
    assert [section.key for section in read.performance.score.plan.sections] == ["N1", "A1", "B1", "A2", "B2"]
    assert read.performance.parts == handmade.performance().parts
    assert (read.given, read.found) == (None, MixState())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: content["brief"].update(colour="blue"), "Brief has no 'colour'"),
        (lambda content: content["plan"]["sections"][0].update(colour="blue"), "Section has no 'colour'"),
        (lambda content: content["parts"][0]["notes"].append([0.0] * 9), "longer than start_beat"),
    ],
)
def test_what_is_unknown_is_named(change: Callable[[dict[str, Any]], object], said: str) -> None:
    with pytest.raises(BadProject, match=said):
        project.from_dict(broken(change))


def test_the_desk_survives_json() -> None:
    desk = MixState({"lead": StripLevels(0.3, -6.1, 0.25)}, {"A1": -0.1}, (1.5, -2.25), 0.9, -17.3, 6.123456789)
    kept = {"given": project.encode(desk), "found": project.encode(desk)}
    read = project.take_from_dict({**written(), "mix": json.loads(json.dumps(kept))})
    assert read.given == read.found == desk


def test_a_broken_desk_is_refused() -> None:
    with pytest.raises(BadProject, match="cannot be read"):
        project.take_from_dict({**written(), "mix": {"found": {"strips": 3}}})
