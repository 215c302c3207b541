"""Ctrl-C in a terminal, which the whole process group hears, ends a run behind the batch in hand."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from flows.foreground import in_foreground
from tasks.storage import ledger
from tasks.storage.warehouse import read
from tests.measuring import made_up, write_records

ARTICLES, BATCH, SECONDS = 400, 20, 120.0


@pytest.fixture
def run(tmp_path: Path) -> subprocess.Popen[str]:
    write_records(made_up(range(ARTICLES)), tmp_path / "articles.jsonl")
    command = [sys.executable, "-m", "flows", "run", "--all", "--input", str(tmp_path / "articles.jsonl")]
    settings = {"MARSAD_BATCH_SIZE": str(BATCH), "MARSAD_WAREHOUSE": str(tmp_path / "warehouse")}
    around = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    return subprocess.Popen(
        command,
        env=around | settings,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - see below
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # tests that run in the background of a shell have Ctrl-C ignored, and what they start with them


def test_it_ends_with_a_sentence_and_what_was_published_stands(run: subprocess.Popen[str], tmp_path: Path) -> None:
    warehouse, until = tmp_path / "warehouse", time.monotonic() + SECONDS
    while ledger.last(warehouse) is None:
        assert time.monotonic() < until, "nothing is ever published"
        assert run.poll() is None, run.communicate()
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)
    told, _ = run.communicate(timeout=SECONDS)
    assert run.returncode == 130
    assert " ".join(told.split()).endswith("What was published stands; the next run goes on from there.")
    assert "Error" not in told
    published = read(warehouse, "articles").collect().height
    assert 0 < published < ARTICLES
    last = read(warehouse, "runs").sort("started_at").collect().row(-1, named=True)
    assert last["outcome"] == "interrupted"


def test_what_nohup_starts_outlives_its_terminal() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN), signal.getsignal(signal.SIGTERM)
    try:
        assert in_foreground(lambda: signal.getsignal(signal.SIGHUP), Console(stderr=True)) is signal.SIG_IGN
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        assert callable(in_foreground(lambda: signal.getsignal(signal.SIGHUP), Console(stderr=True)))
    finally:
        signal.signal(signal.SIGHUP, before[0])
        signal.signal(signal.SIGTERM, before[1])
