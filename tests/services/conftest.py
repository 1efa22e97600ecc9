"""What users can do, on both kinds of database."""

from __future__ import annotations

import databases
import pytest


@pytest.fixture(params=databases.KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param
