"""Who plays in which section: layers enter as the energy rises, and every section differs from the one before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from backend.studio.brief import Absence, Brief
from backend.studio.composer.asked import places
from backend.studio.composer.given import seats
from backend.studio.composer.players import Player, is_absent
from backend.studio.composer.rules import Row

# A player whose energy is this far above a section's may still be drawn in to tell it from the one before.
REACH = 0.35
# Those who carry the song stay when one of the others has to leave.
CARRIERS = ("drums", "bass", "lead")
# Those of whom a chord is heard.
HARMONIC = ("chords", "pad", "arp", "line", "pulse", "bass")
# An intro or a last section with everybody in it would be no intro; a song needs so many players to thin out.
ENOUGH = 3


def layers(
    rows: Sequence[Row], players: Sequence[Player], brief: Brief, *, sung: Collection[int] = ()
) -> list[tuple[str, ...]]:
    """The ids of the players of each section, in the order of the cast; ``sung`` are the sections with words."""
    absences, chosen = brief.absences, list[set[str]]()
    for index, row in enumerate(rows):
        allowed = [player for player in players if _may_play(player, row, absences)]
        playing = {player.id for player in allowed if player.rule.enter <= row.energy <= player.rule.leave}
        if not playing and allowed:
            playing = {min(allowed, key=lambda player: player.rule.enter).id}
        if chosen and playing == chosen[-1] and len(players) >= ENOUGH:
            playing = _changed(playing, allowed, row.energy, rising=row.energy >= rows[index - 1].energy)
        chosen.append(playing)
    _bring_in(chosen, rows, [player for player in players if player.asked], absences)
    _demanded(chosen, rows, players, brief, sung)
    if brief.given:
        bar = brief.meter.beats_per_bar
        edges = [bar * sum(row.bars for row in rows[:index]) for index in range(len(rows) + 1)]
        chosen = [
            seats.playing(playing, span, players, brief.given)
            for playing, span in zip(chosen, pairwise(edges), strict=True)
        ]
    return [tuple(player.id for player in players if player.id in playing) for playing in chosen]


def _demanded(
    chosen: list[set[str]], rows: Sequence[Row], players: Sequence[Player], brief: Brief, sung: Collection[int]
) -> None:
    """Let somebody play the chords that were asked for, and as many play at once as were asked for."""
    for index, (row, number) in enumerate(zip(rows, places.numbers(rows), strict=True)):
        free = [player for player in players if player.given is None]
        allowed = [player for player in free if may_fill(player, row, brief.absences, is_sung=index in sung)]
        harmonic = [player for player in allowed if player.rule.role in HARMONIC]
        if places.narrowest(brief.chords, row, number) and not chosen[index] & {player.id for player in harmonic}:
            chosen[index] |= {player.id for player in harmonic[:1]}
        density = places.narrowest(brief.density, row, number)
        if density and allowed:
            count = so_many(density.value, allowed)
            needed = {player.id for player in harmonic[:1]} if brief.chords else set()
            chosen[index] = _chosen_few(count, allowed, chosen[index], needed)


def _chosen_few(count: int, allowed: Sequence[Player], playing: set[str], needed: set[str]) -> set[str]:
    """So many players: those who are needed, those who were asked for, those who play anyway, then who enters first."""

    def order(player: Player) -> tuple[bool, bool, bool, bool, float]:
        waits, carries = player.id not in playing, player.rule.role in CARRIERS
        return player.id not in needed, not (player.asked and not waits), waits, not carries, player.rule.enter

    return {player.id for player in sorted(allowed, key=order)[:count]}


def may_fill(player: Player, row: Row, absences: Sequence[Absence], *, is_sung: bool) -> bool:
    """Whether a player counts where so many are asked for: not who was ruled out, nor a lead beside a singer."""
    return not is_absent_in(player, row, absences) and not (is_sung and player.rule.role == "lead")


def so_many(density: float, allowed: Sequence[Player]) -> int:
    """How many of those who may play in a section play at once."""
    return max(1, round(density * len(allowed)))


def is_absent_in(player: Player, row: Row, absences: Sequence[Absence]) -> bool:
    """Whether a player was ruled out in a section."""
    return is_absent(player.instrument.name, absences, rule=player.rule, role=row.role)


def _may_play(player: Player, row: Row, absences: Sequence[Absence]) -> bool:
    rule = player.rule
    if (rule.only and row.role not in rule.only) or row.role in rule.never:
        return False
    return not is_absent_in(player, row, absences)


def _changed(playing: set[str], allowed: Sequence[Player], energy: float, *, rising: bool) -> set[str]:
    """The same players with one more, or one fewer."""
    waiting = [player for player in allowed if player.id not in playing and player.rule.enter - energy < REACH]
    if waiting and rising:
        return playing | {min(waiting, key=lambda player: player.rule.enter).id}
    leaving = [player for player in allowed if player.id in playing and player.rule.role not in CARRIERS]
    leaving = [player for player in leaving if not player.asked]
    if len(leaving) > 1:
        return playing - {max(leaving, key=lambda player: player.rule.enter).id}
    return playing


def _bring_in(
    chosen: list[set[str]], rows: Sequence[Row], asked: Sequence[Player], absences: Sequence[Absence]
) -> None:
    """Let everybody who was asked for play at least in the fullest section that allows it."""
    for player in asked:
        if any(player.id in playing for playing in chosen):
            continue
        open_rows = [i for i, row in enumerate(rows) if not is_absent_in(player, row, absences)]
        if open_rows:
            chosen[max(open_rows, key=lambda index: rows[index].energy)].add(player.id)
