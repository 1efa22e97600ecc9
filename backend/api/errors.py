"""Refusals and faults as answers. The only file that knows HTTP status numbers by their meaning."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Response, current_app, g, json, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from backend.api.headers import shown_path
from backend.services.errors import CreditsShort, StudioError

logger = logging.getLogger(__name__)

STATUS = {
    "not_signed_in": 401,
    "bad_token": 401,
    "trial_spent": 402,
    "not_enough_credits": 402,
    "not_allowed": 403,
    "csrf": 403,
    "not_found": 404,
    "not_ready": 404,
    "conflict": 409,
    "too_large": 413,
    "unsupported_type": 415,
    "locked": 423,
    "bad_checksum": 460,  # as the tus protocol has it
    "busy": 503,
}
# The printed clients of these paths read 400; everywhere else a wrong field is 422.
INVALID, INVALID_PATHS = 422, ("/api/auth/", "/api/songs", "/api/ai/", "/api/upload/")
TITLES = {
    400: "Invalid input",
    401: "Not signed in",
    402: "Credits used up",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    415: "Type not supported",
    416: "Range not satisfiable",
    422: "Invalid input",
    423: "Locked",
    429: "Too many requests",
    460: "Checksum mismatch",
    500: "Internal error",
    503: "Busy",
}
CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_type",
    416: "range_not_satisfiable",
    429: "too_many_requests",
}
MESSAGES = {
    404: "There is nothing at {0.path}.",
    405: "{0.path} does not take {0.method}.",
}
RETRY_S = {"busy": "2", "locked": "1", "not_ready": "1"}
# A client that is still sending when the answer comes sees a reset connection instead of it; so much is read away.
DRAIN_BYTES = 64 * 2**20


def install(app: Flask) -> None:
    """Answer every refusal and every fault in one form."""
    app.register_error_handler(StudioError, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, fault)


def refused(refusal: StudioError) -> Response:
    """Answer an expected refusal."""
    status = STATUS.get(refusal.code) or invalid_status(request.path)
    facts = refusal.facts if isinstance(refusal, CreditsShort) else {}
    answer = problem(status, refusal.message, refusal.code, refusal.fields, facts)
    if refusal.code in RETRY_S:
        answer.headers["Retry-After"] = RETRY_S[refusal.code]
    if status == STATUS["not_signed_in"]:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def invalid_status(path: str) -> int:
    """The status of a wrong field at a path."""
    return 400 if path.startswith(INVALID_PATHS) else INVALID


def http_error(error: HTTPException) -> Response:
    """Answer what the framework refuses."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error.get_response()  # type: ignore[return-value]
    if isinstance(error, RequestEntityTooLarge):
        _drain()
        message = f"The request is larger than {(request.max_content_length or 0) / 2**20:g} MB."
    else:
        known = MESSAGES.get(status)
        message = known.format(request) if known else str(error.description)
    answer = problem(status, message, CODES.get(status, f"http_{status}"))
    kept = {name: value for name, value in error.get_headers(request.environ) if name not in ("Content-Type",)}
    answer.headers.extend(kept)
    return answer


def fault(error: Exception) -> Response:
    """Answer a bug: the log has the story, the caller a number to mention."""
    logger.error("%s %s failed", request.method, shown_path(), exc_info=error)
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    return problem(500, f"Something went wrong on our side. If it happens again, mention {g.request_id}.", "internal")


def problem(
    status: int,
    message: str,
    code: str,
    fields: Mapping[str, Sequence[str]] | None = None,
    facts: Mapping[str, int] | None = None,
) -> Response:
    """Write a refusal: ours, the field errors of the printed clients, and RFC 9457 in one object; figures beside it."""
    body: dict[str, Any] = {
        **(facts or {}),
        "success": False,
        "error": message,
        "type": "about:blank",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "detail": message,
        "code": code,
        "request_id": g.get("request_id", ""),
    }
    if fields:
        body["errors"] = dict(fields)
        body.update({name: texts for name, texts in fields.items() if name not in body})
    accepted = request.accept_mimetypes
    wished = "application/problem+json" in accepted.values()
    kind = "application/problem+json" if wished else "application/json"
    return Response(json.dumps(body), status, content_type=kind)


def _drain() -> None:
    stream, left = request.environ["wsgi.input"], DRAIN_BYTES
    while left > 0 and (chunk := stream.read(min(left, 2**16))):
        left -= len(chunk)
