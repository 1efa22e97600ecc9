"""Cards: what songs are found by, as columns of numbers, one row a song, in the order of their ids.

Choosing, counting and ordering a hundred thousand songs takes a millisecond or two so, whatever is asked for and
however deep the page is. Cards are never changed: `with_rows` makes new ones (docs/adr/0020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.services.finding.wishes import Sort
from backend.services.spelling import name_key

Numbers = NDArray[Any]
Mask = NDArray[np.bool_]
NO_CODE = -1
# Name and type of each column; those of TERMS hold codes of words, ``created`` seconds since 1970.
TERMS = ("owner", "genre", "mood", "key", "origin")
COLUMNS: dict[str, str] = {
    "id": "i8",
    **dict.fromkeys(TERMS, "i4"),
    "is_public": "?",
    "is_ready": "?",
    "is_failed": "?",
    "is_there": "?",
    "is_trashed": "?",
    "artist_id": "i8",
    "album_id": "i8",
    "tempo_bpm": "f8",
    "duration_s": "f8",
    "created": "i8",
    "plays": "i8",
    "likes": "i8",
    "featured": "i8",
}
_SORTED_BY = {
    "created": "created",
    "duration": "duration_s",
    "tempo": "tempo_bpm",
    "plays": "plays",
    "likes": "likes",
}


class Terms:
    """Words by number; those that differ in capitals alone are one. New ones come at the end."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.keys: list[str] = []
        self._codes: dict[str, int] = {}

    def code(self, word: str) -> int:
        """The number of a word, which has one from now on."""
        code = self._codes.get(word)
        if code is None:
            key = name_key(word)
            code = self._codes.get(key)
            if code is None:
                code = len(self.words)
                self.words.append(word)
                self.keys.append(key)
                self._codes[key] = code
            self._codes[word] = code
        return code

    def known(self, word: str) -> int:
        """The number of a word; ``NO_CODE`` if no song ever had it."""
        return self._codes.get(word, self._codes.get(name_key(word), NO_CODE))


class Cards:
    """A card for each song.

    ``columns`` are arrays of one length by name; ``titles`` as titles are told apart, ``tags`` pairs of a song's id and
    a tag's code; ``terms`` the words behind the codes.
    """

    def __init__(
        self, columns: dict[str, Numbers], titles: Numbers, tags: Numbers, terms: dict[str, Terms], hint: Numbers
    ) -> None:
        self.columns, self.titles, self.tags, self.terms = columns, titles, tags, terms
        self._hint = hint
        self._orders: dict[Sort, Numbers] = {}

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.titles)

    @classmethod
    def empty(cls) -> Cards:
        """No cards."""
        columns = {name: np.empty(0, kind) for name, kind in COLUMNS.items()}
        terms = {name: Terms() for name in (*TERMS, "tag")}
        return cls(columns, np.empty(0, object), np.empty((0, 2), "i8"), terms, np.empty(0, "i8"))

    def with_rows(self, ids: Iterable[int], rows: Sequence[Any], tags: Sequence[Any]) -> Cards:
        """Cards of which some are written anew.

        Parameters
        ----------
        ids : the songs that changed; those without a row are gone
        rows : values in the order of ``COLUMNS``, with words where codes are kept, and the title at the end
        tags : pairs of a song's id and a tag, all of those songs
        """
        fresh = _columns(rows, self.terms)
        changed = np.fromiter(ids, "i8")
        new = fresh["id"][~self._has(fresh["id"])]
        places = np.searchsorted(self["id"], new)
        columns = {name: np.insert(column, places, 0) for name, column in self.columns.items()}
        columns["id"] = np.insert(self["id"], places, new)
        titles = np.insert(self.titles, places, "")
        gone = np.setdiff1d(changed, fresh["id"])
        at = np.searchsorted(columns["id"], fresh["id"])
        for name, values in fresh.items():
            columns[name][at] = values
        columns["is_there"][self.places(gone) if not len(new) else np.isin(columns["id"], gone)] = False
        titles[at] = [name_key(row[-1]) for row in rows]
        pairs = np.array([(song, self.terms["tag"].code(tag)) for song, tag in tags], "i8").reshape(-1, 2)
        pairs = pairs[np.isin(pairs[:, 0], columns["id"])]  # a song that came after the rows were read is read next
        kept = self.tags[~np.isin(self.tags[:, 0], changed)]
        hint = self.__dict__.get("_title_order", self._hint)
        hint = np.concatenate((hint + np.searchsorted(places, hint, "right"), np.searchsorted(columns["id"], new)))
        return Cards(columns, titles, np.concatenate((kept, pairs)), self.terms, hint)

    def places(self, ids: Numbers) -> Numbers:
        """The rows of songs; ids without a card are left out."""
        return np.searchsorted(self["id"], ids[self._has(ids)])

    def among(self, ids: Numbers, rows: Mask) -> Mask:
        """Of songs, some of them several times, which have their card among some rows."""
        found = self._has(ids)
        found[found] = rows[np.searchsorted(self["id"], ids[found])]
        return found

    def mask_of(self, ids: Numbers) -> Mask:
        """Which rows are of these songs."""
        mask = np.zeros(len(self), bool)
        mask[self.places(ids)] = True
        return mask

    @cached_property
    def tag_places(self) -> Numbers:
        """The row of each of the tags."""
        return self.places(self.tags[:, 0])

    @cached_property
    def years(self) -> Numbers:
        """The years in which songs were made."""
        return self["created"].astype("datetime64[s]").astype("datetime64[Y]").astype("i8") + 1970

    def tagged(self, tag: str) -> Mask:
        """Which songs have a tag."""
        mask = np.zeros(len(self), bool)
        mask[self.tag_places[self.tags[:, 1] == self.terms["tag"].known(tag)]] = True
        return mask

    def order(self, sort: Sort) -> Numbers:
        """All rows in an order; of equals the newer comes first (the older where old ones do); without tempo: last."""
        if sort not in self._orders:
            name = sort.removeprefix("-")
            values = self._title_ranks if name == "title" else self[_SORTED_BY[name]]
            rows = np.arange(len(self)) if sort is Sort.OLDEST else np.arange(len(self))[::-1]
            sign = -1 if sort.startswith("-") else 1
            self._orders[sort] = rows[np.argsort(sign * values[rows], kind="stable")]
        return self._orders[sort]

    def _has(self, ids: Numbers) -> Mask:
        if not len(self):
            return np.zeros(len(ids), bool)
        found: Mask = self["id"][np.minimum(np.searchsorted(self["id"], ids), len(self) - 1)] == ids
        return found

    @cached_property
    def _title_order(self) -> Numbers:
        """Rows by title. Sorting what is nearly sorted takes little time, so it begins with the order before."""
        return np.array(sorted(self._hint.tolist(), key=self.titles.tolist().__getitem__), "i8")

    @cached_property
    def _title_ranks(self) -> Numbers:
        ranks = np.zeros(len(self), "i8")
        if len(self):
            ordered = self.titles[self._title_order]
            ranks[self._title_order] = np.concatenate(((0,), np.cumsum(ordered[1:] != ordered[:-1])))
        return ranks


def _columns(rows: Sequence[Any], terms: dict[str, Terms]) -> dict[str, Numbers]:
    by_name = dict(zip(COLUMNS, zip(*(row[:-1] for row in rows), strict=True), strict=True)) if rows else {}
    for name in TERMS if rows else ():
        by_name[name] = tuple(map(terms[name].code, by_name[name]))
    return {name: np.array(by_name.get(name, ()), kind) for name, kind in COLUMNS.items()}
