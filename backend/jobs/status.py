"""The five words for where a job is."""

from __future__ import annotations

QUEUED = "queued"
STARTED = "started"
FINISHED = "finished"
FAILED = "failed"
CANCELLED = "cancelled"

ACTIVE = (QUEUED, STARTED)
FINAL = (FINISHED, FAILED, CANCELLED)
REPEATABLE = (FAILED, CANCELLED)
