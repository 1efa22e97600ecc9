"""How each field of a brief is settled: by the request, else the words, else the style, the seed or a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from backend.studio.brief import (
    MAX_BPM,
    MAX_SECONDS,
    MIN_BPM,
    MIN_SECONDS,
    Absence,
    FormWish,
    Mood,
    Source,
    StyleWeight,
    Unresolved,
)
from backend.studio.composer import instruments as table
from backend.studio.composer import styles, wishes
from backend.studio.composer.asked import form_text
from backend.studio.composer.given import taking
from backend.studio.composer.reading import band, course, feelings
from backend.studio.composer.reading.hearing import Heard
from backend.studio.composer.seeds import Seeds, draw
from backend.studio.composer.styles import Style
from backend.studio.composer.wishes import BriefWishes
from backend.studio.embedding import Rank
from backend.studio.errors import ParameterOutOfRange
from backend.studio.units import MINOR_SHAPED, Meter

T = TypeVar("T")

# Kinds of words that no table knows; how near a guess has to be (nonsense reaches 0.22, Hans Zimmer 0.26, by
# trying thirty), and how many of a style's words describe it.
UNKNOWN, NEAR, MANY_WORDS = ("style", "word"), 0.25, 6

# Long enough for two verses and two choruses at a usual tempo.
USUAL_SECONDS = 90.0
# Styles whose ballads are told, at any pace.
TOLD = ("folk", "celtic")
# An orchestra of sections; each player more costs a worker some 10 MB for a minute of sound.
MAX_INSTRUMENTS = 16
# Tonics with few signs are read easily and lie well on most instruments; they are drawn more often.
TONICS = {0: 4.0, 2: 4.0, 7: 4.0, 9: 4.0, 5: 4.0, 4: 3.0, 10: 3.0, 3: 2.0, 11: 2.0, 8: 1.0, 1: 1.0, 6: 1.0}
# How far the mood, and how far the seed, move an unsaid tempo inside the range of its style.
MOOD_TEMPO, SEED_TEMPO = 0.6, 0.12


@dataclass(frozen=True)
class Settled(Generic[T]):
    """A value, where it came from, and what was said but could not be met."""

    value: T
    source: Source
    unmet: tuple[Unresolved, ...] = ()


def shares(
    asked: BriefWishes, heard: Heard, seeds: Seeds, rank: Rank | None = None
) -> Settled[tuple[StyleWeight, ...]]:
    """The styles: as wished, as said, as the uses and instruments suggest; else the one nearest in mood.

    Where a kind of music is named that is not played here, what comes nearest stands in as a default, and it is said.
    """
    if asked.styles:
        return Settled(wishes.shares(asked), Source.REQUEST)
    if heard.styles:
        return Settled(tuple(StyleWeight(name, weight) for name, weight in heard.styles.items()), Source.PROMPT)
    left = {
        name: style for name, style in styles.load_all().items() if name not in heard.not_styles
    } or styles.load_all()
    points = {name: heard.leans[name] for name in left if name in heard.leans}
    if heard.foreign:
        near = {name: heard.foreign.get(name, 0.0) + 0.1 * points.get(name, 0.0) for name in left}
        return Settled((StyleWeight(_best(near, seeds)),), Source.DEFAULT)
    if points:
        return Settled((StyleWeight(_best(points, seeds)),), Source.PROMPT)
    open_to_all = {name: style for name, style in left.items() if not style.by_name} or left
    guessed = _guessed(heard, left, rank) if rank else None
    if guessed:
        return Settled((StyleWeight(guessed),), Source.EMBEDDING)
    near = {name: -_distance(one.mood, feelings.blend(one.mood, heard.mood)) for name, one in open_to_all.items()}
    return Settled((StyleWeight(_best(near, seeds)),), Source.DEFAULT)


def describe(style: Style) -> str:
    """A style as a text that unknown words are compared with."""
    return f"{style.label} music: {', '.join(style.words[:MANY_WORDS])}"


def _guessed(heard: Heard, left: Mapping[str, Style], rank: Rank) -> str | None:
    """The style that comes nearest to the words that no table knows, if one is near at all."""
    unknown = [one.words for one in heard.unresolved if one.kind in UNKNOWN]
    if not unknown:
        return None
    near = rank(f"{' '.join(unknown)} music", {name: describe(style) for name, style in left.items()})
    best = max(near, key=lambda name: near[name], default=None)
    return best if best and near[best] >= NEAR else None


def mood(asked: BriefWishes, heard: Heard, style: Style) -> Settled[Mood]:
    """The mood: the style's, drawn towards the words."""
    if asked.mood is not None:
        return Settled(asked.mood, Source.REQUEST)
    return Settled(feelings.blend(style.mood, heard.mood), Source.PROMPT if heard.mood else Source.STYLE)


def tempo(asked: BriefWishes, heard: Heard, style: Style, feeling: Mood, seeds: Seeds) -> Settled[float]:
    """The tempo in beats per minute: a figure, a place in the style's range, else near the style's usual one."""
    if asked.tempo_bpm is not None:
        return Settled(float(asked.tempo_bpm), Source.REQUEST)
    if heard.bpm is not None:
        return Settled(min(MAX_BPM, max(MIN_BPM, float(heard.bpm))), Source.PROMPT)
    if asked.brought and asked.brought[0].material.has_tempo:
        return Settled(asked.brought[0].material.tempo[0][1], Source.GIVEN)
    lowest, usual, highest = style.tempo
    pace = heard.usual_pace if heard.pace is None and style.name not in TOLD else heard.pace
    if pace is not None:
        return Settled(float(round(lowest + pace * (highest - lowest))), Source.PROMPT)
    push = MOOD_TEMPO * (feeling.energy - style.mood.energy) + SEED_TEMPO * float(seeds.rng("tempo").uniform(-1, 1))
    room = highest - usual if push > 0 else usual - lowest
    return Settled(float(round(min(highest, max(lowest, usual + push * room)))), Source.STYLE)


def meter(asked: BriefWishes, heard: Heard, style: Style) -> Settled[Meter]:
    """The meter; one that the studio does not play is said."""
    playable = styles.meters()
    wished = wishes.meter(asked, playable)
    if wished:
        return Settled(wished, Source.REQUEST)
    if heard.meter is None and asked.brought:
        return Settled(taking.meter(asked.brought[0].material), Source.GIVEN)
    if heard.meter is None:
        return Settled(style.meters[0], Source.STYLE)
    said, words = heard.meter
    if said in playable:
        return Settled(said, Source.PROMPT)
    unmet = Unresolved(words.start, words.end, words.words, words.kind, tuple(map(str, playable)))
    return Settled(style.meters[0], Source.STYLE, (unmet,))


def tonic(asked: BriefWishes, heard: Heard, seeds: Seeds) -> Settled[int]:
    """The pitch class of the key."""
    wished, _ = wishes.tonic_and_mode(asked)
    if wished is not None:
        return Settled(wished, Source.REQUEST)
    if heard.tonic is not None:
        return Settled(heard.tonic, Source.PROMPT)
    found = taking.tonality(asked.brought[0].material) if asked.brought else None
    if found is not None:
        return Settled(found[0], Source.GIVEN)
    return Settled(draw(seeds.rng("tonic"), TONICS), Source.SEED)


def mode(asked: BriefWishes, heard: Heard, style: Style, feeling: Mood, seeds: Seeds) -> Settled[str]:
    """The mode; "in G" alone means major where the style has it. Bright moods make major likelier, dark ones minor."""
    _, wished = wishes.tonic_and_mode(asked)
    if wished:
        return Settled(wished, Source.REQUEST)
    if heard.mode:
        return Settled(heard.mode, Source.PROMPT)
    if heard.tonic is not None and "major" in style.modes:
        return Settled("major", Source.PROMPT)
    found = taking.tonality(asked.brought[0].material) if asked.brought else None
    if found is not None:
        return Settled(found[1], Source.GIVEN)
    weights = {name: weight * _suits(name, feeling) for name, weight in style.modes.items()}
    return Settled(draw(seeds.rng("mode"), weights), Source.SEED)


def duration(asked: BriefWishes, heard: Heard, bpm: float, beats: Meter) -> Settled[float]:
    """The length in seconds; bars are counted at the tempo."""
    if asked.duration_s is not None:
        return Settled(float(asked.duration_s), Source.REQUEST)
    if heard.seconds is not None:
        return Settled(float(heard.seconds), Source.PROMPT)
    if heard.bars is None:
        return Settled(USUAL_SECONDS, Source.DEFAULT)
    bars, words = heard.bars
    seconds = bars * beats.beats_per_bar * 60 / bpm
    if MIN_SECONDS <= seconds <= MAX_SECONDS:
        return Settled(round(seconds, 3), Source.PROMPT)
    return Settled(USUAL_SECONDS, Source.DEFAULT, (words,))


def band_of(asked: BriefWishes, heard: Heard, style: Style) -> Settled[tuple[str, ...]]:
    """The instruments asked for by name."""
    wished = wishes.instruments(asked, style.name)
    if wished:
        return Settled(wished, Source.REQUEST)
    said = band.names(heard.instruments, style.name)
    if len(said) > MAX_INSTRUMENTS:
        message = f"The words ask for {len(said)} instruments; up to {MAX_INSTRUMENTS} can play together."
        raise ParameterOutOfRange(message, fields={"prompt": [message]})
    return Settled(said, Source.PROMPT if said else Source.STYLE)


def only(asked: BriefWishes, heard: Heard, instruments: tuple[str, ...]) -> Settled[bool]:
    """Whether nothing else may play."""
    if asked.only is not None:
        return Settled(asked.only and bool(instruments), Source.REQUEST)
    alone = heard.only and bool(instruments)
    return Settled(alone, Source.PROMPT if alone else Source.DEFAULT)


def absences(
    asked: BriefWishes, heard: Heard, style: Style, instruments: tuple[str, ...]
) -> Settled[tuple[Absence, ...]]:
    """What must not play; an instrument that is asked for by name stays, whatever its family."""
    wished = wishes.absences(asked)
    if wished:
        return Settled(wished, Source.REQUEST)
    said = course.placed(heard.absences, _roles(style))
    kept = tuple(absence for absence in said if not _is_asked_for(absence, instruments))
    return Settled(kept, Source.PROMPT if kept else Source.DEFAULT)


def form(asked: BriefWishes, heard: Heard, style: Style) -> Settled[FormWish]:
    """The wishes for the form, in the sections that the style has; or the sections that were written down."""
    if asked.hard.form:
        return Settled(FormWish(ending=heard.form.ending, rows=asked.hard.form), Source.REQUEST)
    wish = course.fitted(heard.form, heard.arc, _roles(style))
    if heard.course:
        rows = form_text.read(heard.course)
        return Settled(replace(wish, rows=rows, left_out=(), wanted=(), lengths=()), Source.PROMPT)
    return Settled(wish, Source.PROMPT if heard.says_form else Source.DEFAULT)


def bars(asked: BriefWishes, length: Settled[float], heard: Heard) -> Settled[int]:
    """The length in bars, where it was said in bars."""
    if asked.hard.bars:
        return Settled(asked.hard.bars, Source.REQUEST)
    in_bars = heard.bars is not None and heard.seconds is None and length.source is Source.PROMPT
    return Settled(round(heard.bars[0]), Source.PROMPT) if in_bars and heard.bars else Settled(0, Source.DEFAULT)


def loudness(asked: BriefWishes, style: Style) -> Settled[float]:
    """The loudness of the master in LUFS."""
    if asked.loudness_lufs is not None:
        return Settled(float(asked.loudness_lufs), Source.REQUEST)
    return Settled(style.loudness_lufs, Source.STYLE)


def _best(points: Mapping[str, float], seeds: Seeds) -> str:
    """The name with the most points; the seed decides among equals."""
    most = max(points.values())
    return draw(seeds.rng("style"), {name: 1.0 for name, value in points.items() if most - value < 1e-9})


def _distance(mood: Mood, other: Mood) -> float:
    return abs(mood.valence - other.valence) + abs(mood.energy - other.energy) + abs(mood.tension - other.tension)


def _suits(name: str, feeling: Mood) -> float:
    """How well a mode suits a mood: level in the middle, and steep enough that a sad song is hardly ever in major."""
    fits = 1 - feeling.valence if name in MINOR_SHAPED else feeling.valence
    return 0.01 + fits**2


def _roles(style: Style) -> frozenset[str]:
    return frozenset(row.role for form in style.forms for row in form.sections)


def _is_asked_for(absence: Absence, instruments: tuple[str, ...]) -> bool:
    """Tell whether "instrumental" or the like would silence a choir that was asked for."""
    return absence.what == "voice" and any(table.find(name).family == "voice" for name in instruments)
