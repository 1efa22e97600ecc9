"""How well written lyrics scan and rhyme: ``python bench/lyrics.py [--full]``.

Lyrics are written for the melodies of songs in many styles, for ten themes and some seeds (100 with ``--full``).
Counted are: lines with as many syllables as notes and at least 85 % of their stresses on strong notes; pairs that the
scheme wants to rhyme and that truly do (the same word, or the same sound, does not count); different rhyme pairs.
Seconds are those of the processor; the first lyrics load the lexicon.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from backend.studio.brief import Brief
from backend.studio.composer import styles, whole
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.lyrics import meter, rhyme
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.rhythm import SectionRhythm, of_score
from backend.studio.lyrics.writing import tables
from backend.studio.lyrics.writing.rhyming import pairs
from backend.studio.lyrics.writing.writer import Wish, Written, write

FEW, MANY = 5, 100
SONGS = 24
THEMES = 10


@dataclass
class Count:
    lines: int = 0
    scanning: int = 0
    asked: int = 0
    rhyming: int = 0
    twice: int = 0
    words: set[frozenset[str]] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)

    def add(self, written: Written) -> None:
        own = [verse for verse in written.verses if verse.lines]
        texts = [line.lower() for verse in own for line in verse.lines]
        self.twice += len(texts) - len(set(texts))
        for verse in own:
            spoke = [spoken(line) for line in verse.lines]
            fits = [
                meter.fits(meter.stresses(words), rhythm)
                for words, rhythm in zip(spoke, verse.part.rhythms, strict=True)
            ]
            self.lines += len(fits)
            self.scanning += sum(fits)
            ends = [rhyme.tails(words) for words in spoke]
            for left, right in pairs(verse.part.scheme):
                self.asked += 1
                if rhyme.rhyme(ends[left], ends[right]) == rhyme.Kind.PERFECT:
                    self.rhyming += 1
                    self.words.add(frozenset((ends[left][0].word, ends[right][0].word)))

    @property
    def report(self) -> dict[str, float]:
        return {
            "lines": self.lines,
            "scan": round(self.scanning / max(self.lines, 1), 4),
            "rhymes_asked": self.asked,
            "true_rhymes": round(self.rhyming / max(self.asked, 1), 4),
            "different_pairs": len(self.words),
            "lines_twice": self.twice,
            "median_s": round(median(self.seconds), 3),
            "slowest_s": round(max(self.seconds), 3),
        }


def melodies(number: int) -> list[tuple[SectionRhythm, ...]]:
    names = list(styles.load_all())
    found = []
    for place in range(number):
        brief: Brief = read("", wishes=BriefWishes(styles=(names[place % len(names)],), duration_s=90.0), seed=place)
        if lines := of_score(whole.compose(brief)):
            found.append(lines)
    return found


def measure(seeds: int, songs: Sequence[tuple[SectionRhythm, ...]]) -> tuple[Count, Count]:
    to_melody, to_style = Count(), Count()
    for theme in list(tables.themes())[:THEMES]:
        for seed in range(seeds):
            for count, melody in ((to_melody, songs[(seed * 7 + len(theme)) % len(songs)]), (to_style, ())):
                began = time.process_time()
                written = write(Wish(prompt=theme, seed=seed, melody=melody))
                count.seconds.append(time.process_time() - began)
                count.add(written)
    return to_melody, to_style


def main() -> None:
    seeds = MANY if "--full" in sys.argv else FEW
    to_melody, to_style = measure(seeds, melodies(SONGS))
    for name, count in (("to a song's melody", to_melody), ("to the style's measure", to_style)):
        print(f"{name}, {THEMES} themes x {seeds} seeds")
        for key, value in count.report.items():
            print(f"  {key:16} {value}")
    print(json.dumps({"lyrics": to_melody.report}))


if __name__ == "__main__":
    main()
