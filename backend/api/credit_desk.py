"""The administrator's desk for credits over HTTP: grants, allowances, codes."""

from __future__ import annotations

from typing import Any

from backend.api import access, credit_schemas
from backend.api.credit_fields import Allowance, CodePath, Grant, NewCode, UserPath
from backend.api.door import Door, answers, services
from backend.api.jobs import idempotency_key
from backend.api.paging import PageQuery, paged

door = Door("credit desk", "Credits for others; for the administrator.")


@door.get("/api/admin/credits/<int:user_id>", access.admins, responses=answers({200: credit_schemas.StandingAnswer}))
def show(path: UserPath) -> Any:
    """Say what somebody has."""
    return {"success": True, **services().credits.document(_owner(path))}


@door.get(
    "/api/admin/credits/<int:user_id>/history", access.admins, responses=answers({200: credit_schemas.CreditPage})
)
def history(path: UserPath, query: PageQuery) -> Any:
    """List the lines of somebody's ledger, the newest first."""
    count, lines = services().credits.page(_owner(path), number=query.page, size=query.page_size)
    return paged(count, lines, query)


@door.post(
    "/api/admin/credits/<int:user_id>/grants",
    access.admins,
    responses=answers({201: credit_schemas.StandingAnswer}, 409),
)
def grant(path: UserPath, body: Grant) -> Any:
    """Give somebody credits, or take some back; a repeated `Idempotency-Key` gives them once."""
    owner, key = _owner(path), idempotency_key()
    return {"success": True, **services().credit_desk.grant(owner, body.amount, note=body.note, key=key)}, 201


@door.put(
    "/api/admin/credits/<int:user_id>/allowance",
    access.admins,
    responses=answers({200: credit_schemas.StandingAnswer}),
)
def allow(path: UserPath, body: Allowance) -> Any:
    """Say what somebody gets each month, from the next allowance on."""
    return {"success": True, **services().credit_desk.allow(_owner(path), body.monthly)}


@door.get("/api/admin/credits/codes", access.admins, responses=answers({200: credit_schemas.Codes}))
def codes() -> Any:
    """List the codes to redeem."""
    found = services().credit_codes.listing()
    return {"success": True, "count": len(found), "results": found}


@door.post("/api/admin/credits/codes", access.admins, responses=answers({201: credit_schemas.FreshCode}))
def make_code(body: NewCode) -> Any:
    """Make a code to redeem; it is shown in this answer only."""
    made = services().credit_codes.make(body.amount, uses=body.uses, note=body.note, expires_at=body.expires_at)
    return {"success": True, **made}, 201


@door.delete("/api/admin/credits/codes/<int:code_id>", access.admins, responses=answers({204: None}))
def end_code(path: CodePath) -> Any:
    """End a code; what it gave stays given."""
    services().credit_codes.end(path.code_id)
    return "", 204


def _owner(path: UserPath) -> str:
    return services().credit_desk.owner(path.user_id)
