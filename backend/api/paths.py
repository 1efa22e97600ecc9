"""Addresses: a number that no row can have is found nowhere, before a database is asked about it."""

from __future__ import annotations

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter, IntegerConverter

# What an integer column holds.
LARGEST_ID = 2**31 - 1


class RowNumber(IntegerConverter):
    """``<int:...>`` in a route: the number of a row."""

    def to_python(self, value: str) -> int:
        """Read the number.

        Raises
        ------
        NotFound
            if no row can have it; without this the address would be tried as one of a page
        """
        if len(value) > len(str(LARGEST_ID)) or not 1 <= int(value) <= LARGEST_ID:
            raise NotFound
        return int(value)


class JobName(BaseConverter):
    """``<job:...>`` in a route: the name of a job, so that no job is called as a route beside it."""

    regex = r"job_\w{1,36}"


def install(app: Flask) -> None:
    """Let routes take such numbers alone."""
    app.url_map.converters.update(int=RowNumber, job=JobName)
