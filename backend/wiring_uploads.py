"""What people bring: files at once or in pieces, and what is heard in them."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.analyses import Analyses
from backend.services.collection import Collection
from backend.services.recordings import Recordings
from backend.services.transfers import Transfers
from backend.services.uploads import Uploads
from backend.wiring_ground import Ground


@dataclass(frozen=True)
class UploadParts:
    """Services of uploads by the names that `Services` has for them."""

    uploads: Uploads
    analyses: Analyses
    collection: Collection
    recordings: Recordings
    transfers: Transfers


def brought(on: Ground) -> UploadParts:
    """Put together what concerns uploads."""
    database, storage, settings = on.database, on.storage, on.settings
    analyses, quota_bytes = Analyses(database, on.board, storage), settings.upload_quota_mb * 2**20
    uploads = Uploads(database, storage, on.music.uploads, analyses, quota_bytes=quota_bytes, clock=on.clock)
    return UploadParts(
        uploads=uploads,
        analyses=analyses,
        collection=Collection(database, on.board, storage, analyses),
        recordings=Recordings(database, storage),
        transfers=Transfers(
            database,
            on.board,
            storage,
            uploads,
            analyses,
            max_mb=settings.max_upload_mb,
            piece_mb=settings.max_content_length_mb,
            clock=on.clock,
        ),
    )
