"""Songs with words: syllables on notes, stresses on beats, the singer at ease, wishes kept, words changed alone.

``python -m bench.vocals`` looks at a few songs; ``--full`` at every style in four meters, at ninety random requests and
at fifty changes of a word. It prints what misses and, last, one line of JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "studio" / "composer"))

from songs import STYLES
from sung import WORDS, sung, vocal_notes
from word_edits import random_change

from backend.studio.composer import grid
from backend.studio.composer.asked import report
from backend.studio.composer.prompt import read
from backend.studio.errors import StudioError
from backend.studio.pipeline import compose
from backend.studio.score import Score
from backend.studio.singing import SingingWish
from bench.random_requests import request

METERS = (None, "3/4", "6/8", "5/4")
REACH = (57, 72)


def main(*, full: bool) -> int:
    """Measure and print; 1 if anything is sung otherwise than it should be."""
    songs = [
        (style, meter) for style in (STYLES if full else STYLES[::9]) for meter in (METERS if full else METERS[:2])
    ]
    found = {"songs": _songs(songs), "requests": _requests(90 if full else 12), "changes": _changes(50 if full else 12)}
    print(json.dumps(found))
    return int(found["songs"]["whole"] < 1 or found["requests"]["kept"] < 1 or found["changes"]["held"] < 1)


def _songs(wanted: list[tuple[str, str | None]]) -> dict[str, float]:
    """Syllables that are sung, stressed ones on beats, notes at ease, and seconds to compose."""
    whole, strong, at_ease, seconds = 0, [], [], []
    for style, meter in wanted:
        begin = time.perf_counter()
        score = sung.__wrapped__(style, meter=meter, tessitura=REACH)
        seconds.append(time.perf_counter() - begin)
        lines = {one.what: one for one in report.report(compose(score.plan.brief))}
        whole += lines["Words"].is_met
        strong.append(_strong(score))
        at_ease.append(lines["Reach of the singer"].is_met)
        if not lines["Words"].is_met:
            print(f"{style} {meter}: {lines['Words'].line}", flush=True)
    return {
        "count": len(wanted),
        "whole": whole / len(wanted),
        "stressed_on_beats": round(median(strong), 3),
        "least_stressed_on_beats": round(min(strong), 3),
        "at_ease": sum(at_ease) / len(at_ease),
        "median_s": round(median(seconds), 3),
    }


def _strong(score: Score) -> float:
    pulse = grid.pulse_beats(score.plan.meter)
    stressed = [note.start_beat for note in vocal_notes(score) if note.syllable and note.syllable.stress == 2]
    return sum(abs(beat / pulse - round(beat / pulse)) < 1e-6 for beat in stressed) / len(stressed)


def _requests(count: int) -> dict[str, float]:
    """Random requests with words beside: how many keep everything else that they ask for."""
    kept = made = 0
    for number in range(count):
        wishes = replace(request(number), singing=SingingWish(WORDS, "test/voice", tessitura=REACH))
        try:
            lines = report.report(compose(read("", wishes=wishes, seed=number)))
        except StudioError as refused:
            print(f"request {number}: {refused}", flush=True)
            continue
        missed = [line.line for line in lines if not line.is_met and line.what != "Words"]
        made, kept = made + 1, kept + (not missed)
        if missed:
            print(f"request {number}: {missed}", flush=True)
    return {"made": made, "kept": kept / max(made, 1)}


def _changes(count: int) -> dict[str, float]:
    """Random words changed: how many leave every other note alone."""
    held = 0
    for number in range(count):
        style = STYLES[number * 7 % len(STYLES)]
        change = random_change(sung(style, seed=number % 3), random.Random(number))
        held += change.holds
        if not change.holds:
            print(f"change {number}: {change}", flush=True)
    return {"count": count, "held": held / count}


if __name__ == "__main__":
    sys.exit(main(full="--full" in sys.argv))
