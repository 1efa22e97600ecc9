"""The API asked all that its document allows, and much that it forbids: schemathesis with every check that it has.

``python -m bench.contract [SECONDS]`` starts a studio of its own and asks for so long (300) signed in, and as long as a
stranger; ``STUDIO_ADDRESS`` names one that runs already. What is allowed for stands with its reason in
``contract.toml``. The last line is JSON; the status is 1 if anything was found.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from backend.config import PROJECT_ROOT
from tests.running import running

CONFIG = PROJECT_ROOT / "bench" / "contract.toml"
# Whoever logs out, or ends their account, asks nothing any more; strangers do it, too. Messages come for minutes.
ENDS = ("/api/auth/logout/", "/api/auth/delete-account/", "/api/messages/events")
FOUND = re.compile(r"(\d+) generated(?:, (\d+) found (\d+) unique failures)?")


def ask(address: str, seconds: int, *, key: str = "", report: Path, more: tuple[str, ...] = ()) -> dict[str, int]:
    """Ask a studio for so long; how many requests there were, and what was found."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "--no-color", "run"]
    command += [f"{address}/openapi.json", "--max-time", str(seconds), "--continue-on-failure", *more]
    if key:
        command += ["-H", f"Authorization: Bearer {key}"]
        command += [word for path in ENDS for word in ("--exclude-path", path)]
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    report.write_text(done.stdout + done.stderr, encoding="utf-8")
    said = FOUND.search(done.stdout)
    if said is None:
        raise SystemExit(
            f"schemathesis did not run to its end; see {report}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return {"requests": int(said[1]), "failures": int(said[3] or 0), "status": done.returncode}


def key_of(address: str) -> str:
    """An API key of a new account; it outlives logins."""
    name = f"contract_{secrets.token_hex(4)}"
    who = {"username": name, "email": f"{name}@example.com", "password": "at least eight characters"}
    requests.post(f"{address}/api/auth/register/", json=who, timeout=30).raise_for_status()
    login = requests.post(f"{address}/api/auth/login/", json=who, timeout=30).json()["key"]
    headers = {"Authorization": f"Token {login}"}
    made = requests.post(f"{address}/api/auth/keys/", json={"name": "contract"}, headers=headers, timeout=30)
    return str(made.json()["key"])


@contextmanager
def studio() -> Iterator[str]:
    """The address of a studio."""
    if there := os.environ.get("STUDIO_ADDRESS"):
        yield there
        return
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), "--no-redis") as address:
        yield address


def main() -> None:
    """Ask signed in and not, and say what was found."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    reports = Path(tempfile.mkdtemp(prefix="contract-"))
    with studio() as address:
        found = {
            "signed_in": ask(address, seconds, key=key_of(address), report=reports / "signed_in.log"),
            "strangers": ask(address, seconds, report=reports / "strangers.log"),
        }
    for who, figures in found.items():
        print(f"{who:<12} {figures['requests']:>7} requests, {figures['failures']} failures; {reports / who}.log")
    print(json.dumps(found))
    raise SystemExit(any(figures["status"] for figures in found.values()))


if __name__ == "__main__":
    main()
