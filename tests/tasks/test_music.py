"""The queue's door calls one service and adds nothing."""

from __future__ import annotations

from pkgutil import resolve_name
from types import SimpleNamespace

from backend import wiring_jobs


def test_every_job_type_has_a_task_that_exists():
    assert all(callable(resolve_name(name)) for name in wiring_jobs.TASKS.values())


def test_the_song_task_hands_its_run_to_who_makes_songs():
    handed = []
    services = SimpleNamespace(making=SimpleNamespace(make_now=handed.append))
    resolve_name(wiring_jobs.TASKS["music"])(services, "the run")
    assert handed == ["the run"]
