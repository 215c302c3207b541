"""Open the tables of a warehouse without what writing them needs, which takes as long to import as all else."""

from pathlib import Path
from typing import TYPE_CHECKING

from tasks.model.errors import ConfigError
from tasks.places.objects import ObjectFolder
from tasks.places.place import Place
from tasks.storage import ledger
from tasks.storage.ledger import FORMAT, Entry

if TYPE_CHECKING:
    from tasks.storage.snapshot import Shown


def filled(warehouse: Place) -> "Shown":
    """What a warehouse shows to which something was committed; on a disk the folder of the newest snapshot.

    Raises:
        ConfigError: there is nothing, it cannot be read, or an earlier Marsad wrote it.
    """
    last = committed(warehouse)
    up_to_date(warehouse, last)
    if isinstance(warehouse, ObjectFolder):
        from tasks.storage.versions import Versions

        return Versions(warehouse, last)
    return _linked(warehouse)


def _linked(warehouse: Path) -> Path:
    link = warehouse / "current"
    if not link.is_symlink() or not link.exists():
        raise ConfigError(f"The link {link} is gone: `marsad maintain` makes it anew.")
    return link.resolve()


def tables_at(warehouse: Place) -> Place:
    """Where people find the tables: the link to the newest snapshot, or the Delta tables in an object store."""
    return warehouse / ("tables" if isinstance(warehouse, ObjectFolder) else "current")


def committed(warehouse: Place) -> Entry:
    """The last entry of the ledger, whatever else of the warehouse there is.

    Raises:
        ConfigError: there is none, or it cannot be read.
    """
    last = ledger.last(warehouse)
    if last is None:
        raise ConfigError(f"There are no tables in {warehouse} yet: run `marsad run` first, or name another warehouse.")
    return last


def up_to_date(warehouse: Place, last: Entry | None) -> None:
    """Look whether the warehouse is of the format that is written today.

    Raises:
        ConfigError: it is of an earlier one.
    """
    if last is not None and last.format < FORMAT:
        raise ConfigError(
            f"The warehouse {warehouse} was written by an earlier Marsad (format {last.format}, now {FORMAT}): "
            "run `marsad maintain` once, which brings it up to date."
        )
