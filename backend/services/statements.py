"""The lines of the ledger as people read them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from typing import Any

from backend.db.credits import CreditEntry
from backend.services.moments import iso

TEXTS = {
    "trial": "Trial",
    "allowance": "Monthly allowance",
    "grant": "From the administrator",
    "code": "Code redeemed",
    "hold": "Held",
    "settle": "Paid",
    "release": "Given back",
}
COLUMNS = ("created_at", "kind", "text", "amount", "balance", "job_id")
# A cell that begins so would be a formula to spreadsheets, and titles are anybody's words.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def line_document(line: CreditEntry) -> dict[str, Any]:
    """A line for JSON; ``balance`` is what there was after it."""
    text = TEXTS[line.kind]
    return {
        "id": line.id,
        "created_at": iso(line.created_at),
        "kind": line.kind,
        "text": f"{text}: {line.note}" if line.note else text,
        "amount": line.amount,
        "balance": line.balance,
        "job_id": line.job_id,
    }


def csv_of(lines: Iterable[dict[str, Any]]) -> str:
    """Write lines as CSV (RFC 4180) with a heading."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(line[column]) for column in COLUMNS] for line in lines)
    return out.getvalue()


def next_month(now: datetime) -> str:
    """The first day of the month after a moment, such as ``2026-12-01``."""
    return f"{now.year + now.month // 12}-{now.month % 12 + 1:02}-01"


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
