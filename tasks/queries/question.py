"""A question as Python text: what is shown to be pasted is what was run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from tasks.places.objects import answering

if TYPE_CHECKING:
    from tasks.storage.snapshot import Shown

_IMPORTS = "from datetime import UTC, datetime\nfrom pathlib import Path\n\nimport polars as pl\n"
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Question:
    """Python statements that open tables with the function `table` and leave a frame in `found`.

    Every value that a user gave is a literal in them, made by `literal`.
    """

    statements: tuple[str, ...]

    def text(self, tables: "Shown") -> str:
        """The whole program, which needs nothing but polars, and deltalake where the tables are in an object store.

        Args:
            tables: the folder of a snapshot, or the link to the newest; the versions of an entry in an object store.
        """
        return "\n".join((_IMPORTS, *_opening(tables), *self.statements))

    def answer(self, tables: "Shown") -> pl.DataFrame:
        """Run the text of the program; what it leaves in `found`."""
        return self.answers(tables, "found")[0]

    def answers(self, tables: "Shown", *names: str) -> tuple[pl.DataFrame, ...]:
        """Run the text of the program; the frames that it leaves under these names.

        Raises:
            StoreUnavailable: the object store that the tables are in does not answer.
        """
        left: dict[str, Any] = {}
        with answering(tables if isinstance(tables, Path) else tables.warehouse):
            exec(compile(self.text(tables), "<question>", "exec"), left)
        return tuple(left[name] for name in names)


def literal(value: str | int | date | Iterable[str]) -> str:
    """The value as Python writes it, text with a backslash raw where it can be; a day is its first moment in UTC.

    >>> literal(["a'b", "ج"])
    '["a\'b", \'ج\']'
    """
    match value:
        case str() if "\\" in value and not set(value) & set("\"'\n\r") and not value.endswith("\\"):
            return f'r"{value}"'
        case str() | int():
            return repr(value)
        case date():
            return f"datetime({value.year}, {value.month}, {value.day}, tzinfo=UTC)"
    return repr(list(value))


def _opening(tables: "Shown") -> tuple[str, ...]:
    """The statements that define `table`, which opens the table of a name."""
    where: tuple[str, ...]
    if isinstance(tables, Path):
        where = (f"tables = Path({str(tables)!r}).resolve()",)
        opened = "pl.scan_parquet(tables / name)"
    else:
        where = (f"tables = {str(tables.warehouse / 'tables')!r}", f"versions = {dict(tables.entry.tables)!r}")
        opened = 'pl.scan_delta(f"{tables}/{name}", version=versions[name])'
    return (*where, "\n", f"def table(name):\n{INDENT}return {opened}", "\n")


def scan(table: str) -> str:
    """The expression that opens a table."""
    return f'table("{table}")'


def values(table: str, column: str, *calls: str) -> Question:
    """The question which values a column has, in their order.

    Args:
        table: the table.
        column: the column.
        calls: what narrows the table's rows.
    """
    found = (*calls, f'select(pl.col("{column}").drop_nulls().unique().sort())', "collect()")
    return Question((chain("found", scan(table), found),))


def chain(name: str, start: str, calls: Iterable[str]) -> str:
    """The statement that names what a chain of calls gives, one call a line."""
    return "\n".join((f"{name} = (", f"{INDENT}{start}", *(f"{INDENT}.{call}" for call in calls), ")"))
