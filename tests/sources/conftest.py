"""The printed examples of the documents that the API has to satisfy, sent as printed to a studio that really runs.

One studio with a broker and one without are started once for all of them; STUDIO_ADDRESS names one that runs already.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from running import running

SETTINGS = {"GUEST_TRIAL": "1000"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)


@dataclass
class Studio:
    """A running studio, and one client of it that keeps its cookies."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, printed: str, body: str | bytes = "", **headers: str) -> tuple[int, Any]:
        """Send a printed line such as ``POST /api/auth/login/`` with a printed body, byte for byte."""
        method, path = printed.split()
        body = body if isinstance(body, bytes) else body.encode()
        connection = HTTPConnection(self.address.removeprefix("http://"), timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if kept := "; ".join(f"{name}={value}" for name, value in self.cookies.items()):
            sent["Cookie"] = kept
        connection.request(method, path, body or None, sent)
        answer = connection.getresponse()
        self.headers = dict(answer.headers)
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        content = answer.read()
        connection.close()
        return answer.status, json.loads(content) if content else None

    def send_file(self, printed: str, name: str, content: bytes, **headers: str) -> tuple[int, Any]:
        """Send a file as the multipart field ``file``."""
        mark = secrets.token_hex(8)
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self.send(printed, body, Content_Type=f"multipart/form-data; boundary={mark}", **headers)

    def link(self, to: str, about: str) -> str:
        """The end of the newest link of a kind that was sent to an address; letters take a moment."""
        for _ in range(300):
            _, found = Studio(self.address).send(f"GET /api/dev/mailbox?{urlencode({'to': to})}")
            for letter in found["results"]:
                if token := re.search(rf"/{about}/([^/\s]+)", letter["text"]):
                    return token[1]
            time.sleep(0.1)
        raise AssertionError(f"no {about} letter came to {to}")


@pytest.fixture(scope="session")
def with_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("sources"), **SETTINGS) as address:
        yield address


@pytest.fixture(scope="session")
def without_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("sources"), "--no-redis", **SETTINGS) as address:
        yield address


@pytest.fixture(params=["redis", "no-redis"])
def running_studio(request: pytest.FixtureRequest) -> str:
    """The address of each of the two; a fixture with parameters of its own would start one anew in every file."""
    there = os.environ.get("STUDIO_ADDRESS")
    return there or request.getfixturevalue("with_redis" if request.param == "redis" else "without_redis")


@pytest.fixture
def studio(running_studio: str) -> Studio:
    """A client that nobody has seen before."""
    return Studio(running_studio)
