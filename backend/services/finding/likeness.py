"""How much songs are like some others: by genre, artist, mood, tags, tempo and key.

Tempi that are an octave apart (80 and 160 bpm) are felt alike, so a tempo is a place on a circle; keys are places on
the circle of fifths, where a minor key stands at its relative major and each mode at the major key of its notes [1]_.

.. [1] Krumhansl, "Cognitive Foundations of Musical Pitch", Oxford 1990, chapter 2: keys are near when fifths or
   relatives.
"""

from __future__ import annotations

import re

import numpy as np

from backend.services.finding.cards import Cards, Numbers

# What people choose by first weighs most; the sum of all is 10.
WEIGHTS = {"genre": 3.0, "artist_id": 2.0, "tag": 2.0, "mood": 1.5, "tempo": 1.0, "key": 0.5}
TEMPO_PLACES = 60
# Listeners tell tempi apart from some 6 % on; a twelfth of an octave is that.
TEMPO_REACH = TEMPO_PLACES / 12
# The same place of the circle of fifths, one fifth away, two.
NEAR_KEYS = (1.0, 0.6, 0.2)
NOWHERE = -1
KEY = re.compile(r"([A-G])([#b]*)[ _](.+)")
FIFTHS = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
# How many fifths up from its tonic the major key with the notes of a mode is.
MODES = {
    "lydian": 1,
    "major": 0,
    "ionian": 0,
    "mixolydian": -1,
    "dorian": -2,
    "minor": -3,
    "aeolian": -3,
    "harmonic minor": -3,
    "melodic minor": -3,
    "phrygian": -4,
    "locrian": -5,
}


def likeness(cards: Cards, rows: Numbers) -> Numbers:
    """How much every song is like those of some rows, from 0 to 10.

    Parameters
    ----------
    cards : the songs
    rows : ndarray [shape=(m,)], m >= 1, places of songs; one that is there twice counts twice

    Returns
    -------
    ndarray [shape=(n,)]
    """
    total = np.zeros(len(cards))
    for name in ("genre", "mood"):
        total += WEIGHTS[name] * _share(cards[name], rows, nothing=cards.terms[name].known(""))
    total += WEIGHTS["artist_id"] * _share(cards["artist_id"], rows, nothing=0)
    total += WEIGHTS["tag"] * _share_of_tags(cards, rows)
    total += WEIGHTS["tempo"] * _near(_tempo_places(cards["tempo_bpm"]), rows, _tempo_kernel())
    total += WEIGHTS["key"] * _near(_key_places(cards), rows, _key_kernel())
    return total


def fifths_of(key: str) -> int:
    """The place of a key such as ``D minor`` on the circle of fifths, 0..11 from C; ``NOWHERE`` if it is none."""
    found = KEY.fullmatch(key)
    mode = MODES.get(found[3].replace("_", " ")) if found else None
    if found is None or mode is None:
        return NOWHERE
    return (FIFTHS[found[1]] + 7 * (found[2].count("#") - found[2].count("b")) + mode) % 12


def _share(values: Numbers, rows: Numbers, *, nothing: int) -> Numbers:
    """Which part of the rows has the value that a song has."""
    counts = np.bincount(values[rows], minlength=int(values.max()) + 1) / len(rows)
    shares: Numbers = np.where(values == nothing, 0.0, counts[values])
    return shares


def _share_of_tags(cards: Cards, rows: Numbers) -> Numbers:
    """The tags of the rows that a song has, weighed by how many rows have them; 1 is having all of them."""
    if not len(cards.tags):
        return np.zeros(len(cards))
    places, codes = cards.tag_places, cards.tags[:, 1]
    times = np.bincount(rows, minlength=len(cards))[places]
    counts = np.bincount(codes, times)
    return np.bincount(places, (counts / max(counts.sum(), 1))[codes], minlength=len(cards))


def _near(places: Numbers, rows: Numbers, kernel: Numbers) -> Numbers:
    """How near the place of a song on a circle is to those of the rows; 0 for those that have none."""
    there = places[rows]
    there = there[there != NOWHERE]
    if not len(there):
        return np.zeros(len(places))
    counts = np.bincount(there, minlength=len(kernel)) / len(there)
    smooth = np.array([np.roll(kernel, place) @ counts for place in range(len(kernel))])
    return np.where(places == NOWHERE, 0.0, smooth[places])


def _tempo_places(tempi: Numbers) -> Numbers:
    is_known = tempi > 0
    turns = np.log2(np.where(is_known, tempi, 1.0)) % 1
    return np.where(is_known, (turns * TEMPO_PLACES).astype("i8") % TEMPO_PLACES, NOWHERE)


def _tempo_kernel() -> Numbers:
    away = np.minimum(np.arange(TEMPO_PLACES), TEMPO_PLACES - np.arange(TEMPO_PLACES))
    return np.exp(-0.5 * (away / TEMPO_REACH) ** 2)


def _key_places(cards: Cards) -> Numbers:
    by_code = np.array([fifths_of(word) for word in cards.terms["key"].words], "i8")
    return by_code[cards["key"]] if len(by_code) else np.full(len(cards), NOWHERE)


def _key_kernel() -> Numbers:
    away = np.minimum(np.arange(12), 12 - np.arange(12))
    return np.array([NEAR_KEYS[steps] if steps < len(NEAR_KEYS) else 0.0 for steps in away])
