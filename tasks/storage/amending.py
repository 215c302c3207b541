"""Change how the tables are kept rather than what they say: one turn, one ledger entry."""

from collections.abc import Callable
from pathlib import Path

from expectations.tables import TABLES
from tasks.storage import ledger, snapshot, turns
from tasks.storage.delta import latest_version, table_path
from tasks.storage.ledger import Entry
from tasks.storage.opening import up_to_date
from tasks.storage.warehouse import turn


def amend(warehouse: Path, what: str, work: Callable[[], object]) -> Entry | None:
    """Do the work as one ledger entry: killed before the entry is written, it never happened.

    Args:
        warehouse: the warehouse.
        what: in words, for whoever reads the ledger.
        work: changes Delta tables that are as the ledger has them; called in the turn, so that no commit comes between.

    Returns:
        The entry; None where nothing was ever committed or no table has another version afterwards.

    Raises:
        ConfigError: the folder cannot be used as a warehouse; the text says why.
    """
    with turn(warehouse) as last:
        if last is None:
            return None
        up_to_date(warehouse, last)
        work()
        versions = versions_now(warehouse)
        if versions == last.tables:
            return None
        entry = ledger.append(warehouse, f"maintain/{last.number + 1}/{what}", versions, {}, last.number + 1)
        turns.note(warehouse, entry.number)
        snapshot.show(warehouse, entry, last)
        return entry


def versions_now(warehouse: Path) -> dict[str, int]:
    """The newest version of every table.

    In a turn they hold what the ledger's last entry says, under higher numbers where a killed writer was rolled back:
    an entry that names them spares the next turn from doing it again.
    """
    found = {name: latest_version(table_path(warehouse, table)) for name, table in TABLES.items()}
    return {name: version for name, version in found.items() if version is not None}
