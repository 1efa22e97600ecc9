"""A process that is killed while it sings leaves nothing behind that anybody would sing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
from hummer import Hummer, syllable

from backend.studio.voice.keeping import Folder
from backend.studio.voice.phrase import Phrase, SungNote

ROOT = Path(__file__).parents[3]
PHRASE = Phrase((SungNote(0.0, 0.5, 60, 90, syllable("la")),), "pop", "en-US", 7)
KILLED = f"""
import os, signal, sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from hummer import Hummer, syllable
from backend.studio.voice import keeping
from backend.studio.voice.phrase import Phrase, SungNote

phrase = Phrase((SungNote(0.0, 0.5, 60, 90, syllable("la")),), "pop", "en-US", 7)

def half(path, content):
    with open(path, "wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()
        os.kill(os.getpid(), signal.SIGKILL)

Path.write_bytes = half
singer = Hummer()
keeping.Folder(Path(sys.argv[1])).get(singer, phrase, lambda: singer.sing(phrase, lambda: False))
"""


def test_half_a_phrase_is_never_sung(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, capture_output=True)
    assert died.returncode == -9, died.stderr
    assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
    singer, folder = Hummer(), Folder(tmp_path)
    whole = folder.get(singer, PHRASE, lambda: singer.sing(PHRASE, lambda: False))
    assert len(singer.asked) == 1
    assert np.array_equal(whole.audio, Hummer().sing(PHRASE, lambda: False).audio)
