"""Foreign pages: listed origins may call with credentials, anyone else without, or not at all where a list is set.

Music players that run in a browser may come from anywhere: no cookie counts under ``/rest/``.
"""

from __future__ import annotations

from flask import Flask, Response, request
from flask_cors.core import get_cors_options, set_cors_headers

from backend.api.identity import PLAYERS

PATHS = ("/api/", "/music/", "/media/", "/openapi.json", "/health")
EXPOSED = ["Content-Range", "ETag", "Link", "Location", "Retry-After", "X-Request-Id", "X-Total-Count"]
EXPOSED += ["Tus-Extension", "Tus-Max-Size", "Tus-Resumable", "Tus-Version", "Upload-Expires", "Upload-Length"]
EXPOSED += ["Upload-Offset"]
PREFLIGHT_LASTS_S = 600


def install(app: Flask, allowed: tuple[str, ...]) -> None:
    """Answer preflights and mark what foreign pages may read."""
    listed = frozenset(allowed) - {"*"}
    common = {"origins": "*", "expose_headers": EXPOSED, "max_age": PREFLIGHT_LASTS_S}
    # The origin is looked up in the list before it is echoed; browsers refuse a star together with credentials.
    with_credentials = get_cors_options(app, {**common, "supports_credentials": True})
    without = get_cors_options(app, {**common, "send_wildcard": True})
    app.config["LISTED_ORIGINS"] = listed

    @app.after_request
    def mark(response: Response) -> Response:
        if request.path.startswith(PLAYERS):
            return set_cors_headers(response, without)
        if not request.path.startswith(PATHS):
            return response
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin in listed:
            return set_cors_headers(response, with_credentials)
        return set_cors_headers(response, without) if origin and "*" in allowed else response
