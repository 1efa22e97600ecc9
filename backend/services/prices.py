"""What work costs: a list that is data, by kind of job, engine and second of music."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.config import BadSettings

BUILT_IN = Path(__file__).parent / "prices.toml"
ANY = "*"
# Above this an account would be full after a handful of grants: credits are counted in 64 bits.
MOST = 1_000_000_000


@dataclass(frozen=True)
class Price:
    """Credits for a job: a start, and so much for each second of music."""

    start: float
    per_second: float

    def of(self, seconds: float) -> int:
        """Whole credits for music of a length, rounded up; what binary fractions add is not."""
        return math.ceil(round(self.start + self.per_second * seconds, 6))


@dataclass(frozen=True)
class PriceList:
    """``trial`` comes with an account, ``monthly`` each month to those whose address is verified."""

    trial: int
    monthly: int
    jobs: Mapping[str, Mapping[str, Price]]

    def price(self, job_type: str, engine: str, seconds: float) -> int:
        """What a job costs that an engine makes; 0 for a kind that is free."""
        price = self.row(job_type, engine)
        return price.of(seconds) if price else 0

    def row(self, job_type: str, engine: str) -> Price | None:
        """The line of the list for a kind of job and an engine; None where it is free."""
        engines = self.jobs.get(job_type, {})
        return engines.get(engine) or engines.get(ANY)

    def terms(self, job_type: str, engines: Iterable[str], seconds: float) -> dict[str, int]:
        """What a job costs by the engine that makes it."""
        return {engine: self.price(job_type, engine, seconds) for engine in engines}

    def documents(self) -> list[dict[str, Any]]:
        """The list, a row for each kind of job and engine."""
        return [
            {"type": job_type, "engine": engine, **vars(price)}
            for job_type, engines in self.jobs.items()
            for engine, price in engines.items()
        ]


def read(path: Path) -> PriceList:
    """Read a list of prices; where there is no file the studio's own.

    Raises
    ------
    BadSettings
        naming the first key that is wrong, and what it may be
    """
    file = path if path.is_file() else BUILT_IN
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        return _list(found)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as wrong:
        raise BadSettings(f"PRICES_FILE {file}: {wrong}") from wrong


def _list(found: Mapping[str, Any]) -> PriceList:
    jobs = {name: rows for name, rows in found.items() if isinstance(rows, dict)}
    if unknown := [name for name in found if name not in (*jobs, "trial", "monthly")]:
        raise ValueError(f"{unknown[0]!r} is none of trial, monthly and tables such as [music].")
    return PriceList(
        _credits(found, "trial"),
        _credits(found, "monthly"),
        {
            job_type: {engine: _price(f"{job_type}.{engine}", row) for engine, row in rows.items()}
            for job_type, rows in jobs.items()
        },
    )


def _credits(found: Mapping[str, Any], name: str) -> int:
    given = found.get(name)
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= MOST:
        raise ValueError(f"{name} is {given!r}; it must be a whole number from 0 to {MOST}.")
    return given


def _price(name: str, row: Any) -> Price:
    if not isinstance(row, dict) or set(row) != {"start", "per_second"}:
        raise ValueError(f"{name} is {row!r}; it looks like {{ start = 1, per_second = 0.1 }}.")
    for part, given in row.items():
        if not isinstance(given, int | float) or isinstance(given, bool) or not 0 <= given <= MOST:
            raise ValueError(f"{name}.{part} is {given!r}; it must be a number from 0 to {MOST}.")
    return Price(float(row["start"]), float(row["per_second"]))
