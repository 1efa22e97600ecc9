"""What one has heard, and the words that songs are sorted by, over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from backend.api import access, identity, song_schemas
from backend.api.door import Door, answers, services
from backend.api.paging import PageQuery, links

door = Door("listening", "What one has heard; genres and tags.")


@door.get("/api/playback-history/", access.users, responses=answers({200: song_schemas.History}))
def history(query: PageQuery) -> Response:
    """List what one has heard, the newest first; `X-Total-Count` says how much, `Link` where the rest is."""
    found = services().plays.history(identity.caller(), query.page, query.page_size)
    answer = jsonify(found.results)
    answer.headers["X-Total-Count"] = str(found.count)
    answer.headers["Link"] = links(found.count, query)
    return answer


@door.get(
    "/api/genres/",
    access.anyone.because("they are counted over what the caller may see"),
    responses=answers({200: song_schemas.WordList}),
)
def genres() -> Any:
    """List the genres of the songs that one may see."""
    return {"success": True, "results": services().finding.words(identity.known_caller(), "genre")}


@door.get(
    "/api/tags/",
    access.anyone.because("they are counted over what the caller may see"),
    responses=answers({200: song_schemas.WordList}),
)
def tags() -> Any:
    """List the tags of the songs that one may see."""
    return {"success": True, "results": services().finding.words(identity.known_caller(), "tag")}
