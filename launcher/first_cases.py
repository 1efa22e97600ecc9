"""A pytest plugin for `test quick`: of a test that runs for many cases, the first stands for all."""

from __future__ import annotations

from typing import Any


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Leave out every case but the first of each test."""
    kept: list[Any] = []
    left_out: list[Any] = []
    seen: set[str] = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        (left_out if test in seen else kept).append(item)
        seen.add(test)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept
