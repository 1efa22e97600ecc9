"""Presets taken apart: every combination of a preset zone and an instrument zone is one region.

A region says which keys and velocities it answers to and what its generators are (specification 2.04, sections 7.3, 7.7
and 9.4). A zone overrides its global zone; a preset's values are added to the instrument's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backend.studio.errors import BadSoundFont
from backend.studio.instruments import modulators
from backend.studio.instruments.generators import DEFAULTS, NOT_ADDED_BY_PRESETS, Gen
from backend.studio.instruments.modulators import Modulators
from backend.studio.instruments.soundfont import ROM, Records, SoundFont

# The EMU chips that all free fonts are tuned to attenuate only 0.4 dB for each written dB.
ATTENUATION_SCALE = 0.4
WHOLE_RANGE = 127 << 8

Zone = tuple[dict[int, int], dict[tuple[int, int, int, int], float]]


@dataclass(frozen=True, slots=True)
class Region:
    """What one layer of a preset plays within a range of keys and velocities (both ends included)."""

    keys: tuple[int, int]
    velocities: tuple[int, int]
    generators: tuple[float, ...]
    modulators: Modulators
    sample: int

    def answers(self, key: int, velocity: int) -> bool:
        """Tell whether a note falls into this region."""
        return self.keys[0] <= key <= self.keys[1] and self.velocities[0] <= velocity <= self.velocities[1]


def regions(font: SoundFont, preset: int) -> list[Region]:
    """Take the preset at an index of the ``phdr`` table apart.

    Raises
    ------
    BadSoundFont
        if a zone names an instrument or a sample that the font does not have
    """
    found = []
    for preset_zone in _zones(font, "phdr", preset, Gen.INSTRUMENT):
        for zone in _zones(font, "inst", preset_zone[0][Gen.INSTRUMENT] & 0xFFFF, Gen.SAMPLE):
            region = _combined(preset_zone, zone)
            if _is_playable(font, region):
                found.append(region)
    return found


def _zones(font: SoundFont, table: str, index: int, last: Gen) -> Iterator[Zone]:
    """The zones of a preset or an instrument that end in the generator ``last``, their global zone applied."""
    header, kind = font.tables[table], table[0]
    if index >= len(header) - 1:
        raise BadSoundFont(f"{font.name}: a zone names {table} {index}; the font has {len(header) - 1}.")
    everywhere: Zone = ({}, {})
    first, end = int(header["bag"][index]), int(header["bag"][index + 1])
    for number in range(first, end):
        generators, modulators_ = _zone(font.tables, kind, number)
        if last in generators:
            yield {**everywhere[0], **generators}, {**everywhere[1], **modulators_}
        elif number == first:
            everywhere = generators, modulators_


def _zone(tables: dict[str, Records], kind: str, number: int) -> Zone:
    here, after = tables[kind + "bag"][number], tables[kind + "bag"][number + 1]
    generators = tables[kind + "gen"][here["generators"] : after["generators"]].tolist()
    changes = tables[kind + "mod"][here["modulators"] : after["modulators"]].tolist()
    return dict(generators), {(source, target, by, how): amount for source, target, amount, by, how in changes}


def _combined(preset: Zone, zone: Zone) -> Region:
    (added, added_modulators), (own, own_modulators) = preset, zone
    values = list(DEFAULTS)
    for number, amount in own.items():
        if number < len(values):
            values[number] = float(amount)
    for number, amount in added.items():
        if number < len(values) and number not in NOT_ADDED_BY_PRESETS:
            values[number] += amount
    values[Gen.ATTENUATION] *= ATTENUATION_SCALE
    changes = {**modulators.DEFAULTS, **own_modulators}
    for identity, change in added_modulators.items():
        changes[identity] = changes.get(identity, 0) + change
    return Region(
        _common(added, own, Gen.KEY_RANGE),
        _common(added, own, Gen.VELOCITY_RANGE),
        tuple(values),
        changes,
        own[Gen.SAMPLE] & 0xFFFF,
    )


def _common(preset: dict[int, int], own: dict[int, int], which: Gen) -> tuple[int, int]:
    """Intersect two ranges; a range holds its low end in the low byte and its high end in the high one."""
    ranges = [zone.get(which, WHOLE_RANGE) & 0xFFFF for zone in (preset, own)]
    return max(r & 0xFF for r in ranges), min(r >> 8 for r in ranges)


def _is_playable(font: SoundFont, region: Region) -> bool:
    headers = font.tables["shdr"]
    if region.sample >= len(headers) - 1:
        raise BadSoundFont(f"{font.name}: a zone names sample {region.sample}; the font has {len(headers) - 1}.")
    header = headers[region.sample]
    is_empty = header["end"] <= header["start"] or header["rate"] == 0
    reaches = region.keys[0] <= region.keys[1] and region.velocities[0] <= region.velocities[1]
    return reaches and not is_empty and not header["type"] & ROM
