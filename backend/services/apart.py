"""Files that strangers sent are opened in a process apart, with little time and memory.

A picture of a few kilobytes can keep a decoder busy for minutes, and decoders have crashed on less. Here neither costs
the server more than a refusal: ``python -m backend.services.apart`` makes one check and says what came of it.
"""

from __future__ import annotations

import json
import logging
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

from backend.services.errors import Busy, StudioError, TooLarge, WrongType
from backend.studio.errors import BadAudio, BadMidi, BadScore
from backend.studio.material import Material
from backend.studio.units import TempoMap

logger = logging.getLogger(__name__)

# Twice what the largest honest file within the limits took (a photograph of 25 megapixels, ten minutes of MP3).
CPU_S = 2
# Waiting for the processor counts here, too.
WALL_S = 10.0
MEMORY_BYTES = 2 * 2**30
# More at a time would only wait for each other.
AT_ONCE = 2
REFUSALS: Mapping[str, type[StudioError]] = {
    each.code: each for each in (TooLarge, WrongType, BadAudio, BadMidi, BadScore)
}
# No secrets; and numpy would take memory for a thread a core.
ENVIRON = {"OPENBLAS_NUM_THREADS": "1"}

SLOW = f"The file cannot be decoded within {CPU_S} s, which is the most that is allowed."
# How a process ends that has used up its time; which of them depends on the system.
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
# The end of a traceback tells enough.
MOST_TOLD = 2000

_places = BoundedSemaphore(AT_ONCE)


def check(what: str, file: Path, kind: str, **limits: float) -> float | None:
    """Check a ``sound``, ``notes`` or a ``picture``; the answer is its length in seconds, if any.

    Raises
    ------
    TooLarge
        if it is above the limits, or takes too long to decode
    WrongType
        if its decoder breaks down
    StudioError
        if it is broken or outside the limits
    Busy
        if others have been waiting for the same as long as this one may
    """
    length_s: float | None = _ask(what, file, kind, limits)
    return length_s


def material(file: Path, kind: str, **limits: float) -> Material:
    """Read a MIDI file or written music.

    Raises
    ------
    StudioError
        as `check` does
    """
    from backend.studio.formats import project  # noqa: PLC0415 - only who brings music waits for it

    return project.decode(Material, _ask("material", file, kind, limits))


def _ask(what: str, file: Path, kind: str, limits: Mapping[str, Any]) -> Any:
    """Make a check in a process of its own; the answer is what it found."""
    if not _places.acquire(timeout=WALL_S):
        raise Busy("Many files are being checked; send it again in a moment.")
    command = [sys.executable, "-m", "backend.services.apart", what, str(file), kind, json.dumps(limits)]
    try:
        # A child that is stopped leaves behind what it was writing; so it has a folder of its own for that.
        with TemporaryDirectory() as folder:
            environ = {**ENVIRON, "TMPDIR": folder}
            done = subprocess.run(command, cwd=_root(), env=environ, capture_output=True, timeout=WALL_S, check=False)
    except subprocess.TimeoutExpired:
        raise TooLarge(SLOW) from None
    finally:
        _places.release()
    if done.returncode in OUT_OF_TIME:
        raise TooLarge(SLOW)
    if done.returncode:
        logger.error(
            "Checking %s ended with %d: %s", what, done.returncode, done.stderr[-MOST_TOLD:].decode(errors="replace")
        )
        raise WrongType("The file cannot be read: its decoder broke down.")
    return _answer(json.loads(done.stdout))


def main() -> None:
    """Make the check that the command line names."""
    what, file, kind, limits = sys.argv[1:]
    _limit_ourselves()
    try:
        answer: dict[str, Any] = {"found": CHECKS[what](Path(file), kind, json.loads(limits))}
    except StudioError as refusal:
        answer = {"code": refusal.code, "message": refusal.message}
    except MemoryError:
        answer = {"code": TooLarge.code, "message": f"The file needs more than {MEMORY_BYTES / 2**30:g} GB to decode."}
    sys.stdout.write(json.dumps(answer))


def _answer(told: Mapping[str, Any]) -> Any:
    if "code" in told:
        raise REFUSALS.get(told["code"], WrongType)(told["message"])
    return told["found"]


def _sound(file: Path, _kind: str, limits: Mapping[str, Any]) -> float:
    from backend.studio.formats import decode  # noqa: PLC0415 - each check loads its own decoder alone

    return decode.examine(file, decode.Limits(**limits)).duration_s


def _notes(file: Path, kind: str, limits: Mapping[str, Any]) -> float:
    from backend.studio.formats import midi_check, musicxml_material  # noqa: PLC0415

    if kind == "mid":
        return midi_check.check(file, midi_check.Limits(**limits)).duration_s
    read = musicxml_material.read(file, midi_check.Limits(**limits))
    return TempoMap(read.tempo).seconds(read.end_beat)


def _material(file: Path, kind: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    from backend.studio.formats import midi_check, midi_material, musicxml_material  # noqa: PLC0415

    reader = midi_material if kind == "mid" else musicxml_material
    return asdict(reader.read(file, midi_check.Limits(**limits)))


def _picture(file: Path, kind: str, _limits: Mapping[str, Any]) -> None:
    from backend.services import pictures  # noqa: PLC0415

    pictures.rewrite(file, kind)


CHECKS: Mapping[str, Callable[[Path, str, Mapping[str, Any]], Any]] = {
    "sound": _sound,
    "notes": _notes,
    "material": _material,
    "picture": _picture,
}


def _limit_ourselves() -> None:
    for what, most in ((resource.RLIMIT_CPU, CPU_S), (resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most, most))


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


if __name__ == "__main__":
    main()
