"""The examples of docs/api/ run as they are written, page by page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backend.config import PROJECT_ROOT

PAGES = sorted((PROJECT_ROOT / "docs" / "api").glob("*.md"))
RUN = {
    "sh": ["bash", "-euo", "pipefail"],
    "python": [sys.executable, "-W", "error::ResourceWarning"],
    "js": ["node", "--input-type=module", "-"],
}
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def test_there_is_a_page_for_each_way():
    assert {kind for page in PAGES for kind, _ in BLOCK.findall(page.read_text(encoding="utf-8"))} == RUN.keys()


@pytest.mark.parametrize("running_studio", ["no-redis"], indirect=True)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_run_as_written(page: Path, running_studio: str, tmp_path: Path):
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    (kind,) = {kind for kind, _ in blocks}
    if not shutil.which(RUN[kind][0]):
        pytest.skip(f"{RUN[kind][0]} is not installed")
    program = "\n".join(words for _, words in blocks).replace("localhost:8000", running_studio.removeprefix("http://"))
    done = subprocess.run(
        RUN[kind], input=program, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr and "Error" not in done.stdout, done.stdout
