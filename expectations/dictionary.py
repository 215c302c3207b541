"""The README's data dictionary, written from the declarations.

python -m expectations.dictionary            writes it between the marks in README.md
python -m expectations.dictionary --check    says whether it is up to date; exit 1 where it is not
"""

import sys
from pathlib import Path

import polars as pl

from expectations.contract import Column, Table
from expectations.suites import bounds
from expectations.tables import TABLES

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- dictionary:begin -->", "<!-- dictionary:end -->"


def dictionary() -> str:
    """The dictionary in Markdown: a section a table."""
    return "\n\n".join(_section(table) for table in TABLES.values())


def _section(table: Table) -> str:
    lines = [
        f"### {table.name}",
        "",
        f"One row is {table.row}.",
        f"Key: {', '.join(f'`{name}`' for name in table.key)}. {_partition(table)}",
        "",
        "| column | type | meaning | values |",
        "|---|---|---|---|",
        *(_line(column) for column in table.columns),
    ]
    rules = [f"* `{rule.name}`: {_cell(rule.description)} ({rule.severity})" for rule in table.rules]
    return "\n".join([*lines, *(["", "Besides, of every row:", "", *rules] if rules else [])])


def _partition(table: Table) -> str:
    return "One folder a `month`." if table.partitioned else "Not partitioned."


def _line(column: Column) -> str:
    null = " or null" if column.nullable else ""
    return f"| `{column.name}` | {words(column.dtype)}{null} | {_cell(column.description)} | {_values(column)} |"


def _values(column: Column) -> str:
    return ", ".join(f"`{value}`" for value in column.values) if column.values else bounds(column)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def words(dtype: pl.DataType | type[pl.DataType]) -> str:
    """The type in words."""
    match dtype:
        case pl.List():
            return f"list of {words(dtype.inner)}"  # type: ignore[arg-type]
        case pl.Struct():
            return "{" + ", ".join(f"{field.name}: {words(field.dtype)}" for field in dtype.fields) + "}"  # type: ignore[arg-type]
        case pl.Datetime():
            return f"time ({dtype.time_zone})"
    return _PLAIN[dtype.base_type()]


_PLAIN = {
    pl.String: "text",
    pl.Binary: "bytes",
    pl.Boolean: "true or false",
    pl.Int32: "integer",
    pl.Int64: "integer",
    pl.Float64: "number",
}


def written(readme: str) -> str:
    """The README with the dictionary between the marks.

    Raises:
        ValueError: the marks are not there, once each and in order.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{BEGIN} and {END} must stand in the README, in this order")
    return f"{before}{BEGIN}\n\n{dictionary()}\n\n{END}{after}"


def main(arguments: list[str], path: Path = README) -> str:
    """Do what the arguments say and tell what was done.

    Raises:
        SystemExit: the arguments are none that it knows, or a check found the dictionary stale.
    """
    if arguments not in ([], ["--check"]):
        raise SystemExit("usage: python -m expectations.dictionary [--check]")
    old = path.read_text(encoding="utf-8")
    new = written(old)
    if old == new:
        return f"The data dictionary in {path.name} is up to date."
    if arguments:
        raise SystemExit(f"The data dictionary in {path.name} is stale: run python -m expectations.dictionary")
    path.write_text(new, encoding="utf-8")
    return f"The data dictionary in {path.name} was written anew."


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
