"""Senders that dawdle cost nobody else anything: gunicorn itself, as `backend/serving.py` sets it up."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from backend import arrivals
from backend.shares import PATIENCE_S, Shares

pytestmark = pytest.mark.security

ROOT = Path(__file__).resolve().parent.parent
APP = """
import os
from pathlib import Path

from backend.stretches import Stretch

FILE = Path(__file__).with_name("long.wav")
FILE.write_bytes(bytes(range(256)) * 2**17 + b"the end")


def app(environ, start_response):
    if environ["PATH_INFO"] == "/file":
        start_response("206 Partial Content", [("Content-Length", str(FILE.stat().st_size - 1))])
        return Stretch(FILE, 1, FILE.stat().st_size - 1)
    if environ["PATH_INFO"] == "/who":
        start_response("200 OK", [("Content-Length", "7")])
        return [b"%07d" % os.getpid()]
    body = environ["wsgi.input"].read() if environ["REQUEST_METHOD"] == "POST" else b""
    answer = b"%d bytes" % len(body)
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A web server with the studio's worker and few threads, in front of an application that reads its bodies."""
    with serving(tmp_path_factory.mktemp("served")) as place:
        yield place


@contextmanager
def serving(folder, *more):
    (folder / "served.py").write_text(APP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = free.getsockname()
    command = [sys.executable, "-m", "gunicorn", "-k", "backend.arrivals.ArrivalWorker", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{place[1]}", "--pythonpath", str(folder), "--no-control-socket", *more]
    command.append("served:app")
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    until = time.monotonic() + 30
    while not is_open(place):
        assert time.monotonic() < until
    try:
        yield place
    finally:
        server.terminate()
        server.wait(10)


def test_a_burst_of_connections_is_shared_by_the_processes(tmp_path):
    words = b"GET /who HTTP/1.1\r\nHost: here\r\n\r\n"
    with serving(tmp_path, "--workers", "2") as place, ExitStack() as open_doors:
        until, awake = time.monotonic() + 10, set()
        while len(awake) < 2:
            assert time.monotonic() < until
            with ExitStack() as soon_closed:
                doors = [soon_closed.enter_context(say(place, words)) for _ in range(4)]
                awake.update(map(process_of, doors))
            time.sleep(0.2)
        clients = [open_doors.enter_context(say(place, words)) for _ in range(40)]
        answered = Counter(map(process_of, clients))
    assert max(answered.values()) - min(answered.values()) <= 4


def test_a_process_that_takes_nothing_is_not_waited_for():
    shares = Shares()
    shares.tell(1, 5)
    shares.tell(2, 3)
    assert shares.is_turn_of(2)
    assert not shares.is_turn_of(1)
    time.sleep(PATIENCE_S)
    assert shares.is_turn_of(1)
    assert not shares.is_turn_of(1)
    shares.forget(2)
    assert shares.is_turn_of(1)


def is_open(place):
    with socket.socket() as door:
        return door.connect_ex(place) == 0


def say(place, words):
    door = socket.create_connection(place, timeout=10)
    door.sendall(words)
    return door


def process_of(door):
    said = b""
    while not (found := re.search(rb"\r\n\r\n(\d{7})$", said)):
        said += door.recv(4096)
    return found[1]


def answer_of(place, words=b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"):
    with say(place, words) as door:
        return rest_of(door)


def rest_of(door):
    return b"".join(iter(lambda: door.recv(4096), b""))


SILENT = b""
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: here\r\n"
HALF_A_BODY = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf"
PART_OF_A_LONG_BODY = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9000000\r\n\r\npart"
CHUNKS = b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nchu"
LINGERING = b"GET / HTTP/1.0\r\n\r\n"


@pytest.mark.parametrize("words", [SILENT, HALF_A_HEAD, HALF_A_BODY, PART_OF_A_LONG_BODY, CHUNKS, LINGERING])
def test_dawdling_senders_leave_others_their_answers(address, words):
    with ExitStack() as open_doors:
        for _ in range(200):
            open_doors.enter_context(say(address, words))
        began = time.monotonic()
        assert answer_of(address).endswith(b"0 bytes")
        assert time.monotonic() - began < 1


def test_a_request_that_comes_in_pieces_is_served(address):
    with say(address, HALF_A_HEAD) as door:
        for piece in (b"Content-Length: 6\r", b"\n\r\nabc", b"def"):
            time.sleep(0.02)
            door.sendall(piece)
        assert b"200 OK" in door.recv(4096)


def test_requests_that_come_together_are_both_served(address):
    both = (
        HALF_A_BODY + b" body" + b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"
    )
    answers = answer_of(address, both)
    assert answers.count(b"200 OK") == 2
    assert answers.endswith(b"3 bytes")


def test_a_long_body_is_read_whole(address):
    sent = urllib.request.Request(f"http://{address[0]}:{address[1]}/", data=bytes(3_000_000))
    with urllib.request.urlopen(sent, timeout=10) as answer:
        assert answer.read() == b"3000000 bytes"


def test_many_long_bodies_wait_in_line_and_are_all_read(address):
    head = b"POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: 200000\r\n\r\n"
    with ExitStack() as open_doors:
        doors = [open_doors.enter_context(say(address, head + bytes(1000))) for _ in range(12)]
        for door in doors:
            door.sendall(bytes(199_000))
        assert all(rest_of(door).endswith(b"200000 bytes") for door in doors)


def test_whoever_finds_the_line_full_is_told_so_in_json(address):
    with ExitStack() as open_doors:
        doors = [open_doors.enter_context(say(address, PART_OF_A_LONG_BODY)) for _ in range(arrivals.MOST_IN_LINE + 3)]
        answer = rest_of(doors[-1])
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503") and b"Retry-After" in head
    assert json.loads(body)["code"] == "busy"


def test_chunks_are_read_whole(address):
    with say(address, CHUNKS) as door:
        door.sendall(b"nk\r\n0\r\n\r\n")
        door.shutdown(socket.SHUT_WR)
        assert rest_of(door).endswith(b"5 bytes")


def test_whoever_asks_before_sending_is_told_to_go_on(address):
    asking = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    with say(address, asking) as door:
        assert door.recv(4096).startswith(b"HTTP/1.1 100")
        door.sendall(b"abc")
        assert rest_of(door).endswith(b"3 bytes")


@pytest.mark.parametrize("end", [b"", b" HTTP/1.1\r\nHost: here\r\n\r\n"])
def test_an_address_without_end_is_refused_in_words(address, end):
    head, _, body = answer_of(address, b"GET /" + b"x" * arrivals.MAX_LINE + end).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 414")
    assert json.loads(body)["code"] == "address_too_long"


def test_a_head_without_end_is_refused(address):
    endless = b"GET / HTTP/1.1\r\nX: " + b"x" * (arrivals.MAX_HEAD + 1)
    assert answer_of(address, endless).startswith(b"HTTP/1.1 431")


def test_a_body_that_falls_behind_is_given_up(monkeypatch):
    monkeypatch.setattr(arrivals, "ARRIVAL_S", 0.05)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"a piece")
        reader = arrivals.PacedReader(ours, b"")
        assert reader.read(3) == b"a p"
        with pytest.raises(ConnectionResetError, match="too slowly"):
            reader.read(100)


@pytest.mark.parametrize(
    ("words", "missing", "is_here"),
    [
        (b"", None, False),
        (HALF_A_HEAD, None, False),
        (HALF_A_HEAD + b"\r\n", 0, True),
        (HALF_A_BODY, 5, False),
        (HALF_A_BODY + b" body", 0, True),
        (PART_OF_A_LONG_BODY, 8_999_996, True),
        (CHUNKS, float("inf"), True),
    ],
)
def test_what_is_missing_is_known(words, missing, is_here):
    arriving = arrivals.Arriving(0.0)
    arriving.bytes += words
    assert (arriving.missing(), arriving.is_here()) == (missing, is_here)


FILE = b"GET /file HTTP/1.1\r\nHost: here\r\n\r\n"
END_OF_FILE = b"the end"
WHOLE = bytes(range(256)) * 2**17 + END_OF_FILE


def test_listeners_who_pause_leave_others_their_answers_and_get_all_of_it_later(address):
    with ExitStack() as open_doors:
        paused = [open_doors.enter_context(say(address, FILE)) for _ in range(100)]
        began = time.monotonic()
        assert answer_of(address).endswith(b"0 bytes")
        assert time.monotonic() - began < 1
        head, _, begun = paused[0].recv(4096).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 206")
        body = bytearray(begun)
        while len(body) < len(WHOLE) - 1:
            body += paused[0].recv(2**20)
        assert bytes(body) == WHOLE[1:]


def test_a_connection_that_took_a_file_goes_on(address):
    with say(address, FILE) as door:
        taken = bytearray()
        while not taken.endswith(END_OF_FILE):
            taken += door.recv(2**20)
        door.sendall(LINGERING)
        assert rest_of(door).endswith(b"0 bytes")


def test_whoever_goes_away_in_the_middle_of_a_file_harms_nobody(address):
    for _ in range(20):
        with say(address, FILE) as door:
            door.recv(4096)
    assert answer_of(address).endswith(b"0 bytes")
