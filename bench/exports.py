"""Songs of every style as MIDI and MusicXML, read back and held against the score.

python bench/exports.py [--seeds 1] [--seconds 90] [--only STYLE ...]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "studio" / "formats"))

from rereading import midi_differences, musicxml_differences

from backend.studio.composer import styles
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.formats import midi
from backend.studio.formats.notation import musicxml
from backend.studio.pipeline import compose


def main() -> int:
    """Print what differs and how long writing took; 1 if anything does."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=1)
    options.add_argument("--seconds", type=float, default=90.0)
    options.add_argument("--only", nargs="+", default=list(styles.load_all()))
    given = options.parse_args()
    wrong = songs = 0
    longest_s = 0.0
    for style in given.only:
        for seed in range(given.seeds):
            song = compose(read("", wishes=BriefWishes(styles=(style,), duration_s=given.seconds), seed=seed))
            with TemporaryDirectory() as folder:
                path = Path(folder) / "song.mid"
                midi.write(song, path)
                found = [f"MIDI: {each}" for each in midi_differences(song, path)]
            start = perf_counter()
            text = musicxml.write_score(song.score, title="A song")
            longest_s = max(longest_s, perf_counter() - start)
            found += [f"MusicXML: {each}" for each in musicxml_differences(song.score, text)]
            songs += 1
            wrong += bool(found)
            print(f"{style:<20} seed {seed}  {song.score.plan.meter}  {'; '.join(found)[:400] or 'agrees'}")
    print(f"{songs - wrong} of {songs} songs read back as they are; MusicXML takes {longest_s:.2f} s at most")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
