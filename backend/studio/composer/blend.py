"""The style of a brief: one style, or the rules of the heavier one with what the lighter one lends to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from backend.studio.brief import Brief
from backend.studio.composer import styles, touch
from backend.studio.composer.part_rules import DrumRules, Groove, PartRule, Pattern
from backend.studio.composer.styles import Style
from backend.studio.units import Meter

# From this share on, the lighter style's drums count beside the heavier one's, and it sends the players that one lacks.
LENDS_PLAYERS = 0.35
Offer = TypeVar("Offer", Pattern, Groove)


def style_of(brief: Brief) -> Style:
    """The style a brief asks for.

    The heaviest style gives form, harmony and melody; the others lend instruments and patterns to parts of the same
    role, and their drum grooves, each in proportion to its weight. Who has nearly as much weight also brings players
    for what the heaviest has nobody for, drums above all.

    Raises
    ------
    UnknownName
        if one of the styles is not there
    """
    shares = sorted(brief.styles, key=lambda share: -share.weight)
    style = styles.find(shares[0].name)
    for share in shares[1:]:
        ours, theirs = (_at_home(one, brief.meter) for one in (style, styles.find(share.name)))
        style = _lend(ours, theirs, share.weight / (share.weight + shares[0].weight))
    return style


def _at_home(style: Style, meter: Meter) -> Style:
    """The style with what it plays in a meter by itself, so that a waltz does not silence what it is mixed with."""
    parts = tuple(replace(rule, patterns=_fitted(rule.patterns, meter)) for rule in style.parts)
    return replace(style, parts=parts, drums=replace(style.drums, grooves=_fitted(style.drums.grooves, meter)))


def _fitted(offers: tuple[Offer, ...], meter: Meter) -> tuple[Offer, ...]:
    return tuple(replace(offer, anywhere=True) for offer in touch.in_meter(offers, meter))


def _lend(main: Style, other: Style, weight: float) -> Style:
    parts = tuple(_blended(rule, other, weight) for rule in main.parts)
    if weight < LENDS_PLAYERS:
        return replace(main, parts=parts)
    return replace(main, drums=_drums(main.drums, other.drums, weight), parts=parts + _guests(main, other))


def _drums(ours: DrumRules, theirs: DrumRules, weight: float) -> DrumRules:
    """The drums of both; those of one where the other has none."""
    if not (ours.grooves and theirs.grooves):
        return ours if ours.grooves else theirs
    lent = tuple(replace(groove, weight=groove.weight * weight / (1 - weight)) for groove in theirs.grooves)
    return replace(ours, grooves=ours.grooves + lent)


def _guests(main: Style, other: Style) -> tuple[PartRule, ...]:
    """The first player of each role that only the other style has."""
    roles, ids = {rule.role for rule in main.parts}, {rule.id for rule in main.parts}
    guests: dict[str, PartRule] = {}
    for rule in other.parts:
        if rule.role not in roles and rule.role not in guests:
            name = f"{rule.id}_{other.name}" if rule.id in ids else rule.id
            guests[rule.role] = replace(rule, id=name, shares="")
    return tuple(guests.values())


def _blended(rule: PartRule, other: Style, weight: float) -> PartRule:
    lender = next((lent for lent in other.parts if lent.role == rule.role), None)
    if lender is None or (rule.role == "drums" and not other.drums.grooves):
        return rule
    patterns = tuple(replace(pattern, weight=pattern.weight * weight) for pattern in lender.patterns)
    kept = tuple(replace(pattern, weight=pattern.weight * (1 - weight)) for pattern in rule.patterns)
    return replace(rule, instruments=_mixed(rule.instruments, lender.instruments, weight), patterns=kept + patterns)


def _mixed(ours: Mapping[str, float], theirs: Mapping[str, float], weight: float) -> Mapping[str, float]:
    our_sum, their_sum = sum(ours.values()), sum(theirs.values())
    mixed = {name: (1 - weight) * share / our_sum for name, share in ours.items()}
    for name, share in theirs.items():
        mixed[name] = mixed.get(name, 0.0) + weight * share / their_sum
    return mixed
