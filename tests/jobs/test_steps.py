"""Which step may be taken from which state."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from backend.db.models import Job
from backend.jobs import steps

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ENDS = {
    "start": (steps.start("me.1.x", NOW, NOW), {"queued": "started"}),
    "finish": (steps.finish(NOW), {"started": "finished"}),
    "fail": (steps.fail(NOW, {}), {"started": "failed"}),
    "lose": (steps.lose(NOW, {}, 2), {"queued": "failed", "started": "failed"}),
    "cancel": (steps.cancel(NOW), {"queued": "cancelled", "started": "cancelled"}),
    "put back": (steps.put_back(NOW, 1), {"queued": "queued", "started": "queued"}),
}


@pytest.mark.parametrize("before", ["queued", "started", "finished", "failed", "cancelled"])
@pytest.mark.parametrize("step", ENDS)
def test_a_step_is_taken_only_from_where_it_begins(database, job_id, step, before):
    taken, ends = ENDS[step]
    with database.transaction() as session:
        session.execute(update(Job).where(Job.id == job_id).values(status=before))
        assert steps.take(session, Job.id == job_id, taken) == ((job_id,) if before in ends else ())
    with database.transaction() as session:
        job = session.get(Job, job_id)
        assert (job.status, job.version) == (ends.get(before, before), int(before in ends))
