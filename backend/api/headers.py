"""What every request and answer carries: an id, a checked host, and headers that keep browsers strict."""

from __future__ import annotations

import logging
import re
import secrets
import time

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest, NotFound

from backend import log
from backend.services.creation import PROJECT_BYTES

logger = logging.getLogger(__name__)

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), midi=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# The addresses of links in letters, up to what nobody else may know.
LINK = re.compile(r"((?:verify-email|reset-password)/)[^/]+")
# Answers for one caller; files under /media/ say themselves how long they may be kept.
PRIVATE = ("/api/", "/music/", "/rest/")
HSTS = "max-age=31536000"
# JSON and forms are small; only uploads may be as large as the settings allow.
BODY_BYTES = 2**20
# Project files hold all notes of a song; as a form there is a little around them.
PICTURE_BYTES = 10 * 2**20
# As large as the settings allow.
ANY_BYTES = 2**40
BODY_BYTES_OF = {
    "songs.add": ANY_BYTES,
    "projects.open_project": PROJECT_BYTES + 2**16,
    "account.set_avatar": PICTURE_BYTES,
    "songs.replace": PICTURE_BYTES,
    "songs.change": PICTURE_BYTES,
    "albums.make": PICTURE_BYTES,
    "albums.replace": PICTURE_BYTES,
    "albums.change": PICTURE_BYTES,
    "playlists.make": PICTURE_BYTES,
    "playlists.replace": PICTURE_BYTES,
    "playlists.change": PICTURE_BYTES,
}


def policy(**exceptions: str) -> str:
    """Write the content security policy, with exceptions for one page."""
    rules = {**POLICY, **{name.replace("_", "-"): value for name, value in exceptions.items()}}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


STRICT = policy()
# The small player that other people's pages may show in a frame. Credentials do not go there: cookies are SameSite=Lax.
EMBEDDED = "/embed/"
FRAMED = policy(frame_ancestors="*")


def install(app: Flask, allowed_hosts: tuple[str, ...]) -> None:
    """Number each request, refuse hosts that are not ours, and mark each answer."""
    hosts = frozenset(host.lower() for host in allowed_hosts)

    @app.before_request
    def begin() -> None:
        g.request_id, g.began = secrets.token_hex(6), time.monotonic()
        log.bind(request_id=g.request_id)
        if not (request.endpoint or "").startswith("upload."):
            request.max_content_length = min(
                BODY_BYTES_OF.get(request.endpoint or "", BODY_BYTES), app.config["MAX_CONTENT_LENGTH"]
            )
        if hosts and not _is_ours(request.host, hosts):
            raise BadRequest(f"This studio does not answer to {request.host!r}.")

        if "\0" in request.path:
            raise NotFound  # no address has one, and PostgreSQL could not even look for it

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        is_framed = request.path.startswith(EMBEDDED) and response.mimetype == "text/html"
        for name, value in HEADERS.items():
            if not (is_framed and name == "X-Frame-Options"):
                response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", FRAMED if is_framed else STRICT)
        if request.path.startswith(PRIVATE):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = HSTS
        if request.method not in ("GET", "HEAD", "OPTIONS") or response.status_code >= 500:
            took_ms = (time.monotonic() - g.began) * 1000
            logger.info("%s %r %d %.0f ms", request.method, shown_path(), response.status_code, took_ms)
        return response


def shown_path() -> str:
    """The path as it may be logged: without the end of a link, which opens an account, even where no route takes it."""
    return LINK.sub(r"\1…", request.path)


def _is_ours(host: str, hosts: frozenset[str]) -> bool:
    """Compare the name without the port; ``.example.com`` on the list means every name below it."""
    name = host.lower().rsplit(":", 1)[0] if not host.endswith("]") else host.lower()
    return name in hosts or any(ours.startswith(".") and name.endswith(ours) for ours in hosts)
