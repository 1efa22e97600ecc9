"""Requests get a thread once they are here: gunicorn's threaded worker, made safe against senders that dawdle.

A thread that waits for a sender is lost to everybody else, and a few hundred sockets that say nothing or send a byte a
second would take them all. So the main loop, which waits for many sockets at once, collects the head of a request and
the first part of its body. Larger bodies are read by threads, half of which at most may do so, from senders that keep
up a least pace; further senders wait in line, which costs no thread. The same patience ends for clients that do not
take their answer; files leave without a thread (departures.py). TLS ends at the proxy in front.
"""

from __future__ import annotations

import errno
import json
import re
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from backend.departures import Rest, departing
from backend.shares import Shares

# A head, and whatever the main loop collects of a body, arrives within this time.
ARRIVAL_S = 10.0
# Larger bodies arrive at this pace, on average since their head; a slow telephone sends more.
BYTES_PER_S = 16 * 2**10
# A client that takes nothing of its answer for so long is gone, or wants to be taken for it.
STALLED_S = 60.0
# What a refused client may still be sending is read for so long, else it would see a reset in place of the answer.
LINGER_S = 2.0
# So many senders of large bodies wait for their turn, and so long.
MOST_IN_LINE, LINE_S = 64, 60.0
# gunicorn refuses heads of this size (100 fields of 8 kB) only after a thread has read them.
MAX_HEAD = 2**16
# The first line of a request: method, address and version. What gunicorn takes at most.
MAX_LINE = 8190
# Bodies of more than this are for threads: the main loop keeps what it collects in memory.
MAX_BODY = 2**16
PIECE = 2**16

LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
UNCOUNTED = re.compile(rb"\r\n(?:transfer-encoding|expect):", re.IGNORECASE)
END = b"\r\n\r\n"
# Made when gunicorn loads its worker, before it forks.
SHARES = Shares()
CLOSING = "Content-Type: text/plain\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
HEAD_TOO_LARGE = f"HTTP/1.1 431 Request Header Fields Too Large\r\n{CLOSING}".encode()


def refusal(status: HTTPStatus, said: str, code: str, *fields: str) -> bytes:
    """What a caller is told who gets no thread, in the words of the API (`backend/api/errors.py`)."""
    told = {
        "success": False, "error": said, "type": "about:blank", "title": status.phrase, "status": status.value,
        "detail": said, "code": code,
    }  # fmt: skip
    body = json.dumps(told)
    head = [f"HTTP/1.1 {status.value} {status.phrase}", *fields, "Content-Type: application/json", "Connection: close"]
    return "\r\n".join([*head, f"Content-Length: {len(body)}", "", body]).encode()


LINE_TOO_LONG = refusal(
    HTTPStatus.REQUEST_URI_TOO_LONG, f"The address is longer than {MAX_LINE} bytes.", "address_too_long"
)
BUSY = refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Many files are being sent; send it again in a moment.",
    "busy",
    "Retry-After: 2",
)


class Arriving:
    """What has come of a request, and whether it is enough to begin with."""

    def __init__(self, until: float) -> None:
        self.until, self.bytes = until, bytearray()

    def is_here(self) -> bool:
        """Whether a thread can serve it: it is complete, or the rest is for a thread to read."""
        missing = self.missing()
        return missing == 0 or (missing is not None and len(self.bytes) + missing > MAX_BODY + self._head())

    def missing(self) -> float | None:
        """How many bytes of the body are still to come; None before the end of the head."""
        if not (head := self._head()):
            return None
        fields = bytes(self.bytes[:head])
        if UNCOUNTED.search(fields):
            return float("inf")
        length = LENGTH.search(fields)
        return max(0, head + int(length[1]) - len(self.bytes)) if length else 0

    def refusal(self) -> bytes:
        """What to answer where the head, or its first line, has no end within its limit; else nothing."""
        if self.bytes.find(b"\n", 0, MAX_LINE) < 0 and len(self.bytes) >= MAX_LINE:
            return LINE_TOO_LONG
        return HEAD_TOO_LARGE if len(self.bytes) > MAX_HEAD and not self._head() else b""

    def _head(self) -> int:
        return self.bytes.find(END) + len(END) if END in self.bytes else 0


class PacedReader(SocketUnreader):  # type: ignore[misc] # gunicorn has no types
    """Reads what a sender still owes, as long as it keeps up the pace."""

    def __init__(self, sock: socket.socket, begun: bytes) -> None:
        super().__init__(sock)
        self.unread(begun)
        self._until = time.monotonic() + ARRIVAL_S

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Wait for the next piece.

        Raises
        ------
        ConnectionResetError
            if the sender has fallen behind: to the application it is gone
        """
        left = self._until - time.monotonic()
        try:
            self.sock.settimeout(max(left, 0.001))
            piece: bytes = super().chunk(size_hint)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "The body came too slowly.") from None
        finally:
            self.sock.settimeout(STALLED_S)
        self._until += len(piece) / BYTES_PER_S
        return piece


class ArrivalWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """The threaded worker whose threads never wait for a head or a small body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[TConn, Arriving] = {}
        self._leaving: dict[TConn, float] = {}
        self._rests: dict[socket.socket, Rest] = {}
        self._departing: dict[TConn, tuple[Rest, Future[Any]]] = {}
        self._line: deque[tuple[float, TConn]] = deque()
        self._long_bodies = 0

    def load_wsgi(self) -> None:
        """Load the application, and let its files leave by themselves."""
        super().load_wsgi()
        self.application: Any = self.wsgi  # type: ignore[has-type] # gunicorn has no types
        self.wsgi = departing(self.application, self._rests.__setitem__)

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, unless another process has fewer."""
        SHARES.tell(self.age, self.nr_conns)
        if SHARES.is_turn_of(self.age):
            super().accept(listener)
            SHARES.tell(self.age, self.nr_conns)

    def enqueue_req(self, conn: TConn) -> None:
        """Give a connection a thread if its request is here, else wait for more of it; always on the main thread."""
        arriving = self._arriving.pop(conn, None) or Arriving(time.monotonic() + ARRIVAL_S)
        if conn.parser is not None:
            arriving.bytes += conn.parser.unreader.take_buffered()
        ended = self._collect(conn, arriving)
        if refusal := arriving.refusal():
            self._refuse(conn, refusal)
        elif arriving.is_here():
            conn.arrived, conn.is_long = arriving, bool(arriving.missing())
            self._serve(conn)
        elif ended:
            self._close(conn)
        else:
            self._arriving[conn] = arriving
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_more, conn))
            self._make_room()

    def handle(self, conn: TConn) -> Any:
        """Serve a request that is here; in a thread."""
        conn.data_ready = True
        conn.init()
        conn.parser.unreader = PacedReader(conn.sock, bytes(conn.arrived.bytes))
        return super().handle(conn)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer a request whose client takes the answer.

        Raises
        ------
        ConnectionResetError
            if it does not
        """
        conn.sock.settimeout(STALLED_S)
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "The answer was not taken.") from None

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """Keep the connection of an answered request, or take leave; on the main thread, which waits for nobody."""
        if conn.is_long:
            self._long_bodies, conn.is_long = self._long_bodies - 1, False
            self._call_next()
        if rest := self._rests.pop(conn.sock, None):
            self._depart(conn, fs, rest)
        elif self.alive and not fs.cancelled() and not fs.exception() and not fs.result():
            self._take_leave(conn)
        else:
            super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Part with those whose time is over, and tell how many are left; after each look at what happened."""
        now = time.monotonic()
        for conn in [conn for conn, arriving in self._arriving.items() if arriving.until < now]:
            self._give_up(conn)
        for conn in [conn for conn, until in self._leaving.items() if until < now]:
            self._end(conn)
        for conn in [conn for conn, (rest, _) in self._departing.items() if rest.until < now]:
            self._stay_behind(conn)
        while self._line and self._line[0][0] < now:
            self._refuse(self._line.popleft()[1], BUSY)
        SHARES.tell(self.age, self.nr_conns)

    def _serve(self, conn: TConn) -> None:
        """Give a request a thread; where enough threads read large bodies, its sender waits in line."""
        if not conn.is_long:
            super().enqueue_req(conn)
        elif self._long_bodies < max(1, self.cfg.threads // 2):
            self._long_bodies += 1
            super().enqueue_req(conn)
        elif len(self._line) < MOST_IN_LINE:
            self._line.append((time.monotonic() + LINE_S, conn))
        else:
            self._refuse(conn, BUSY)

    def _call_next(self) -> None:
        if self._line:
            self._serve(self._line.popleft()[1])

    def _refuse(self, conn: TConn, said: bytes) -> None:
        with suppress(OSError):
            conn.sock.send(said)
        self._take_leave(conn)

    def _on_more(self, conn: TConn, sock: socket.socket) -> None:
        self.poller.unregister(sock)
        self.enqueue_req(conn)

    def _collect(self, conn: TConn, arriving: Arriving) -> bool:
        """Take what is there; the answer is whether the sender has ended."""
        conn.sock.setblocking(False)
        try:
            while not arriving.is_here() and not arriving.refusal():
                piece = conn.sock.recv(PIECE)
                if not piece:
                    return True
                arriving.bytes += piece
        except BlockingIOError:
            return False
        except OSError:
            return True
        return False

    def _make_room(self) -> None:
        """Half of the places are for those who say something; who has dawdled longest goes first."""
        if len(self._arriving) > self.worker_connections // 2:
            self._give_up(next(iter(self._arriving)))

    def _give_up(self, conn: TConn) -> None:
        del self._arriving[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _depart(self, conn: TConn, fs: Future[Any], rest: Rest) -> None:
        """Send the rest of a file whenever there is room for more of it."""
        conn.sock.setblocking(False)
        self._departing[conn] = rest, fs
        self.poller.register(conn.sock, selectors.EVENT_WRITE, partial(self._on_room, conn))

    def _on_room(self, conn: TConn, sock: socket.socket) -> None:
        rest, fs = self._departing[conn]
        try:
            rest.send(sock)
        except OSError:
            self._stay_behind(conn)
            return
        if not rest.left:
            self._forget_rest(conn)
            self.finish_request(conn, fs)

    def _stay_behind(self, conn: TConn) -> None:
        self._forget_rest(conn)
        self._close(conn)

    def _forget_rest(self, conn: TConn) -> None:
        rest, _ = self._departing.pop(conn)
        self.poller.unregister(conn.sock)
        rest.close()

    def _take_leave(self, conn: TConn) -> None:
        """Say that nothing more comes, and read on for a moment: a close with bytes unread would cut the answer off."""
        conn.sock.setblocking(False)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        self._leaving[conn] = time.monotonic() + LINGER_S
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_last_words, conn))

    def _on_last_words(self, conn: TConn, sock: socket.socket) -> None:
        try:
            has_ended = not sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            has_ended = True
        if has_ended:
            self._end(conn)

    def _end(self, conn: TConn) -> None:
        del self._leaving[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()
