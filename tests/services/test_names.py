"""Names that the studio gives."""

from __future__ import annotations

import re

import pytest

from backend.services import names
from backend.services.moments import clock_face


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("calm ambient piano", "calm_ambient_piano"),
        ("  Été à Paris!  ", "ete_a_paris"),
        ("../../etc/passwd", "etc_passwd"),
        ("<script>", "script"),
        ("日本", "song"),
        ("", "song"),
        ("a" * 100, "a" * 60),
    ],
)
def test_slugs_hold_nothing_but_letters_digits_and_underscores(words, slug):
    assert names.slug(words) == slug


def test_reserved_names_end_in_eight_random_digits():
    assert re.fullmatch(r"calm_piano_[0-9a-f]{8}\.wav", names.file_name("calm piano"))
    assert names.file_name("a") != names.file_name("a")


@pytest.mark.security
def test_track_ids_cannot_be_guessed():
    ids = {names.track_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(r"track_[a-z2-7]{24}", each) for each in ids)


@pytest.mark.parametrize(
    ("length_s", "face"), [(0, "00:00:00"), (10.4, "00:00:10"), (61, "00:01:01"), (3600, "01:00:00")]
)
def test_lengths_are_written_as_hours_minutes_seconds(length_s, face):
    assert clock_face(length_s) == face
