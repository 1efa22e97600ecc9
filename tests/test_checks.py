"""`run.py test`: which tests a kind runs, and when a benchmark counts as worse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend.config import PROJECT_ROOT
from launcher import checks, performance
from launcher.console import Stop
from launcher.studio import Studio


def rooms(*kinds):
    """Where the tests of some kinds lie, as often as they are run."""
    return sorted(word for kind in kinds for run in kind.runs for word in run if word.startswith("tests/"))


def test_unit_and_integration_together_are_all():
    kinds = checks.kinds(Studio())
    everything = rooms(kinds["all"])
    tests = PROJECT_ROOT / "tests"
    tops = {path.relative_to(tests).parts[0] for path in tests.rglob("test_*.py")}
    assert {f"tests/{top}" for top in tops} <= set(everything)
    assert len(everything) == len(set(everything))
    assert rooms(kinds["unit"], kinds["integration"]) == rooms(kinds["coverage"]) == everything


@pytest.mark.parametrize(
    ("ends", "status"), [([0, 0], 0), ([1, 0], 1), ([0, 1], 1), ([5, 0], 0), ([0, 5], 0), ([5, 5], 5), ([5, 1], 1)]
)
def test_two_runs_of_tests_end_as_the_worse_one_does(monkeypatch, ends, status):
    left = iter(ends)
    monkeypatch.setattr(checks, "_call", lambda _studio, _argv: next(left))
    assert checks.pytest(Studio(), checks.kinds(Studio())["unit"], []) == status


def test_an_unknown_kind_is_refused_with_those_there_are():
    with pytest.raises(Stop, match=r"no check 'all-of-it'(?s:.)*quick"):
        checks.run(Studio(), ["all-of-it"])


@pytest.mark.slow
def test_quick_takes_the_first_case_of_each_test(tmp_path: Path):
    (tmp_path / "test_many.py").write_text(
        "import pytest\n@pytest.mark.parametrize('n', range(9))\ndef test_n(n): pass\ndef test_one(): pass\n"
    )
    argv = [sys.executable, "-m", "pytest", "-p", "launcher.first_cases", "-c", os.devnull, str(tmp_path)]
    told = subprocess.run(argv, cwd=PROJECT_ROOT, capture_output=True, text=True, check=True)
    assert "2 passed, 8 deselected" in told.stdout


@pytest.mark.parametrize(("measured", "is_lost"), [(3.0, False), (1.51, False), (1.49, True)])
def test_a_ratio_is_lost_when_it_is_worse_by_half(measured, is_lost):
    assert performance.report("ratio", {"ratio": measured}, 3.0) is is_lost


def test_what_cannot_be_measured_here_is_no_failure():
    assert performance.report("against FluidSynth", {}, 3.0) is False


def test_a_benchmark_without_figures_is_said(tmp_path):
    with pytest.raises(Stop, match="printed no figures"):
        performance.measure(Studio(), ["-c", "print('oops')"])


def test_the_baseline_names_benchmarks_that_are_there():
    baseline = json.loads((PROJECT_ROOT / "bench" / "baseline.json").read_text(encoding="utf-8"))
    for bench in baseline:
        module = bench["command"][bench["command"].index("-m") + 1]
        assert (PROJECT_ROOT / f"{module.replace('.', '/')}.py").is_file()
        assert all(kept > 0 for kept in bench["ratios"].values())


def test_what_a_studio_starts_keeps_what_python_compiled(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = [sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)"]
    assert subprocess.run(asked, env=Studio().environ(), check=False).returncode == 0
