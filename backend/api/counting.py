"""Where requests are counted: in Redis for all processes together, in this process's memory while Redis is away.

Flask-Limiter can fall back by itself, but of several requests that meet a silent Redis at once it lets only the first;
and each of its questions would wait for Redis again after the queue has just done so. Here one watch is kept for both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from limits.storage import MemoryStorage, RedisStorage

from backend.services.services import Watch

PREFIX = "watched+"
Answer = TypeVar("Answer")


class WatchedStorage(RedisStorage):
    """Redis while it answers, else memory; an address of it begins with ``watched+``."""

    STORAGE_SCHEME = [f"{PREFIX}{scheme}" for scheme in ("redis", "rediss", "redis+unix")]  # noqa: RUF012 - as the library declares it

    def __init__(self, uri: str, *, watch: Watch, **options: Any) -> None:
        super().__init__(uri.removeprefix(PREFIX), **options)
        self._watch = watch
        self._memory = MemoryStorage()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count a request unless the limit is reached."""
        return self._ask(
            lambda: super(WatchedStorage, self).acquire_entry(key, limit, expiry, amount),
            lambda: self._memory.acquire_entry(key, limit, expiry, amount),
        )

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Return when the window began and how many requests are in it."""
        return self._ask(
            lambda: super(WatchedStorage, self).get_moving_window(key, limit, expiry),
            lambda: self._memory.get_moving_window(key, limit, expiry),
        )

    def _ask(self, redis: Callable[[], Answer], memory: Callable[[], Answer]) -> Answer:
        if self._watch.is_up():
            try:
                return redis()
            except self.base_exceptions:
                self._watch.gone("count a request")
        return memory()
