"""Addresses: a number that no row can have is found nowhere, before a database is asked about it."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

# What an integer column holds.
LARGEST_ID = 2**31 - 1


class RowNumber(IntegerConverter):
    """``<int:...>`` in a route: the number of a row."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"min": 1, "max": LARGEST_ID, **kwargs})


def install(app: Flask) -> None:
    """Let routes take such numbers alone."""
    app.url_map.converters["int"] = RowNumber
