"""The lead: sings each letter's tune, decorates it when it comes back, and leads it home at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backend.studio.composer import motifs, touch
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.composer.theory import MODES
from backend.studio.composer.tunes import Tone, Tunesmith
from backend.studio.score import Motif, Note, Section

# A note of so many beats has room for a turn to its neighbour, a sixteenth out and back.
ROOM, GRACE = 1.0, 0.25
# One ornament in so many bars: a repeat has to stay recognisable.
ORNAMENT_BARS = 8
# How long a tone is that a melody lands on after its last section, in beats.
LANDING = 2.0
# What a note off the strong beats is worth less.
WEAK = -6


Book = dict[str, list[Tone]]


def book(leads: Sequence[Player], setting: Setting, seeds: Seeds) -> Book:
    """The tune of each section by its key, made by the first player who sings it and led home at the song's end.

    Sections of a letter share a tune, but for those with a seed of their own.
    """
    known: dict[tuple[str, int], list[Tone]] = {}
    tunes: Book = {}
    for section in setting.plan.sections:
        singer = next((player for player in leads if player.id in section.layers), None)
        if singer is None:
            continue
        own = seeds.of(section, singer.id)
        smith = Tunesmith(singer, section, _motif(section, singer, setting), setting, own.rng("tune", section.letter))
        if (section.letter, own.seed) not in known:
            known[section.letter, own.seed] = smith.tune()
        tunes[section.key] = known[section.letter, own.seed]
        if section is setting.plan.sections[-1] and setting.ends:
            tunes[section.key] = smith.ending(tunes[section.key])
    return tunes


def write(player: Player, setting: Setting, tunes: Book, seeds: Seeds) -> list[Note]:
    """Write what one player sings of the tunes, in the octave that suits the instrument."""
    heard: Counter[str] = Counter()
    notes: list[Note] = []
    for section in setting.sections_of(player):
        tones = _in_reach(tunes[section.key], player)
        written = _written(tones, player, section, setting)
        if heard[section.letter] and section.bars >= ORNAMENT_BARS:
            rng = seeds.of(section, player.id).rng("ornaments", section.letter, heard[section.letter])
            written = _ornamented(written, setting, setting.style.melody.ornaments, rng)
        heard[section.letter] += 1
        notes += written
    return [*notes, *_landing(notes, player, setting)]


def _landing(notes: Sequence[Note], player: Player, setting: Setting) -> list[Note]:
    """The last tone of a melody that stops before the song does: it falls on the beat that follows, and is home."""
    section = setting.sections_of(player)[-1] if notes else setting.plan.sections[-1]
    at = setting.start(section) + section.bars * setting.bar
    if at >= setting.final_beat or setting.plan.brief.density or _is_home(notes[-1].pitch, setting):
        return []
    chord, last = setting.chord_at(at), notes[-1].pitch
    near = [pitch for pitch in range(last - 7, last + 8) if pitch % 12 in chord.tones and _is_home(pitch, setting)]
    level = touch.clipped(touch.velocity(player, section) + WEAK)
    return [Note(at, LANDING, min(near, key=lambda pitch: abs(pitch - last)), level, ("strong",))] if near else []


def _is_home(pitch: int, setting: Setting) -> bool:
    """Whether a pitch belongs to the triad of the tonic."""
    scale = MODES[setting.plan.brief.mode]
    return (pitch - setting.plan.brief.tonic) % 12 in (scale[0], scale[2], scale[4])


def _in_reach(tones: Sequence[Tone], player: Player) -> list[Tone]:
    """The same tune, moved by whole octaves until most of it lies in the player's register."""
    low, high = player.register

    def missed(octave: int) -> tuple[int, int]:
        return sum(not low <= tone.pitch + octave <= high for tone in tones), abs(octave)

    shift = min((0, 12, -12, 24, -24), key=missed)
    return [replace(tone, pitch=tone.pitch + shift) for tone in tones]


def _motif(section: Section, singer: Player, setting: Setting) -> Motif:
    """The motif of a section: its letter's, or one of its own where the plan gives it a seed of its own."""
    plan = setting.plan
    seeds = Seeds(plan.brief.seed, overrides=plan.seeds).of(section, singer.id)
    if seeds.seed == plan.brief.seed:
        return plan.motif_of(section.letter)
    rng = seeds.rng("motif", section.letter)
    return motifs.motif(setting.style.melody, role=section.role, meter=setting.meter, rng=rng)


def _written(tones: Sequence[Tone], player: Player, section: Section, setting: Setting) -> list[Note]:
    start, level = setting.start(section), touch.velocity(player, section)
    return [
        Note(
            start + tone.beat,
            tone.length,
            tone.pitch,
            touch.clipped(level if tone.strong else level + WEAK),
            ("strong",) if tone.strong else (),
        )
        for tone in tones
    ]


def _ornamented(notes: Sequence[Note], setting: Setting, often: float, rng: np.random.Generator) -> list[Note]:
    """The same notes, at most one in eight bars turned round its upper neighbour."""
    found: list[Note] = []
    free_from = -1.0
    for note in notes:
        ends_in_bar = note.start_beat % setting.bar + note.length_beats <= setting.bar
        roomy = note.length_beats >= ROOM and ends_in_bar and note.start_beat >= free_from
        if roomy and rng.random() < often:
            free_from = note.start_beat + ORNAMENT_BARS * setting.bar
            found += _turned(note, _neighbour(note, setting))
        else:
            found.append(note)
    return found


def _turned(note: Note, neighbour: int) -> list[Note]:
    start, half = note.start_beat, note.length_beats / 2
    rest = half - GRACE
    return [
        Note(start, half, note.pitch, note.velocity, note.tags),
        Note(start + half, GRACE, neighbour, touch.clipped(note.velocity + WEAK), ("ornament",)),
        Note(start + half + GRACE, rest, note.pitch, touch.clipped(note.velocity + WEAK), ("ornament",)),
    ]


def _neighbour(note: Note, setting: Setting) -> int:
    """The next tone of the scale above a note."""
    scale = setting.chord_at(note.start_beat).scale
    return next(note.pitch + step for step in range(1, 13) if (note.pitch + step) % 12 in scale)
