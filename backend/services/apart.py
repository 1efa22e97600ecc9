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
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from backend.services.budgets import Budget, Line, Places
from backend.services.errors import Busy, StudioError, TooLarge, WrongType
from backend.studio.errors import BadAudio, BadBank, BadMidi, BadScore
from backend.studio.material import Material
from backend.studio.units import TempoMap

if TYPE_CHECKING:
    from backend.studio.analysis.listening import Heard
    from backend.studio.survey import Survey

logger = logging.getLogger(__name__)

# Twice what the largest honest file within the limits took (a photograph of 25 megapixels, ten minutes of MP3).
CPU_S = 2
# Waiting for the processor counts here, too.
WALL_S = 10.0
MEMORY_BYTES = 2 * 2**30
# More at a time would only wait for each other.
AT_ONCE = 2
# A file larger than one request may be has as much more time as it has more bytes.
USUAL_BYTES = 32 * 2**20

# Requests wait for both of the kinds below that have it.
WEB = Line()
USUAL = Budget(CPU_S, WALL_S, MEMORY_BYTES, Places(AT_ONCE, WEB))
# A voicebank of a gigabyte is unpacked, summed up and sung with; half a gigabyte of weights takes three times that.
# Five minutes of music are listened to in two seconds, and looked through in as many again; a worker gives way to all.
BUDGETS: Mapping[str, Budget] = {
    "bank": Budget(240, 300.0, 6 * 2**30, Places(1)),
    "listen": Budget(12, 60.0, MEMORY_BYTES, Places(AT_ONCE)),
    "survey": Budget(30, 120.0, MEMORY_BYTES, Places(AT_ONCE)),
}
# Projects of singing editors: their readers take longer to load than the largest project to read.
EDITED = ("ust", "ustx", "svp", "vsqx")
EDITORS = Budget(8, 20.0, MEMORY_BYTES, Places(AT_ONCE, WEB))
REFUSALS: Mapping[str, type[StudioError]] = {
    each.code: each for each in (TooLarge, WrongType, BadAudio, BadMidi, BadScore, BadBank)
}
# No secrets; and numpy would take memory for a thread a core.
ENVIRON = {"OPENBLAS_NUM_THREADS": "1"}

SLOW = "The file cannot be decoded within {} s, which is the most that is allowed."
WAITED = "The machine is too busy to look at the file; send it again in a minute."
# How a process ends that has used up its time; which of them depends on the system.
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
# The end of a traceback tells enough.
MOST_TOLD = 2000


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
        if others have been waiting for the same as long as this one may, or the processor was not to be had
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


def listen(file: Path, kind: str, *, bpm: float | None = None) -> Heard:
    """Listen to a recording; ``bpm`` is its tempo if somebody knows it.

    Raises
    ------
    StudioError
        as `check` does, and if no steady pulse is heard in it
    """
    from backend.studio.analysis.listening import Heard  # noqa: PLC0415 - a child that does not listen is quicker
    from backend.studio.formats import project  # noqa: PLC0415

    return project.decode(Heard, _ask("listen", file, kind, {"bpm": bpm}))


def survey(file: Path, kind: str) -> Survey:
    """Look through a recording: length, loudness, shape, tempo, key, tags.

    Raises
    ------
    StudioError
        as `check` does
    """
    from backend.studio.formats import project  # noqa: PLC0415
    from backend.studio.survey import Survey  # noqa: PLC0415

    return project.decode(Survey, _ask("survey", file, kind, {}))


def bank(file: Path, folder: Path, *, banks: Path, most_bytes: int) -> dict[str, Any]:
    """Unpack a voicebank into an empty folder and let it sing there.

    Parameters
    ----------
    banks : the folder of those that are installed, for vocoders that they share
    most_bytes : what it may have unpacked

    Returns
    -------
    dict
        ``root``, where in the folder the bank lies; ``document``, what it can do; ``left_out``, what was not unpacked

    Raises
    ------
    BadBank, TooLarge, WrongType, Busy
        as `check` does
    """
    found: dict[str, Any] = _ask("bank", file, str(folder), {"banks": str(banks), "most_bytes": most_bytes})
    return found


def _ask(what: str, file: Path, kind: str, limits: Mapping[str, Any]) -> Any:
    """Make a check in a process of its own; the answer is what it found."""
    from backend.studio import jit  # noqa: PLC0415 - children import this module, too, and most need nothing compiled

    budget = EDITORS if kind in EDITED else BUDGETS.get(what, USUAL)
    times = max(1.0, file.stat().st_size / USUAL_BYTES) if budget is USUAL and file.is_file() else 1.0
    cpu_s = round(budget.cpu_s * times)
    command = [sys.executable, "-m", "backend.services.apart", what, str(file), kind, json.dumps(limits)]
    command += [str(cpu_s), str(budget.memory_bytes)]
    try:
        # A child that is stopped leaves behind what it was writing; so it has a folder of its own for that.
        with budget.places.one(), TemporaryDirectory() as folder:
            environ = {**ENVIRON, **jit.environ(), "TMPDIR": folder}
            done = subprocess.run(
                command, cwd=_root(), env=environ, capture_output=True, timeout=budget.wall_s * times, check=False
            )
    except subprocess.TimeoutExpired:  # and it has not used up its time
        raise Busy(WAITED) from None
    if done.returncode in OUT_OF_TIME:
        raise TooLarge(SLOW.format(cpu_s))
    if done.returncode:
        logger.error(
            "Checking %s ended with %d: %s", what, done.returncode, done.stderr[-MOST_TOLD:].decode(errors="replace")
        )
        raise WrongType("The file cannot be read: its decoder broke down.")
    told = json.loads(done.stdout)
    logger.debug("Checked %s in at most %s MB", what, told["peak_mb"])
    return _answer(told)


def main() -> None:
    """Make the check that the command line names."""
    what, file, kind, limits, cpu_s, memory_bytes = sys.argv[1:]
    _limit_ourselves(int(cpu_s), int(memory_bytes))
    try:
        answer: dict[str, Any] = {"found": CHECKS[what](Path(file), kind, json.loads(limits))}
    except StudioError as refusal:
        answer = {"code": refusal.code, "message": refusal.message}
    except MemoryError:
        answer = {
            "code": TooLarge.code,
            "message": f"The file needs more than {int(memory_bytes) / 2**30:g} GB to decode.",
        }
    sys.stdout.write(json.dumps(answer | {"peak_mb": _peak_mb()}))


def _answer(told: Mapping[str, Any]) -> Any:
    if "code" in told:
        raise REFUSALS.get(told["code"], WrongType)(told["message"])
    return told["found"]


def _sound(file: Path, _kind: str, limits: Mapping[str, Any]) -> float:
    from backend.studio.formats import decode  # noqa: PLC0415 - each check loads its own decoder alone

    return decode.examine(file, decode.Limits(**limits)).duration_s


def _notes(file: Path, kind: str, limits: Mapping[str, Any]) -> float:
    from backend.studio.formats import midi_check  # noqa: PLC0415

    if kind == "mid":
        return midi_check.check(file, midi_check.Limits(**limits)).duration_s
    read = _reader(kind)(file, midi_check.Limits(**limits))
    return TempoMap(read.tempo).seconds(read.end_beat)


def _material(file: Path, kind: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    from backend.studio.formats import midi_check  # noqa: PLC0415

    return asdict(_reader(kind)(file, midi_check.Limits(**limits)))


def _reader(kind: str) -> Callable[..., Material]:
    from backend.studio.formats import editors, midi_material, musicxml_material  # noqa: PLC0415
    from backend.studio.formats.ds import songs  # noqa: PLC0415

    if kind in editors.CONVERTERS:
        return partial(editors.read, kind=kind)
    return {"mid": midi_material.read, "ds": songs.read}.get(kind, musicxml_material.read)


def _listen(file: Path, _kind: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    from backend.studio.analysis import listening  # noqa: PLC0415
    from backend.studio.audio import SAMPLE_RATE  # noqa: PLC0415
    from backend.studio.formats import decode  # noqa: PLC0415

    sound, _about = decode.two_sided(file, SAMPLE_RATE)
    return asdict(listening.listen(sound, SAMPLE_RATE, bpm=limits["bpm"]))


def _survey(file: Path, _kind: str, _limits: Mapping[str, Any]) -> Any:
    from backend.studio import survey  # noqa: PLC0415
    from backend.studio.formats import project  # noqa: PLC0415

    return project.encode(survey.survey(file))


def _picture(file: Path, kind: str, limits: Mapping[str, Any]) -> None:
    from backend.services import pictures  # noqa: PLC0415

    pictures.rewrite(file, kind, **limits)


def _bank(file: Path, folder: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    from backend.studio.voice.diffsinger import parcel, trial, troupe  # noqa: PLC0415

    content = Path(folder)
    left_out = parcel.unpack(file, content, most_bytes=limits["most_bytes"])
    find_vocoder = troupe.Troupe(Path(limits["banks"])).find_vocoder
    found = trial.adopt(content, find_vocoder, time.process_time)
    return {"root": str(found.root.relative_to(content)), "document": found.document, "left_out": left_out}


CHECKS: Mapping[str, Callable[[Path, str, Mapping[str, Any]], Any]] = {
    "sound": _sound,
    "notes": _notes,
    "material": _material,
    "picture": _picture,
    "bank": _bank,
    "listen": _listen,
    "survey": _survey,
}


def _limit_ourselves(cpu_s: int, memory_bytes: int) -> None:
    limits = {resource.RLIMIT_CPU: cpu_s, resource.RLIMIT_AS: memory_bytes, resource.RLIMIT_CORE: 0}
    for what, most in limits.items():
        with suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most, most))


def _peak_mb() -> int | None:
    """The most memory of this program so far. ``ru_maxrss`` would count the process it was forked from, too."""
    with suppress(OSError):  # Linux alone tells
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return None


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


if __name__ == "__main__":
    main()
