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
