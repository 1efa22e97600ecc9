"""From a sentence to a brief: what the words say, and for the rest the style, the seed and plain defaults.

The fields of a request win over the words. ``sources`` of the brief tells for each field which of them it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from backend.studio.brief import Brief, Source
from backend.studio.composer import settling, styles, wishes
from backend.studio.composer.asked import chord_text, following, verify
from backend.studio.composer.given import taking
from backend.studio.composer.reading import outlines, title
from backend.studio.composer.reading.hearing import Heard, hear
from backend.studio.composer.reading.text import MAX_PROMPT
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.settling import Settled
from backend.studio.composer.vocal import brought as vocals
from backend.studio.composer.wishes import BriefWishes
from backend.studio.constraints import ChordLine
from backend.studio.embedding import Rank
from backend.studio.errors import ParameterOutOfRange

__all__ = ["BriefWishes", "read"]

T = TypeVar("T")
# The chord symbols over these are theirs; over a bass line or drums somebody else plays them.
SUNG = ("melody", "chords", "song")


def read(
    prompt: str,
    *,
    wishes: BriefWishes | None = None,
    seed: int,
    seed_is_drawn: bool = False,
    rank: Rank | None = None,
) -> Brief:
    """Read a prompt into a complete brief. The same prompt, wishes and seed give the same brief.

    ``rank`` compares words that no table knows with the styles; without it the mood chooses for them.

    Raises
    ------
    ParameterOutOfRange
        if the prompt is longer than 2000 characters, or a wish or the seed is outside its range
    UnknownName
        if a wish names a style, instrument, key or meter that the studio does not have
    """
    asked = _in_range(wishes or BriefWishes())
    _check(prompt, asked, seed)
    heard = hear(prompt)
    # Halves of surrogate pairs, which no encoding takes, are spelled out.
    seeds = Seeds(seed, ("brief", prompt.strip().encode("utf-8", "backslashreplace").decode()))
    fields = _settle(prompt, asked, heard, seeds, rank=rank)
    unmet = [words for settled in fields.values() for words in settled.unmet]
    values: dict[str, Any] = {name: settled.value for name, settled in fields.items()}
    seed_source = Source.SEED if seed_is_drawn else Source.REQUEST
    brief = Brief(
        prompt=prompt,
        seed=seed,
        understood=tuple(span for span in heard.understood if not any(words.start == span.start for words in unmet)),
        unresolved=tuple(sorted([*heard.unresolved, *unmet], key=lambda words: words.start)),
        sources={"seed": seed_source, **{name: settled.source for name, settled in fields.items()}},
        **values,
    )
    verify.check(brief)
    return following.complete(vocals.eased(brief))


def _check(prompt: str, asked: BriefWishes, seed: int) -> None:
    if len(prompt) > MAX_PROMPT:
        message = f"The prompt has {len(prompt)} characters; it may have up to {MAX_PROMPT}."
        raise ParameterOutOfRange(message, fields={"prompt": [message]})
    wishes.check(asked, seed=seed)


def _settle(
    prompt: str, asked: BriefWishes, heard: Heard, seeds: Seeds, *, rank: Rank | None
) -> dict[str, Settled[Any]]:
    """Settle each field of the brief, those first on which others rest."""
    shares = settling.shares(asked, heard, seeds, rank)
    style = styles.find(max(shares.value, key=lambda share: share.weight).name)
    mood = settling.mood(asked, heard, style)
    tempo = settling.tempo(asked, heard, style, mood.value, seeds)
    meter = settling.meter(asked, heard, style)
    instruments = settling.band_of(asked, heard, style)
    length = settling.duration(asked, heard, tempo.value, meter.value)
    hard = asked.hard
    tonic, mode = settling.tonic(asked, heard, seeds), settling.mode(asked, heard, style, mood.value, seeds)
    fields: dict[str, Settled[Any]] = {
        "title": _title(prompt, asked, heard, mood, seeds),
        "styles": shares,
        "mood": mood,
        "tempo_bpm": tempo,
        "meter": meter,
        "tonic": tonic,
        "mode": mode,
        "duration_s": length,
        "instruments": instruments,
        "only": settling.only(asked, heard, instruments.value),
        "absences": settling.absences(asked, heard, style, instruments.value),
        "form": settling.form(asked, heard, style),
        "loudness_lufs": settling.loudness(asked, style),
        "bars": settling.bars(asked, length, heard),
        "roles": _asked(wishes.roles(asked, style.name)),
        "chords": _chords(asked, heard, tonic.value, mode.value),
        "tempo_changes": _asked(hard.tempo_changes),
        "energies": _asked(hard.energies),
        "density": _asked(hard.density),
        "seeds": _asked(hard.seeds),
        "given": _asked(vocals.to_sing(hard.given) if asked.singing.is_sung else hard.given),
    }
    if asked.singing.is_sung:
        fields["singing"] = Settled(asked.singing, Source.REQUEST)
    return fields | (_brought(asked, fields) if asked.brought else {})


def _chords(asked: BriefWishes, heard: Heard, tonic: int, mode: str) -> Settled[tuple[ChordLine, ...]]:
    """The chords: as wished, else as the words have them."""
    if asked.hard.chords or not heard.chords:
        return _asked(asked.hard.chords)
    lines = [ChordLine(where, outlines.sounding(line, tonic=tonic, mode=mode)) for where, line in heard.chords]
    return Settled(tuple(lines), Source.PROMPT)


def _in_range(asked: BriefWishes) -> BriefWishes:
    brought = tuple(replace(one, material=taking.in_range(one.material)) for one in asked.brought)
    return replace(asked, brought=brought)


def _brought(asked: BriefWishes, fields: Mapping[str, Settled[Any]]) -> dict[str, Settled[Any]]:
    """The notes that somebody brought, and what else follows from the first file where nothing else was asked for."""
    meter, first = fields["meter"].value, asked.brought[0]
    found = [notes for one in asked.brought for notes in taking.given(one, meter.beats_per_bar)]
    given = (*asked.hard.given, *found)
    given = vocals.to_sing(given) if asked.singing.is_sung else given
    settled: dict[str, Settled[Any]] = {"given": Settled(given, Source.REQUEST)}
    rows = asked.hard.form
    if not rows:
        lines = [chord_text.read(line.text, meter).bars for line in fields["chords"].value]
        rows = taking.form(first, found, meter, max(lines, default=1))
        settled["form"] = Settled(replace(fields["form"].value, rows=rows), Source.GIVEN)
    if fields["tempo_bpm"].source is Source.GIVEN and not asked.hard.tempo_changes:
        settled["tempo_changes"] = Settled(taking.tempo_changes(first, meter.beats_per_bar), Source.GIVEN)
    chords = taking.chords(first, rows, meter) if not asked.hard.chords and all(row.bars for row in rows) else ()
    if chords and first.kind in SUNG:
        settled["chords"] = Settled(chords, Source.GIVEN)
    return settled


def _asked(value: tuple[T, ...]) -> Settled[tuple[T, ...]]:
    """A constraint that is there or not."""
    return Settled(value, Source.REQUEST if value else Source.DEFAULT)


def _title(prompt: str, asked: BriefWishes, heard: Heard, mood: Settled[Any], seeds: Seeds) -> Settled[str]:
    if asked.title and asked.title.strip():
        return Settled(asked.title.strip(), Source.REQUEST)
    text, source = title.choose(prompt, heard.items, heard.topics, singing=asked.singing, mood=mood.value, seeds=seeds)
    return Settled(text, source)
