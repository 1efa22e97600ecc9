"""Uploads as JSON documents."""

from __future__ import annotations

from typing import Any

from backend.db.models import Asset
from backend.services.moments import iso
from backend.services.song_documents import media_url
from backend.studio.analysis.listening import Heard
from backend.studio.composer.vocal import over
from backend.studio.formats import project
from backend.studio.survey import Survey

# Where in the details of an asset the survey of it and the job that makes it are written down.
SURVEY, JOB = "survey", "job_id"


def upload_document(asset: Asset, job_status: str | None = None) -> dict[str, Any]:
    """What its owner sees of an upload; ``job_status`` is how far the job is that looks through it."""
    return {
        "id": asset.id,
        "kind": asset.kind,
        "format": asset.format,
        "path": f"storage/{asset.path}",
        "url": media_url(asset.path),
        "name": asset.name,
        "bytes": asset.bytes,
        "duration_s": asset.duration_s,
        "created_at": iso(asset.created_at),
        "analysis": _analysis(asset, job_status),
    }


def survey_of(asset: Asset) -> Survey | None:
    """What was found out about a recording, if it was looked through."""
    found = asset.details.get(SURVEY)
    return project.decode(Survey, found) if found else None


def _analysis(asset: Asset, job_status: str | None) -> dict[str, Any] | None:
    """The facts of a recording, or the job that finds them."""
    survey, job_id = survey_of(asset), asset.details.get(JOB)
    if survey is None:
        return {"status": job_status, "job_id": job_id} if job_id else None
    shown = ("duration_s", "sample_rate", "channels", "loudness_lufs", "true_peak_dbtp")
    return {
        "status": "finished",
        "job_id": job_id,
        **{name: getattr(survey, name) for name in shown},
        "peaks": list(survey.peaks),
        "tags": dict(survey.tags),
        **(_heard(survey.heard) if survey.heard else {"tempo_bpm": None, "key": None}),
        "unheard": survey.unheard or None,
    }


def _heard(heard: Heard) -> dict[str, Any]:
    return {
        "tempo_bpm": round(heard.bpm, 2),
        "key": over.key_of(heard),
        "first_bar_s": round(heard.first_bar_s, 3),
        "clarity": round(heard.clarity, 2),
        "chords": list(heard.chords),
    }
