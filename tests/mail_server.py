"""A mail server for tests: speaks just enough SMTP (RFC 5321), keeps what it is given, and can be told to misbehave."""

from __future__ import annotations

import base64
import shutil
import socketserver
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread


@dataclass
class MailServer:
    """What it offers, what it answers, and what it was told."""

    port: int = 0
    extensions: tuple[str, ...] = ()
    answers: dict[str, bytes] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    at_once: bool = False
    mails: list[bytes] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def login(self) -> str:
        """The user and password it was given, and whether over TLS."""
        return next((line for line in self.lines if line.startswith("login")), "")


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        told = self.server.told
        self.is_private = told.at_once
        if told.at_once:
            self._wrap()
        self._say(b"220 here")
        while line := self.rfile.readline():
            words = line.decode("utf-8", "replace").strip()
            told.lines.append(words)
            verb = words.split(" ")[0].upper()
            if not self._answer(verb, words):
                return

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def _answer(self, verb: str, words: str) -> bool:
        told = self.server.told
        if verb in told.answers:
            self._say(told.answers[verb])
        elif verb == "EHLO":
            offered = [each for each in told.extensions if not (each == "STARTTLS" and self.is_private)]
            self._say("\r\n".join(["250-here", *(f"250-{each}" for each in offered), "250 HELP"]).encode())
        elif verb == "STARTTLS":
            self._say(b"220 go on")
            self._wrap()
        elif verb == "AUTH":
            _, user, password = base64.b64decode(words.split(" ")[2]).decode().split("\0")
            told.lines.append(f"login {user} {password} {'private' if self.is_private else 'open'}")
            self._say(b"235 welcome")
        elif verb == "DATA":
            self._say(b"354 speak")
            told.mails.append(self._read_mail())
            self._say(b"250 kept")
        elif verb == "QUIT":
            self._say(b"221 bye")
            return False
        else:
            self._say(b"250 fine")
        return True

    def _read_mail(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _wrap(self) -> None:
        assert self.server.told.tls
        self.request = self.server.told.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        self.is_private = True

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    told: MailServer

    def handle_error(self, *_about: object) -> None:
        """A client that turns away is what some tests are about."""


@contextmanager
def serving(told: MailServer) -> Iterator[MailServer]:
    """Serve on a free port of this machine."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.told, told.port = told, server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext] | None:
    """TLS for a server called mail.test, and for clients that trust it; None where there is no openssl."""
    if not (openssl := shutil.which("openssl")):
        return None
    key, cert = folder / "key.pem", folder / "cert.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=mail.test"
    named = ["-addext", "subjectAltName=DNS:mail.test", "-keyout", key, "-out", cert]
    subprocess.run([openssl, *words.split(), *named], check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))
