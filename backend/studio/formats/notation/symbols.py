"""Chord symbols as MusicXML knows them: a root, a kind, what is added or altered, and a bass."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from pymusicxml.directions import Degree, Harmony

SYMBOL = re.compile(r"([A-G])([#b♯♭]?)([^/]*(?:/9)?)(?:/([A-G])([#b♯♭]?))?")
ALTERS = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
# What is written after the root: the kind, and the degrees beyond it as (degree, semitones, what is done).
KINDS: dict[str, tuple[str, tuple[tuple[int, int, str], ...]]] = {
    "": ("major", ()),
    "m": ("minor", ()),
    "5": ("power", ()),
    "dim": ("diminished", ()),
    "aug": ("augmented", ()),
    "sus2": ("suspended-second", ()),
    "sus4": ("suspended-fourth", ()),
    "6": ("major-sixth", ()),
    "m6": ("minor-sixth", ()),
    "7": ("dominant", ()),
    "maj7": ("major-seventh", ()),
    "m7": ("minor-seventh", ()),
    "m(maj7)": ("major-minor", ()),
    "m7b5": ("half-diminished", ()),
    "dim7": ("diminished-seventh", ()),
    "7sus4": ("suspended-fourth", ((7, -1, "add"),)),
    "add9": ("major", ((9, 0, "add"),)),
    "m(add9)": ("minor", ((9, 0, "add"),)),
    "6/9": ("major-sixth", ((9, 0, "add"),)),
    "m6/9": ("minor-sixth", ((9, 0, "add"),)),
    "9": ("dominant-ninth", ()),
    "maj9": ("major-ninth", ()),
    "m9": ("minor-ninth", ()),
    "7b9": ("dominant", ((9, -1, "add"),)),
    "7#9": ("dominant", ((9, 1, "add"),)),
    "7b5": ("dominant", ((5, -1, "alter"),)),
    "7#5": ("augmented-seventh", ()),
    "7#11": ("dominant", ((11, 1, "add"),)),
    "7b13": ("dominant", ((13, -1, "add"),)),
    "maj7#5": ("major-seventh", ((5, 1, "alter"),)),
    "maj7#11": ("major-seventh", ((11, 1, "add"),)),
    "m(maj9)": ("major-minor", ((9, 0, "add"),)),
    "9sus4": ("suspended-fourth", ((7, -1, "add"), (9, 0, "add"))),
    "11": ("dominant-11th", ()),
    "m11": ("minor-11th", ()),
    "13": ("dominant-13th", ()),
    "maj13": ("major-13th", ()),
    "m13": ("minor-13th", ()),
}


class Symbol(Harmony):  # type: ignore[misc] # the library has no types
    """A chord symbol that is printed just as the song writes it."""

    def __init__(self, text: str) -> None:
        match = SYMBOL.fullmatch(text)
        root, accidental, suffix, bass, bass_accidental = match.groups(default="") if match else ("C", "", text, "", "")
        kind, degrees = KINDS.get(suffix, ("other", ())) if match else ("none", ())
        super().__init__(root, ALTERS[accidental], kind, degrees=[Degree(*degree, False) for degree in degrees])
        self.suffix = suffix
        self.bass = (bass, ALTERS[bass_accidental]) if bass else None

    def render(self) -> tuple[Element, ...]:
        """Write the symbol with its text and bass, which the library leaves out; a natural root has no sign."""
        (harmony,) = super().render()
        kind = harmony.find("kind")
        kind.set("text", self.suffix)
        root = harmony.find("root")
        if not self.root_alter:
            root.remove(root.find("root-alter"))
        if self.bass:
            bass = Element("bass")
            SubElement(bass, "bass-step").text = self.bass[0]
            if self.bass[1]:
                SubElement(bass, "bass-alter").text = str(self.bass[1])
            harmony.insert(list(harmony).index(kind) + 1, bass)
        return (harmony,)
