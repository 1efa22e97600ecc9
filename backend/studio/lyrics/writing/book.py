"""The phrase book: what the tables hold, spread out into fragments and measured."""

from __future__ import annotations

from functools import cache

from backend.studio.lyrics.writing import tables
from backend.studio.lyrics.writing.fragments import (
    FACT,
    HOOK,
    KINDS,
    LINE,
    SHORT,
    Fragment,
    beginning,
    closing,
    ending,
    spread,
)

# How near to the theme a fragment is: by its own table, its mood's, its scene's, by what was asked for.
OF_THEME, OF_MOOD, OF_SCENE, OF_TOPIC = 1.0, 0.7, 0.4, 2.5


@cache
def ends(theme: str, mood: str) -> tuple[Fragment, ...]:
    """All that a line of a theme and mood may end with, facts and whole lines among them."""
    own = tables.themes()[theme]
    found = [*_ends(tables.general(), 0.0), *_ends(own.close, OF_THEME)]
    for tense in ("past", "now"):
        texts = _spread(getattr(tables.general(), f"time_{tense}"))
        found += [ending(text, source, "time", tense=tense) for text, source in texts]
    for scene in own.scenes:
        found += _ends(getattr(tables.general(), scene), OF_SCENE)
    if mood:
        felt = tables.moods()[mood]
        found += [
            _end(text, kind, OF_MOOD) for kind in ("place", "state", "like") for text in _spread(getattr(felt, kind))
        ]
    found += [_end(text, LINE, OF_THEME) for text in _spread(own.lines)]
    clauses = [closing(opening) for opening in openings(theme) if opening.is_clause]
    return (*found, *_couplets(own), *clauses)


@cache
def openings(theme: str) -> tuple[Fragment, ...]:
    """The beginnings of a theme."""
    return tuple(
        beginning(
            text, source, takes=row.takes, own=OF_THEME, tense=row.tense, joins=row.joins, part=row.part
        )
        for row in tables.themes()[theme].open
        for source in row.say
        for text in spread(source)
    )  # fmt: skip


@cache
def hooks(theme: str) -> tuple[Fragment, ...]:
    """The hooks of a theme."""
    return tuple(_end((text, text), HOOK, OF_THEME) for text in tables.themes()[theme].hooks)


@cache
def shorts() -> tuple[Fragment, ...]:
    """Lines of a few notes."""
    return tuple(_end((text, text), SHORT, 0.0) for text in tables.general().short)


@cache
def leads() -> tuple[Fragment, ...]:
    """What may stand before a beginning; first nothing at all."""
    return (beginning("", "", takes=()), *(beginning(text, text, takes=()) for text in tables.general().lead))


def about(topic: str) -> tuple[Fragment, ...]:
    """Beginnings that name what was asked for."""
    return tuple(
        beginning(text.replace("{topic}", topic), text, takes=row.takes, own=OF_TOPIC, tense=row.tense)
        for row in tables.general().topic
        for text in row.say
    )


def couplets_about(topic: str) -> tuple[tuple[str, str], ...]:
    """Couplets that name what was asked for."""
    return tuple((first.replace("{topic}", topic), second) for first, second in tables.general().topic_couplets)


def hooks_about(topic: str) -> tuple[Fragment, ...]:
    """Hooks that name what was asked for."""
    return tuple(_end((text.replace("{topic}", topic), text), HOOK, OF_TOPIC) for text in tables.general().topic_hook)


def _ends(rows: tables.Ends, own: float) -> list[Fragment]:
    return [_end(text, kind, own) for kind in (*KINDS, FACT) for text in _spread(getattr(rows, kind))]


def _couplets(theme: tables.Theme) -> list[Fragment]:
    return [
        ending(text, source, LINE, OF_THEME, pair=(couplet[0], place))
        for couplet in theme.couplets
        for place, source in enumerate(couplet)
        for text in spread(source)
    ]


def _spread(texts: tables.Texts) -> list[tuple[str, str]]:
    return [(text, source) for source in texts for text in spread(source)]


def _end(text: tuple[str, str], kind: str, own: float) -> Fragment:
    return ending(text[0], text[1], kind, own)
