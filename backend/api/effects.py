"""Effects over HTTP: a sound in, a job out; and what there is to put over it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api import access, effect_schemas, identity
from backend.api.door import Door, answers, services
from backend.api.effect_fields import EffectsRequest
from backend.api.fields import Fields
from backend.api.jobs import idempotency_key, taken
from backend.api.paging import PageQuery, paged

door = Door("effects", "Effects for sounds of one's own.")


class ResultPath(Fields):
    """One result."""

    asset_id: str = Field(max_length=40)


@door.get("/api/effects", access.anyone, responses=answers({200: effect_schemas.EffectCatalogue}))
def listing() -> Any:
    """List the effects with the ranges, units and defaults of their parameters, and the presets."""
    return {"success": True, **services().effects.catalogue}


@door.post("/api/jobs/effects", access.users, responses=answers({202: effect_schemas.JobAccepted}, 402, 404, 409))
def make(body: EffectsRequest) -> Any:
    """Put effects over a sound; the job's `result.path` is a new one. A repeated `Idempotency-Key` gets the first."""
    return taken(services().effects.request(identity.caller(), body.to_wish(), idempotency_key=idempotency_key()))


@door.get("/api/effects/results", access.users, responses=answers({200: effect_schemas.EffectResultPage}))
def results(query: PageQuery) -> Any:
    """List what effects have made for the caller, newest first."""
    count, found = services().effect_results.page(identity.caller(), number=query.page, size=query.page_size)
    return paged(count, found, query)


@door.get("/api/effects/results/<asset_id>", access.users, responses=answers({200: effect_schemas.EffectResultAnswer}))
def result(path: ResultPath) -> Any:
    """Show a result, with its source and its chain, which can be sent again."""
    return {"success": True, **services().effect_results.show(identity.caller(), path.asset_id)}


@door.delete("/api/effects/results/<asset_id>", access.users, responses=answers({204: None}))
def remove(path: ResultPath) -> Any:
    """Remove a result for good."""
    services().effect_results.remove(identity.caller(), path.asset_id)
    return "", 204
