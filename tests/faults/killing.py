"""Start runs of one topic, kill them when they have come as far as wished, and know how far they had come."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tasks.storage import ledger
from tests.faults.ready import ROOT, Forked, Moment, Ready

# In their order; a run that turns out to have nothing to publish ends while it reads.
PHASES = ("starting", "reading", "cleaning", "extracting", "resolving", "validating", "committing", "closing")
_AFTER = {"ingest": "cleaning", "clean": "extracting", "extract": "resolving", "resolve": "validating"}
_RUN_SECONDS = 300.0  # one run, however busy the machine
Run = Forked | subprocess.Popen[str]


@dataclass(kw_only=True)
class Runs:
    """A topic, a warehouse, and the runs that fill it.

    Attributes:
        folder: where everything lies.
        quick: forks runs without Prefect.
        api: the address of a Prefect server, for real runs; None where there are none.
        killed: kind and phase of every kill.
        dead: what runs that are dead by now have staged.
    """

    folder: Path
    quick: Ready
    api: str | None = None
    killed: list[tuple[str, str]] = field(default_factory=list)
    dead: frozenset[Path] = frozenset()

    @property
    def settings(self) -> Mapping[str, str]:
        """Environment variables of the runs."""
        raise NotImplementedError

    @property
    def topic(self) -> Path:
        return self.folder / "topic.toml"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse"

    @property
    def log(self) -> Path:
        """What runs print."""
        return self.folder / "runs.log"

    @property
    def environment(self) -> dict[str, str]:
        """Of real runs."""
        own = {"PYTHONPATH": str(ROOT), "PREFECT_HOME": str(self.folder / "prefect"), **self.settings}
        return {**os.environ, **own, **({"PREFECT_API_URL": self.api} if self.api else {})}

    def start(self, kind: str, moment: Moment | None = None) -> Run:
        """A run, in a process group of its own: "quick", or "real" for `marsad run`."""
        self.dead = self.staged
        if kind == "quick":
            return self.quick.start(self.topic, self.warehouse, self.settings, self.log, moment)
        words = ("-m", "flows", "run", "--topic", str(self.topic), "--all", "--warehouse", str(self.warehouse))
        with self.log.open("ab") as out:
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                text=True,
                start_new_session=True,
            )

    @property
    def staged(self) -> frozenset[Path]:
        """The folders of runs that are at work, or were killed."""
        return frozenset(path for path in (self.warehouse / ".staging").glob("*") if path.is_dir())

    def phase(self) -> str:
        """What the run that is at work does with its first batch that is not published yet."""
        folders = self.staged - self.dead
        batches = sorted(path for folder in folders for path in folder.glob("0*"))
        if not batches:
            return "reading" if folders else "starting"
        published = {entry.batch for entry in ledger.entries(self.warehouse)}
        waiting = [path for path in batches if f"{path.parent.name}/{path.name}" not in published]
        if not waiting:
            return "closing"
        done = {path.stem for path in waiting[0].rglob("tallies/*.json")}
        return next((_AFTER.get(stage, "committing") for stage in reversed(_STAGES) if stage in done), "reading")

    def clean_run(self, kind: str = "quick") -> None:
        """A run that nobody disturbs, over all that killed ones have left."""
        run = self.start(kind)
        run.wait(_RUN_SECONDS)
        self.check(run)

    def check(self, run: Run) -> None:
        """Stop everything where a run has ended by itself, and badly."""
        if run.returncode != 0:
            raise SystemExit(f"a run failed:\n{self.log.read_text()[-3000:]}")


_STAGES = ("ingest", "clean", "extract", "resolve", "validate", "publish")


def kill_one(runs: Runs, kind: str, phase: str, after: float) -> bool:
    """Start a run and kill it, so many seconds after it has come to a phase; False where it ended before."""
    run, until, at = runs.start(kind), time.monotonic() + _RUN_SECONDS, None
    while run.poll() is None and time.monotonic() < until:
        if at is None and PHASES.index(runs.phase()) >= PHASES.index(phase):
            at = time.monotonic() + after
        if at is not None and time.monotonic() >= at:
            break
        time.sleep(0.01)
    reached = runs.phase()
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    if run.returncode != -signal.SIGKILL:
        runs.check(run)
        return False
    runs.killed.append((kind, reached))
    return True


def kill_at(runs: Runs, moment: Moment) -> bool:
    """Start a quick run that kills itself at a moment; False where that never came."""
    run = runs.start("quick", moment)
    run.wait(_RUN_SECONDS)
    if run.returncode != -signal.SIGKILL:
        runs.check(run)
        return False
    module, function, _, after = moment
    runs.killed.append(("quick", f"{'after' if after else 'before'} {module.rsplit('.', 1)[1]}.{function}"))
    return True


@contextmanager
def prefect(runs: Runs) -> Iterator[None]:
    """A Prefect server for the real runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    environment = {**os.environ, "PREFECT_HOME": str(runs.folder / "prefect"), "DO_NOT_TRACK": "1"}
    with (runs.folder / "prefect.log").open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, *command], env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        runs.api = f"http://127.0.0.1:{port}/api"
        _wait_for(f"{runs.api}/health")
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + _RUN_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
