"""When things are done again."""

from __future__ import annotations

from backend.jobs.pacing import FORGOTTEN_S, LONGEST_S, Rest


def test_a_rest_grows_with_each_failure_and_is_forgotten_when_all_is_well():
    now = [0.0]
    rest = Rest(1.0, clock=lambda: now[0])
    assert rest.is_over()
    lengths = []
    for _ in range(7):
        lengths.append(rest.begin())
        assert not rest.is_over()
        now[0] += lengths[-1]
        assert rest.is_over()
    assert lengths == [1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_S, LONGEST_S]
    now[0] += FORGOTTEN_S
    assert rest.begin() == 1.0
