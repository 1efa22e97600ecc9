"""How loud singers stand beside the band between 1 and 4 kHz, over many songs in all styles.

    python bench/vocal_mix.py [--songs 6] [--full] [--voice default] [--seconds 45]

Each song is composed, sung, mixed and mastered; its finished stems are measured with filters other than the mixer's.
Prints a row a song and one JSON line. ``--full`` are the 40 songs of docs/measurements.md; the bar is +1 to +4 dB.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from scipy.signal import butter, sosfiltfilt

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from backend.studio import pipeline
from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer import styles
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer_engine import SUNG_SHARES
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.singing import HARMONIES, SingingWish
from backend.studio.song import Song
from backend.studio.stages import Stages
from backend.studio.voice import casting, installed
from backend.studio.voice.booth import Booth

FULL, BAR_DB = 40, (1.0, 4.0)
WORDS = """[Verse]
Morning light upon the water
Nobody here but the rain
I walk along the empty harbour
And whisper your name

[Chorus]
Hold on to the wild wind
Hold on to the sea
Wherever the night will take us
You are home to me
"""


def over_db(song: Song) -> float:
    """How far the lead stands above all who do not sing, while it sings."""
    sung = {one.part.id for one in song.performance.sung}
    lead = {one.part.id for one in song.performance.sung if one.part.role == "vocal"}
    band_pass = butter(4, (1000, 4000), "bandpass", fs=SAMPLE_RATE, output="sos")
    voice, band = (
        sosfiltfilt(band_pass, sum(stem.audio.astype(float) for stem in song.master.stems if which(stem.id)))
        for which in (lead.__contains__, lambda name: name not in sung)
    )
    notes = [note for one in song.performance.sung if one.part.role == "vocal" for note in one.notes]
    singing = np.zeros(voice.shape[1], bool)
    for note in notes:
        singing[round(note.on_s * SAMPLE_RATE) : round(note.off_s * SAMPLE_RATE)] = True
    return float(10 * np.log10(np.square(voice[:, singing]).sum() / np.square(band[:, singing]).sum()))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--songs", type=int, default=6)
    options.add_argument("--full", action="store_true")
    options.add_argument("--voice", default="default")
    options.add_argument("--seconds", type=float, default=45.0)
    given = options.parse_args()
    band, booth = Band.open(fonts.find(), cache_dir=fonts.cache_dir()), Booth(installed.company())
    names, harmonies, found = list(styles.load_all()), [(), *((name,) for name in HARMONIES)], []
    for number in range(FULL if given.full else given.songs):
        style = names[number * 7 % len(names)]
        wish = SingingWish(WORDS, given.voice, harmonies=harmonies[number % len(harmonies)])
        asked = BriefWishes(styles=(style,), duration_s=given.seconds, singing=casting.cast(wish, booth.company))
        stages = Stages(SUNG_SHARES, clock=time.perf_counter)
        song = pipeline.make_song(read("", wishes=asked, seed=number), band=band, booth=booth, stages=stages)
        found.append(over_db(song))
        sung = " ".join(song.vocals)
        print(f"{style:16} {found[-1]:+5.2f} dB   {sung:40} singing {stages.seconds['singing']:.1f} s", flush=True)
    inside = [value for value in found if BAR_DB[0] <= value <= BAR_DB[1]]
    print(f"{len(inside)} of {len(found)} songs within {BAR_DB[0]:+g} to {BAR_DB[1]:+g} dB")
    told = {"median_db": statistics.median(found), "lowest_db": min(found), "highest_db": max(found)}
    print(json.dumps({"bench": "vocal_mix", "songs": len(found), "inside": len(inside), **told}))


if __name__ == "__main__":
    main()
