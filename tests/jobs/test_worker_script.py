"""``cd backend && python worker.py``, as people type it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from backend.config import PROJECT_ROOT


@pytest.mark.slow
def test_the_script_finds_its_project_and_says_what_is_missing(tmp_path):
    environ = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "worker.py"],
        cwd=PROJECT_ROOT / "backend",
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "SECRET_KEY is missing" in said.stderr
    assert "Traceback" not in said.stderr
