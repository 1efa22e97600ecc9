"""What a request is about: the theme that it comes nearest to, its mood, and the things that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backend.studio.composer.reading.hearing import hear
from backend.studio.composer.seeds import draw
from backend.studio.embedding import Rank
from backend.studio.lyrics import lexicon, meter
from backend.studio.lyrics.pronounce import spoken
from backend.studio.lyrics.writing import tables
from backend.studio.lyrics.writing.tables import Mood, Theme

MOST_TOPICS, LONGEST_TOPIC = 3, 6
MOST_PROMPT = 500
# A word of the theme itself weighs as much as the nearest theme of the model does.
WORD, NEAREST, OF_MOOD = 1.0, 1.0, 0.4
# Words about songs and not about what they are about.
ABOUT_SONGS = frozenset({
    "song", "songs", "lyrics", "lyric", "music", "ballad", "anthem", "track", "tune", "beat", "style", "story",
    "verse", "chorus", "hook", "words", "something", "someone", "thing", "things", "way", "kind", "lot", "sort",
    "feeling", "mood", "pop", "rock", "rap", "folk", "jazz", "blues", "country",
})  # fmt: skip
POSSESSIVES = frozenset({"my", "your", "our", "his", "her", "their"})


@dataclass(frozen=True)
class Subject:
    """What is written about: a theme, perhaps a mood, and how things that were named are called, article included."""

    theme: Theme
    mood: Mood | None
    topics: tuple[str, ...]


def subject(prompt: str, mood: str, rng: np.random.Generator, rank: Rank | None = None) -> Subject:
    """Find what a prompt is about; what it leaves open is drawn."""
    prompt = prompt[:MOST_PROMPT]
    felt = _mood(mood) or _mood(prompt)
    return Subject(_theme(_about(prompt), felt, rng, rank), felt, tuple(topics(prompt)))


def _about(prompt: str) -> str:
    """What the prompt says that the song is about, without how it is to sound; all of it where it does not say."""
    return ", ".join(prompt[one.start : one.end] for one in hear(prompt).topics if one.kind == "about") or prompt


def topics(prompt: str) -> list[str]:
    """What a prompt names, in the words of the prompt: `a song about my dog in the rain` has `my dog`, `the rain`."""
    told = _about(prompt)
    words = re.findall(r"[A-Za-z][A-Za-z'-]*|[,.;]", told)
    if len([word for word in words if word[0].isalpha()]) < 2 and told == prompt:
        return []
    found = [_called(group) for group in _groups(words, lexicon.tags(words))]
    fitting = [topic for topic in dict.fromkeys(found) if topic and _size(topic) <= LONGEST_TOPIC]
    return fitting[:MOST_TOPICS]


def _groups(words: Sequence[str], tags: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Runs of an article, adjectives and nouns that end in a noun."""
    groups: list[list[tuple[str, str]]] = []
    run: list[tuple[str, str]] = []
    for word, tag in [*zip(words, tags, strict=True), (".", ".")]:
        begins = tag in ("DT", "PRP$")
        if tag[:2] in ("NN", "JJ") or (begins and not run) or (tag == "POS" and run):
            run.append((word, tag))
            continue
        while run and not run[-1][1].startswith("NN"):
            run.pop()
        groups += [run] if run else []
        run = [(word, tag)] if begins else []
    return groups


def _called(group: Sequence[tuple[str, str]]) -> str:
    """How a thing is called once it is known: `a keeper` becomes `the keeper`; many, and names, need no article."""
    words = [word for word, tag in group if tag != "DT"]
    if not words or all(word.lower() in ABOUT_SONGS for word in words):
        return ""
    plain = [word for word in words if word.lower() not in ABOUT_SONGS]
    name = " ".join(plain) if group[-1][1].startswith("NNP") else " ".join(plain).lower()
    had_article = group[0][1] == "DT" or group[0][0].lower() in POSSESSIVES
    if group[0][1] == "PRP$" or not had_article:
        return name
    return f"the {name}"


def _size(topic: str) -> int:
    return len(meter.stresses(spoken(topic)))


def _mood(told: str) -> Mood | None:
    """The mood whose words come most often."""
    words = re.findall(r"[a-z-]+", told.lower())
    counts = {mood.name: sum(word in (*mood.words, mood.name) for word in words) for mood in tables.moods().values()}
    best = max(counts, key=lambda name: counts[name])
    return tables.moods()[best] if counts[best] else None


def _theme(prompt: str, mood: Mood | None, rng: np.random.Generator, rank: Rank | None) -> Theme:
    known = tables.themes()
    if prompt.strip().lower() in known:
        return known[prompt.strip().lower()]
    words = set(re.findall(r"[a-z-]+", prompt.lower()))
    points = {name: WORD * len(words & set(theme.words)) for name, theme in known.items()}
    if rank and words:
        likeness = rank(prompt, {name: theme.about for name, theme in known.items()})
        points = {name: point + NEAREST * likeness[name] for name, point in points.items()}
    if mood:
        points = {name: point + OF_MOOD * (name in mood.themes) for name, point in points.items()}
    best = max(points.values())
    return known[draw(rng, {name: 1.0 for name, point in points.items() if point >= best - 1e-9})]


def describe(theme: Theme) -> Mapping[str, object]:
    """A theme for people to choose by."""
    return {"name": theme.name, "label": theme.label, "about": theme.about}
