"""Runs that begin at once: a process that has imported everything forks one for each (`tests.faults.one_run`)."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[2]
# A moment at which a run kills itself: module, function, before or after which of its calls.
Moment = tuple[str, str, int, bool]


class Forked:
    """A run; looks like a `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = threading.Event()

    def ended(self, status: int) -> None:
        """Note how it ended."""
        self.returncode = status
        self._ended.set()

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; how it ended."""
        if not self._ended.wait(timeout):
            raise TimeoutError(f"run {self.pid} has not ended after {timeout} s")
        assert self.returncode is not None
        return self.returncode


class Ready:
    """The process that forks runs."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._started: Queue[Forked] = Queue()
        self._runs: dict[int, Forked] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def start(
        self, topic: Path, warehouse: Path, settings: Mapping[str, str], log: Path, moment: Moment | None = None
    ) -> Forked:
        """A run on a topic; see `fork`."""
        return self.fork("tests.faults.one_run", (str(topic), str(warehouse)), settings, log, moment)

    def fork(
        self, work: str, words: Sequence[str], settings: Mapping[str, str], log: Path, moment: Moment | None = None
    ) -> Forked:
        """A run that has just begun; to be called by one thread at a time.

        Args:
            work: the module whose `run` it is.
            words: what that is called with.
            settings: environment variables.
            log: where what it prints goes.
            moment: when it kills itself.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([work, list(words), dict(settings), str(log), moment]) + "\n")
        self._process.stdin.flush()
        return self._started.get(timeout=300)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            what, pid, *status = line.split()
            if what == "started":
                self._runs[int(pid)] = Forked(int(pid))
                self._started.put(self._runs[int(pid)])
            else:
                self._runs.pop(int(pid)).ended(int(status[0]))


@contextmanager
def ready() -> Iterator[Ready]:
    """A process that forks runs."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "faults" / "one_run.py")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Ready(process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
