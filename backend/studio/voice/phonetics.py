"""What sounds are made of, by the signs of the alphabet: which have a voice, and which can be held."""

from __future__ import annotations

VOICELESS = frozenset("ptkfθsʃʧhxçɕʂʈʦʨχʔɸqc")
VOICED_STOPS = frozenset("bdɡgɖɟ")
STOPS = frozenset("ptkbdɡgʧʤʔʈɖcɟqʦʣʨʥ")
VOICED_FRICATIVES = frozenset("vðzʒʝβɣʁʤʣʥ")
FRICATIVES = frozenset("fθsʃhvðzʒxçɕʂʝβɣχɸʁ")
SONORANTS = frozenset("mnŋlɹrwjɾTɥɲɳɴɻɽʋʎɰ")
VOWELS = frozenset("AIOQWYaeiouyæøœɐɑɒɔəɚɛɜɤɨɪɯʉʊʌᵊᵻ")
# Vowels that move: how they end is what tells them apart, so their ends keep their speed.
GLIDING = frozenset("AIOQWYɚ")


def is_voiceless(symbol: str) -> bool:
    """Tell whether a sound has no pitch."""
    return symbol[:1] in VOICELESS


def is_sonorant(symbol: str) -> bool:
    """Tell whether a sound can be held on a pitch though it is no vowel."""
    return symbol[:1] in SONORANTS


def is_stop(symbol: str) -> bool:
    """Tell whether a sound begins with a closure."""
    return symbol[:1] in STOPS


def is_murmured(symbol: str) -> bool:
    """Tell whether a sound hisses or closes while the voice goes on."""
    return symbol[:1] in VOICED_STOPS or symbol[:1] in VOICED_FRICATIVES
