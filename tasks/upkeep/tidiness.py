"""Keep the tables' files few and their history short: a turn a month, so that runs go on between."""

from pathlib import Path

from expectations.tables import TABLES
from tasks.storage import snapshot, staging, tidying
from tasks.storage.amending import amend
from tasks.storage.warehouse import turn
from tasks.upkeep.files import file_findings


def put_right(warehouse: Path) -> None:
    """Roll back what a killed writer left, and link the snapshot anew where it is not what the ledger says."""
    with turn(warehouse) as last:
        if last is not None and any(one.mend == "again" for one in file_findings(warehouse, last)):
            snapshot.show(warehouse, last)


def gather(warehouse: Path) -> int:
    """Put small files together, a month of all tables at a time; by how many there are fewer."""
    return sum(_gathered(warehouse, month) for month in _scattered(warehouse))


def _scattered(warehouse: Path) -> list[str]:
    """The months that have many small files in any table; "" for tables that have no months."""
    tables = (tidying.opened(warehouse, table) for table in TABLES.values())
    return sorted({month for table in tables if table is not None for month in tidying.scattered(table)})


def _gathered(warehouse: Path, month: str) -> int:
    fewer: list[int] = []

    def work() -> None:
        fewer.extend(tidying.compact(warehouse, table, month) for table in TABLES.values())

    amend(warehouse, f"compaction of {month or 'tables without months'}", work)
    return sum(fewer)


def clear(warehouse: Path, hours: int) -> int:
    """Delete files that no version of the last so many hours has; the bytes that they had."""
    freed: list[int] = []

    def work() -> None:
        freed.extend(tidying.vacuum(warehouse, table, hours) for table in TABLES.values())

    amend(warehouse, "vacuum", work)
    return sum(freed)


def shorten(warehouse: Path) -> tuple[str, ...]:
    """Write checkpoints of the logs, remove old snapshots and what dead runs had staged; the ids of those runs."""
    for table in TABLES.values():
        with turn(warehouse):
            tidying.checkpoint(warehouse, table)
    with turn(warehouse):
        snapshot.prune(warehouse)
        return tuple(staging.remove_dead(warehouse))
