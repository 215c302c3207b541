"""Whether the tables, `runs` and the ledger tell the same story."""

from collections import Counter
from collections.abc import Iterable, Iterator

import polars as pl

from expectations.tables import TABLES
from tasks.storage import snapshot
from tasks.storage.ledger import Entry
from tasks.storage.snapshot import Shown
from tasks.upkeep.findings import Finding


def count_findings(shown: Shown, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Counts that do not agree.

    What a run says that it published is what its batches in the ledger added; of that a table holds no more, for later
    runs may have replaced rows; and every row is of a run that there is.

    Args:
        shown: the snapshot of the last of the entries.
        entries: the ledger.
    """
    added = _added(entries)
    stated = {
        (run, one["table"]): one["rows"]
        for run, of_tables in snapshot.scan(shown, "runs").select("run_id", "tables").collect().iter_rows()
        for one in of_tables
    }
    runs = set(snapshot.scan(shown, "runs").select("run_id").collect()["run_id"])
    yield from _differing("runs", "tables_as_in_ledger", _unequal(stated, added, runs))
    for name, table in TABLES.items():
        if "run_id" in table.schema and name != "runs":
            held = dict(snapshot.scan(shown, name).group_by("run_id").len().collect().iter_rows())
            yield from _differing(name, "run_id_exists", sorted(set(held) - runs))
            more = sorted(run for run, rows in held.items() if run in runs and rows > added[run, name])
            yield from _differing(name, "rows_at_most_as_published", more)
    yield from _grown(shown, added)


def _added(entries: Iterable[Entry]) -> Counter[tuple[str, str]]:
    """Rows that the ledger says were added, by run and table."""
    added: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        run = entry.batch.rpartition("/")[0]
        added.update({(run, table): rows for table, rows in entry.rows.items()})
    return added


def _unequal(stated: dict[tuple[str, str], int], added: Counter[tuple[str, str]], runs: Iterable[str]) -> list[str]:
    """The runs whose own counts are others than the ledger's."""
    known = set(runs)
    keys = {key for key in (*stated, *added) if key[0] in known and key[1] != "runs"}
    return sorted({run for run, table in keys if stated.get((run, table), 0) != added[run, table]})


def _grown(shown: Shown, added: Counter[tuple[str, str]]) -> Iterator[Finding]:
    """Tables that hold more rows than were ever added to them."""
    for name in TABLES:
        rows = snapshot.scan(shown, name).select(pl.len()).collect().item()
        ever = sum(count for (_, table), count in added.items() if table == name)
        if rows > ever:
            yield Finding(name, "rows_at_most_as_in_ledger", rows - ever, f"{rows} rows, {ever} were added")


def _differing(table: str, rule: str, runs: list[str]) -> Iterator[Finding]:
    if runs:
        yield Finding(table, rule, len(runs), f"run_id {runs[0]}")
