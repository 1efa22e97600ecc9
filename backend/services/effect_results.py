"""What effects have made, for those whose it is: to hear, to make again, to throw away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from backend.db.models import Asset
from backend.db.session import Database
from backend.services.callers import Caller, owner_of
from backend.services.effects import KIND, PLACE, result_document
from backend.services.errors import NotFound
from backend.services.moments import iso
from backend.storage.local import LocalStorage


class EffectResults:
    """The caller's results."""

    def __init__(self, database: Database, storage: LocalStorage) -> None:
        self._database, self._storage = database, storage

    def page(self, caller: Caller, *, number: int, size: int) -> tuple[int, list[dict[str, Any]]]:
        """List the caller's results, newest first."""
        mine = _results(owner_of(caller.signed_in().id))
        with self._database.transaction() as session:
            count = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
            newest = mine.order_by(Asset.created_at.desc(), Asset.id).limit(size).offset((number - 1) * size)
            return count, [_document(asset) for asset in session.scalars(newest)]

    def show(self, caller: Caller, asset_id: str) -> dict[str, Any]:
        """One result, with where it came from and its whole chain.

        Raises
        ------
        NotFound
            if there is none, or it is somebody else's
        """
        with self._database.transaction() as session:
            found = session.scalar(_results(owner_of(caller.signed_in().id)).where(Asset.id == asset_id))
            if found is None:
                raise _missing(asset_id)
            return _document(found)

    def remove(self, caller: Caller, asset_id: str) -> None:
        """Remove a result and its file for good.

        Raises
        ------
        NotFound
            as `show`
        """
        with self._database.transaction() as session:
            found = session.scalar(_results(owner_of(caller.signed_in().id)).where(Asset.id == asset_id))
            if found is None:
                raise _missing(asset_id)
            place = found.path
            session.delete(found)
        self._storage.remove(place)


def _results(owner: str) -> Select[Asset]:
    return select(Asset).where(Asset.owner == owner, Asset.kind == KIND, Asset.path.startswith(f"{PLACE}/"))


def _document(asset: Asset) -> dict[str, Any]:
    return {**result_document(asset), "created_at": iso(asset.created_at)}


def _missing(asset_id: str) -> NotFound:
    return NotFound(f"There is no result {asset_id[:80]!r} of effects.")
