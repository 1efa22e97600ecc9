"""What makes one fragment better than another here: its theme, its mood, what was asked for, what has been said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.studio.lyrics.meter import Rhythm
from backend.studio.lyrics.writing.fitting import Start
from backend.studio.lyrics.writing.fragments import CLAUSE, FACT, HOOK, LINE, SHORT, Fragment
from backend.studio.lyrics.writing.tables import Mood

# How strong chance is (the scale of a Gumbel draw); all that follows is in its unit, chosen by reading songs.
CHANCE = 0.5
LIKED, AVOIDED, WHOLE_LINE, ASKED = 0.3, 1.2, 0.5, 2.0
JOINS_FIRST, JOINS_LATER, LEAD, LEAD_FIRST = -3.0, 0.5, -1.2, -2.5
GOES_ON, HANGS = 0.4, -6.0
WRONG_TENSE, CHORUS_IN_CHORUS, CHORUS_IN_VERSE = -2.0, 1.0, -0.8
SAID_AGAIN, SAME_FIRST, SAME_KIND, TWO_ENDS, TWO_CLAUSES = -1.2, -1.0, -0.5, -0.4, 0.5
FACT_AGAIN, FACT_IN_CHORUS, LINE_IN_CHORUS = -2.0, -0.6, -1.0
FULL = 1.0
JOINING = frozenset({"and", "but", "so", "and now"})


@dataclass
class Memory:
    """What a song has said so far."""

    sources: set[str] = field(default_factory=set)
    last_words: set[str] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)

    def copy(self) -> Memory:
        """One to go on with while others try something else."""
        return Memory(set(self.sources), set(self.last_words), Counter(self.words), set(self.texts))


@dataclass(frozen=True)
class Draft:
    """A line as it is put together."""

    start: Start
    end: Fragment
    text: str

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        parts = (self.start.lead, self.start.opening, self.start.middle, self.end)
        return tuple(part for part in parts if part and part.text)

    @property
    def first_word(self) -> str:
        return self.text.split(maxsplit=1)[0].lower().strip(",")


@dataclass(frozen=True)
class Taste:
    """What a song likes. ``asked`` says how near texts come to what was asked for, where that is known."""

    mood: Mood | None
    asked: Mapping[str, float]
    _known: dict[tuple[str, str], float] = field(default_factory=dict)

    def of(self, fragment: Fragment) -> float:
        """How much a fragment is liked by itself."""
        key = (fragment.kind, fragment.text)
        if key not in self._known:
            self._known[key] = self._of(fragment)
        return self._known[key]

    def _of(self, fragment: Fragment) -> float:
        whole = WHOLE_LINE if fragment.kind == LINE else 0.0
        return fragment.own + whole + ASKED * self.asked.get(fragment.source, 0.0) + self._felt(fragment.text)

    def of_text(self, text: str) -> float:
        """How much a text is liked that was written as a whole."""
        return ASKED * self.asked.get(text, 0.0) + self._felt(text)

    def _felt(self, text: str) -> float:
        """How well words go with the mood."""
        if not self.mood:
            return 0.0
        words = set(re.findall(r"[a-z]+", text.lower()))
        return LIKED * len(words & set(self.mood.likes)) - AVOIDED * len(words & set(self.mood.avoids))


def fullness(draft: Draft, rhythm: Rhythm) -> float:
    """The share of the strong notes that take a syllable with some stress."""
    marks = [stress for fragment in draft.fragments for stress in fragment.marks]
    strong = [stress > 0 for stress, beat in zip(marks, rhythm, strict=False) if beat.strong]
    return sum(strong) / len(strong) if strong else 1.0


@dataclass(frozen=True)
class Spot:
    """Where a line stands: which of its section it is, in what kind of section, told in which tense, after which."""

    place: int
    role: str
    tense: str
    before: Draft | None

    @property
    def answers(self) -> bool:
        """Whether it is the second of two lines."""
        return self.place % 2 == 1


def in_place(draft: Draft, spot: Spot) -> float:
    """How well a line stands where it is."""
    start, opening = draft.start, draft.start.opening
    points = 0.0
    if start.lead.text:
        points += LEAD_FIRST if spot.place == 0 and start.lead.text in JOINING else LEAD
    clause = draft.end if draft.end.kind == CLAUSE else None
    for told in (opening, clause):
        points += WRONG_TENSE if told and told.tense not in (spot.tense, "any") else 0.0
    if clause and not opening:
        points += (JOINS_LATER if spot.answers else JOINS_FIRST) if clause.joins else 0.0
    if opening:
        points += TWO_CLAUSES if clause else 0.0
        points += (JOINS_LATER if spot.answers else JOINS_FIRST) if opening.joins else 0.0
        points += (CHORUS_IN_CHORUS if spot.role == "chorus" else CHORUS_IN_VERSE) if opening.part else 0.0
        points += TWO_ENDS if start.middle else 0.0
    elif draft.end.kind in (FACT, LINE):
        points += {FACT: FACT_IN_CHORUS, LINE: LINE_IN_CHORUS}[draft.end.kind] if spot.role == "chorus" else 0.0
    elif clause is None:
        points += _hanging(draft, spot)
    if before := spot.before:
        points += SAME_FIRST if before.first_word == draft.first_word else 0.0
        points += SAME_KIND if before.end.kind == draft.end.kind else 0.0
    return points


def _hanging(draft: Draft, spot: Spot) -> float:
    """An end alone is well only where the line before it asks for one."""
    if draft.end.kind in (SHORT, HOOK):
        return 0.0
    before = spot.before
    goes_on = spot.answers and before and before.start.opening and draft.end.kind in before.start.opening.takes
    return GOES_ON if goes_on and before and before.end.kind != draft.end.kind else HANGS


def said_again(draft: Draft, memory: Memory) -> float:
    """What it costs to say what has been said, in this line or in lines before."""
    words = [word for fragment in draft.fragments for word in fragment.words]
    within = len(words) - len(set(words))
    before = sum(min(memory.words[word], 2) for word in set(words))
    sources = sum(fragment.source in memory.sources for fragment in draft.fragments if fragment is not draft.start.lead)
    return SAID_AGAIN * (within * 2 + before * 0.6 + sources * 3)
