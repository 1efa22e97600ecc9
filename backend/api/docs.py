"""The API's own pages: the document, and two readers of it, with no address but our own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, send_from_directory
from flask_openapi3.openapi import OpenAPI
from werkzeug.exceptions import NotFound

from backend.api.headers import policy

# Both readers style their elements from scripts and draw with inline images.
POLICY = policy(style_src="'self' 'unsafe-inline'", img_src="'self' data: blob:")
READERS = {"swagger": "flask_openapi3_swagger", "redoc": "flask_openapi3_redoc"}
REDOC_SCRIPT, REDOC_LOGO = "js/redoc.standalone.js", "https://cdn.redoc.ly/redoc/logo-mini.svg"
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mini Studio API</title>'
SWAGGER = f"""{HEAD}<link rel="stylesheet" href="/docs/assets/swagger/css/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/docs/assets/swagger/js/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script></body></html>
"""
REDOC = f"""{HEAD}<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><redoc spec-url="/openapi.json"></redoc><script src="/docs/assets/redoc/js/redoc.standalone.js"></script>
</body></html>
"""
START = 'SwaggerUIBundle({url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true});\n'

docs = Blueprint("docs", __name__)


def install(app: Flask) -> None:
    """Serve the document and its readers."""
    app.register_blueprint(docs)


@docs.get("/openapi.json")
def document() -> dict[str, Any]:
    """Send the OpenAPI document."""
    app = current_app
    assert isinstance(app, OpenAPI)
    return app.api_doc


@docs.get("/docs")
def swagger() -> Response:
    """Show the API to try."""
    return _page(SWAGGER)


@docs.get("/redoc")
def redoc() -> Response:
    """Show the API to read."""
    return _page(REDOC)


@docs.get("/docs/start.js")
def start() -> Response:
    """Start the reader; a file of its own, since nothing inline may run."""
    return Response(START, mimetype="text/javascript")


@docs.get("/docs/assets/<reader>/<path:name>")
def asset(reader: str, name: str) -> Response:
    """Send a part of a reader."""
    if reader not in READERS:
        raise NotFound
    if (reader, name) == ("redoc", REDOC_SCRIPT):
        return Response(_redoc_script(), mimetype="text/javascript")
    return send_from_directory(_folder(reader), name, max_age=3600)


@cache
def _redoc_script() -> str:
    """Read the reader's script; it would fetch its maker's logo from outside, so it gets the one that came with it."""
    script = (_folder("redoc") / REDOC_SCRIPT).read_text(encoding="utf-8")
    return script.replace(REDOC_LOGO, "/docs/assets/redoc/images/redoc.svg")


def _folder(reader: str) -> Path:
    return Path(str(files(READERS[reader]))) / "templates" / reader


def _page(html: str) -> Response:
    answer = Response(html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
