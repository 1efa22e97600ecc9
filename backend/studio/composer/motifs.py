"""Motifs: the small melodic ideas that a song is made of, one for each letter."""

from __future__ import annotations

import numpy as np

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
    rhythms = rules.rhythms(meter)
    lively, resting = str(rng.choice(rhythms.of(role))), str(rng.choice(rhythms.closes))
    notes = rhythms.lay(lively + resting, meter)
    steps = rng.choice(STEPS, size=max(len(notes) - 1, 0), p=STEP_WEIGHTS)
    contour = np.concatenate([[0], np.cumsum(steps)])
    accents = [1.0 if beat % meter.beats_per_bar == 0 else 0.9 if beat % 1 == 0 else 0.8 for beat, _ in notes]
    return Motif(notes, tuple(int(step) for step in contour), tuple(accents))


def bank(rules: MelodyRules, letters: dict[str, str], meter: Meter, seeds: Seeds) -> tuple[Motif, ...]:
    """One motif for each letter (letter -> kind of section), in that order; a hook is the same for all of them."""
    found = [motif(rules, role=role, meter=meter, rng=seeds.rng("motif", name)) for name, role in letters.items()]
    return tuple([found[0]] * len(found) if rules.hook else found)
