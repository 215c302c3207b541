"""A folder of tables for somebody who has no Marsad: a file a table, and a manifest that says what it is."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl

from expectations.contract import Column, Table
from expectations.dictionary import words
from expectations.suites import bounds
from expectations.tables import TABLES
from tasks.storage.formats import Format, write_table
from tasks.storage.ledger import Entry, sync_path
from tasks.storage.selection import Wanted, articles_of, rows_of
from tasks.storage.snapshot import Shown

LICENCE = (
    "Headlines, texts, quotations and captured bytes are the works of those who published or said them. Check what you "
    "may do with them before you pass them on. In what Marsad has added (ids, spans, labels) it claims nothing."
)
HOW = {
    "parquet": "Apache Parquet with the columns' descriptions in it: pl.read_parquet, pandas.read_parquet, DuckDB.",
    "csv": 'CSV in UTF-8, a header line, quoted by double quotes; an empty cell is null, "" an empty text. Lists and '
    "structs are JSON in a cell, bytes are Base64, times are ISO 8601 in UTC.",
    "jsonl": "One JSON object a line, in UTF-8; bytes are Base64, times are ISO 8601 in UTC.",
}
EXCEL = (
    "It begins with a byte order mark, and a text that begins with = + - @, a tab or a carriage return has an "
    "apostrophe before it, which is not in the table: so that a spreadsheet shows it and computes nothing."
)


@dataclass(frozen=True)
class Package:
    """What to put into a folder.

    Attributes:
        tables: which tables, by name.
        wanted: which of their rows.
        form: in which format.
        excel: of CSV, whether it is for a spreadsheet.
    """

    tables: tuple[str, ...]
    wanted: Wanted
    form: Format
    excel: bool = False


def write_package(shown: Shown, entry: Entry, package: Package, target: Path) -> Mapping[str, int]:
    """Write the folder, which then stands whole or not at all; rows by table.

    Args:
        shown: the tables as of the entry.
        entry: the ledger's entry.
        package: what to write.
        target: the folder; not there, or empty.

    Raises:
        OSError: it cannot be written, or something has come into the folder meanwhile.
    """
    beside = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    beside.mkdir()
    try:
        articles = articles_of(shown, package.wanted)
        told = [_written(shown, TABLES[name], package, articles, beside) for name in package.tables]
        text = json.dumps(_manifest(entry, package, told), ensure_ascii=False, indent=2)
        (beside / "manifest.json").write_text(text + "\n", encoding="utf-8")
        for file in beside.iterdir():
            sync_path(file)
        beside.replace(target)  # an empty folder gives way, any other does not
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    sync_path(target.parent)
    return {one["name"]: one["rows"] for one in told}


def _written(shown: Shown, table: Table, package: Package, articles: pl.DataFrame, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.{package.form}"
    rows = rows_of(shown, table, package.wanted, articles)
    count = write_table(table, rows, path, package.form, package.excel)
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return {
        "name": table.name,
        "file": path.name,
        "rows": count,
        "bytes": path.stat().st_size,
        "sha256": digest.hexdigest(),
        "one_row_is": table.row,
        "key": list(table.key),
        "references": [
            {"columns": list(one.columns), "table": one.table, "to": list(one.to)} for one in table.references
        ],
        "columns": [_column(column) for column in table.columns],
    }


def _column(column: Column) -> dict[str, Any]:
    told = {
        "name": column.name,
        "type": words(column.dtype),
        "may_be_null": column.nullable,
        "description": column.description,
    }
    values = list(column.values) if column.values else bounds(column)
    return {**told, "values": values} if values else told


def _manifest(entry: Entry, package: Package, tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    wanted = package.wanted
    return {
        "made_by": f"Marsad {version('marsad')}",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "query": {
            "since": wanted.since.isoformat() if wanted.since else None,
            "topic": wanted.topic,
            "outlet": wanted.outlet,
            "tables": list(package.tables),
        },
        "as_of": {"ledger_entry": entry.number, "batch": entry.batch, "time": entry.time, "format": entry.format},
        "format": package.form,
        "how_to_read": HOW[package.form] + (f" {EXCEL}" if package.excel else ""),
        "licence": LICENCE,
        "tables": list(tables),
    }
