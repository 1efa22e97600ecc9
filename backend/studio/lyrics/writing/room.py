"""What all sections of a song share while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from backend.studio.lyrics import meter
from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.writing.fitting import Fit, Stock
from backend.studio.lyrics.writing.fragments import CLAUSE, HOOK, Fragment
from backend.studio.lyrics.writing.joining import HOOK_TAKES
from backend.studio.lyrics.writing.taste import Memory, Taste


@dataclass
class Room:
    """What all sections of a song share: the stock, its taste, what it has said, and what fits which rhythm."""

    stock: Stock
    taste: Taste
    rng: np.random.Generator
    memory: Memory = field(default_factory=Memory)
    fits: dict[tuple[str, str], Fit] = field(default_factory=dict)

    def fit(self, rhythm: Rhythm, hook: Fragment | None) -> Fit:
        """What fits a rhythm; a line of the hook begins with it, or is it."""
        key = (meter.pattern_of(rhythm), hook.text if hook else "")
        if key not in self.fits:
            self.fits[key] = Fit(rhythm, with_hook(self.stock, hook) if hook else self.stock)
        return self.fits[key]

    def ways_on(self, rhythm: Rhythm, hook: Fragment) -> int:
        """In how many ways a line can go on after the hook; one that is the hook alone has none."""
        fit = self.fit(rhythm, hook)
        return sum(bool(fit.starts(end)) for end in fit.ends if end.kind != HOOK)


def with_hook(stock: Stock, hook: Fragment) -> Stock:
    """The stock of a line that sings the hook."""
    opening = replace(hook, ends=(), takes=hook.takes or HOOK_TAKES, tense="now", part="chorus")
    ends = tuple(end for end in stock.ends if end.kind in opening.takes or (end.kind == CLAUSE and end.part))
    return Stock((hook, *ends), (opening,), stock.leads)
