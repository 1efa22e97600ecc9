"""Who sings a song and how: the tessitura, and the way of singing of each kind of section."""

from __future__ import annotations

from backend.studio.brief import Brief
from backend.studio.composer import blend
from backend.studio.composer.vocal import manners
from backend.studio.composer.vocal.manners import Manner
from backend.studio.singing import SingingWish

# Sections that are sung even where the verses are spoken.
SUNG_ROLES = ("chorus", "drop", "bridge", "outro")
# Where most voices are at ease: from the A below middle C to the C above it.
USUAL = (57, 72)
# How much farther most voices can go than they like to.
MARGIN = 7
# A tune needs at least a sixth to move in.
LEAST = 9


def manner(brief: Brief, role: str) -> Manner:
    """The way in which a kind of section is sung: as asked for, else as the style has it."""
    known = manners.load_all()
    found = known.get(brief.singing.expression) or known[blend.style_of(brief).singing]
    return known[found.chorus] if found.chorus and role in SUNG_ROLES else found


def tessitura(wish: SingingWish) -> tuple[int, int]:
    """The pitches at which the singer is at ease; of a voice that nobody knows, those of most."""
    low, high = wish.tessitura if any(wish.tessitura) else USUAL
    missing = max(0, LEAST - (high - low))
    return low - missing // 2, high + missing - missing // 2


def compass(wish: SingingWish) -> tuple[int, int]:
    """The pitches that the singer can sing at all; of a voice that nobody knows, a fifth on either side."""
    low, high = tessitura(wish)
    return wish.compass if any(wish.compass) else (low - MARGIN, high + MARGIN)
