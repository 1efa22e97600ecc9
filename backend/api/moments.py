"""Moments that requests name: a day stands for its first or its last one, and what has no zone is meant in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

DAY = 10


def _read(value: object, *, of_day: time) -> object:
    if not isinstance(value, str):
        return value
    if len(value) == DAY:
        return datetime.combine(date.fromisoformat(value), of_day, UTC)
    return datetime.fromisoformat(value)


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Since = Annotated[datetime, BeforeValidator(partial(_read, of_day=time.min)), AfterValidator(_in_utc)]
Until = Annotated[datetime, BeforeValidator(partial(_read, of_day=time.max)), AfterValidator(_in_utc)]
