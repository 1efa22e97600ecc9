"""Whether the chords that were asked for are heard: read off the notes of everybody who plays harmony."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.studio.composer.asked import chord_text, places
from backend.studio.composer.asked.chord_text import Placed
from backend.studio.composer.asked.sounding import Sounding
from backend.studio.composer.chord_symbols import Symbol
from backend.studio.constraints import ChordLine, Kept
from backend.studio.score import Note, Section

# Whose notes make a chord; melodies and their answers have tones of their own.
CHORDAL, BASS = ("chords", "pad", "arp", "line"), ("bass", "pulse")
MOMENT = 1e-3
# So many different tones make a full chord, which has its third in it.
FULL, THIRDS = 3, (3, 4)
# A chord may be struck so much ahead of its time, in beats.
EARLY = 1.0


def lines(song: Sounding) -> Iterator[Kept]:
    """One line for each line of chords: every chord of it has to be right wherever it is due.

    Singers without a band have none to play; the chords are those that they sing to.
    """
    if song.brief.singing.alone:
        return
    for asked in song.brief.chords:
        line = chord_text.read(asked.text, song.plan.meter)
        problems = [_problem(song, asked, chord, line.bars) for chord in line.chords]
        misses = tuple(problem for problem in problems if problem)
        yield Kept(
            f"Chords of {places.place(asked.where)}", len(problems), len(problems) - len(misses), "chord", misses
        )


def _problem(song: Sounding, asked: ChordLine, chord: Placed, bars: int) -> str:
    """What is wrong with a chord in one of the places where it is due; empty if nothing is."""
    due = False
    for section, number in song.numbered:
        if places.narrowest(song.brief.chords, section, number) != asked:
            continue
        for start, end in _spans(song, section, chord, bars):
            due = True
            if problem := _wrong(song, chord.symbol, start, end):
                return f"{chord.symbol.name} at beat {start:g} of {section.name}: {problem}"
    return "" if due else f"{chord.symbol.name} has no place in this song"


def _spans(song: Sounding, section: Section, chord: Placed, bars: int) -> Iterator[tuple[float, float]]:
    """Where a chord is due in a section: the line begins again until the section ends."""
    first, end = song.span(section)
    start = first + chord.beat
    while start < end - MOMENT:
        yield start, min(start + chord.length, end)
        start += bars * song.plan.meter.beats_per_bar


def _wrong(song: Sounding, symbol: Symbol, start: float, end: float) -> str:
    """What speaks against a chord in a stretch of the song."""
    chordal = list(_begun(song, CHORDAL, start, end))
    bass = list(_begun(song, BASS, start, end))
    if symbol.is_silent:
        return "somebody plays harmony" if chordal or bass else ""
    ahead = _next_tones(song, end)
    own = [note for note in chordal if not _is_early(note, symbol, ahead, end)]
    problems = (_strange(symbol, own), _of_bass(symbol, bass, start), _of_third(symbol, own))
    return next((problem for problem in problems if problem), "" if own or bass else "nobody plays it")


def _tones(symbol: Symbol) -> set[int]:
    return {(symbol.root + tone) % 12 for tone in symbol.tones} | {symbol.bass}


def _next_tones(song: Sounding, beat: float) -> set[int]:
    """The tones of the chord that begins at a beat; none at the end of the song."""
    following = next((chord for chord in song.plan.harmony if abs(chord.start_beat - beat) < MOMENT), None)
    return {*following.tones, following.bass} if following else set()


def _is_early(note: Note, symbol: Symbol, ahead: set[int], end: float) -> bool:
    """Whether a note anticipates the next chord, as latin and jazz players strike it up to a beat before its time."""
    strange = note.pitch % 12 not in _tones(symbol)
    return strange and note.start_beat >= end - EARLY - MOMENT and note.pitch % 12 in ahead


def _strange(symbol: Symbol, chordal: Sequence[Note]) -> str:
    """A note that is no tone of the chord."""
    strange = [note for note in chordal if note.pitch % 12 not in _tones(symbol)]
    return f"pitch {strange[0].pitch} is no tone of it" if strange else ""


def _of_bass(symbol: Symbol, bass: Sequence[Note], start: float) -> str:
    """A bass that begins on a strange tone, or never plays the chord's lowest."""
    strange = [note for note in bass if note.start_beat < start + MOMENT and note.pitch % 12 not in _tones(symbol)]
    if strange:
        return f"the bass begins on pitch {strange[0].pitch}"
    missed = bass and all(note.pitch % 12 != symbol.bass for note in bass)
    return "the bass does not play its lowest tone" if missed else ""


def _of_third(symbol: Symbol, chordal: Sequence[Note]) -> str:
    """A full chord without its third."""
    third = {(symbol.root + tone) % 12 for tone in symbol.tones if tone in THIRDS}
    heard = {note.pitch % 12 for note in chordal}
    return "nobody plays its third" if len(heard) >= FULL and third and not third & heard else ""


def _begun(song: Sounding, roles: tuple[str, ...], start: float, end: float) -> Iterator[Note]:
    """The notes of some roles that begin in a stretch; what was given is not ours to judge."""
    for part in song.parts:
        if part.role in roles and not part.given:
            yield from (note for note in part.notes if start - MOMENT <= note.start_beat < end - MOMENT)
