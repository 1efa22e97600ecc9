"""The ledger under any order of events: by one process in all orders, by two at once that are killed anywhere.

`bench/credits.py` plays ten thousand of the second kind.
"""

from __future__ import annotations

from contextlib import closing
from random import Random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_play import MOVES, Play, interleave

# The same cases every time; a fresh database for each takes longer than what hypothesis takes for slow.
PLAYS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
INTERLEAVINGS = 30
MOST = 20 * INTERLEAVINGS
KINDS = {"hold", "settle", "release"}


@pytest.mark.slow
@PLAYS
@given(rng=st.randoms(use_true_random=False), moves=st.lists(st.sampled_from(sorted(MOVES)), min_size=5, max_size=40))
def test_any_order_of_events_keeps_the_ledger_true(databases_there, tmp_path, rng, moves):
    play = Play(databases_there.fresh(tmp_path / uuid4().hex), rng, tmp_path)
    with closing(play.database):
        play.set_up()
        for move in moves:
            play.move(move)
            assert play.faults() == [], move
        play.drain()
        assert (play.faults(), play.held()) == ([], 0)


@pytest.mark.slow
def test_two_processes_that_are_killed_anywhere_keep_the_ledger_true(databases_there, tmp_path):
    play = Play(databases_there.fresh(tmp_path), Random(1), tmp_path)
    with closing(play.database):
        play.set_up()
        killed = seed = 0
        # Kills come at any moment, so nobody knows after how many plays each kind of entry was made once.
        while seed < INTERLEAVINGS or (seed < MOST and not set(play.kinds()) >= KINDS):
            killed += interleave(play, seed)
            assert play.faults() == [], seed
            seed += 1
        assert killed > seed / 4
        assert set(play.kinds()) >= KINDS
        play.drain()
        assert (play.faults(), play.held()) == ([], 0)
