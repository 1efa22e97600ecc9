#!/usr/bin/env python3
"""Mini Studio in two commands: `python3 run.py` starts the studio, `python3 run.py test` checks it.

This file must be readable by any Python 3, so that an old one can say what is missing. The work is in `launcher/`.
"""

import os
import shutil
import subprocess
import sys

SUITED = ((3, 11), (3, 13))


def suited_python():
    """Find a Python on PATH that suits, newest first; a version manager may leave names there that do not run."""
    names = [f"python3.{minor}" for minor in range(SUITED[1][1], SUITED[0][1] - 1, -1)]
    found = filter(None, map(shutil.which, names))
    return next((path for path in found if subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0), None)


def main():
    """Hand over to the launcher, under a Python that suits."""
    if SUITED[0] <= sys.version_info[:2] <= SUITED[1]:
        from launcher.main import main as launch  # noqa: PLC0415 - an old Python could not read it

        return launch(sys.argv[1:])
    other = suited_python()
    if other and not os.environ.get("MINI_STUDIO_HANDED_OVER"):
        os.environ["MINI_STUDIO_HANDED_OVER"] = "1"
        os.execv(other, [other, __file__, *sys.argv[1:]])
    found = ".".join(map(str, sys.version_info[:2]))
    sys.stderr.write(
        f"Mini Studio needs Python 3.11, 3.12 or 3.13; this is {found} and no other was found.\n"
        "Type (Debian, Ubuntu): sudo apt install python3 python3-venv\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
