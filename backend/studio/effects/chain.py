"""A chain of effects as a value: read from data, checked, and written back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from backend.studio.effects import parameters
from backend.studio.effects.catalogue import ALIASES, KINDS, Kind
from backend.studio.effects.parameters import Number, Recording, shown
from backend.studio.effects.settings import TimeStretch, Trim
from backend.studio.errors import BadChain

MOST = 24
"""Longer chains than any that people put up; each link is another pass over the sound."""
MIX = Number("Mix", 0, 1)
DEFAULT_BPM = 120.0


@dataclass(frozen=True)
class Link:
    """An effect in a chain. ``mix`` is how much of it is heard: 0 is the sound that went in, 1 the effect alone."""

    kind: Kind
    settings: Any
    mix: float
    is_bypassed: bool = False

    @property
    def is_heard(self) -> bool:
        """Tell whether it does anything."""
        return self.mix > 0 and not self.is_bypassed

    def to_document(self) -> dict[str, Any]:
        """The effect with everything that it is set to."""
        return {"type": self.kind.name, **asdict(self.settings), "mix": self.mix, "bypass": self.is_bypassed}


@dataclass(frozen=True)
class Chain:
    """Effects, one after the other."""

    links: tuple[Link, ...]

    @property
    def heard(self) -> tuple[Link, ...]:
        """The effects that do something."""
        return tuple(link for link in self.links if link.is_heard)

    @property
    def recordings(self) -> tuple[str, ...]:
        """The ids of the sounds that its effects are set to."""
        named = (
            str(getattr(link.settings, name))
            for link in self.heard
            for name, one in parameters.parameters(link.kind.settings).items()
            if isinstance(one, Recording)
        )
        return tuple(dict.fromkeys(name for name in named if name))

    def to_documents(self) -> list[dict[str, Any]]:
        """The chain with everything said, so that it can be asked for again."""
        return [link.to_document() for link in self.links]

    def at_tempo(self, bpm: float) -> Chain:
        """The chain with a tempo where an effect has none of its own."""
        return Chain(tuple(_timed(link, bpm) for link in self.links))

    def lengths_s(self, given_s: float) -> tuple[float, ...]:
        """How long a sound of some length is after each of the links, without what rings on.

        Raises
        ------
        BadChain
            if nothing is left of it
        """
        lengths = []
        for number, link in enumerate(self.links):
            if link.is_heard and isinstance(link.settings, TimeStretch):
                given_s /= link.settings.speed
            if link.is_heard and isinstance(link.settings, Trim):
                given_s = _trimmed_s(link.settings, given_s, number)
            lengths.append(given_s)
        return tuple(lengths)


def read(given: Sequence[Any]) -> Chain:
    """Read a chain: for each effect its ``type``, what it is set to, ``mix`` and ``bypass``.

    Raises
    ------
    BadChain
        with everything that is wrong, for each effect by its place from 1
    """
    if not 1 <= len(given) <= MOST:
        raise BadChain.of([f"A chain has 1 to {MOST} effects; given: {len(given)}."])
    links, wrong = [], []
    for number, one in enumerate(given, start=1):
        link, mistakes = _link(one)
        links.append(link)
        wrong += [f"Effect {number}{_named(one)}: {mistake}" for mistake in mistakes]
    if wrong:
        raise BadChain.of(wrong)
    return Chain(tuple(link for link in links if link))


def _link(given: Any) -> tuple[Link | None, list[str]]:
    if not isinstance(given, Mapping):
        return None, [f"{shown(given)} is no object with a type."]
    name = given.get("type")
    kind = KINDS.get(ALIASES.get(name, name)) if isinstance(name, str) else None
    if kind is None:
        return None, [f"there is no effect {shown(name)}; known are {', '.join(KINDS)}."]
    told = {key: value for key, value in given.items() if key not in ("type", "mix", "bypass")}
    settings, wrong = parameters.read(kind.settings, told)
    mix, bypass = given.get("mix", kind.mix), given.get("bypass", False)
    try:
        mix = MIX.read(mix)
    except ValueError as reason:
        wrong.append(f"mix {shown(mix)} {reason}.")
    else:
        if not kind.blends and 0 < mix < 1:
            wrong.append(f"mix {mix:g} is neither 0 nor 1, and there is nothing between for a {kind.label.lower()}.")
    if not isinstance(bypass, bool):
        wrong.append(f"bypass {shown(bypass)} is neither true nor false.")
    return (None if wrong else Link(kind, settings, mix, bypass)), wrong


def _named(given: Any) -> str:
    name = given.get("type") if isinstance(given, Mapping) else None
    return f" ({name})" if isinstance(name, str) and ALIASES.get(name, name) in KINDS else ""


def _timed(link: Link, bpm: float) -> Link:
    has_tempo = "bpm" in {field.name for field in fields(link.settings)}
    if not has_tempo or link.settings.bpm:
        return link
    return replace(link, settings=replace(link.settings, bpm=bpm))


def _trimmed_s(trim: Trim, given_s: float, number: int) -> float:
    end_s = min(given_s, trim.end_s or given_s)
    if trim.start_s >= end_s:
        raise BadChain.of([
            f"Effect {number + 1} (trim): from {trim.start_s:g} s to {end_s:g} s nothing is left; "
            f"the sound has {given_s:g} s there."
        ])  # fmt: skip
    return end_s - trim.start_s
