"""The studio in the browser: one page for every address that is not the API's, and its assets."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from backend.api.errors import http_error
from backend.api.identity import known_caller

API_PATHS = ("/api/", "/music/", "/media/", "/docs/", "/assets/")
# Asset names carry a hash of their content, so they never change.
FOREVER_S = 365 * 24 * 3600
NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Mini Studio</title>
<h1>Mini Studio</h1>
<p>The studio is running, but its pages are not built yet. In the project's folder, type:</p>
<pre>python3 run.py</pre>
<p>The API works: see <a href="/docs">/docs</a>.</p></html>
"""

pages = Blueprint("pages", __name__)


def install(app: Flask, built: Path) -> None:
    """Serve the built pages."""
    app.config["PAGES"] = built
    app.register_blueprint(pages)
    app.register_error_handler(NotFound, _page_or_refusal)


@pages.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """Send a part of the page."""
    answer = send_from_directory(_built() / "assets", name, max_age=FOREVER_S)
    answer.cache_control.immutable = True
    return answer


@pages.get("/")
def home() -> Response:
    """Send the page."""
    return _page()


@pages.get("/admin/")
@pages.get("/admin/<path:room>")
def desk(room: str = "") -> Response:  # noqa: ARG001
    """Send the page to administrators; to others with the status of a refusal: it asks strangers to sign in, and tells
    everybody else that the desk is not theirs.
    """
    caller = known_caller()
    if caller.is_admin:
        return _page()
    answer = _page(conditional=False)  # "not modified" has no page in it
    answer.status_code = 403 if caller.person else 401
    answer.cache_control.no_store = True
    return answer


def _page_or_refusal(error: NotFound) -> Response:
    is_page = request.method in ("GET", "HEAD") and not f"{request.path}/".startswith(API_PATHS)
    if not is_page or request.routing_exception is None:
        return http_error(error)
    name = request.path.lstrip("/")
    place = safe_join(str(_built()), name)
    if place and Path(place).is_file():
        return send_from_directory(_built(), name)
    return _page()


def _page(*, conditional: bool = True) -> Response:
    if not (_built() / "index.html").is_file():
        return Response(NOT_BUILT, mimetype="text/html")
    answer = send_from_directory(_built(), "index.html", conditional=conditional)
    answer.cache_control.no_cache = True
    return answer


def _built() -> Path:
    return Path(current_app.config["PAGES"])
