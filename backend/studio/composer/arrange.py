"""The score: every player's part written out over the plan."""

from __future__ import annotations

from collections.abc import Sequence

from backend.studio.composer import counter, drums, ending, lead, patterns
from backend.studio.composer import setting as settings
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting
from backend.studio.score import Note, Part, Plan, Score


def compose(plan: Plan, seeds: Seeds) -> Score:
    """Write the score of a plan.

    Raises
    ------
    UnknownName
        if the plan's brief names a style or an instrument that is not there
    """
    song = settings.setting(plan, seeds)
    return write(song, {player.id: seeds.child("part", player.id) for player in song.players})


def write(song: Setting, seeds: dict[str, Seeds]) -> Score:
    """Write all parts, each with its own branch of the seed tree; parts that never play are left out."""
    notes: dict[str, list[Note]] = {}
    leads = [player for player in song.players if player.rule.role == "lead"]
    if leads:
        tunes = lead.book(leads, song, seeds[leads[0].id])
        notes |= {player.id: lead.write(player, song, tunes, seeds[player.id]) for player in leads}
    sung = [note for player in leads for note in notes[player.id]]
    for player in song.players:
        if player.rule.role == "drums":
            notes[player.id] = drums.write(player, song, seeds[player.id])
        elif player.rule.role == "counter":
            notes[player.id] = counter.write(player, song, sung)
        elif player.rule.role != "lead":
            notes[player.id] = patterns.write(player, song, seeds[player.id])
    parts = [_part(player, [*notes[player.id], *ending.write(player, song)]) for player in song.players]
    return Score(song.plan, tuple(part for part in parts if part.notes))


def _part(player: Player, notes: Sequence[Note]) -> Part:
    instrument = player.instrument
    return Part(
        id=player.id,
        name=player.rule.name,
        detail=instrument.label,
        role=player.rule.role,
        family=instrument.family,
        program=instrument.program,
        bank=instrument.bank,
        notes=tuple(sorted(notes, key=lambda note: (note.start_beat, note.pitch))),
    )
