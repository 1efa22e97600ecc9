"""Who plays: the style's parts, the instruments that were asked for, and none that were ruled out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from backend.studio.brief import Absence, Brief
from backend.studio.composer import instruments, schema, styles
from backend.studio.composer.instruments import Instrument
from backend.studio.composer.part_rules import PartRule
from backend.studio.composer.seeds import Seeds, draw
from backend.studio.composer.styles import Style
from backend.studio.constraints import Given
from backend.studio.singing import VOCAL

TABLE = Path(__file__).with_name("players.toml")
# Somebody who was asked for plays from this energy on, even where the style would keep the part for the climax.
ASKED_ENTERS = 0.3


@dataclass(frozen=True)
class Player:
    """A part and the instrument that plays it; ``asked`` if the brief names the instrument.

    ``given`` is the index of the brief's given notes that it plays.
    """

    rule: PartRule
    instrument: Instrument
    asked: bool = False
    given: int | None = None

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def register(self) -> tuple[int, int]:
        """The part's register, moved by octaves into the instrument's and cut to it."""
        low, high = self.rule.register
        shift = 0
        while high + shift > self.instrument.high and low + shift - 12 >= self.instrument.low - 6:
            shift -= 12
        while low + shift < self.instrument.low and high + shift + 12 <= self.instrument.high + 6:
            shift += 12
        low, high = max(low + shift, self.instrument.low), min(high + shift, self.instrument.high)
        # A voice needs at least a tenth to sing in.
        return (low, high) if high - low >= 14 else (self.instrument.low, self.instrument.high)


def cast(brief: Brief, style: Style, seeds: Seeds) -> tuple[Player, ...]:
    """Choose the players of a song, in the order of the style; who sings alone has none.

    Raises
    ------
    UnknownName
        if an instrument that was asked for is not in the table
    """
    if brief.singing.alone:
        return ()
    asked = [instruments.find(name) for name in brief.instruments if not is_absent(name, brief.absences)]
    if (
        brief.only
        and len(asked) == 1
        and not (brief.roles or brief.given)
        and {"chords", "lead"} <= set(asked[0].roles)
    ):
        # One player alone who can do both plays chords and melody at once, as a pianist does.
        hands = (
            rule for rule in styles.find("solo_piano").parts if not is_absent(asked[0].name, brief.absences, rule=rule)
        )
        return tuple(Player(rule, asked[0], asked=True) for rule in hands)
    players = _chosen(style.parts, brief.absences, seeds)
    for role in dict.fromkeys(casting.role for casting in brief.roles):
        players = _cast_role(role, [instruments.find(c.instrument) for c in brief.roles if c.role == role], players)
    for instrument in (one for one in asked if not _is_cast(one, players)):
        players = _seat(instrument, players)
    for index, notes in enumerate(brief.given):
        if notes.role == VOCAL:
            continue
        players = _give(index, notes, players, style, seeds.child("given", index))
    players = [_sharing(player, players, asked) for player in players]
    if brief.only and (asked or brief.roles or brief.given):
        players = [replace(player, rule=_always(player.rule)) for player in players if player.asked]
    return tuple(players or _anybody(style, brief.absences, seeds))


def stranger(id_: str, role: str, instrument: str) -> Player:
    """A player of a part that is in no cast: plain rules for its role, and its instrument or any that can take it.

    Raises
    ------
    UnknownName
        if there is no such instrument
    """
    rule = _own_parts()[role]
    anyone = next(other.name for other in instruments.load_all().values() if role in other.roles)
    return Player(replace(rule, id=id_), instruments.find(instrument or anyone))


def is_absent(name: str, absences: Sequence[Absence], *, rule: PartRule | None = None, role: str | None = None) -> bool:
    """Tell whether an instrument, or the part it plays, is ruled out: everywhere, or in one kind of section."""
    instrument = instruments.find(name)
    words = {rule.role, rule.id} if rule else set()
    return any(
        absence.section_role in (None, role) and (absence.what in words or instrument.answers_to(absence.what))
        for absence in absences
    )


def _chosen(rules: Sequence[PartRule], absences: Sequence[Absence], seeds: Seeds) -> list[Player]:
    """A player for every part that has instruments left; no two play the same one if there is another."""
    players: list[Player] = []
    for rule in rules:
        left = {name: weight for name, weight in rule.instruments.items() if not is_absent(name, absences, rule=rule)}
        taken = {player.instrument.name for player in players}
        free = {name: weight for name, weight in left.items() if name not in taken}
        if left:
            players.append(Player(rule, instruments.find(draw(seeds.rng("cast", rule.id), free or left))))
    return players


def _cast_role(role: str, wanted: Sequence[Instrument], players: Sequence[Player]) -> list[Player]:
    """Let these instruments and no others play a role; who is one too many is sent home, who is missing is added."""
    left, found = list(wanted), list[Player]()
    for player in players:
        if player.rule.role != role:
            found.append(player)
        elif left:
            rule = replace(player.rule, enter=min(player.rule.enter, ASKED_ENTERS), leave=1.0)
            found.append(Player(rule, left.pop(0), asked=True))
    for instrument in left:
        rule = _own_rule(role, instrument, found)
        found.append(Player(rule, instrument, asked=True))
    return found


def _give(index: int, notes: Given, players: Sequence[Player], style: Style, seeds: Seeds) -> list[Player]:
    """Let the part that suits given notes play them, or one of their own; the instrument may be given as well."""
    named = instruments.find(notes.instrument) if notes.instrument else None
    free = [player for player in players if player.given is None and player.rule.role == notes.role]
    chosen = next((player for player in free if named in (None, player.instrument)), free[0] if free else None)
    if chosen is None:
        instrument = named or instruments.find(draw(seeds.rng("instrument"), _suitable(notes.role, players, style)))
        rule = _own_rule(notes.role, instrument, players)
        return [*players, Player(rule, instrument, asked=True, given=index)]
    given = replace(chosen, instrument=named or chosen.instrument, asked=True, given=index)
    return [given if player is chosen else player for player in players]


def _suitable(role: str, players: Sequence[Player], style: Style) -> dict[str, float]:
    """The instruments that can take a role: those of the style first, and nobody twice where it can be helped."""
    at_home = {name for rule in style.parts for name in rule.instruments}
    playing = {player.instrument.name for player in players}
    able = [one for one in instruments.load_all().values() if role in one.roles and one.is_drums == (role == "drums")]
    return {one.name: (8.0 if one.name in at_home else 1.0) * (0.1 if one.name in playing else 1.0) for one in able}


def _is_cast(instrument: Instrument, players: Sequence[Player]) -> bool:
    return any(player.asked and player.instrument == instrument for player in players)


def _seat(instrument: Instrument, players: list[Player]) -> list[Player]:
    """Give an instrument the part that suits it best, or one of its own."""
    free = [index for index, player in enumerate(players) if not player.asked]
    fitting = [index for index in free if players[index].rule.role in instrument.roles]
    if not fitting:
        return [*players, Player(_own_part(instrument, players), instrument, asked=True)]

    def distance(index: int) -> tuple[bool, bool, bool, int]:
        player = players[index]
        known = instrument.name in player.rule.instruments
        related = player.instrument.kind == instrument.kind
        return player.instrument != instrument, not known, not related, instrument.roles.index(player.rule.role)

    chosen = min(fitting, key=distance)
    rule = replace(players[chosen].rule, enter=min(players[chosen].rule.enter, ASKED_ENTERS), leave=1.0)
    return [Player(rule, instrument, asked=True) if index == chosen else player for index, player in enumerate(players)]


def _sharing(player: Player, players: Sequence[Player], asked: Sequence[Instrument]) -> Player:
    """The same player at the instrument it shares with another part, if that suits and nobody asked for this one."""
    partner = next((other for other in players if other.id == player.rule.shares), None)
    if (
        partner is None
        or player.asked
        or player.instrument in asked
        or player.rule.role not in partner.instrument.roles
    ):
        return player
    return replace(player, instrument=partner.instrument, asked=partner.asked)


def _own_part(instrument: Instrument, players: Sequence[Player]) -> PartRule:
    played = {player.rule.role for player in players}
    role = next((role for role in instrument.roles if role not in played), instrument.roles[0])
    return _own_rule(role, instrument, players)


def _own_rule(role: str, instrument: Instrument, players: Sequence[Player]) -> PartRule:
    rule, taken = _own_parts()[role], {player.id for player in players}
    name = instrument.name if instrument.name not in taken else f"{instrument.name}_{len(taken)}"
    return replace(rule, id=name, name=instrument.label, instruments={instrument.name: 1.0})


def _always(rule: PartRule) -> PartRule:
    return replace(rule, enter=0.0, leave=1.0, only=(), never=())


def _anybody(style: Style, absences: Sequence[Absence], seeds: Seeds) -> list[Player]:
    """Players for a style whose own instruments were all ruled out: others that can take the same parts."""
    everyone = instruments.load_all().values()
    rules = [
        replace(rule, instruments={other.name: 1.0 for other in everyone if rule.role in other.roles})
        for rule in style.parts
    ]
    return _chosen(rules, absences, seeds.child("anybody"))


@cache
def _own_parts() -> Mapping[str, PartRule]:
    return MappingProxyType(
        {
            role: schema.read(
                PartRule, {"id": role, "role": role, "instruments": {}, **row}, where=f"{TABLE.name}: {role}"
            )
            for role, row in schema.load(TABLE).items()
        }
    )
