"""The step `publish`: all tables of a batch at once, or nothing; and the run's closing row."""

import re

from prefect import task
from prefect.assets import add_asset_metadata, materialize
from prefect.tasks import MaterializingTask

from expectations.tables import TABLES
from tasks.model.limits import ROWS
from tasks.model.runs import Batch, Run
from tasks.publication.account import rows_so_far
from tasks.publication.commits import close_run, publish_batch

_NOT_IN_A_KEY = re.compile(r"[^\w/.-]", re.ASCII)


@task(timeout_seconds=ROWS)
def publish(batch: Batch, run: Run, known: int) -> Batch:
    """Commit what the batch has staged, with the run's row over all batches so far.

    Args:
        batch: a batch that was validated.
        run: the run; its warehouse is published to.
        known: documents that the run read and that needed no second look.

    Raises:
        ExpectationsFailed: with this batch the run breaks an expectation of `runs`; the batch is not published.
    """
    return publish_batch(batch, run, known)


@task(timeout_seconds=ROWS)
def finish(run: Run, known: int, outcome: str) -> None:
    """Commit the run's row with its outcome, and write the Data Docs."""
    close_run(run, known, outcome)


def finish_assets(run: Run) -> "MaterializingTask[[Run, int, str], None]":
    """The step `finish` for a server that lists what was made: each table that the run added rows to, with how many.

    An asset a table and run, not a batch: an event of each costs the server a row.
    """
    rows = {table: count for table, count in rows_so_far(run).items() if count} | {"runs": 1}

    @materialize(*(asset_key(run, table) for table in rows), by="marsad", name="finish", timeout_seconds=ROWS)
    def finished(run: Run, known: int, outcome: str) -> None:
        close_run(run, known, outcome)
        for table, count in rows.items():
            add_asset_metadata(asset_key(run, table), {"rows": count, "run_id": run.run_id, "outcome": outcome})

    return finished


def asset_key(run: Run, table: str) -> str:
    """The key of a table of the run's warehouse, without the letters that keys may not have."""
    if table not in TABLES:
        raise ValueError(f"{table!r} is no table")
    scheme, _, where = str(run.warehouse).rpartition("://")
    return f"{scheme or 'file'}://{_NOT_IN_A_KEY.sub('-', where)}/{table}"
