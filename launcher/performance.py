"""`python3 run.py test performance`: benchmarks against the ratios they once had.

``bench/baseline.json`` names each benchmark's command line and its ratios, all of the kind "more is better". Seconds
differ from machine to machine, ratios much less: one fails only when it has got worse by half.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from typing import Any

from launcher.console import Stop, say
from launcher.sounds import FONT
from launcher.studio import Studio

WORSE_BY_HALF = 0.5


def run(studio: Studio) -> int:
    """Run every benchmark of the baseline; the exit status is 1 when a ratio has got worse by half."""
    baseline = json.loads((studio.root / "bench" / "baseline.json").read_text(encoding="utf-8"))
    lost = 0
    for bench in baseline:
        say(f"\n{' '.join(bench['command'])}")
        figures = measure(studio, bench["command"])
        lost += sum(report(name, figures, kept) for name, kept in bench["ratios"].items())
    say(f"\n{lost} failed" if lost else "\nNo ratio got worse by half.")
    return int(lost > 0)


def measure(studio: Studio, command: list[str]) -> Mapping[str, Any]:
    """Run one benchmark and read its last line.

    Raises
    ------
    Stop
        when it fails or prints no figures
    """
    words = [word.format(font=studio.share / "sounds" / FONT) for word in command]
    told = subprocess.run(
        [studio.python, *words], cwd=studio.root, env=studio.environ(), stdout=subprocess.PIPE, text=True, check=False
    )
    try:
        figures: dict[str, Any] = json.loads(told.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        raise Stop(f"{' '.join(command)} printed no figures (status {told.returncode}).") from None
    return figures


def report(name: str, figures: Mapping[str, Any], kept: float) -> bool:
    """Print one ratio beside the baseline's; tell whether it was lost. What cannot be measured here is not."""
    if name not in figures:
        say(f"  {name:<32} not measured on this machine")
        return False
    is_lost = bool(figures[name] < kept * WORSE_BY_HALF)
    say(f"  {name:<32}{figures[name]:8.2f}   baseline {kept:8.2f}{'   FAILED' if is_lost else ''}")
    return is_lost
