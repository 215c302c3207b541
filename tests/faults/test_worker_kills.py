"""Workers of a task runner that are killed with -9 while they stage: the run goes on, nothing is lost or doubled."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from prefect.settings import PREFECT_API_URL

from expectations.tables import TABLES
from tasks.storage import ledger
from tasks.storage.warehouse import read

ROOT = Path(__file__).resolve().parents[2]
# Of the run, or of the moment.
TIMES = ("run_id", "captured_at", "collected_at", "seen_at", "rejected_at")


def rows(where: Path, table: str) -> pl.DataFrame:
    found = read(where, table).collect()
    return found.drop([one for one in TIMES if one in found.columns]).sort(list(TABLES[table].key))


def counts(where: Path) -> list[tuple[object, ...]]:
    """What the run's row says of each stage that counts documents."""
    stages = read(where, "runs").collect()["stages"].to_list()[-1]
    return [tuple(one.values())[:-1] for one in stages if one["unit"] == "documents"]


@pytest.mark.parametrize("runner", ["dask", "processes"])
def test_a_run_whose_workers_are_killed_leaves_what_it_leaves_undisturbed(seed_warehouse, tmp_path, runner):
    marks = [tmp_path / "dying" / step for step in ("clean", "extract")]
    marks[0].parent.mkdir()
    for mark in marks:
        mark.touch()
    around = {
        "PREFECT_API_URL": str(PREFECT_API_URL.value()),
        "MARSAD_WAREHOUSE": str(tmp_path / "warehouse"),
        "MARSAD_TASK_RUNNER": runner,
        "MARSAD_BATCH_SIZE": "2",
        "MARSAD_DYING": str(marks[0].parent),
        "DASK_DISTRIBUTED__WORKER__PRELOAD": "tests.faults.dying",
        "PYTHONPATH": str(ROOT),
    }
    run = [sys.executable, "-m", "tests.faults.dying", "run"]
    done = subprocess.run(run, env=os.environ | around, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [mark.name for mark in marks if mark.exists()] == [], "somebody has died at the end of each step"
    where = tmp_path / "warehouse"
    assert len(ledger.entries(where)) > 2, "more than a batch"
    for table in TABLES:
        if table not in ("runs", "entities"):
            assert rows(where, table).equals(rows(seed_warehouse, table)), table
    assert counts(where) == counts(seed_warehouse)
    assert not list((where / ".staging").iterdir())
