"""`doctor`: what is here, what is missing, and what to type about it."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import shutil
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from backend import config, wiring
from backend.services.services import Services

# A song of five minutes with its stems takes about 0.3 GB.
LEAST_FREE_GB = 2.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``remedy`` is what to do about it where it is not well, else empty."""

    about: str
    found: str
    remedy: str = ""


@click.command()
@click.option("--running", help="The address of the studio that runs on the same data.")
def doctor(running: str | None) -> None:
    """Say what is here, what is missing and what to type; status 1 when something is missing."""
    findings = list(examine(running))
    for finding in findings:
        click.echo(f"{'!' if finding.remedy else ' '} {finding.about:<12} {finding.found}")
        if finding.remedy:
            click.echo(f"  {'':<12} {finding.remedy}")
    if any(finding.remedy for finding in findings):
        raise SystemExit(1)


def examine(running: str | None) -> Iterator[Finding]:
    """Look at everything that a studio stands on, settings first: without them nothing else can be looked at."""
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    try:
        settings = config.load()
    except config.BadSettings as mistakes:
        yield Finding("settings", "do not hold", str(mistakes).replace("\n", "\n               "))
        return
    services = wiring.build(settings)
    health = ask(running) if running else services.health()
    yield Finding("studio", f"runs at {running}" if running else "does not run now (python3 run.py starts it)")
    yield from music(health, services)
    yield from house(settings, health)


def ask(address: str) -> dict[str, Any]:
    """What a running studio says of itself."""
    with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:  # an address of our own  # nosec B310
        health: dict[str, Any] = json.load(answer)
        return health


def music(health: dict[str, Any], services: Services) -> Iterator[Finding]:
    """What plays."""
    yield Finding("renderer", str(health["renderer"]))
    yield Finding("font", str(health["font"]))
    for engine in services.engines.documents():
        yield Finding("engine", f"{engine['label']}{': ' if engine['unavailable'] else ''}{engine['unavailable']}")
    yield from singers(services.voices.listing()["voices"])
    yield Finding("styles", ", ".join(style["name"] for style in services.styles()))


def singers(voices: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Who sings, engine by engine; one none of whose voices is there says why."""
    for engine in dict.fromkeys(voice["engine"] for voice in voices):
        own = [voice for voice in voices if voice["engine"] == engine]
        able = [voice["id"] for voice in own if voice["available"]]
        yield Finding("voices", f"{engine}: {len(able)} of {len(own)}", "" if able else str(own[0]["reason"]))
    if not voices:
        yield Finding("voices", "none: songs are instrumental")


def house(settings: config.Settings, health: dict[str, Any]) -> Iterator[Finding]:
    """What it stands on."""
    yield Finding(
        "database",
        settings.database_url.partition("://")[0] + (" answers" if health["database"] else " does not answer"),
        "" if health["database"] else "Is DATABASE_URL right, and does its server run?",
    )
    broker = "answers" if health["redis"] else "none: workers take jobs from the database"
    yield Finding("broker", f"{broker}; {health['workers']} workers")
    pages = config.PROJECT_ROOT / "frontend" / "dist" / "index.html"
    yield Finding("pages", *(("built",) if pages.is_file() else ("not built", "Type: python3 run.py")))
    free_gb = shutil.disk_usage(settings.storage_dir).free / 1e9
    low = f"Songs need room: {LEAST_FREE_GB:g} GB at least." if free_gb < LEAST_FREE_GB else ""
    yield Finding("disk", f"{free_gb:.0f} GB free in {settings.storage_dir}", low)
    versions = (f"{name} {importlib.metadata.version(name)}" for name in ("flask", "rq", "numpy", "soundfile"))
    yield Finding("packages", ", ".join(versions))
