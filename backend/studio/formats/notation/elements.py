"""What the notation library does not know by itself: drums, rehearsal marks, tempos that programs play."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from pymusicxml.directions import MetronomeMark
from pymusicxml.score_components import Clef, Direction, Note, Part, Pitch

from backend.studio.formats.notation.lyrics import Lyric

TABLE = Path(__file__).with_name("drums.toml")
# Names the drum of a stroke until `name_drums` has said it in the proper place.
KEY = "drum"
DRUM_CHANNEL = 10
# The library writes what comes before the voice of a note; the instrument stands there too.
BEFORE_INSTRUMENT = {"grace", "chord", "unpitched", "duration", "tie"}


@dataclass(frozen=True)
class Drum:
    """How a drum is written: its name, its place on the lines as a pitch in the treble clef, and the note's head."""

    name: str
    place: str
    head: str | None = None


class Stroke(Pitch):  # type: ignore[misc] # the library has no types
    """A place on the lines without a pitch."""

    def __init__(self, key: int) -> None:
        place = drum(key).place
        super().__init__(place[0], int(place[1:]))
        self.key = key

    def render(self) -> tuple[Element, ...]:
        """Write the place."""
        unpitched = Element("unpitched", {KEY: str(self.key)})
        SubElement(unpitched, "display-step").text = self.step
        SubElement(unpitched, "display-octave").text = str(self.octave)
        return (unpitched,)


class Sung(Note):  # type: ignore[misc] # the library has no types
    """A note with a syllable under it."""

    def __init__(self, pitch: Pitch, duration: object, *, ties: str | None, lyric: Lyric) -> None:
        super().__init__(pitch, duration, ties=ties)
        self.lyric = lyric

    def render(self) -> tuple[Element, ...]:
        """Write the note, and its words last."""
        found: tuple[Element, ...] = super().render()
        note = next(element for element in found if element.tag == "note")
        words = SubElement(note, "lyric")
        SubElement(words, "syllabic").text = self.lyric.syllabic
        SubElement(words, "text").text = "".join(sign for sign in self.lyric.text if sign.isprintable())
        if self.lyric.is_held:
            SubElement(words, "extend")
        return found


class DrumClef(Clef):  # type: ignore[misc] # the library has no types
    """The clef of instruments without pitch."""

    def __init__(self) -> None:
        super().__init__("G", 2)

    def render(self) -> tuple[Element, ...]:
        """Write the clef."""
        clef = Element("clef")
        SubElement(clef, "sign").text = "percussion"
        return (clef,)


class Kit(Part):  # type: ignore[misc] # the library has no types
    """A part of drums, each of which is an instrument of its own to programs that play it."""

    def __init__(self, name: str, measures: Sequence[object], keys: Sequence[int], program: int) -> None:
        super().__init__(name, measures)
        self.keys, self.program = keys, program

    def render_part_list_entry(self) -> tuple[Element, ...]:
        """List the drums."""
        entry = Element("score-part", {"id": f"P{self.part_id}"})
        SubElement(entry, "part-name").text = self.part_name
        for key in self.keys:
            instrument = SubElement(entry, "score-instrument", {"id": _instrument(self.part_id, key)})
            SubElement(instrument, "instrument-name").text = drum(key).name
        for key in self.keys:
            midi = SubElement(entry, "midi-instrument", {"id": _instrument(self.part_id, key)})
            SubElement(midi, "midi-channel").text = str(DRUM_CHANNEL)
            SubElement(midi, "midi-program").text = str(self.program + 1)
            # Counted from 1, unlike the notes of MIDI.
            SubElement(midi, "midi-unpitched").text = str(key + 1)
        return (entry,)


class Rehearsal(Direction):  # type: ignore[misc] # the library has no types
    """The name of a section in a frame."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render_direction_type(self) -> tuple[Element, ...]:
        """Write the mark."""
        kind = Element("direction-type")
        SubElement(kind, "rehearsal").text = self.text
        return (kind,)


class Tempo(MetronomeMark):  # type: ignore[misc] # the library has no types
    """A tempo in quarter notes a minute that is seen and played, or only played."""

    def __init__(self, bpm: float, *, seen: bool) -> None:
        super().__init__(1.0, round(bpm))
        self.sounding, self.seen = bpm, seen

    def render(self) -> tuple[Element, ...]:
        """Write the tempo for programs that play it, in the mark that is seen if there is one."""
        sound = Element("sound", {"tempo": f"{self.sounding:.3f}"})
        if not self.seen:
            return (sound,)
        (direction,) = super().render()
        direction.append(sound)
        return (direction,)


@cache
def drums() -> dict[int, Drum]:
    """The drums of General MIDI by their key."""
    with TABLE.open("rb") as file:
        return {int(key): Drum(**row) for key, row in tomllib.load(file).items()}


def drum(key: int) -> Drum:
    """How a drum is written; what the table does not know stands on the middle line."""
    return drums().get(key, Drum(f"Percussion {key}", "B4"))


def name_drums(part: Element) -> None:
    """Say of every stroke of a part which drum it is."""
    for note in part.iter("note"):
        unpitched = note.find("unpitched")
        if unpitched is not None:
            instrument = Element(
                "instrument", {"id": _instrument(part.get("id", "")[1:], int(unpitched.attrib.pop(KEY)))}
            )
            at = next(at for at, child in enumerate(note) if child.tag not in BEFORE_INSTRUMENT)
            note.insert(at, instrument)


def _instrument(part_id: object, key: int) -> str:
    return f"P{part_id}-I{key + 1}"
