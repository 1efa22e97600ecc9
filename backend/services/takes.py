"""Takes: what an engine made, as rows: the files, and the facts that pages show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.db.models import Asset, Song, Take
from backend.services import names, song_facts
from backend.services.briefs import key_name, to_document
from backend.services.errors import NotFound
from backend.studio import backing
from backend.studio.brief import Brief
from backend.studio.composer.asked import report
from backend.studio.engine import MusicResult
from backend.studio.formats.delivery import Written
from backend.studio.score import Plan, Score


def take_of(
    brief: Brief, result: MusicResult, made: Path, place: str, *, number: int, song: Song, now: datetime
) -> Take:
    """Describe a finished take.

    Parameters
    ----------
    made : the folder that the files lie in now
    place : the stored path that the folder will have
    """
    assets = [_asset(file, song, f"{place}/{file.path.relative_to(made).as_posix()}", now) for file in result.files]
    facts = {
        "loudness_lufs": _finite(result.loudness_lufs),
        "true_peak_dbtp": _finite(result.true_peak_dbtp),
        "seconds": result.seconds,
        "report": report.document(result.report),
        "quality": dict(result.quality),
        **_score_facts(result.score),
    }
    take = Take(number, brief.seed, to_document(brief), facts, dict(result.versions), now)
    take.assets.extend(assets)
    return take


def hold(session: Session, song_id: int) -> None:
    """Make whoever else adds, chooses or removes takes of a song wait until the transaction ends: call it first of all.

    What was read before could be of before the wait.
    """
    session.execute(update(Song).where(Song.id == song_id).values(last_take=Song.last_take))


def next_number(session: Session, song_id: int) -> int:
    """Hold a song as `hold` does, and give the number of its next take, which none ever had: so a number names one take
    for good, in jobs that wait and in addresses that browsers keep.

    Raises
    ------
    NotFound
        if the song was removed
    """
    counted = update(Song).where(Song.id == song_id).values(last_take=Song.last_take + 1).returning(Song.last_take)
    number = session.scalar(counted)
    if number is None:
        raise NotFound("The song was removed while it was made.")
    return number


def show_take(song: Song, take: Take, *, label: str) -> None:
    """Make a take the one that the song plays and shows; ``label`` is what people call its style."""
    song.current_take, song.state = take.number, "ready"
    if not take.brief:  # a song that somebody brought has one take, and what is known of it stands beside it
        return
    song.summary = _summary(take.brief, label, take.assets)
    song_facts.describe(song, take.brief, key=song.summary["key"])
    song_facts.level(song, take.facts["loudness_lufs"], take.facts["true_peak_dbtp"])
    song.duration_s = next(
        (asset.duration_s for asset in take.assets if asset.kind == "master" and asset.duration_s), song.duration_s
    )


def _asset(file: Written, song: Song, stored: str, now: datetime) -> Asset:
    return Asset(
        names.unguessable(),
        song.owner,
        file.kind,
        file.format,
        stored,
        f"{names.slug(song.title)}.{file.format}" if file.kind == "master" else file.name,
        file.bytes,
        file.sha256,
        now,
        duration_s=file.duration_s,
        details={"part": file.part} if file.part else {},
    )


def _summary(brief: Mapping[str, Any], label: str, assets: Iterable[Asset]) -> dict[str, Any]:
    """The few facts that a list of songs shows."""
    style = max(brief["styles"], key=lambda share: share["weight"])["name"]
    paths = {(asset.kind, asset.format): asset.path for asset in assets}
    return {
        "style": style,
        "label": label,
        "key": key_name(brief["tonic"], brief["mode"]),
        "tempo_bpm": brief["tempo_bpm"],
        "meter": brief["meter"],
        "seed": brief["seed"],
        "file": paths.get(("master", "mp3")) or next(iter(paths.values())),
        "peaks": paths.get(("peaks", "json"), ""),
    }


def _plan_facts(plan: Plan) -> dict[str, Any]:
    """Sections and chords with their times in seconds."""
    return {
        "sections": [
            {
                "key": section.key,
                "letter": section.letter,
                "role": section.role,
                "name": section.name,
                "start_bar": section.start_bar,
                "bars": section.bars,
                "start_s": _at(plan, plan.start_beat(section)),
                "end_s": _at(plan, plan.start_beat(section) + section.bars * plan.meter.beats_per_bar),
                "energy": section.energy,
                "style": section.style,
            }
            for section in plan.sections
        ],
        "chords": [
            {
                "symbol": chord.symbol,
                "bar": int(chord.start_beat // plan.meter.beats_per_bar),
                "start_s": _at(plan, chord.start_beat),
                "end_s": _at(plan, chord.end_beat),
            }
            for chord in plan.harmony
        ],
    }


def _score_facts(score: Score | None) -> dict[str, Any]:
    """What is known of a song's course and players; empty lists where an engine returns sound alone."""
    if score is None:
        return {"sections": [], "chords": [], "parts": []}
    shown = ("id", "name", "detail", "family", "role", "instrument", "frozen", "given")
    backed = score.plan.brief.backing
    played = (*score.parts, *([backing.part(backed)] if backed else []))
    parts = [{name: getattr(part, name) for name in shown} for part in played]
    return {**_plan_facts(score.plan), "parts": parts}


def _at(plan: Plan, beat: float) -> float:
    return round(plan.tempo.seconds(beat), 3)


def _finite(level: float) -> float | None:
    """JSON has no infinity; silence has no level."""
    return level if math.isfinite(level) else None
