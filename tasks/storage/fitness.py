"""Whether a place can be used as a warehouse, or made one."""

import os
from collections.abc import Sequence

from tasks.model.errors import ConfigError
from tasks.places.objects import ObjectFolder
from tasks.places.place import Place
from tasks.storage import ledger

# What a warehouse may hold before its first commit; a folder with anything else is somebody's for something else.
_OWN = frozenset(("README.md", "explore.py", "ledger.jsonl", "ledger", "tables", "current", "data-docs", "report"))
# Delta panics on the first five of these in a path, and polars reads the last two as wildcards.
UNUSABLE = frozenset("[]|^\\*?")


def check(warehouse: Place) -> None:
    """Look, without writing anything, whether the folder can be used as a warehouse or made one.

    Raises:
        ConfigError: it cannot; the text says why.
        StoreUnavailable: nothing can be said of it now.
    """
    if isinstance(warehouse, ObjectFolder):
        _check_names(warehouse, [one.name for one in warehouse.iterdir()])
        return
    strange = sorted(UNUSABLE & set(str(warehouse.resolve())))
    if strange:
        raise ConfigError(f"The warehouse {warehouse} cannot have {' '.join(strange)} in its path: choose another one.")
    there = next(path for path in (warehouse, *warehouse.absolute().parents) if path.exists())
    if not there.is_dir():
        raise ConfigError(f"The warehouse {warehouse} cannot be a folder: {there} is a file.")
    if not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        raise ConfigError(f"The warehouse {warehouse} cannot be written: no permission for {there}.")
    _check_names(warehouse, [path.name for path in warehouse.iterdir()] if warehouse.is_dir() else [])
    link = warehouse / "current"
    if link.exists() and not link.is_symlink():
        raise ConfigError(f"{warehouse} is no warehouse of Marsad's: {link} is not a link. Name another folder.")
    ledger.last(warehouse)


def _check_names(warehouse: Place, names: Sequence[str]) -> None:
    foreign = sorted(name for name in names if name not in _OWN and name[0] != ".")
    if foreign and ledger.ledger_path(warehouse).name not in names:
        raise ConfigError(f"{warehouse} is no warehouse of Marsad's, it holds {foreign[0]}: name an empty folder.")


def made(warehouse: Place) -> None:
    """Make the folder where it does not exist.

    Raises:
        ConfigError: it cannot be made, or `check` says no.
    """
    check(warehouse)
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"The warehouse {warehouse} cannot be made: {error.strerror}. Name another folder.") from None
