"""Keep the tables' files few and their history short: a turn a month, so that runs go on between."""

from collections.abc import Callable
from functools import partial

from expectations.contract import Table
from expectations.tables import TABLES
from tasks.places.place import Place
from tasks.storage import ledger, snapshot, staging, tidying
from tasks.storage.amending import TableVersions, amend
from tasks.storage.delta import at_version, table_path
from tasks.storage.tidying import Change
from tasks.storage.warehouse import turn
from tasks.upkeep.files import file_findings


def put_right(warehouse: Place) -> None:
    """Roll back what a killed writer left, and link the snapshot anew where it is not what the ledger says."""
    with turn(warehouse) as last:
        if last is not None and any(one.mend == "again" for one in file_findings(warehouse, last)):
            snapshot.show(warehouse, last)


def gather(warehouse: Place) -> int:
    """Put small files together, a month of all tables at a time; by how many there are fewer."""
    return sum(_gathered(warehouse, month) for month in _scattered(warehouse))


def _scattered(warehouse: Place) -> list[str]:
    """The months that have many small files in any table; "" for tables that have no months."""
    last = ledger.last(warehouse)
    held = last.tables if last is not None else {}
    tables = (
        (at_version(table_path(warehouse, TABLES[name]), version), TABLES[name]) for name, version in held.items()
    )
    return sorted({month for delta, table in tables for month in tidying.scattered(delta, table)})


def _gathered(warehouse: Place, month: str) -> int:
    what = f"compaction of {month or 'tables without months'}"
    return _amounts(warehouse, what, partial(tidying.compact, month=month))


def clear(warehouse: Place, hours: int) -> int:
    """Delete files that no version of the last so many hours has; the bytes that they had."""
    return _amounts(warehouse, "vacuum", lambda _table, root, version: tidying.vacuum(root, version, hours))


def _amounts(warehouse: Place, what: str, change: Callable[[Table, Place, int], Change | None]) -> int:
    """Change every table as one ledger entry; how much that was in all."""
    amounts: list[int] = []

    def work(held: TableVersions) -> TableVersions:
        tables = ((name, TABLES[name], version) for name, version in held.items())
        done = {name: change(table, table_path(warehouse, table), version) for name, table, version in tables}
        amounts.extend(one.amount for one in done.values() if one is not None)
        return {name: one.version for name, one in done.items() if one is not None}

    amend(warehouse, what, work)
    return sum(amounts)


def shorten(warehouse: Place) -> tuple[str, ...]:
    """Write checkpoints of the logs, remove old snapshots and what dead runs had staged; the ids of those runs."""
    for name, table in TABLES.items():
        with turn(warehouse) as last:
            if last is not None and name in last.tables:
                tidying.checkpoint(table_path(warehouse, table), last.tables[name])
    with turn(warehouse):
        snapshot.prune(warehouse)
        return tuple(staging.remove_dead(warehouse))
