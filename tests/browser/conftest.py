"""A real studio in a real browser: `run.py` on a folder of its own, Debian's Chromium by Playwright.

Both end with the last test of this folder: left to the end of all tests they would only stand in the way of the others.
Pages that write to the console, or break the content policy, fail the test that opened them. Screenshots of all that
was looked at lie in test-output/browser/.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bringing import TONES, Tuner, bring
from running import running
from stage import ADMIN, OUTPUT, PASSWORD, ROOT

FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the studio of these tests keeps what it keeps; STUDIO_DATA says it of the one that STUDIO_ADDRESS names."""
    if there := os.environ.get("STUDIO_DATA"):
        return Path(there)
    return tmp_path_factory.mktemp("studio")


@pytest.fixture(scope="package")
def address(data: Path, chromium: Any) -> Iterator[str]:
    """The address of a studio that runs for these tests alone, or of the one that STUDIO_ADDRESS names."""
    if there := os.environ.get("STUDIO_ADDRESS"):
        yield there
        return
    with running(data, ADMIN_EMAIL=ADMIN) as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """The browser; without one the tests are skipped and say so."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = os.environ.get("STUDIO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("there is no Chromium: install Debian's chromium, or name one in STUDIO_CHROMIUM")
    with playwright.sync_playwright() as run:
        browser = run.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open pages of the studio; each in a browser profile of its own, or of ``who`` it is given.

    Nothing may be written to the console.
    """
    contexts, complaints = [], []

    def open_page(
        path: str = "/", *, width: int = 1440, height: int = 960, theme: str = "dark", who: Any = None
    ) -> Any:
        size = {"width": width, "height": height}
        context = chromium.new_context(
            base_url=address,
            viewport=size,
            color_scheme=theme,
            has_touch=width < 720,
            reduced_motion="reduce",
            storage_state=who,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if _is_complaint(line) else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def account(address: str) -> Callable[..., None]:
    """Give a page an account of its own, by the same doors that its forms use."""

    def account(page: Any, name: str) -> None:
        name = f"{name}_{secrets.token_hex(4)}"  # the studio may have run before
        who = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
        assert page.request.post("/api/auth/register/", data=who).ok
        assert page.request.post("/api/auth/login/", data=who).ok

    return account


@pytest.fixture(scope="package")
def tuner(address: str, chromium: Any) -> Tuner:
    """Somebody who brought an album of three tones: looked through by the studio's one worker only once."""
    context = chromium.new_context(base_url=address)
    name = f"tuner_{secrets.token_hex(4)}"
    who = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
    assert context.request.post("/api/auth/register/", data=who).ok
    assert context.request.post("/api/auth/login/", data=who).ok
    songs = [bring(context, address, title, pitch_hz) for title, pitch_hz in TONES.items()]
    state = context.storage_state()
    context.close()
    return Tuner(state, songs)


@pytest.fixture(scope="package")
def administrator(address: str, data: Path) -> Callable[[Any], None]:
    """Sign a page in as the administrator."""
    if os.environ.get("STUDIO_ADDRESS") and not os.environ.get("STUDIO_DATA"):
        pytest.skip("the studio that STUDIO_ADDRESS names has an administrator: name its folder in STUDIO_DATA")
    words = ["--data", str(data), "flask", "create-admin", "--password", PASSWORD]
    subprocess.run([sys.executable, ROOT / "run.py", *words], env={**os.environ, "ADMIN_EMAIL": ADMIN}, check=True)

    def administrator(page: Any) -> None:
        assert page.request.post("/api/auth/login/", data={"email": ADMIN, "password": PASSWORD}).ok

    return administrator


@pytest.fixture
def song(address: str) -> Callable[..., int]:
    """Have a song made for the owner of a page; the answer is its id."""

    def song(page: Any, prompt: str = "slow lo-fi with a warm piano", **wishes: Any) -> int:
        body = {"prompt": prompt, "duration": 20, "seed": 7, **wishes}
        asked = page.request.post("/api/jobs/music", data=body, headers={"Origin": address})
        assert asked.ok, asked.text()
        job = asked.json()["links"]["self"]
        deadline = time.monotonic() + 60
        while (state := page.request.get(job).json())["status"] in ("queued", "started"):
            assert time.monotonic() < deadline, state
            time.sleep(0.2)
        assert state["status"] == "finished", state
        return asked.json()["song_id"]

    return song


@pytest.fixture(scope="package")
def shoot() -> Callable[[Any, str], None]:
    """Keep a picture of a page."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=OUTPUT / f"{name}.png")


def _is_complaint(line: Any) -> bool:
    # the browser reports each refused request; whether a refusal is right is for the tests of the API
    return line.type in ("error", "warning") and "Failed to load resource" not in line.text
