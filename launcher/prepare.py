"""What must be there before a studio runs: packages, pages, sounds, compiled kernels. Each is made only once."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from launcher import family, front_end, packages, sounds, tools, voices
from launcher.console import step
from launcher.stamps import Stamp, digest
from launcher.studio import Studio


def everything(studio: Studio) -> None:
    """Prepare a studio with its pages, on two cores as far as one thing does not wait for another.

    Raises
    ------
    Stop
        saying what is missing
    """
    packages_and_sounds(studio)
    side_by_side(lambda: warm(studio), lambda: front_end.build(studio))


def for_music(studio: Studio) -> None:
    """Prepare what making a song takes: no pages, no server.

    Raises
    ------
    Stop
        saying what is missing
    """
    packages_and_sounds(studio)
    warm(studio)


def packages_and_sounds(studio: Studio) -> None:
    """Bring what comes over the network and is needed by all that follows."""
    packages.make_environment(studio)
    side_by_side(lambda: packages.install(studio, "requirements"), lambda: sounds.fetch(studio))
    voices.fetch(studio)


def warm(studio: Studio) -> None:
    """Compile the kernels and decode common samples once, so that no worker and no song has to wait for that."""
    music = studio.root / "backend" / "studio"
    compiled = [file for file in music.rglob("*.py") if b"studio.jit" in file.read_bytes()]
    stamp, wanted = Stamp(studio.share, "kernels"), digest([*compiled, studio.root / "requirements.lock"])
    if stamp.is_for(wanted):
        return
    with step("kernels compiled, samples decoded", studio.share / "samples"):
        argv, log = [studio.python, "-m", "backend.cli", "warm"], studio.share / "setup.log"
        remedy = f"This should not happen; please report it with {log}"
        tools.call(argv, log=log, what="The instruments could not be made ready", remedy=remedy, env=studio.environ())
        stamp.set(wanted)


def side_by_side(*lanes: Callable[[], object]) -> None:
    """Do several things at once; the first that fails, or Ctrl-C, ends the others."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        running = [pool.submit(lane) for lane in lanes]
        try:
            for lane in running:
                lane.result()
        except BaseException:
            family.signal_descendants(signal.SIGTERM)
            raise
