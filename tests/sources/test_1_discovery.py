"""Document 1, the part about discovery: random songs that are featured, one's own kind, and trending."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("printed", "number"), [("featured", 6), ("made-for-you", 4), ("trending", 4)])
def test_discovery_as_printed(studio, printed, number):
    status, answer = studio.send(f"GET /api/songs/{printed}/")
    assert status == 200 and len(answer["results"]) <= number
    _, public = studio.send("GET /api/songs/?scope=public")
    assert len(answer["results"]) == min(number, public["count"])
    assert all(song["public"] for song in answer["results"])
