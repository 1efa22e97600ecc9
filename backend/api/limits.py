"""How often a caller may ask, as a table. Counted by user, else by address; in memory while Redis is away."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, request
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded
from werkzeug.exceptions import HTTPException

from backend.api.counting import PREFIX
from backend.api.door import given_fields
from backend.api.errors import problem
from backend.api.fields import one_line
from backend.api.identity import counted_as
from backend.services import spelling
from backend.services.addresses import place_of
from backend.services.errors import StudioError
from backend.services.services import RateStorage

READING = ("GET", "HEAD")
# Reading costs little; a page asks for several things at once.
READING_FACTOR = 10
# Players that look through a whole library, or try which calls there are, ask often and quickly; what they bring to
# prove who they are cannot be guessed, so that nobody has to be locked out for guessing.
PLAYERS, PLAYERS_FACTOR = {"players.asked", "players.posted"}, 50
SOUNDS = ("stream", "download", "getCoverArt")
# Polling every two seconds must never be refused, nor may a song stop in the middle.
UNCOUNTED = {
    "jobs.show",
    "jobs.events",
    "jobs.health",
    "messages.events",
    "messages.song",
    "music.status",
    "media.stored",
    "songs.play",
    "streaming.stream",
    "system.health",
    "metrics.metrics",
    "pages.asset",
    "docs.asset",
    *PLAYERS,
}
# They change nothing, although they take a body.
READ_BY_POST = {"music.brief", "playlists.preview"}
UPLOADS = {
    "upload.audio",
    "upload.midi",
    "upload.image",
    "transfers.begin",
    "create.create",
    "songs.add",
    "projects.open_project",
    "banks.add",
    "account.set_avatar",
}
# Pieces of a file whose beginning was counted; half a gigabyte has more than a hundred.
PIECES = {"transfers.append"}
LOGIN = {"auth.log_in"}
LETTERS = {"letters.forgot_password", "letters.send_link", "account.change_email"}
# Whoever found an open browser must not be able to guess the password there.
EVIDENCE = {"account.change_password", "account.change_email", "account.delete_account"}
LYRICS = "lyrics"
# So many as somebody writes by hand.
WRITTEN = {"messages.send", "messages.report"}
# Each is a job of seconds that goes before the songs of others, and needs no account.
AUDITIONS = {"voices.preview"}
# A song from a second on is encoded for whoever asks.
FROM_A_SECOND = {"streaming.stream": "start", **dict.fromkeys(PLAYERS, "timeOffset")}


@dataclass(frozen=True)
class Rule:
    """So many requests a minute of a kind, counted by a key."""

    name: str
    per_minute: int
    applies: Callable[[], bool]
    key: Callable[[], str]

    def to_limit(self) -> ApplicationLimit:
        """Write the rule as Flask-Limiter wants it."""
        return ApplicationLimit(
            limit_provider=f"{self.per_minute}/minute",
            key_function=self.key,
            scope=self.name,
            exempt_when=lambda: not self.applies(),
        )


def rules(per_minute: int) -> list[Rule]:
    """All limits, for a default of so many changes a minute."""
    return [
        Rule("changing", per_minute, _is_changing, counted_as),
        Rule("reading", per_minute * READING_FACTOR, _is_reading, counted_as),
        Rule("players", per_minute * PLAYERS_FACTOR, _is_player, counted_as),
        Rule("uploads", 20, lambda: request.endpoint in UPLOADS, counted_as),
        Rule("pieces", per_minute * READING_FACTOR, lambda: request.endpoint in PIECES, counted_as),
        Rule("lyrics", 30, _is_lyrics_help, counted_as),
        Rule("auditions", 20, lambda: request.endpoint in AUDITIONS, counted_as),
        Rule("parts", per_minute, _is_from_a_second, counted_as),
        Rule("messages", 20, lambda: request.endpoint in WRITTEN, counted_as),
        Rule("login-address", 10, lambda: request.endpoint in LOGIN, _login_address),
        Rule("login-place", 30, lambda: request.endpoint in LOGIN, _place),
        Rule("letters-address", 10, lambda: request.endpoint in LETTERS, _login_address),
        Rule("letters-place", 30, lambda: request.endpoint in LETTERS, _place),
        Rule("evidence", 10, lambda: request.endpoint in EVIDENCE, counted_as),
    ]


def install(app: Flask, storage: RateStorage, *, enabled: bool, per_minute: int) -> Limiter:
    """Count requests; refuse those above a limit with when to come back."""
    options: dict[str, Any] = {**storage.options, "watch": storage.watch} if storage.watch else {}
    limiter = Limiter(
        counted_as,
        app=app,
        application_limits=[rule.to_limit() for rule in rules(per_minute)],
        strategy="moving-window",
        storage_uri=f"{PREFIX}{storage.uri}" if storage.watch else storage.uri,
        storage_options=options,
        enabled=enabled,
    )
    app.register_error_handler(RateLimitExceeded, lambda refusal: _too_many(limiter, refusal))
    return limiter


def _too_many(limiter: Limiter, refusal: RateLimitExceeded) -> Response:
    breached = next((limit for limit in limiter.current_limits if limit.breached), None)
    wait_s = min(max(1, round(breached.reset_at - time.time())), 60) if breached else 60
    allowed = refusal.limit.limit if refusal.limit else "the limit"
    answer = problem(429, f"More than {allowed}. Try again in {wait_s} s.", "too_many_requests")
    answer.headers["Retry-After"] = str(wait_s)
    return answer


def _is_player() -> bool:
    named = (request.view_args or {}).get("call", "").removesuffix(".view")
    return request.endpoint in PLAYERS and named not in SOUNDS


def _is_from_a_second() -> bool:
    name = FROM_A_SECOND.get(request.endpoint or "")
    return name is not None and request.values.get(name, "0") not in ("", "0")


def _is_reading() -> bool:
    return request.endpoint not in UNCOUNTED and (request.method in READING or request.endpoint in READ_BY_POST)


def _is_changing() -> bool:
    return request.method not in (*READING, "OPTIONS") and request.endpoint not in UNCOUNTED | READ_BY_POST | PIECES


def _is_lyrics_help() -> bool:
    return request.blueprint == LYRICS and request.method not in (*READING, "OPTIONS")


def _place() -> str:
    return place_of(request.remote_addr or "")


def _login_address() -> str:
    """The address in its one spelling, as the route will read it: else each way of writing it had guesses of its own.

    A body that cannot be read is refused when the route reads it; here it only has to be counted.
    """
    try:
        return spelling.address(one_line(str(given_fields().get("email", ""))))[:254] or _place()
    except (StudioError, HTTPException, RecursionError):
        return _place()
