"""Files leave without a thread: what a client does not take at once, the main loop sends when there is room for it.

A thread sends as much of a file as the connection holds, which is all of it for most; the rest waits with hundreds of
others for its client. So listeners who pause, or have a slow line, keep no thread from those who ask for something.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend.stretches import Stretch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A player that pauses takes nothing for minutes; it costs a connection and no more.
PATIENCE_S = 600.0
# So much for one client before the next has a turn.
PORTION = 2**18


@dataclass
class Rest:
    """What a client has not taken yet: an open file, where to go on, how much is left, and until when."""

    file: int
    at: int
    left: int
    until: float

    def send(self, sock: socket.socket) -> None:
        """Send what there is room for, up to a portion.

        Raises
        ------
        OSError
            if the client is gone, or the file has become shorter
        """
        with suppress(BlockingIOError):
            sent = os.sendfile(sock.fileno(), self.file, self.at, min(self.left, PORTION))
            if not sent:
                raise OSError("The file has become shorter.")
            self.at, self.left, self.until = self.at + sent, self.left - sent, time.monotonic() + PATIENCE_S

    def close(self) -> None:
        """Let go of the file."""
        os.close(self.file)


class Departing:
    """The body of an answer that sends itself: the head by the server, the rest straight from the file."""

    def __init__(self, stretch: Stretch, sock: socket.socket, leave: Callable[[socket.socket, Rest], None]) -> None:
        self._stretch, self._sock, self._leave = stretch, sock, leave

    def __iter__(self) -> Iterator[bytes]:
        file = os.open(self._stretch.place, os.O_RDONLY)
        rest = Rest(file, self._stretch.start, self._stretch.length, time.monotonic() + PATIENCE_S)
        try:
            yield b""  # the server sends the head before the first piece
            before = -1
            while rest.left and rest.left != before:
                before = rest.left
                rest.send(self._sock)
        except BaseException:
            rest.close()
            raise
        if rest.left:
            self._leave(self._sock, rest)
        else:
            rest.close()


def departing(serve: WSGIApplication, leave: Callable[[socket.socket, Rest], None]) -> WSGIApplication:
    """Let the files of an application leave by themselves; ``leave`` is given what a client did not take."""

    def depart(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = serve(environ, start_response)
        sock = environ.get("gunicorn.socket")
        if not isinstance(answer, Stretch) or sock is None or environ["REQUEST_METHOD"] == "HEAD":
            return answer
        return Departing(answer, sock, leave)

    return depart
