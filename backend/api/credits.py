"""Credits over HTTP: what one has, the statement, prices, and codes to redeem."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.api import access, credit_schemas, identity
from backend.api.credit_fields import Redeeming
from backend.api.door import Door, answers, services
from backend.api.paging import PageQuery, paged

door = Door("credits", "What things cost, and what you have.")

PRICES = access.anyone.because("what things cost is seen before one has an account")


@door.get("/api/credits", access.users, responses=answers({200: credit_schemas.CreditsAnswer}))
def show() -> Any:
    """Say what you may spend, what is held for jobs that run, and what comes next."""
    return {"success": True, **services().credits.state(identity.caller())}


@door.get("/api/credits/history", access.users, responses=answers({200: credit_schemas.CreditPage}))
def history(query: PageQuery) -> Any:
    """List the lines of your ledger, the newest first, each with the balance after it."""
    count, lines = services().credits.page(identity.caller().owner, number=query.page, size=query.page_size)
    return paged(count, lines, query)


@door.get(
    "/api/credits/history.csv",
    access.users,
    responses=answers({200: {"description": "The whole ledger", "content": {"text/csv": {}}}}),
)
def statement() -> Response:
    """Send your whole ledger as CSV, the oldest line first."""
    said = services().credits.statement(identity.caller().owner)
    return Response(said, mimetype="text/csv", headers={"Content-Disposition": 'attachment; filename="credits.csv"'})


@door.get("/api/credits/prices", PRICES, responses=answers({200: credit_schemas.Prices}))
def prices() -> Any:
    """List what jobs cost by kind, engine and second of music; what is not listed is free."""
    return {"success": True, **services().credits.price_list()}


@door.post("/api/credits/redeem", access.users, responses=answers({200: credit_schemas.Redeemed}, 409))
def redeem(body: Redeeming) -> Any:
    """Redeem a code, once; your address must be verified."""
    return {"success": True, **services().credit_codes.redeem(identity.caller(), body.code)}
