"""`python3 run.py`: everything from a fresh clone to a studio that answers, and its orderly end."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser

from backend.config import Settings, keep_private
from launcher import broker as brokers
from launcher import family, packages, prepare, revisions, running, secret, tools
from launcher.broker import Broker
from launcher.console import Stop, say
from launcher.studio import Studio
from launcher.supervisor import Supervisor

# How long a start may take, on a machine that is busy with other things.
START_S = 180.0


def serve(studio: Studio, *, workers: int, browser: bool) -> int:
    """Prepare what is missing, start everything, look after it until Ctrl-C or SIGTERM.

    Raises
    ------
    Stop
        saying what is missing
    """
    start = time.monotonic()
    keep_private()
    secret.write(studio)
    settings = studio.settings()
    with running.only_one(settings) as held:
        check_port(settings)
        prepare.everything(studio)
        packages.install_driver(studio, settings.database_url)
        end = threading.Event()
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, lambda *_: end.set())
        family.adopt_orphans()
        supervisor = Supervisor(settings.log_dir)
        broker = brokers.choose(studio, settings)
        running.tell(held, address(settings), broker.url)
        try:
            environ = studio.environ(REDIS_URL=broker.url)
            start_broker(broker, supervisor, environ)
            migrate(studio, settings)
            start_web(studio, settings, supervisor, environ)
            if wait_until_healthy(settings, supervisor, end):
                announce(settings, broker, workers, time.monotonic() - start)
                if browser:
                    open_browser(address(settings))
                # Last, so that the pages need not share the cores with them; who asks for a song now waits for them.
                start_workers(studio, supervisor, environ, workers)
            while not end.wait(0.2):
                supervisor.look_after()
        finally:
            stop_all(supervisor, broker)
    return 0


def start_broker(broker: Broker, supervisor: Supervisor, environ: dict[str, str]) -> None:
    """Start the broker, if it is ours to start, and wait until it answers."""
    if not broker.argv:
        return
    supervisor.start("broker", broker.argv, environ)
    if not brokers.wait_for(broker):
        supervisor.check_all_started()
        raise Stop("The broker does not answer.", "Type: python3 run.py --no-redis")


def start_web(studio: Studio, settings: Settings, supervisor: Supervisor, environ: dict[str, str]) -> None:
    """Start gunicorn; how it serves stands in `backend/serving.py`."""
    served = ["-c", "python:backend.serving", "--bind", f"{bracketed(settings.host)}:{settings.port}"]
    supervisor.start("web", [studio.python, "-m", "gunicorn", *served, "backend.app:create_app()"], environ)


def migrate(studio: Studio, settings: Settings) -> None:
    """Bring the tables to the newest revision, unless they are seen to be there: asking Alembic takes two seconds."""
    if revisions.is_newest(settings.database_url):
        return
    argv, log = [studio.python, "-m", "backend.cli", "migrate"], studio.share / "setup.log"
    remedy = "Is DATABASE_URL right, and does its server run? Type: python3 run.py doctor"
    tools.call(argv, log=log, what="The database could not be brought up to date", remedy=remedy, env=studio.environ())


def start_workers(studio: Studio, supervisor: Supervisor, environ: dict[str, str], workers: int) -> None:
    """Start the processes that make songs."""
    for number in range(1, workers + 1):
        supervisor.start(f"worker {number}", [studio.python, "-m", "backend.worker"], environ)


def wait_until_healthy(settings: Settings, supervisor: Supervisor, end: threading.Event) -> bool:
    """Wait until the web says that it is well; False when asked to end meanwhile.

    Raises
    ------
    Stop
        when a process died or nothing answers in time
    """
    began = time.monotonic()
    while not end.wait(0.1):
        supervisor.check_all_started()
        if is_healthy(settings):
            return True
        if time.monotonic() - began > START_S:
            raise Stop(f"The studio does not answer after {START_S:g} s.", f"Its logs are in {settings.log_dir}")
    return False


def is_healthy(settings: Settings) -> bool:
    """Tell whether ``/health`` says that all is well; not so while nobody answers there."""
    host = {"Host": settings.allowed_hosts[0]} if settings.allowed_hosts else {}
    request = urllib.request.Request(f"{address(settings)}/health", headers=host)
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with straight.open(request, timeout=2) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (OSError, ValueError):
        return False


def announce(settings: Settings, broker: Broker, workers: int, seconds: float) -> None:
    """Say where the studio is."""
    say(f"\nMini Studio: {address(settings)}   (ready in {seconds:.1f} s; Ctrl-C stops it)")
    say(f"  broker: {broker.told} · workers: {workers} · songs in {settings.storage_dir}\n")


def open_browser(url: str) -> None:
    """Show the page where there is a desktop; a browser that runs in the terminal would take it over."""
    if sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        webbrowser.open(url)


def stop_all(supervisor: Supervisor, broker: Broker) -> None:
    """Stop every process and remove the broker's door."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    say("\nStopping.")
    supervisor.stop()
    if broker.socket and broker.argv:
        broker.socket.unlink(missing_ok=True)
        if broker.socket.parent.name.startswith("mini-studio-"):
            shutil.rmtree(broker.socket.parent, ignore_errors=True)


def check_port(settings: Settings) -> None:
    """Make sure that the address is free.

    Raises
    ------
    Stop
        when it is taken, is not ours, or needs rights we do not have
    """
    family_of = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family_of) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((settings.host, settings.port))
        except OSError as refused:
            missing = f"{settings.host}:{settings.port} cannot be used: {os.strerror(refused.errno or 0)}."
            if refused.errno == errno.EADDRINUSE:
                missing = f"Port {settings.port} of {settings.host} is in use by another program."
            raise Stop(missing, f"Type: python3 run.py --port {settings.port % 65_535 + 1}") from None


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the studio."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # it binds nothing  # nosec B104
    return f"http://{bracketed(host)}:{settings.port}"


def bracketed(host: str) -> str:
    """A host as it stands before a port."""
    return f"[{host}]" if ":" in host else host
