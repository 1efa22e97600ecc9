"""Whose songs are listed, said to the database."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, or_, true

from backend.db.models import Song
from backend.services.finding.wishes import Scope


def within(scope: Scope, is_admin: bool) -> ColumnElement[bool]:
    """Which songs a scope has; the value is ``owner``, the name under which the caller owns things."""
    public = and_(Song.public.is_(True), Song.state == "ready")
    mine = Song.owner == bindparam("owner")
    if scope is Scope.TRASH:
        return and_(mine, Song.deleted_at.is_not(None))
    everything = true() if is_admin else or_(mine, public)
    which = {Scope.MINE: mine, Scope.PUBLIC: public, Scope.ALL: everything}[scope]
    return and_(which, Song.deleted_at.is_(None))
