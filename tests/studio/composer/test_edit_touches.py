"""Every touch that a note can have can be set by hand, and none is outside what singers do."""

from __future__ import annotations

from dataclasses import fields

import pytest

from backend.studio.composer.edits import documents
from backend.studio.composer.edits.kinds import HandTouch
from backend.studio.errors import StudioError
from backend.studio.singing import Touch


def edit(**touch):
    note = {"start_beat": 0, "length_beats": 1, "pitch": 60, "touch": touch}
    return documents.read({"kind": "notes", "part": "vocals", "from_bar": 0, "bars": 1, "notes": [note]})


def test_a_touch_by_hand_has_all_that_a_touch_has():
    assert [each.name for each in fields(HandTouch)] == [each.name for each in fields(Touch)]


def test_touches_that_only_banks_hear_are_read():
    (note,) = edit(tension=-0.5, diction=1.5, freedom=0.25, colour=[["soft", 0.5]]).notes
    assert Touch(**vars(note.touch)) == Touch(tension=-0.5, diction=1.5, freedom=0.25, colour=(("soft", 0.5),))


@pytest.mark.parametrize("touch", [{"tension": 2}, {"diction": 0}, {"freedom": -1}, {"colour": [["soft", 2]]}])
def test_touches_keep_their_limits(touch):
    with pytest.raises(StudioError, match=next(iter(touch))):
        edit(**touch)
