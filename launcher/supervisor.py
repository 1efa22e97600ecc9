"""The studio's processes: started in order, restarted when they die, stopped in the opposite order."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher import family, rotation
from launcher.console import Stop, say
from launcher.tools import tail

FIRST_DELAY_S, LONGEST_DELAY_S = 0.5, 30.0
# Who lived longer than this did not die of how it was started.
HEALTHY_S = 60.0
# What web, workers and broker may take to end, in this order, before they are killed; together under the three seconds
# that Ctrl-C may take. Workers need the most: they put back what they were making.
PATIENCE_S = {"web": 0.8, "worker": 1.3, "broker": 0.5}


class Child:
    """One process of the studio and what it prints. Its kind is the first word of its name."""

    def __init__(self, name: str, argv: Sequence[object], environ: Mapping[str, str], log: Path) -> None:
        self.name, self.kind, self.log = name, name.partition(" ")[0], log
        self._argv, self._environ = [str(word) for word in argv], dict(environ)
        self._deaths_in_a_row, self.restart_at = 0, 0.0
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_bytes(b"")
        self.start()

    def start(self) -> None:
        """Start in a group of its own: Ctrl-C in the terminal reaches the launcher alone, which stops all in order."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self._argv,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=family.die_with_parent(),  # noqa: PLW1509 - by now the launcher has one thread
            )
        self.started, self.restart_at = time.monotonic(), 0.0

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def plan_restart(self) -> float:
        """Choose when to start again, later after each early death; returns the seconds until then."""
        lived = time.monotonic() - self.started
        self._deaths_in_a_row = 1 if lived > HEALTHY_S else self._deaths_in_a_row + 1
        delay: float = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** (self._deaths_in_a_row - 1))
        self.restart_at = time.monotonic() + delay
        return delay

    def end_by(self, deadline: float) -> None:
        """Wait for its end until a moment of the monotonic clock; then kill it."""
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            family.send_to_group(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Keeps children alive until it stops them."""

    def __init__(self, log_dir: Path) -> None:
        self._log_dir = log_dir
        self.children: list[Child] = []

    def start(self, name: str, argv: Sequence[object], environ: Mapping[str, str]) -> Child:
        """Start a child that is to stay."""
        child = Child(name, argv, environ, self._log_dir / f"{name.replace(' ', '-')}.out")
        self.children.append(child)
        return child

    def check_all_started(self) -> None:
        """Refuse to go on while starting when a child has died already.

        Raises
        ------
        Stop
            with its last words
        """
        for child in self.children:
            if not child.is_alive():
                code = child.process.returncode
                raise Stop(f"{child.name} ended at once ({_how(code)}). Its last words:\n{tail(child.log)}")

    def look_after(self) -> None:
        """Restart who died, after a while that grows with each early death, and keep what they print in bounds."""
        for child in self.children:
            rotation.rotate(child.log)
            if child.is_alive():
                continue
            if not child.restart_at:
                delay = child.plan_restart()
                how = _how(child.process.returncode)
                say(f"  {child.name} ended ({how}); starting it again in {delay:g} s. Its words: {child.log}")
            elif time.monotonic() >= child.restart_at:
                child.start()
        family.reap_strangers(child.process.pid for child in self.children)

    def stop(self) -> None:
        """Stop all, kind by kind: no more requests, then no more work, then no more broker; then whatever they left."""
        for kind, patience_s in PATIENCE_S.items():
            children = [child for child in self.children if child.kind == kind]
            for child in children:
                child.process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + patience_s
            for child in children:
                child.end_by(deadline)
        family.end_descendants()


def _how(code: int) -> str:
    return f"status {code}" if code >= 0 else signal.Signals(-code).name
