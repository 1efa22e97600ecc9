"""A language model that may write lyrics: any server that speaks OpenAI's chat completions (Ollama, llama.cpp, vLLM).

It is asked for at most 12 seconds in all, two at a time; whoever comes meanwhile, or after it failed, is told why so
that the studio writes by itself.
"""

from __future__ import annotations

import json
import logging
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import BoundedSemaphore
from typing import Any
from urllib.error import URLError

logger = logging.getLogger(__name__)

# All tries together; a request of somebody waits for that long.
LONGEST_S, SHORTEST_S = 12.0, 1.0
TRIES, AT_ONCE = 2, 2
MAX_ANSWER = 200_000
MAX_TOKENS = 900


class NoAnswer(Exception):
    """The model did not write; the message says why."""


class NotElsewhere(urllib.request.HTTPRedirectHandler):
    """Goes to no other address than the one that was set: the key is for that one alone."""

    def redirect_request(self, *_args: Any) -> None:
        """Take an answer that names another address as a refusal."""


_OPENER = urllib.request.build_opener(NotElsewhere)


@dataclass(frozen=True)
class LanguageModel:
    """Where the model is, what it is called, and the key that it wants."""

    base_url: str
    model: str = ""
    api_key: str = field(default="", repr=False)
    clock: Callable[[], float] = time.monotonic
    _places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE), repr=False, compare=False)

    def write(self, system: str, user: str, seed: int) -> str:
        """Ask for a text.

        Raises
        ------
        NoAnswer
            saying why there is none
        """
        if not self._places.acquire(blocking=False):
            raise NoAnswer("the language model is busy")
        try:
            return self._tried(self._question(system, user, seed))
        finally:
            self._places.release()

    def _tried(self, question: bytes) -> str:
        until, reason = self.clock() + LONGEST_S, ""
        for _ in range(TRIES):
            left_s = until - self.clock()
            if left_s < SHORTEST_S:
                break
            try:
                return self._asked(question, left_s)
            except NoAnswer as why:
                reason = str(why)
        logger.warning("The language model did not write: %s", reason)
        raise NoAnswer(reason)

    def _question(self, system: str, user: str, seed: int) -> bytes:
        asked = {
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "max_tokens": MAX_TOKENS,
            "temperature": 0.9,
            "seed": seed,
            "stream": False,
        }
        return json.dumps({**asked, "model": self.model or "default"}).encode()

    def _asked(self, question: bytes, wait_s: float) -> str:
        headers = {"Content-Type": "application/json"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        address = f"{self.base_url.rstrip('/')}/chat/completions"
        request = urllib.request.Request(address, question, headers)
        try:
            with _OPENER.open(request, timeout=wait_s) as answer:
                return _text(self._content(answer, wait_s))
        except TimeoutError:
            raise NoAnswer("the language model took too long") from None
        except HTTPException as wrong:
            raise NoAnswer(f"the language model's answer cannot be read ({type(wrong).__name__})") from None
        except (URLError, OSError) as wrong:
            reason = getattr(wrong, "reason", wrong)
            raise NoAnswer(f"the language model cannot be reached ({str(reason)[:80]})") from None

    def _content(self, answer: object, wait_s: float) -> bytes:
        """The whole answer, unless it trickles in or does not end."""
        until, content = self.clock() + wait_s, b""
        while piece := answer.read1(2**14):  # type: ignore[attr-defined]
            content += piece
            if len(content) > MAX_ANSWER:
                raise NoAnswer("the language model's answer is too long")
            if self.clock() > until:
                raise NoAnswer("the language model took too long")
        return content


def _text(content: bytes) -> str:
    try:
        text = json.loads(content)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoAnswer("the language model's answer cannot be read") from None
    if not isinstance(text, str) or not text.strip():
        raise NoAnswer("the language model wrote nothing")
    return text
