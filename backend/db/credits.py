"""The tables of credits: accounts, the lines of the ledger, what addresses were given, and codes to redeem."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db.columns import Identity, Json, Moment, UtcDateTime
from backend.db.session import Base


class CreditAccount(Base):
    """What somebody has: ``balance`` is the sum of their lines, ``held`` what of it waits for jobs to end.

    Both are kept beside the lines so that two requests at once cannot spend the same credits. ``monthly`` is what they
    get each month, where that is not what everybody gets.
    """

    __tablename__ = "credit_accounts"
    __table_args__ = (
        CheckConstraint("balance >= 0", name="credit_accounts_balance_not_below_zero"),
        CheckConstraint("held >= 0", name="credit_accounts_held_not_below_zero"),
    )

    owner: Mapped[str] = mapped_column(String(80), primary_key=True)
    created_at: Mapped[Moment]
    balance: Mapped[int] = mapped_column(BigInteger, default=0)
    held: Mapped[int] = mapped_column(BigInteger, default=0)
    monthly: Mapped[int | None] = mapped_column(default=None)


class CreditEntry(Base):
    """A line of the ledger, never changed. ``balance`` is what the account had after it.

    ``key`` names what happens once: an owner has no two lines with one key. ``terms`` of a hold are what the job costs
    where another engine than the one asked for makes it.
    """

    __tablename__ = "credit_entries"
    __table_args__ = (UniqueConstraint("owner", "key"), Index("credit_entries_by_owner", "owner", "id"))

    id: Mapped[Identity] = mapped_column(init=False)
    owner: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
    amount: Mapped[int] = mapped_column(BigInteger)
    balance: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(String(240))
    created_at: Mapped[Moment]
    job_id: Mapped[str | None] = mapped_column(String(40), default=None, index=True)
    note: Mapped[str] = mapped_column(String(200), default="")
    terms: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)


class CreditShare(Base):
    """What an address was given once: ``key`` is that of the line, ``digest`` a keyed hash of the address.

    It outlives the account, so that closing it and opening another brings nothing twice.
    """

    __tablename__ = "credit_shares"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)


class CreditCode(Base):
    """A code that gives ``amount`` credits to each of so many people who redeem it; only its hash is kept.

    ``hint`` is how it ends, so that people can tell codes apart.
    """

    __tablename__ = "credit_codes"
    __table_args__ = (CheckConstraint("uses_left >= 0", name="credit_codes_uses_left_not_below_zero"),)

    id: Mapped[Identity] = mapped_column(init=False)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    hint: Mapped[str] = mapped_column(String(8))
    amount: Mapped[int] = mapped_column(BigInteger)
    uses: Mapped[int]
    uses_left: Mapped[int]
    created_at: Mapped[Moment]
    note: Mapped[str] = mapped_column(String(200), default="")
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
