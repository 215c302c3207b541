"""Open the tables of a warehouse without what writing them needs, which takes as long to import as all else."""

from pathlib import Path

from tasks.model.errors import ConfigError
from tasks.places.place import Place
from tasks.storage import ledger
from tasks.storage.ledger import FORMAT, Entry


def tables_folder(warehouse: Path) -> Path:
    """The folder of the newest snapshot of a warehouse on a disk.

    Raises:
        ConfigError: there is nothing, it cannot be read, or an earlier Marsad wrote it.
    """
    up_to_date(warehouse, committed(warehouse))
    link = warehouse / "current"
    if not link.is_symlink() or not link.exists():
        raise ConfigError(f"The link {link} is gone: `marsad maintain` makes it anew.")
    return link.resolve()


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
