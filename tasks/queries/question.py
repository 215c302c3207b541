"""A question as Python text: what is shown to be pasted is what was run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from tasks.places.place import Place

_IMPORTS = "from datetime import UTC, datetime\nfrom pathlib import Path\n\nimport polars as pl\n"
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Question:
    """Python statements that open tables below the folder `tables` and leave a frame in `found`.

    Every value that a user gave is a literal in them, made by `literal`.
    """

    statements: tuple[str, ...]

    def text(self, tables: Place) -> str:
        """The whole program, which needs nothing but polars.

        Args:
            tables: the folder of a snapshot, or the link to the newest.
        """
        return "\n".join((_IMPORTS, f"tables = Path({str(tables)!r}).resolve()", *self.statements))

    def answer(self, tables: Path) -> pl.DataFrame:
        """Run the text of the program; what it leaves in `found`."""
        return self.answers(tables, "found")[0]

    def answers(self, tables: Path, *names: str) -> tuple[pl.DataFrame, ...]:
        """Run the text of the program; the frames that it leaves under these names."""
        left: dict[str, Any] = {}
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


def scan(table: str) -> str:
    """The expression that opens a table."""
    return f'pl.scan_parquet(tables / "{table}")'


def chain(name: str, start: str, calls: Iterable[str]) -> str:
    """The statement that names what a chain of calls gives, one call a line."""
    return "\n".join((f"{name} = (", f"{INDENT}{start}", *(f"{INDENT}.{call}" for call in calls), ")"))
