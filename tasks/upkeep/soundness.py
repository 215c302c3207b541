"""Whether a warehouse is sound: everything that can be checked of it, without changing or locking anything."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import polars as pl

from expectations.tables import TABLES
from tasks.places.objects import answering
from tasks.places.place import Place
from tasks.storage import ledger, snapshot
from tasks.storage.ledger import Entry
from tasks.storage.opening import committed
from tasks.storage.snapshot import Shown
from tasks.upkeep.contents import content_findings
from tasks.upkeep.counts import count_findings
from tasks.upkeep.files import file_findings
from tasks.upkeep.findings import Finding, are_damaged, merged
from tasks.upkeep.rows import key_findings, row_findings

# Between a ledger entry and its snapshot lies a moment; where it lasts longer somebody was killed in it.
_PATIENCE = 50
_MOMENT = 0.1  # seconds

Tell = Callable[[str], None]


def damages(warehouse: Place) -> tuple[Finding, ...]:
    """What is wrong with the files that the ledger names: what has to be known before anything is written."""
    return merged(one for one in file_findings(warehouse, committed(warehouse)) if one.mend == "backup")


def findings(warehouse: Place, now: datetime, tell: Tell) -> tuple[Finding, ...]:
    """All that is wrong with a warehouse to which something was committed; none where it is sound.

    Files first: where they are damaged no row is looked at. Memory is bounded by a month of the largest table.

    Args:
        warehouse: the warehouse.
        now: UTC; what "in the future" is measured from.
        tell: called with what is looked at now.
    """
    tell("files")
    entry = _settled(warehouse)
    if entry is None:
        last = committed(warehouse)
        behind = Finding("ledger", "snapshot_shown", 1, f"entry {last.number}", "again")
        return merged([*file_findings(warehouse, last), behind])
    of_files = merged(file_findings(warehouse, entry))
    if are_damaged(of_files):
        return of_files
    with snapshot.pinned(warehouse, entry) as shown:
        return merged([*of_files, *_of_rows(warehouse, shown, entry, now, tell)])


def _settled(warehouse: Place) -> Entry | None:
    """The last entry, once it is the one that is shown; None where that does not come about."""
    for _ in range(_PATIENCE):
        last = committed(warehouse)
        if snapshot.number(warehouse) == last.number:
            return last
        time.sleep(_MOMENT)
    return None


def _of_rows(warehouse: Place, shown: Shown, entry: Entry, now: datetime, tell: Tell) -> Iterator[Finding]:
    for table in TABLES.values():
        tell(f"rows of {table.name}")
        yield from _readable(warehouse, table.name, row_findings(shown, table, now))
        yield from _readable(warehouse, table.name, key_findings(shown, table))
    tell("counts")
    yield from _readable(warehouse, "runs", count_findings(shown, ledger.entries(warehouse)[: entry.number]))
    tell("bytes and texts")
    yield from _readable(warehouse, "captures", content_findings(shown))


def _readable(warehouse: Place, table: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """What a look finds; a file that cannot be decoded is found by whoever reads it first."""
    try:
        with answering(warehouse):
            yield from found
    except (pl.exceptions.ComputeError, OSError) as error:
        yield Finding(table, "pages_readable", 1, str(error).splitlines()[0][:200], "backup")
