"""Best of several: ranked by the composer's ear, the same in every process, and made again by the winner's seed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from songs import brief, composed

from backend.studio.composer import check, contest, styles
from backend.studio.errors import Cancelled, ParameterOutOfRange

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def six() -> contest.Contest:
    return contest.hold(brief("pop", seed=5, duration_s=45.0), 6, processes=2)


def test_the_winner_misses_no_more_than_any_other(six: contest.Contest) -> None:
    assert len({candidate.seed for candidate in six.candidates}) == 6
    assert sorted(candidate.number for candidate in six.candidates) == [1, 2, 3, 4, 5, 6]
    assert [c.merit for c in six.candidates] == sorted(c.merit for c in six.candidates)
    assert six.winner.merit < six.candidates[-1].merit


def test_the_first_candidate_is_the_song_itself() -> None:
    own = brief("folk", seed=11, duration_s=30.0)
    assert contest.hold(own, 1).winner.seed == own.seed
    assert next(c for c in contest.hold(own, 2).candidates if c.number == 1).seed == own.seed


def test_processes_change_nothing(six: contest.Contest) -> None:
    assert contest.hold(brief("pop", seed=5, duration_s=45.0), 6, processes=1) == six


def test_a_candidate_is_made_again_by_its_seed(six: contest.Contest) -> None:
    again = contest.with_seed(brief("pop", seed=5, duration_s=45.0), six.winner.seed)
    assert check.judge(composed(again), styles.find("pop")) == six.winner.report


def test_the_ranking_looks_at_the_ranked_measures_alone(monkeypatch: pytest.MonkeyPatch, six: contest.Contest) -> None:
    held_out = {name: (9.0, 9.1) for name in check.BARS if name not in check.RANKED}
    monkeypatch.setattr(check, "BARS", {**check.BARS, **held_out})
    spoilt = contest.hold(brief("pop", seed=5, duration_s=45.0), 6, processes=1)
    assert [c.merit for c in spoilt.candidates] == [c.merit for c in six.candidates]
    assert len(spoilt.winner.report.missed) > len(six.winner.report.missed)
    assert len(held_out) >= len(check.BARS) / 3


def test_the_reason_names_the_winner(six: contest.Contest) -> None:
    assert six.why.startswith(f"Candidate {six.winner.number} ")


@pytest.mark.parametrize("count", [0, 17, -1])
def test_a_number_of_candidates_outside_its_range_is_refused(count: int) -> None:
    with pytest.raises(ParameterOutOfRange, match=rf"{count} candidates .* 1 to 16"):
        contest.hold(brief("pop"), count)


def test_a_contest_that_is_called_off_stops_soon() -> None:
    told: list[float] = []

    def report(done: float) -> None:
        told.append(done)
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        contest.hold(brief("pop", seed=5, duration_s=45.0), 16, processes=2, report=report)
    assert told == [1 / 16]


@pytest.mark.slow
def test_processes_end_with_the_one_that_started_them() -> None:
    start = "import os,time\nfrom backend.studio import children\n"
    sleep = "children.each(lambdas, [0, 1], processes=2)"
    say = "os.write(1, b'%d\\n' % os.getpid())"  # in one piece: two that print at once may mix their lines
    body = f"{start}def lambdas(_):\n    {say}\n    time.sleep(60)\n{sleep}\n"
    with subprocess.Popen([sys.executable, "-c", body], stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout
        started = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    for _ in range(100):
        if not (left := [child for child in started if lives(child)]):
            return
        time.sleep(0.1)
    pytest.fail(f"{left} outlived their parent")


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
