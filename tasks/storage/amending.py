"""Change how the tables are kept rather than what they say: one turn, one ledger entry."""

from collections.abc import Callable, Mapping

from deltalake.exceptions import CommitFailedError

from expectations.tables import TABLES
from tasks.model.errors import WarehouseBusy
from tasks.places.place import Place
from tasks.storage import ledger, snapshot, turns
from tasks.storage.delta import Overtaken, at_version, latest_version, live_files, table_path
from tasks.storage.ledger import Entry
from tasks.storage.opening import up_to_date
from tasks.storage.warehouse import turn

TableVersions = Mapping[str, int]
# Changes Delta tables, which at these versions are as the ledger has them; the versions of those that it has changed.
Work = Callable[[TableVersions], TableVersions]


def amend(warehouse: Place, what: str, work: Work) -> Entry | None:
    """Do the work as one ledger entry: killed before the entry is written, it never happened.

    Args:
        warehouse: the warehouse.
        what: in words, for whoever reads the ledger.
        work: is called in the turn, so that no commit comes between.

    Returns:
        The entry; None where nothing was ever committed or no table has another version afterwards.

    Raises:
        ConfigError: the folder cannot be used as a warehouse; the text says why.
        WarehouseBusy: others have been writing all the time, or have changed a table in the midst of the work.
    """
    with turn(warehouse) as last:
        if last is None:
            return None
        up_to_date(warehouse, last)
        versions = worked(warehouse, last, work)
        if versions == last.tables:
            return None
        return entered(warehouse, f"maintain/{last.number + 1}/{what}", versions, last)


def worked(warehouse: Place, last: Entry, work: Work) -> dict[str, int]:
    """Do the work in a turn; the versions of all tables afterwards.

    Raises:
        WarehouseBusy: a writer whose turn was over has changed a table in the midst of it.
    """
    try:
        held = _held(warehouse, last)
        return held | dict(work(held))
    except (Overtaken, CommitFailedError):
        raise WarehouseBusy(
            f"Another writer has been changing the tables of {warehouse} in the midst of this: run again later, what "
            "was published stands."
        ) from None


def entered(warehouse: Place, batch: str, versions: TableVersions, last: Entry) -> Entry:
    """Write and show the entry that follows on the last one, without rows of its own."""
    entry = ledger.append(warehouse, batch, versions, {}, last.number + 1)
    turns.note(warehouse, entry.number)
    snapshot.show(warehouse, entry, last)
    return entry


def _held(warehouse: Place, last: Entry) -> dict[str, int]:
    """The newest version of every table, which holds what the ledger's last entry says.

    Its number is higher where a killed writer was rolled back: an entry that names it spares the next turn from doing
    it again.

    Raises:
        Overtaken: it holds something else: a writer whose turn was over has changed it since this one began.
    """
    held: dict[str, int] = {}
    for name, table in TABLES.items():
        root, stated = table_path(warehouse, table), last.tables.get(name)
        latest = latest_version(root, stated or 0)
        if latest is None:
            continue
        if latest != stated and _files(root, latest) != (() if stated is None else _files(root, stated)):
            raise Overtaken(name)
        held[name] = latest
    return held


def _files(root: Place, version: int) -> tuple[str, ...]:
    return live_files(at_version(root, version))
