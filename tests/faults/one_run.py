"""What `marsad run --all` does, without Prefect around it, so that many runs can be killed in little time.

    python tests/faults/one_run.py [TOPIC.toml WAREHOUSE]

With a topic it imports everything, waits for a line on stdin, and is that run. Without one it imports everything, which
takes as long as several runs, and forks a run for every line on stdin: JSON with a module and what its `run` is called
with, environment variables, a file for what the run prints, and a moment at which it kills itself, or null
(`tests.faults.ready` writes it). It answers with a line `started PID` and, when that run has ended, with
`ended PID STATUS`. Every such run leads a process group.
"""

import importlib
import json
import multiprocessing
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
    from tasks.model.runs import Run
    from tasks.model.settings import load_settings
    from tasks.model.topics import load_topic
    from tasks.publish import finish, publish
    from tasks.resolve import resolve
    from tasks.storage.attempts import adopt
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
            extracted = adopt(extract.fn(clean.fn(batch, made, topic, settings), made, settings))
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
    _fork_workers()
    work, words, settings, log, moment = json.loads(line)
    os.environ.update(settings)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    for stream in (1, 2):
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    if moment is not None:
        kill_at(*moment)
    try:
        importlib.import_module(work).run(*words)
    except MarsadError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    sys.exit(0)


def _fork_workers() -> None:
    """Have worker processes forked too: what they import takes ten times as long as what they do to a few articles.

    They know nothing of polars, whose threads do not survive a fork, and are killed with their run.
    """
    from types import SimpleNamespace

    from tasks.workers import pool

    fork = multiprocessing.get_context("fork")
    pool.multiprocessing = SimpleNamespace(get_context=lambda _: fork)  # type: ignore[assignment]


def _import_all() -> None:
    """What a run and its workers import, or load when they first need it, but nothing that starts a thread."""
    import great_expectations  # noqa: F401

    import tasks.text.examine  # noqa: F401
    from expectations import docs
    from tasks import clean, extract, ingest, publish, recall, resolve, validate  # noqa: F401
    from tasks.extractors.annotate import annotate, extractors
    from tasks.model.records import Document

    templates = docs.view().env
    for template in templates.list_templates(["j2"]):
        templates.get_template(template)
    annotate(Document("وقال الوزير سالم الراوي في بيروت إن الاتفاق واضح."), extractors(None))


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
    _import_all()
    if sys.argv[1:]:
        sys.stdin.readline()
        run(*sys.argv[1:])
    else:
        serve()
