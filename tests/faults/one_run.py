"""What `marsad run --all` does, without Prefect around it, so that many runs can be killed in little time.

    python tests/faults/one_run.py

Imports everything, which takes as long as several runs, and then forks a run for every line on stdin: JSON with the
topic file, the warehouse, and a moment at which the run kills itself, or null (`tests.faults.ready` writes it). It
answers with a line `started PID` and, when that run has ended, `ended PID STATUS`. Every run leads a process group.
"""

import importlib
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4


def run(file: str, folder: str) -> None:
    """One run: the steps of `flows.monitor`, one after the other."""
    # Not at the top: worker processes import the file that the main process was started from.
    from tasks.clean import clean
    from tasks.extract import extract
    from tasks.ingest import ingest
    from tasks.model.records import Run
    from tasks.model.settings import load_settings
    from tasks.model.topics import load_topic
    from tasks.publish import finish, publish
    from tasks.resolve import resolve
    from tasks.storage.meanwhile import drop_settled
    from tasks.storage.staging import staging
    from tasks.storage.warehouse import recover, turn
    from tasks.validate import validate

    settings, topic = load_settings(), load_topic(Path(file))
    made = Run(str(uuid4()), topic.topic_id, topic.query_hash, True, datetime.now(UTC), Path(folder).absolute())
    since = recover(made.warehouse)
    with staging(made.warehouse, made.run_id):
        intake = ingest.fn(topic.sources, made, settings)
        known, published = intake.known, False
        for batch in intake.batches:
            extracted = extract.fn(clean.fn(batch, made, topic, settings), made, settings)
            with turn(made.warehouse):
                rest = drop_settled(extracted, made, since)
                known += rest.known
                if rest.is_new:
                    publish.fn(validate.fn(resolve.fn(extracted, made), made), made, known)
                    published = True
        if published:
            finish.fn(made, known, "finished")


def kill_at(module: str, function: str, calls: int, after: bool) -> None:
    """Have this process kill itself before, or after, so many calls of the function have been."""
    at: Any = importlib.import_module(module)
    whole: Callable[..., Any] = getattr(at, function)
    left = [calls]

    def counted(*args: Any, **named: Any) -> Any:
        left[0] -= 1
        if not left[0] and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = whole(*args, **named)
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(at, function, counted)


def forked(line: str) -> None:
    """Be the run that a line asks for; exits as `marsad` does."""
    from tasks.model.errors import ConfigError, MarsadError

    os.setsid()
    file, folder, moment = json.loads(line)
    if moment is not None:
        kill_at(*moment)
    try:
        run(file, folder)
    except MarsadError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    sys.exit(0)


def serve() -> None:
    """Fork a run for every line until stdin ends."""
    while True:
        ready, _, _ = select.select([0], [], [], 0.02)
        line = _line() if ready else None
        if line == "":
            return
        if line is not None:
            child = os.fork()
            if not child:
                os.dup2(os.open(os.devnull, os.O_RDWR), 0)
                os.dup2(2, 1)
                forked(line)
            _say(f"started {child}")
        _reap()


def _line() -> str:
    """The next line, without reading ahead of it."""
    read = bytearray()
    while not read.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return ""
        read += byte
    return read.decode()


def _reap() -> None:
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not child:
            return
        _say(f"ended {child} {os.waitstatus_to_exitcode(status)}")


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    import great_expectations  # noqa: F401 - what validation imports when it first needs it

    from tasks import clean, extract, ingest, publish, resolve, validate  # noqa: F401

    serve()
