"""Lists in pages: the numbers in, the links out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import request
from pydantic import Field

from backend.api.door import services
from backend.api.fields import Fields
from backend.services.finding.wishes import MAX_PAGE_SIZE
from backend.services.stretches import Stretch


class PageQuery(Fields):
    """Which stretch of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="The page, from 1.")
    page_size: int = Field(20, ge=1, le=MAX_PAGE_SIZE, description="How many a page.")


class RowsQuery(PageQuery):
    """Which stretch of a list of numbered rows."""

    after: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The one after which the page begins; however deep, it comes as fast."
    )

    def stretch(self) -> Stretch:
        """The same for services."""
        return Stretch(self.page, self.page_size, self.after)


def listed(found: tuple[int, list[dict[str, Any]]], query: PageQuery) -> dict[str, Any]:
    """Write a page of rows that have an ``id``, after the last of which the next one begins."""
    count, results = found
    return paged(count, results, query, after=results[-1]["id"] if results else None)


def paged(
    count: int,
    results: list[dict[str, Any]],
    query: PageQuery,
    *,
    after: int | str | None = None,
    has_more: bool | None = None,
) -> dict[str, Any]:
    """Write a page with links to those beside it; ``after``: what the next one begins after, whatever its number.

    ``has_more``: whether there is a next one, where its number does not say so, since rows came and went meanwhile.
    """
    has_more = query.page * query.page_size < count if has_more is None else has_more
    return {
        "success": True,
        "count": count,
        "next": _link(query.page + 1, after) if has_more else None,
        "previous": _link(query.page - 1) if query.page > 1 else None,
        "results": results,
    }


def links(count: int, query: PageQuery) -> str:
    """The pages beside a bare list, as a ``Link`` header has them (RFC 8288)."""
    last = max(1, -(-count // query.page_size))
    beside = {"first": 1, "prev": query.page - 1, "next": query.page + 1, "last": last}
    return ", ".join(f'<{_link(page)}>; rel="{name}"' for name, page in beside.items() if 1 <= page <= last)


def absolute(path: str) -> str:
    """Write a path with the studio's address."""
    return origin() + path


def origin() -> str:
    """The studio's address: the first host that it answers to, where hosts are set, else the one that was asked."""
    settings = services().settings
    return settings.public_url if settings.allowed_hosts else request.host_url.rstrip("/")


def _link(page: int, after: int | str | None = None) -> str:
    kept = {**request.args.to_dict(), "page": str(page)}
    kept.pop("after", None)
    if after is not None:
        kept["after"] = str(after)
    return f"{absolute(request.path)}?{urlencode(kept)}"
