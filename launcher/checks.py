"""`python3 run.py test`: installs what checks need, then runs them, pytest last."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from subprocess import PIPE, STDOUT

from launcher import front_end, packages, performance, prepare
from launcher.console import Stop, say
from launcher.node import find_npm
from launcher.studio import Studio

# What runs a whole server, a queue or a database; all else in tests/ is one room alone.
MEETINGS = ("api", "browser", "cli", "db", "jobs", "services", "sources", "storage", "tasks", "test_run.py")
# What is written down, how songs are composed, and one way through it all, for those who are in a hurry.
QUICK = (
    "tests/test_checks.py", "tests/test_config.py", "tests/test_docs.py", "tests/test_log.py",
    "tests/studio/composer/asked", "tests/studio/composer/test_form.py", "tests/studio/composer/test_grid.py",
    "tests/studio/composer/test_harmony.py", "tests/studio/composer/test_melody.py",
    "tests/studio/composer/test_prompt_words.py", "tests/studio/composer/test_theory.py",
    "tests/api/test_way_through.py",
)  # fmt: skip
# Where nothing but an end is waited for, however late: their tests run side by side, a file to a process.
SIDE_BY_SIDE = ("api", "cli", "db", "services", "sources", "storage", "studio", "tasks")
BESIDE = ("-n", "logical", "--dist", "loadfile")
# How pytest ends where it found nothing to do.
NO_TESTS = 5
# The least share of the lines of backend/ that the tests must pass through, in percent.
LEAST_COVERED = 93

Words = tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """What one kind of check asks of pytest, run by run; whether it needs the pages, and the tools for source text."""

    runs: tuple[Words, ...]
    pages: bool = False
    lint: bool = False


def kinds(studio: Studio) -> dict[str, Kind]:
    """Every kind of check but the benchmarks."""
    tests = sorted(path.name for path in (studio.root / "tests").iterdir() if _holds_tests(path.name))
    meet = [name for name in tests if name in MEETINGS]
    alone = [name for name in tests if name not in MEETINGS]
    first = ("--cov=backend", "--cov-report=")
    last = (*first[:1], "--cov-append", "--cov-report=term:skip-covered", f"--cov-fail-under={LEAST_COVERED}")
    return {
        "all": Kind(_in_two(tests), pages=True, lint=True),
        "unit": Kind(_in_two(alone)),
        "integration": Kind(_in_two(meet), pages=True),
        "quick": Kind((("-p", "launcher.first_cases", "-m", "not slow and not browser", *QUICK),)),
        "security": Kind((("-m", "security", "tests"),)),
        "coverage": Kind(_in_two(tests, first, last), pages=True),
    }


def run(studio: Studio, words: Sequence[str]) -> int:
    """Run one kind of check; words after its name go to pytest. The exit status is 0 when all of it is well.

    Raises
    ------
    Stop
        when there is no such kind, or what it needs cannot be had
    """
    wanted, *more = words or ["all"]
    known = kinds(studio)
    if wanted not in {*known, "performance"}:
        names = " | ".join([*known, "performance"])
        raise Stop(f"There is no check {wanted!r}.", f"Type one of: python3 run.py test {names}")
    install(studio, pages=known[wanted].pages if wanted in known else False)
    if wanted == "performance":
        return performance.run(studio)
    failed = lint(studio) if known[wanted].lint else []
    status = pytest(studio, known[wanted], more)
    if failed:
        say(f"Not well: {', '.join(failed)}")
    return status or bool(failed)


def pytest(studio: Studio, kind: Kind, more: Sequence[str]) -> int:
    """Run the tests of a kind; the exit status is pytest's own, or the worst one of several."""
    statuses = []
    for words in kind.runs:
        say("\npytest")
        statuses.append(_call(studio, [str(studio.python), "-m", "pytest", *words, *more]))
    return max((status for status in statuses if status != NO_TESTS), default=NO_TESTS)


def install(studio: Studio, *, pages: bool) -> None:
    """Install what the checks need on top of what the studio needs."""
    prepare.packages_and_sounds(studio)
    prepare.side_by_side(lambda: prepare.warm(studio), lambda: _on_top(studio, pages=pages))


def _on_top(studio: Studio, *, pages: bool) -> None:
    if pages:
        front_end.build(studio)
    packages.install(studio, "requirements-dev")
    packages.install(studio, "requirements-postgres")
    packages.install(studio, "requirements-editors")


def lint(studio: Studio) -> list[str]:
    """Read the source text strictly, and test the front end; returns the names of what is not well."""
    front_end.install(studio)
    npm = find_npm(studio)
    checks: dict[str, list[object]] = {
        "ruff": [studio.python, "-m", "ruff", "check", "."],
        "mypy": [studio.python, "-m", "mypy", "backend", "launcher"],
        "bandit": [studio.python, "-m", "bandit", "-q", "-c", "pyproject.toml", "-r", "backend", "launcher", "run.py"],
        "front end": [*npm.argv, "--prefix", studio.front_end, "test"],
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        well = pool.map(lambda check: _is_well(studio, *check, path=npm.path()), checks.items())
        return [name for name, is_well in zip(checks, well, strict=True) if not is_well]


def _is_well(studio: Studio, name: str, argv: Sequence[object], *, path: str) -> bool:
    """Make one check, and say how it went; what it found is printed where that is something."""
    start, words = time.monotonic(), [str(word) for word in argv]
    environ = studio.environ(PATH=path)
    done = subprocess.run(words, cwd=studio.root, env=environ, check=False, text=True, stdout=PIPE, stderr=STDOUT)
    say(f"  {name:<44}{time.monotonic() - start:6.1f} s  {'NOT WELL' if done.returncode else 'well'}")
    if done.returncode:
        say(done.stdout)
    return not done.returncode


def _in_two(rooms: Sequence[str], first: Words = (), last: Words = ()) -> tuple[Words, Words]:
    """Two runs of pytest: what may run side by side, then the rest; each with words of its own."""
    beside, rest = ([f"tests/{room}" for room in rooms if (room in SIDE_BY_SIDE) == so] for so in (True, False))
    return (*BESIDE, *first, *beside), (*last, *rest)


def _holds_tests(name: str) -> bool:
    return name.startswith("test_") or not (name.startswith("_") or "." in name)


def _call(studio: Studio, command: Sequence[str]) -> int:
    return subprocess.run(command, cwd=studio.root, env=studio.environ(), check=False).returncode
