"""Songs and takes as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from backend.db.models import Asset, Song, Take
from backend.jobs import status
from backend.services.moments import clock_face, iso
from backend.services.opinions import NOTHING, Thought
from backend.studio.score import Plan

GUEST = "guest"
# The id of the part that sings the melody.
LEAD = "vocals"


def media_url(stored: str) -> str:
    """Where a stored file is served."""
    return f"/media/{stored}"


def drawn_cover(kind: str, thing_id: int, version: int) -> str:
    """The path of the cover that is drawn of a ``song``, an ``album`` or an ``artist`` given none.

    The version lets the address change with the picture.
    """
    return f"{kind}_images/{thing_id}-{version}.png"


def state_of(state: str, job_status: str | None) -> str:
    """A song whose job ended without music has failed, whatever it hoped for."""
    return "failed" if state == "pending" and job_status in status.REPEATABLE else state


def song_document(
    row: Row[Any], *, user: str, is_mine: bool, tags: Sequence[str] = (), thought: Thought = NOTHING
) -> dict[str, Any]:
    """What a list shows of a song.

    Parameters
    ----------
    row : the columns of ``songs.LISTING``
    user : the name of the owner
    thought : what whoever asks thinks of it
    """
    summary = row.summary or {}
    peaks = media_url(summary["peaks"]) if summary.get("peaks") else None
    return {
        "id": row.id,
        "user": user,
        "title": row.title,
        "duration": clock_face(row.duration_s),
        "duration_s": row.duration_s,
        "file": media_url(summary["file"]) if summary else None,
        "genre": row.genre,
        "style": summary.get("style", ""),
        "play_count": row.play_count,
        "like_count": row.like_count,
        "public": row.public,
        "created_at": iso(row.created_at),
        "state": state_of(row.state, row.job_status),
        "key": summary.get("key"),
        "tempo_bpm": summary.get("tempo_bpm"),
        "meter": summary.get("meter"),
        "seed": summary.get("seed"),
        "prompt": row.prompt,
        "strata": {"url": peaks} if peaks else None,
        "origin": row.origin,
        "artist": row.artist or user,
        "artist_id": row.artist_id,
        "album": row.album,
        "album_id": row.album_id,
        "track_number": row.track_number,
        "image": media_url(row.image) if row.image else None,
        "artwork": media_url(row.image or drawn_cover("song", row.id, (row.current_take or 0) if peaks else 0)),
        "waveform": peaks,
        "mood": row.mood,
        "tags": list(tags),
        "liked": thought.liked_at is not None,
        "stars": thought.stars,
        "gain": {"gain_db": row.gain_db, "peak": row.peak} if row.gain_db is not None else None,
        "track_id": row.track_id if is_mine else None,
        "job_id": row.job_id if is_mine else None,
        "deleted_at": iso(row.deleted_at) if row.deleted_at else None,
    }


def take_document(take: Take) -> dict[str, Any]:
    """What a song's own page shows beside it."""
    facts = take.facts
    stems = {asset.details.get("part"): asset for asset in take.assets if asset.kind == "stem"}
    peaks = next((asset for asset in take.assets if asset.kind == "peaks"), None)
    return {
        "loudness_lufs": facts["loudness_lufs"],
        "true_peak_dbtp": facts["true_peak_dbtp"],
        "sections": facts["sections"],
        "chords": facts["chords"],
        "report": facts.get("report", []),
        "quality": facts.get("quality", {}),
        "stems": [{**part, "url": media_url(stems[part["id"]].path)} for part in facts["parts"] if part["id"] in stems],
        "peaks_url": media_url(peaks.path) if peaks else None,
        "outputs": [output_document(asset) for asset in take.assets],
        "brief": take.brief,
        "versions": take.versions,
        "take": take.number,
    }


def output_document(asset: Asset) -> dict[str, Any]:
    """A finished file."""
    return {
        "id": asset.id,
        "kind": asset.kind,
        "format": asset.format,
        "name": asset.name,
        "url": media_url(asset.path),
        "duration_s": asset.duration_s,
        "bytes": asset.bytes,
        "sha256": asset.sha256,
    }


def told_of(song: Song) -> dict[str, Any]:
    """Which song a job made or changed, and where it is heard: ``song_id``, ``title``, ``url``, ``path``."""
    file = song.summary["file"] if song.summary else ""
    return {"song_id": song.id, "title": song.title, "url": media_url(file), "path": f"storage/{file}"}


def vocal_result(take: Take) -> dict[str, Any]:
    """Where the voice of a song is to be had: as it stands in the song, dry, and its words in time.

    Who sings alone is the whole song; beside others the voice is a stem.
    """
    is_alone = (take.brief.get("singing") or {}).get("alone", False)
    wet = next((asset for asset in take.assets if is_alone and (asset.kind, asset.format) == ("master", "wav")), None)
    wet = wet or next((asset for asset in take.assets if asset.details.get("part") == LEAD), None)
    dry = next((asset for asset in take.assets if asset.kind == "vocals_dry"), None)
    return {
        **({"path": f"storage/{wet.path}", "url": media_url(wet.path)} if wet else {}),
        **({"dry": {"path": f"storage/{dry.path}", "url": media_url(dry.path)}} if dry else {}),
        "words": f"/api/songs/{take.song_id}/words?take={take.number}",
    }


def plan_document(plan: Plan) -> dict[str, Any]:
    """The course of a song that is not written yet."""
    shown = ("letter", "role", "name", "bars", "energy")
    return {
        "bars": plan.bars,
        "duration_s": length_s(plan),
        "sections": [{name: getattr(section, name) for name in shown} for section in plan.sections],
    }


def length_s(plan: Plan) -> float:
    """How long the music of a plan is."""
    return round(plan.tempo.seconds(plan.end_beat), 3)
