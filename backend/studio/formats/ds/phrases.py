"""From a script to phrases that a singer can sing, and from phrases to a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from backend.studio.constraints import GivenNote
from backend.studio.formats.ds.script import Curve, DsNote, Segment
from backend.studio.material import Material, Track
from backend.studio.singing import Syllable, Touch
from backend.studio.voice import manners
from backend.studio.voice.diffsinger import phonology
from backend.studio.voice.diffsinger.alphabet import BREATH, SILENCE
from backend.studio.voice.diffsinger.phonology import Kind
from backend.studio.voice.phrase import Phrase, SungNote
from backend.studio.voice.phrases import Placed
from backend.studio.voice.pitch_curve import PitchCurve
from backend.studio.voice.spelling import PAUSE_S

SILENT = (SILENCE, BREATH, "")
# Where notes have no strength of their own.
VELOCITY = 84
# Seconds have no beats: one that is as good as any.
BPM = 120.0
# Silence around a phrase, and steps of its pitch [s]; both are what such scripts usually have.
EDGE_S, STEP_S = 0.5, 0.005
# A drawn pitch is kept in steps that no ear parts.
BEND_S = 0.02
# A vowel begins on the slur note whose beginning is no further than this from its own.
NEAR_S = 0.12


@dataclass
class _Word:
    """A word of a segment: its text, its phonemes and when each begins, the first of its notes."""

    text: str
    phonemes: list[str]
    starts_s: list[float]
    note: int


def phrases(segments: Sequence[Segment], *, manner: str = "", language: str = "", seed: int = 0) -> list[Placed]:
    """Read segments as phrases; a drawn pitch becomes bends of the notes, and their sounds those of the script."""
    found = []
    for number, segment in enumerate(segments):
        notes = tuple(_sung(segment))
        if not any(note.syllable for note in notes):
            continue
        first = next(index for index, note in enumerate(notes) if note.syllable)
        zero = notes[first].on_s
        moved = tuple(replace(note, on_s=note.on_s - zero, off_s=note.off_s - zero) for note in notes[first:])
        phrase = Phrase(moved, manner, segment.language or language, seed + number)
        found.append(Placed(phrase, segment.offset_s + zero, 0))
    return found


def material(segments: Sequence[Segment]) -> Material:
    """The notes of a script as music that somebody brought."""
    notes: list[GivenNote] = []
    for placed in phrases(segments):
        for note in placed.phrase.notes:
            start, end = ((placed.on_s + at) * BPM / 60 for at in (note.on_s, note.off_s))
            if start >= 0:
                notes.append((start, end - start, note.pitch, note.velocity))
    notes.sort()
    end_beat = max((start + length for start, length, _, _ in notes), default=0.0)
    track = Track("vocals", False, 52, tuple(notes))
    return Material((track,), ((0.0, BPM),), (4, 4), end_beat)


def segment_of(placed: Placed, *, with_pitch: bool) -> Segment:
    """Write a phrase as a segment: English sounds in ARPABET, others as they are; lengths are to be predicted."""
    phrase = placed.phrase
    writes = _arpabet if phrase.language.lower().startswith("en") else _plain
    words: list[list[str]] = [[SILENCE]]
    notes = [DsNote(None, EDGE_S)]
    text: list[str] = [SILENCE]
    at = phrase.on_s
    for note in phrase.notes:
        hole_s = note.on_s - at
        if hole_s >= PAUSE_S:
            notes.append(DsNote(None, hole_s))
            words.append([SILENCE])
            text.append(SILENCE)
        elif hole_s > 0:
            notes[-1] = replace(notes[-1], length_s=notes[-1].length_s + hole_s)
        if note.syllable:
            lead, own = _split(writes(note.syllable.sounds))
            words[-1] += lead
            words.append(own)
            text.append((note.syllable.text or note.syllable.vowel).replace(" ", "_"))
        notes.append(DsNote(float(note.pitch), note.off_s - note.on_s, note.syllable is None))
        at = note.off_s
    curves = {"f0_seq": _pitch(phrase, at)} if with_pitch else {}
    return Segment(
        offset_s=placed.on_s - EDGE_S,
        text=(*text, SILENCE),
        phonemes=tuple(symbol for word in (*words, [SILENCE]) for symbol in word),
        counts=tuple(len(word) for word in (*words, [SILENCE])),
        notes=(*notes, DsNote(None, EDGE_S)),
        curves=curves,
        language=phrase.language.lower().partition("-")[0],
    )


def _sung(segment: Segment) -> Iterator[SungNote]:
    """The notes of a segment that are no rests, with their syllables and what was drawn of the pitch."""
    begins = [0.0, *accumulate(note.length_s for note in segment.notes)]
    syllables = {note: said for word in _words(segment) for note, said in _syllables(word, segment, begins)}
    sung_to = -1.0
    for index, note in enumerate(segment.notes):
        if note.pitch is None or note.length_s <= 0:
            continue
        pitch = round(note.pitch)
        touch = _touch(segment, begins[index], begins[index + 1], pitch, note.pitch)
        if touch.vibrato_cents is not None and begins[index] > sung_to:
            # Nothing leads to it: it begins where it was drawn.
            touch = replace(touch, scoop_cents=0.0)
        sung_to = begins[index + 1]
        yield SungNote(begins[index], begins[index + 1], pitch, VELOCITY, syllables.get(index), touch)


def _words(segment: Segment) -> Iterator[_Word]:
    """The words of a segment; one after a silence gets the consonants that stand with the silence."""
    heads = [index for index, note in enumerate(segment.notes) if not note.is_slur]
    texts = segment.text if len(segment.text) == len(segment.counts) else ()
    starts = _starts(segment)
    at, lead = 0, 0
    for number, (count, note) in enumerate(zip(segment.counts, heads, strict=False)):
        own = list(segment.phonemes[at : at + count])
        is_rest = segment.notes[note].pitch is None or all(symbol in SILENT for symbol in own)
        if is_rest:
            # The silence is followed by the consonants of the next word.
            lead = at + sum(symbol in SILENT for symbol in own)
        else:
            first = lead or at
            text = texts[number] if texts else ""
            yield _Word(text, list(segment.phonemes[first : at + count]), starts[first : at + count], note)
            lead = 0
        at += count


def _starts(segment: Segment) -> list[float]:
    """When each phoneme begins, if the script says so."""
    if not segment.lengths_s:
        return []
    return [0.0, *accumulate(segment.lengths_s)][:-1]


def _syllables(word: _Word, segment: Segment, begins: Sequence[float]) -> Iterator[tuple[int, Syllable]]:
    """The syllables of a word and the notes that they begin on: the first on its own, others on the slurs after it."""
    vowels = [at for at, name in enumerate(word.phonemes) if phonology.guess(name) is Kind.VOWEL] or [0]
    notes = [word.note]
    slurs = [
        index
        for index in range(word.note + 1, len(segment.notes))
        if all(segment.notes[each].is_slur for each in range(word.note + 1, index + 1))
    ]
    for number, vowel in enumerate(vowels[1:], 1):
        if word.starts_s:
            free = [index for index in slurs if index > notes[-1]]
            near = min(free, key=lambda index: abs(begins[index] - word.starts_s[vowel]), default=None)
            if near is None or abs(begins[near] - word.starts_s[vowel]) > NEAR_S:
                break
            notes.append(near)
        elif number <= len(slurs):
            notes.append(slurs[number - 1])
    heads = [0, *vowels[1 : len(notes)]]
    ends = [*heads[1:], len(word.phonemes)]
    text = word.text or "".join(symbol.rpartition("/")[2] for symbol in word.phonemes)
    for index, (note, head, end) in enumerate(zip(notes, heads, ends, strict=True)):
        own = word.phonemes[head:end]
        vowel = next((at for at, name in enumerate(own) if phonology.guess(name) is Kind.VOWEL), 0)
        yield (
            note,
            Syllable(
                text=text if index == 0 else "+",
                word=text,
                index=index,
                count=len(notes),
                onset=tuple(own[:vowel]),
                vowel=own[vowel],
                coda=tuple(own[vowel + 1 :]),
                stress=1,
                line=0,
                place=word.note,
            ),
        )


def _touch(segment: Segment, on_s: float, off_s: float, pitch: int, written: float) -> Touch:
    """What the script says of a note beyond its pitch: what was drawn, how fast its consonants are."""
    diction = _mean(segment.curves.get("velocity"), on_s, off_s)
    curve = segment.curves.get("f0_seq")
    if curve is None:
        off = 100 * (written - pitch)
        return Touch(bend=((0.0, off),), diction=diction) if off else Touch(diction=diction)
    hertz = np.asarray(curve.values)
    sounding = np.flatnonzero(hertz > 0)
    if not len(sounding):
        return Touch(diction=diction)
    at = np.arange(0.0, off_s - on_s, BEND_S)
    heard = np.interp(on_s + at, sounding * curve.step_s, np.log2(hertz[sounding] / 440) * 12 + 69)
    bend = tuple(
        (round(float(second), 6), round(float(100 * (midi - pitch)), 2)) for second, midi in zip(at, heard, strict=True)
    )
    return Touch(vibrato_cents=0.0, glide_s=0.0, bend=bend, diction=diction)


def _mean(curve: Curve | None, on_s: float, off_s: float) -> float | None:
    if curve is None:
        return None
    own = curve.values[round(on_s / curve.step_s) : round(off_s / curve.step_s)]
    return float(np.clip(np.mean(own), 0.5, 2.0)) if own else None


def _split(symbols: Sequence[str]) -> tuple[list[str], list[str]]:
    """Phonemes before the first vowel, and from it on."""
    first = next((at for at, name in enumerate(symbols) if phonology.guess(name) is Kind.VOWEL), 0)
    return list(symbols[:first]), list(symbols[first:])


def _arpabet(sounds: Sequence[str]) -> list[str]:
    return [symbol for ways in phonology.spellings(sounds) for symbol in ways[0]]


def _plain(sounds: Sequence[str]) -> list[str]:
    return list(sounds)


def _pitch(phrase: Phrase, off_s: float) -> Curve:
    """The pitch that the studio's rules give a phrase, from the beginning of its segment on."""
    times = np.arange(phrase.on_s - EDGE_S, off_s + EDGE_S, STEP_S)
    hertz = PitchCurve(phrase, manners.named(phrase.manner)).hz(times)
    return Curve(STEP_S, tuple(round(float(each), 2) for each in hertz))
