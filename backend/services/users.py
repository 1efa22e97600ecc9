"""Rows of users: held while they change, and what is wrong with what they would become."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.db.models import User
from backend.services import passwords, spelling

TAKEN = "A user with this email already exists."
NAME_TAKEN = "A user with this username already exists."
NO_ADDRESS = "Enter a valid email address."
MAX_FULL_NAME = 150

Problems = dict[str, list[str]]
"""What is wrong, by field."""


def hold(session: Session, user_id: int) -> User | None:
    """A user whom nobody else changes until the transaction ends; None for a closed account. Call it first of all."""
    held = update(User).where(User.id == user_id, User.closed_at.is_(None)).values(avatar=User.avatar)
    if session.scalar(held.returning(User.id), execution_options={"synchronize_session": False}) is None:
        return None
    return session.get_one(User, user_id, populate_existing=True)


def name_problems(session: Session, name: str, *, own_id: int | None = None) -> Problems:
    """What is wrong with a new user name; one's own may be spelled anew."""
    if not spelling.is_username(name):
        return {"username": ["Username may have up to 80 letters, digits and . + - _ only."]}
    holder = session.scalar(select(User.id).where(User.name_key == spelling.name_key(name)))
    return {"username": [NAME_TAKEN]} if holder not in (None, own_id) else {}


def address_problems(session: Session, email: str, *, own_id: int | None = None) -> Problems:
    """What is wrong with a new address in its one spelling."""
    if not spelling.is_address(email):
        return {"email": [NO_ADDRESS]}
    holder = session.scalar(select(User.id).where(User.email == email))
    return {"email": [TAKEN]} if holder not in (None, own_id) else {}


def password_problems(password: str, repeated: str | None) -> Problems:
    """What is wrong with a new password; ``repeated`` None: it was typed once."""
    wrong: Problems = {}
    if weak := passwords.problems(password):
        wrong["new_password"] = weak
    if repeated is not None and repeated != password:
        wrong["confirm_password"] = ["The two passwords do not match."]
    return wrong
