"""The command `marsad tables`: what the warehouse holds and how to open it."""

from rich.console import Console
from rich.table import Table as Grid

from expectations.tables import TABLES
from tasks.places.place import Place, located
from tasks.storage.snapshot import opening, sizes
from tasks.storage.warehouse import filled

_UNITS = ("B", "kB", "MB", "GB", "TB")


def print_tables(warehouse: Place | None) -> None:
    """Print each table's rows, size and the line that opens it.

    Raises:
        ConfigError: there is no warehouse, or it cannot be read.
    """
    where = located(warehouse)
    shown = filled(where)
    known = sizes(shown)
    grid = Grid("table", "one row is", title=str(where))
    grid.add_column("rows", justify="right")
    grid.add_column("size", justify="right")
    for name, (rows, size) in known.items():
        grid.add_row(name, TABLES[name].row.split(":")[0], f"{rows:,}", human(size))
    console = Console()
    console.print(grid)
    for name in known:
        # Plain print: a line to be copied must not be wrapped or coloured.
        print(f"{name} = {opening(shown, where, name)}")


def human(size: int) -> str:
    """A size in bytes with the unit that leaves at most four digits."""
    number, unit = float(size), 0
    while number >= 1000 and unit < len(_UNITS) - 1:
        number, unit = number / 1000, unit + 1
    return f"{number:.0f} {_UNITS[unit]}" if unit == 0 else f"{number:.1f} {_UNITS[unit]}"
