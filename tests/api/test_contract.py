"""The API does what its document says: schemathesis asks what it allows and forbids, in a few seconds of each.

`python -m bench.contract` asks for minutes, and through every value at the edges.
"""

from __future__ import annotations

import tomllib

import pytest

from bench.contract import CONFIG, ENDS

pytestmark = [pytest.mark.security, pytest.mark.slow]

SETTINGS = {
    "seed": 1,
    "generation": {"max-examples": 1, "deterministic": True, "database": "none"},
    "phases": {"coverage": {"enabled": False}, "stateful": {"max-steps": 3}},
}
# Without a worker the stream of a job that waits ends after ten minutes only; the bench has one.
STREAM = "/api/jobs/{job_id}/events"


@pytest.mark.filterwarnings("ignore")  # of hypothesis, about how quick this machine is
@pytest.mark.parametrize("who", ["nobody", "owner"])
def test_the_api_does_what_its_document_says(world, who, monkeypatch):
    import schemathesis
    from schemathesis import engine
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events

    import bench.contract_hooks  # noqa: F401 - tells schemathesis of forms

    monkeypatch.setattr("backend.api.generated._await", lambda *_: False)  # nobody works here
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8")) | SETTINGS
    del config["hooks"]
    # Within one process schemathesis asks this in a way that it cannot; test_access asks it of every route.
    config["checks"]["ignored_auth"] = {"enabled": False}
    if who == "owner":
        config["headers"] = {"Authorization": world.callers["owner"].environ_base["HTTP_AUTHORIZATION"]}
    app = world.callers["owner"].application
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app, config=SchemathesisConfig.from_dict(config))
    for path in (*ENDS, STREAM):
        schema = schema.exclude(path=path)
    wrong, asked = [], 0
    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.interactions)
            wrong += [
                f"{event.label}: {check.failure_info.failure}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info
            ]
        if isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.value!r}"[:300])
    assert wrong == []
    assert asked > 300
