"""Motifs: the small melodic ideas that a song is made of, one for each letter."""

from __future__ import annotations

import numpy as np

from backend.studio.composer import grid
from backend.studio.composer.rules import MelodyRules
from backend.studio.composer.seeds import Seeds
from backend.studio.score import Motif
from backend.studio.units import Meter

# Steps of a contour and how often each is taken. Folk and pop melodies move by step more than half of the time and by
# more than a fifth hardly ever.
STEPS = np.array([-4, -3, -2, -1, 0, 1, 2, 3, 4])
STEP_WEIGHTS = np.array([0.02, 0.03, 0.10, 0.30, 0.13, 0.27, 0.10, 0.03, 0.02])


def motif(rules: MelodyRules, *, role: str, meter: Meter, rng: np.random.Generator) -> Motif:
    """Invent a motif of two bars for a kind of section: a lively bar and one that comes to rest."""
    cells = rules.cells.get(role, rules.cells["any"])
    lively, resting = str(rng.choice(cells)), str(rng.choice(rules.closes))
    hits = grid.lay(lively + resting, 16, meter)
    steps = rng.choice(STEPS, size=max(len(hits) - 1, 0), p=STEP_WEIGHTS)
    contour = np.concatenate([[0], np.cumsum(steps)])
    accents = [1.0 if hit.beat % meter.beats_per_bar == 0 else 0.9 if hit.beat % 1 == 0 else 0.8 for hit in hits]
    return Motif(tuple((hit.beat, hit.length) for hit in hits), tuple(int(step) for step in contour), tuple(accents))


def bank(rules: MelodyRules, letters: dict[str, str], meter: Meter, seeds: Seeds) -> tuple[Motif, ...]:
    """One motif for each letter (letter -> kind of section), in that order; a hook is the same for all of them."""
    found = [motif(rules, role=role, meter=meter, rng=seeds.rng("motif", name)) for name, role in letters.items()]
    return tuple([found[0]] * len(found) if rules.hook else found)
