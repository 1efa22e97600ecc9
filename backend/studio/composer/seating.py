"""Who plays a score that is written already: the song's cast, with what edits changed about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from backend.studio.brief import Brief, StyleWeight
from backend.studio.composer import instruments, players, styles
from backend.studio.composer.players import Player
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.setting import Setting, setting
from backend.studio.composer.vocal import from_score
from backend.studio.score import Part, Score

# Between the id of a part and the style of the section that it came with.
OF_STYLE = "@"
# Whose General MIDI sound stands for singers.
CHOIR = "choir"


def of_score(score: Score, seeds: Seeds) -> Setting:
    """The setting of a score, its players those of the parts, in their order, its words those that are sung."""
    song = setting(score.plan, seeds)
    cast = {player.id: player for player in song.players}
    players_ = tuple(_seated(part, cast, score.plan.brief, seeds) for part in score.parts)
    return replace(song, players=players_, words=from_score.words(score))


def restyled(brief: Brief, style: str) -> Brief:
    """The brief of a section in a style of its own: its players are the style's, whatever the song asked for."""
    return replace(brief, styles=(StyleWeight(style),), instruments=(), only=False, roles=())


def guest(id_: str, brief: Brief, seeds: Seeds) -> Player | None:
    """The player ``id@style`` of a section in a style of its own; None if that style no longer has such a part."""
    rule_id, _, style = id_.partition(OF_STYLE)
    own = players.cast(restyled(brief, style), styles.find(style), seeds)
    found = next((player for player in own if player.id == rule_id), None)
    return found and replace(found, rule=replace(found.rule, id=id_))


def _seated(part: Part, cast: Mapping[str, Player], brief: Brief, seeds: Seeds) -> Player:
    """The player of a part, at the instrument that the part names."""
    if part.is_sung:
        return players.stranger(part.id, "lead", CHOIR)
    player = guest(part.id, brief, seeds) if OF_STYLE in part.id else cast.get(part.id)
    player = player or players.stranger(part.id, part.role, part.instrument)
    if part.instrument and part.instrument != player.instrument.name:
        player = replace(player, instrument=instruments.find(part.instrument))
    return player
