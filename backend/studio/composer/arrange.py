"""The score: every player's part written out over the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.studio.composer import bass, check, counter, drums, ending, lead, patterns, rests, thirds
from backend.studio.composer import setting as settings
from backend.studio.composer.given import seats
from backend.studio.composer.instruments import Instrument
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.composer.vocal import harmonies, room
from backend.studio.composer.vocal import writing as vocal
from backend.studio.score import Note, Part, Plan, Score

# How many melodies are made before the best of them has to do.
ATTEMPTS = 5
MELODIC_ROLES = ("lead", "counter")


def compose(plan: Plan, seeds: Seeds) -> Score:
    """Write the score of a plan; a melody that misses what melodies have in common is made anew.

    Raises
    ------
    UnknownName
        if the plan's brief names a style or an instrument that is not there
    """
    return write(settings.setting(plan, seeds), seeds)


def write(song: Setting, seeds: Seeds) -> Score:
    """Write the score of a setting, as `compose` does."""
    backing = _backing(song, seeds)
    best = _score(song, backing | _melodies(song, seeds, 0))
    faults = check.judge(best, song.style, check.RANKED).faults
    # A melody that was given is not ours to make anew.
    attempts = 1 if any(given.role == "lead" for given in song.plan.brief.given) else ATTEMPTS
    for attempt in range(1, attempts):
        if not faults:
            break
        score = _score(song, backing | _melodies(song, seeds, attempt))
        found = check.judge(score, song.style, check.RANKED).faults
        if found < faults:
            best, faults = score, found
    return best


def _backing(song: Setting, seeds: Seeds) -> dict[str, list[Note]]:
    """The notes of everybody but lead and counter line, each from a branch of the seed tree of its own."""
    notes = {
        player.id: (drums if player.rule.role == "drums" else patterns).write(
            player, song, seeds.child("part", player.id)
        )
        for player in song.players
        if player.rule.role not in MELODIC_ROLES
    }
    low = [player for player in song.players if player.rule.role in ending.BASS_ROLES]
    notes |= {player.id: bass.said(notes[player.id], song.plan.harmony, player.register) for player in low}
    return notes


def _melodies(song: Setting, seeds: Seeds, attempt: int) -> dict[str, list[Note]]:
    """The notes of singer and leads and of what answers them; ``attempt`` counts the melodies that were thrown away."""
    sung = vocal.write(song, seeds.child("part", vocal.ID), attempt) if song.words else []
    leads = [player for player in song.players if player.rule.role == "lead"]
    tunes = lead.book(leads, song, seeds.child("tunes", attempt))
    notes = {player.id: lead.write(player, song, tunes, seeds.child("part", player.id)) for player in leads}
    notes = {player.id: _with_given(room.answers(notes[player.id], sung, player), player, song) for player in leads}
    melody = [*sung, *(note for player in leads for note in notes[player.id])]
    counters = [player for player in song.players if player.rule.role == "counter"]
    return notes | {vocal.ID: sung} | {player.id: counter.write(player, song, melody) for player in counters}


def _score(song: Setting, notes: dict[str, list[Note]]) -> Score:
    """The score with its end; parts that never play are left out."""
    harmony = song.plan.harmony
    ended = {player.id: [*notes[player.id], *ending.write(player, song)] for player in song.players}
    heard = thirds.completed(ended, song.players, harmony)
    rested = {player.id: rests.kept(heard[player.id], player.rule.role, harmony) for player in song.players}
    parts = [_part(player, _with_given(rested[player.id], player, song)) for player in song.players]
    sung = notes[vocal.ID]
    parts = [vocal.part(sung, song.plan.brief), *harmonies.parts(sung, song), *parts] if sung else parts
    return Score(song.plan, tuple(part for part in parts if part.notes))


def _with_given(notes: Sequence[Note], player: Player, song: Setting) -> list[Note]:
    """A part with the notes that somebody brought for it."""
    return list(notes) if player.given is None else seats.notes(notes, song.plan.brief.given[player.given])


def _part(player: Player, notes: Sequence[Note]) -> Part:
    rule, family = player.rule, player.instrument.family
    part = Part(player.id, rule.name, "", rule.role, family, 0, 0, tuple(_once(notes)), given=player.given is not None)
    return at(part, player.instrument)


def at(part: Part, instrument: Instrument) -> Part:
    """A part at an instrument."""
    return replace(
        part,
        detail=instrument.label,
        family=instrument.family,
        program=instrument.program,
        bank=instrument.bank,
        instrument=instrument.name,
        voice=instrument.voice,
    )


def _once(notes: Sequence[Note]) -> list[Note]:
    """The notes in order, each key struck once at a time: of two that meet on it the longer one sounds."""
    found: dict[tuple[float, int], Note] = {}
    for note in sorted(notes, key=lambda note: (note.start_beat, note.pitch, -note.length_beats)):
        found.setdefault((note.start_beat, note.pitch), note)
    return list(found.values())
