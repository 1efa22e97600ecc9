"""What songs have in common: how many there are of each genre, mood, key, tempo, year, artist and tag."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, select

from backend.db.library import Artist
from backend.services.finding.cards import Cards, Mask, Numbers
from backend.services.finding.choosing import Choice

# Of what there is more, the commonest are told.
MAX_VALUES = 50
# Beats per minute where the words of musicians change: largo, adagio, andante, moderato, allegro, presto.
TEMPO_BANDS = (0, 60, 76, 108, 120, 156, 400)
_NAMES = select(Artist.id, Artist.name).where(Artist.id.in_(bindparam("ids", expanding=True)))


def facets(connection: Connection, choice: Choice) -> dict[str, list[dict[str, Any]]]:
    """Count the songs of a choice by each thing; what was asked for about a thing does not narrow its own counts."""
    cards = choice.cards
    return {
        **{name: _by_term(cards, name, choice.rows(but=name)) for name in ("genre", "mood", "key")},
        "tempo": _by_tempo(cards["tempo_bpm"][choice.rows(but="tempo_bpm")]),
        "year": _by_year(cards.years[choice.rows(but="year")]),
        "artist": _by_artist(connection, cards["artist_id"][choice.rows(but="artist_id")]),
        "tag": _by_tag(cards, choice.rows(but="tag")),
    }


def every(choice: Choice, name: str) -> list[dict[str, Any]]:
    """Every genre or every tag of the songs of a choice, those of most songs first."""
    rows, all_of_them = choice.rows(), len(choice.cards.terms[name].words)
    found = (
        _by_tag(choice.cards, rows, all_of_them) if name == "tag" else _by_term(choice.cards, name, rows, all_of_them)
    )
    common = sorted(found, key=lambda one: (-one["count"], one["value"]))
    return [{"name": one["value"], "song_count": one["count"]} for one in common]


def _by_term(cards: Cards, name: str, rows: Mask, most: int = MAX_VALUES) -> list[dict[str, Any]]:
    words = cards.terms[name].words
    codes = cards[name][rows]
    said = codes[codes != cards.terms[name].known("")]
    return [{"value": words[code], "count": count} for code, count in _commonest(said, most)]


def _by_tempo(tempi: Numbers) -> list[dict[str, Any]]:
    counts, _ = np.histogram(tempi[~np.isnan(tempi)], TEMPO_BANDS)
    bands = zip(TEMPO_BANDS, TEMPO_BANDS[1:], counts.tolist(), strict=False)
    return [{"from": low, "to": high, "count": count} for low, high, count in bands if count]


def _by_year(years: Numbers) -> list[dict[str, Any]]:
    found, counts = np.unique(years, return_counts=True)
    return [{"value": int(year), "count": int(count)} for year, count in zip(found[::-1], counts[::-1], strict=True)]


def _by_artist(connection: Connection, artists: Numbers) -> list[dict[str, Any]]:
    common = _commonest(artists[artists > 0])
    rows = connection.execute(_NAMES, {"ids": [artist for artist, _ in common]})
    names = {row.id: row.name for row in rows}
    return [{"id": artist, "value": names[artist], "count": count} for artist, count in common if artist in names]


def _by_tag(cards: Cards, rows: Mask, most: int = MAX_VALUES) -> list[dict[str, Any]]:
    words = cards.terms["tag"].words
    chosen = cards.tags[rows[cards.tag_places], 1]
    return [{"value": words[code], "count": count} for code, count in _commonest(chosen, most)]


def _commonest(codes: Numbers, most: int = MAX_VALUES) -> list[tuple[int, int]]:
    """The commonest numbers and how often there are, the most frequent first."""
    counts = np.bincount(codes) if len(codes) else np.empty(0, "i8")
    first = np.argsort(-counts, kind="stable")[:most]
    return [(int(code), int(counts[code])) for code in first if counts[code]]
