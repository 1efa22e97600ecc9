"""What was heard in a song that somebody brought, written beside it: shape, loudness, tempo, key."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from backend.db.models import Asset, Take
from backend.services import names, song_facts
from backend.storage.local import LocalStorage
from backend.studio.composer.vocal import over
from backend.studio.survey import HIGHEST, Survey


def tell(take: Take, survey: Survey, storage: LocalStorage) -> None:
    """Write down what a survey found out about the music of a take; what people said themselves stays."""
    song, heard = take.song, survey.heard
    take.facts = {**take.facts, "loudness_lufs": survey.loudness_lufs, "true_peak_dbtp": survey.true_peak_dbtp}
    song_facts.level(song, survey.loudness_lufs, survey.true_peak_dbtp)
    song.tempo_bpm = round(heard.bpm, 2) if heard else None
    song.key = (over.key_of(heard) or "") if heard else ""
    peaks = _keep_peaks(take, survey, storage)
    take.assets.append(peaks)
    song.summary = {**(song.summary or {}), "peaks": peaks.path, "tempo_bpm": song.tempo_bpm, "key": song.key or None}


def _keep_peaks(take: Take, survey: Survey, storage: LocalStorage) -> Asset:
    """The shape of a song, as `analysis.peaks.strata` writes those that are made here."""
    content = json.dumps(_strata(survey), separators=(",", ":")).encode()
    stored = f"{names.folder(take.song.track_id)}/{take.number}/peaks.json"
    with storage.workspace() as folder:
        file = folder / "peaks.json"
        file.write_bytes(content)
        storage.adopt(file, stored)
    digest = hashlib.sha256(content).hexdigest()
    return Asset(
        names.unguessable(), take.song.owner, "peaks", "json", stored, "peaks.json", len(content), digest,
        take.created_at, duration_s=survey.duration_s,
    )  # fmt: skip


def _strata(survey: Survey) -> dict[str, Any]:
    highest = max([1, *survey.peaks, *(level for band in survey.bands for level in band.peaks)])
    scaled = [round(level * HIGHEST / highest) for level in survey.peaks]
    return {
        "version": 1,
        "duration_s": survey.duration_s,
        "columns_per_s": len(scaled) / survey.duration_s,
        "master": scaled,
        "stems": [
            {
                "id": band.name,
                "name": band.name.capitalize(),
                "family": str(band.family),
                "peaks": [round(level * HIGHEST / highest) for level in band.peaks],
            }
            for band in survey.bands
        ],
    }
