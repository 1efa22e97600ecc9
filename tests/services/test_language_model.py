"""A language model that writes lyrics, played by a small server; what it does wrong costs no lyrics."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from backend.services.language_model import MAX_ANSWER, LanguageModel, NoAnswer

GOOD = {"choices": [{"message": {"content": "[Verse]\nhello"}}]}


class Pretender(ThreadingHTTPServer):
    """Answers what a test gives it, one after the other, and remembers what it was asked."""

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked = list(answers), []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, self.headers.get("Authorization"), json.loads(body)))
        status, content = self.server.answers.pop(0)
        if status is None:
            self.wfile.write(content)
            return
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", content.decode())
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Authorization"), None))
        self.send_error(404)

    def log_message(self, *args):
        pass


@pytest.fixture
def serve():
    servers = []

    def serve(*answers):
        server = Pretender(answers)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_it_is_asked_as_openai_is(serve):
    server = serve((200, json.dumps(GOOD).encode()))
    assert LanguageModel(server.address, "small", "key").write("be brief", "sing", 7) == "[Verse]\nhello"
    ((path, key, asked),) = server.asked
    assert (path, key, asked["model"], asked["seed"]) == ("/v1/chat/completions", "Bearer key", "small", 7)
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]


def test_it_is_asked_once_more(serve):
    server = serve((500, b"oops"), (200, json.dumps(GOOD).encode()))
    assert LanguageModel(server.address).write("", "", 1) == "[Verse]\nhello"
    assert len(server.asked) == 2


@pytest.mark.security
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"choices": [{"message": {"content": null}}]}', "wrote nothing"),
        (b"x" * (MAX_ANSWER + 1), "too long"),
        (b"[" * 100_000, "cannot be read"),
    ],
)
def test_what_it_does_wrong_is_said(serve, content, reason):
    server = serve((200, content), (200, content))
    with pytest.raises(NoAnswer, match=reason):
        LanguageModel(server.address).write("", "", 1)


def test_it_is_not_waited_for_long(serve):
    server = serve((500, b""), (500, b""))
    times = iter([0.0, 0.0, 11.5, 11.5])
    with pytest.raises(NoAnswer, match="cannot be reached"):
        LanguageModel(server.address, clock=lambda: next(times)).write("", "", 1)
    assert len(server.asked) == 1


def test_two_are_written_at_a_time(serve):
    model = LanguageModel(serve().address)
    with model._places, model._places, pytest.raises(NoAnswer, match="busy"):
        model.write("", "", 1)


def test_a_model_that_is_away_is_named():
    with pytest.raises(NoAnswer, match="cannot be reached"):
        LanguageModel("http://127.0.0.1:1/v1").write("", "", 1)


@pytest.mark.security
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_key_goes_to_no_other_address(serve, status):
    other = serve((200, json.dumps(GOOD).encode()))
    server = serve(*[(status, other.address.encode())] * 2)
    with pytest.raises(NoAnswer, match="cannot be reached"):
        LanguageModel(server.address, api_key="key").write("", "", 1)
    assert other.asked == []


def test_what_speaks_no_http_is_no_model(serve):
    server = serve(*[(None, b"220 mail.example ESMTP\r\n")] * 2)
    with pytest.raises(NoAnswer, match="cannot be read"):
        LanguageModel(server.address).write("", "", 1)
