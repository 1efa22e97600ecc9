"""The colours of a voice as what models take: a mix of speakers, for each phoneme or each frame."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from backend.studio.errors import CannotSing
from backend.studio.voice.diffsinger.bank import Bank
from backend.studio.voice.diffsinger.character import Colour
from backend.studio.voice.diffsinger.models import Model

MAIN = "main"
WORD = re.compile(r"[a-z0-9]+")

Weights = Mapping[str, NDArray[np.float64]]
"""How much of each other colour is in the voice, by its name [n]."""


def embedded(model: Model, bank: Bank, own: Colour, others: Weights, size: int) -> dict[str, NDArray[np.float32]]:
    """What a model with speakers takes as ``spk_embed`` [1, n, hidden]; nothing for one without.

    Colours that sum to less than 1 leave the rest to the voice's own; those that sum to more share.

    Raises
    ------
    CannotSing
        if the bank has no colour of a name
    """
    if not model.settings.speakers:
        return {}
    shares = np.zeros((size, len(model.settings.speakers)))
    for name, weight in others.items():
        shares[:, model.speaker_index(named(bank, name).speaker)] += weight
    total = shares.sum(axis=1)
    shares /= np.maximum(total, 1.0)[:, None]
    shares[:, model.speaker_index(own.speaker)] += np.maximum(1.0 - total, 0.0)
    return {"spk_embed": (shares @ model.speakers).astype(np.float32)[None]}


def named(bank: Bank, name: str) -> Colour:
    """The colour of a name, or of the name that it has in the ids of voices.

    Raises
    ------
    CannotSing
        if there is none, naming those there are
    """
    wanted = name.strip().lower()
    by_slug = slugs(bank.colours)
    found = next((one for one in bank.colours if wanted == one.name.lower()), None) or by_slug.get(wanted)
    if found is None:
        known = ", ".join(repr(colour.name or slug) for slug, colour in by_slug.items())
        raise CannotSing(f"{bank.character.name} has no colour {name[:60]!r}; it has {known}.")
    return found


def slugs(colours: Sequence[Colour]) -> dict[str, Colour]:
    """The colours by how they are called in the ids of voices: small letters and digits, each name once."""
    found: dict[str, Colour] = {}
    for number, colour in enumerate(colours, 1):
        words = WORD.findall(unicodedata.normalize("NFKD", colour.name).encode("ascii", "ignore").decode().lower())
        name = "-".join(words) or (MAIN if number == 1 else f"colour-{number}")
        found[name if name not in found else f"{name}-{number}"] = colour
    return found
