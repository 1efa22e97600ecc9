"""Encoding by ffmpeg, where it is installed: a process of its own, which may take so much and no more.

ffmpeg finds out by itself what a file is, and some kinds of files make it open others. So it is told what it reads, may
open nothing but files and pipes, and runs under limits, in a process group that can be ended as a whole.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backend.services.errors import WrongType
from backend.services.sniffing import HEAD_BYTES, sniff
from backend.studio.formats.streams import Form

logger = logging.getLogger(__name__)

# What ffmpeg calls what `sniff` finds; anything else it is not given.
READERS: Mapping[str, str] = {"wav": "wav", "flac": "flac", "mp3": "mp3", "ogg": "ogg"}
WRITERS: Mapping[str, Sequence[str]] = {
    "opus": ("-c:a", "libopus", "-vbr", "on", "-ar", "48000", "-f", "ogg", "-page_duration", "1000000"),
    "mp3": ("-c:a", "libmp3lame", "-f", "mp3"),
}
# Ten minutes of sound took 12 s on one slow core; the longest that anybody may bring is a few times that.
CPU_S, WALL_S = 120, 300.0
# How often one looks whether anybody still wants it.
LOOK_S = 0.25
MEMORY_BYTES, FILE_BYTES = 2 * 2**30, 2**30
MOST_TOLD = 1000


@dataclass(frozen=True)
class Ffmpeg:
    """Where the program is, and the one that puts it under limits."""

    program: str
    prlimit: str


def find() -> Ffmpeg | None:
    """The program, if it is on PATH and can be put under limits; looked for once, at the start."""
    program, prlimit = shutil.which("ffmpeg"), shutil.which("prlimit")
    return Ffmpeg(program, prlimit) if program and prlimit else None


def command(ffmpeg: Ffmpeg, source: Path, kind: str, wanted: Form, *, start_s: float, most_s: float) -> list[str]:
    """The words of an encoding of ``source``, which is of a ``kind``, to standard output."""
    limits = [f"--cpu={CPU_S}", f"--as={MEMORY_BYTES}", f"--fsize={FILE_BYTES}", "--core=0"]
    told = ["-nostdin", "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "file,pipe", "-threads", "1"]
    reading = ["-f", READERS[kind], *(["-ss", f"{start_s:.3f}"] if start_s else []), "-i", str(source)]
    taken = ["-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-ac", "2", "-t", f"{most_s:g}"]
    writing = [*WRITERS[wanted.kind], "-b:a", f"{wanted.kbps}k", "-flush_packets", "1", "pipe:1"]
    return [ffmpeg.prlimit, *limits, ffmpeg.program, *told, *reading, *taken, *writing]


def encode(
    ffmpeg: Ffmpeg,
    source: Path,
    target: int,
    wanted: Form,
    *,
    start_s: float,
    most_s: float,
    is_wanted: Callable[[], bool] = lambda: True,
) -> None:
    """Write a song in another form to an open file, no more than ``most_s`` seconds of it, while it is wanted.

    Raises
    ------
    WrongType
        if it is of no kind that ffmpeg is given here, or ffmpeg does not come to an end with it
    """
    with source.open("rb") as file:
        kind = sniff(file.read(HEAD_BYTES)) or ""
    if kind not in READERS:
        raise WrongType(f"{source.name} is {kind or 'of no known kind'}; ffmpeg is given {', '.join(READERS)}.")
    words = command(ffmpeg, source, kind, wanted, start_s=start_s, most_s=most_s)
    until = time.monotonic() + WALL_S
    said = b"It was not done in time."
    with subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=target, stderr=subprocess.PIPE, start_new_session=True, env={}
    ) as process:
        try:
            while is_wanted() and time.monotonic() < until:
                with suppress(subprocess.TimeoutExpired):
                    _, said = process.communicate(timeout=LOOK_S)
                    break
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode and is_wanted():
        logger.error("ffmpeg ended with %d: %s", process.returncode, said[-MOST_TOLD:].decode(errors="replace"))
        raise WrongType(f"{source.name} cannot be encoded.")
