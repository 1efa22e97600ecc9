"""The walls of the house: who may import whom, and a card on every room."""

from __future__ import annotations

import ast
import graphlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BACKEND = ROOT / "backend"
ROOMS = sorted(
    path.parent for path in BACKEND.rglob("__init__.py") if path.parent != BACKEND and "versions" not in path.parts
)
CARD = re.compile(
    r"[^\n]+\.\n\nComes in:   [^\n]+(\n {12}[^\n]+)*"
    r"\nGoes out:   [^\n]+(\n {12}[^\n]+)*"
    r"\nMay import: [^\n]+(\n {12}[^\n]+)*"
    r"\nNever:      [^\n]+(\n {12}[^\n]+)*\n?"
)
BREACHES = {
    "backend/studio/units.py": "import flask",
    "backend/studio/mix/__init__.py": "from backend.db import models",
    "backend/api/songs.py": "import sqlalchemy",
    "backend/services/songs.py": "from flask import request",
    "backend/jobs/board.py": "from backend.services import songs",
    "backend/services/effects.py": "import pedalboard",
    "backend/tasks/music.py": "from backend.api import songs",
    "backend/db/models.py": "import rq",
    "backend/services/media.py": "import backend.app",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the walls of the house in a folder."""
    lint_imports = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", lint_imports, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house to plant things in."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    shutil.copytree(BACKEND, tmp_path / "backend", ignore=shutil.ignore_patterns("__pycache__", "*.toml", "*.txt"))
    return tmp_path


@pytest.mark.slow
def test_the_walls_stand() -> None:
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


@pytest.mark.slow
def test_planted_breaches_are_all_found(copy: Path) -> None:
    for place, breach in BREACHES.items():
        file = copy / place
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{breach}\n", encoding="utf-8")
    found = lint(copy)
    assert found.returncode == 1
    for place, breach in BREACHES.items():
        culprit = place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        forbidden = breach.replace("from ", "").replace("import ", "").split()[0]
        assert re.search(rf"{re.escape(culprit)} -> {re.escape(forbidden)}", found.stdout), breach


def test_no_two_files_need_each_other() -> None:
    """Names that are only there for the types count as well: who reads one file has not to read another first."""
    needs = {path: imported(path) for root in ("backend", "launcher") for path in (ROOT / root).rglob("*.py")}
    graphlib.TopologicalSorter(needs).prepare()


def test_two_files_that_need_each_other_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f():\n    from b import g\n")
    (tmp_path / "b.py").write_text("if TYPE_CHECKING:\n    import a\n")
    with pytest.raises(graphlib.CycleError):
        graphlib.TopologicalSorter({path: imported(path, tmp_path) for path in tmp_path.glob("*.py")}).prepare()


def imported(file: Path, root: Path = ROOT) -> set[Path]:
    """The files below the root that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{each.name}" for each in node.names} | {node.module or ""}
    found = {root / f"{name.replace('.', '/')}.py" for name in names}
    return {path for path in found if path.is_file() and path != file}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_every_room_has_its_card(room: Path) -> None:
    tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))
    assert len(tree.body) == 1, "A room's card is all that its __init__.py holds."
    assert CARD.fullmatch(ast.get_docstring(tree) or ""), "Title, blank line, Comes in, Goes out, May import, Never."


def test_only_the_settings_read_the_environment() -> None:
    # The worker sets a variable for numba before numba is imported, and `counted` one for the library that counts.
    readers = {BACKEND / "config.py", BACKEND / "worker.py", BACKEND / "counted.py", *(BACKEND / "cli").glob("*.py")}
    for path in set(BACKEND.rglob("*.py")) - readers:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\bos\.(environ|getenv)|from os import .*(environ|getenv)", source), path
