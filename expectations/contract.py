"""How a table is declared: once, here, and everything else is made from the declaration.

From a `Table` come the polars and Arrow schemas (`expectations/schemas.py`), the Great Expectations suite
(`expectations/suites.py`), the descriptions inside the Parquet files and the README's data dictionary
(`expectations/dictionary.py`). Nothing else in the project repeats a column's name, type or rule as a list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

Severity = Literal["critical", "warning"]
Scope = Literal["row", "table"]

UTC_TIME = pl.Datetime("us", "UTC")


@dataclass(frozen=True)
class Column:
    """One column: its type, what it means and what its values must satisfy.

    Attributes:
        name: the column's name, in snake case.
        dtype: the polars type; text offsets count Unicode code points.
        description: what an analyst needs to know, one sentence, with the unit.
        nullable: whether null is a legitimate value (it then means what `description` says).
        values: the closed set of values, where the column is a category.
        least: the smallest value allowed, inclusive.
        most: the largest value allowed, inclusive.
    """

    name: str
    dtype: pl.DataType | type[pl.DataType]
    description: str
    nullable: bool = False
    values: tuple[str, ...] | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Context:
    """What a rule may look at besides its own table.

    Attributes:
        frames: the other staged tables of the batch, by name.
        published: the published keys that staged rows may refer to, by table name.
        now: the moment that "in the future" is measured from, UTC.
    """

    frames: Mapping[str, pl.DataFrame]
    published: Mapping[str, pl.DataFrame]
    now: object

    def known(self, table: str, columns: tuple[str, ...]) -> pl.DataFrame:
        """The distinct values of `columns` over the staged and the published rows of `table`."""
        parts = [
            frames[table].select(columns)
            for frames in (self.frames, self.published)
            if table in frames and set(columns) <= set(frames[table].columns)
        ]
        return pl.concat(parts).unique()


@dataclass(frozen=True)
class Rule:
    """A rule over several columns or tables, computed in polars and expected true by Great Expectations.

    Attributes:
        name: a snake-case name, unique in its table; results and rejects refer to it.
        description: the rule in words.
        holds: given the table and its context, a boolean series of the table's height: does each row hold?
        severity: `critical` stops (the row or the table, by `scope`), `warning` is reported.
        scope: `row` costs the failing rows, `table` costs the batch.
    """

    name: str
    description: str
    holds: Callable[[pl.DataFrame, Context], pl.Series]
    severity: Severity = "critical"
    scope: Scope = "row"


@dataclass(frozen=True)
class Reference:
    """Columns whose values must exist as a key in another table (null refers to nothing and passes).

    Attributes:
        columns: the columns.
        table: the table that they refer to.
        to: its columns.
        scope: `row` costs the rows that refer to nothing, `table` costs the batch.
        within: the column of lists of structs whose fields `columns` are; None where they are columns themselves.
    """

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]
    scope: Scope = "row"
    within: str | None = None

    @property
    def read(self) -> tuple[str, ...]:
        """The table's columns that it is read from."""
        return self.columns if self.within is None else (self.within,)

    def told_in(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What the frame's rows refer to: `columns`, and in `_row` the row's number; several a row inside of lists."""
        rows = frame.with_row_index("_row")
        if self.within is None:
            return rows.select("_row", *self.columns)
        return rows.select("_row", self.within).explode(self.within).unnest(self.within).select("_row", *self.columns)


@dataclass(frozen=True)
class Table:
    """One published table.

    Attributes:
        name: the folder under `warehouse/current/`.
        row: what one row is.
        columns: in the order of the file.
        key: the columns that identify a row; unique, never null.
        replaced_by: a batch removes the published rows that share these columns' values with what it brings, and those
            that share its keys, and adds its own, in one commit.
        partitioned: whether the table lies in one folder a month, by its column `month`.
        rules: what holds across columns and tables.
        references: which columns point to which table.
        sort: the order of rows within a file; queries by these columns read less.
        ranged: whether maintenance lays a month's rows out in files by ranges of the first column of `sort`: who looks
            for one of its values, or changes it in the rows that have it, opens few files then.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    replaced_by: tuple[str, ...]
    partitioned: bool = True
    rules: tuple[Rule, ...] = ()
    references: tuple[Reference, ...] = ()
    sort: tuple[str, ...] = field(default=())
    ranged: bool = False

    @property
    def schema(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """The polars schema: name to type, in file order."""
        return {column.name: column.dtype for column in self.columns}

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]


def month_column(of: str) -> Column:
    """The partition column: the month of the column `of`, as YYYY-MM."""
    return Column("month", pl.String, f"Partition: the month of {of}, YYYY-MM.")


RUN_ID = Column("run_id", pl.String, "The run that wrote this row.")
ARTICLE_ID = Column("article_id", pl.String, "The article, the same across its revisions.")
REVISION = Column("revision", pl.Int32, "The article's revision this row belongs to, from 1.", least=1)
START = Column("start", pl.Int32, "First code point in articles.text, from 0.", least=0)
END = Column("end", pl.Int32, "One past the last code point in articles.text.", least=1)
EXTRACTOR = Column("extractor", pl.String, "Which extractor made this row.")
VERSION = Column("version", pl.String, "The extractor's version.")


def text_at(start: str, end: str, surface: str) -> Callable[[pl.DataFrame, Context], pl.Series]:
    """A rule's test: `articles.text[start:end]` is `surface`; rows with a null start pass.

    The text is that of the batch's article, or the published one where the row belongs to no article of the batch.
    """

    def holds(frame: pl.DataFrame, context: Context) -> pl.Series:
        texts = context.known("articles", ("article_id", "revision", "text")).rename({"text": "_text"})
        at = frame.join(texts, on=("article_id", "revision"), how="left", maintain_order="left")
        length = (pl.col(end) - pl.col(start)).clip(lower_bound=0)  # polars refuses to cut a negative length
        cut = pl.col("_text").str.slice(pl.col(start), length)
        ordered = (pl.col(start) >= 0) & (pl.col(start) < pl.col(end))
        inside = ordered & (pl.col(end) <= pl.col("_text").str.len_chars())
        return at.select(
            pl.when(pl.col(start).is_null()).then(True).otherwise(inside & (cut == pl.col(surface))).fill_null(False)
        ).to_series()

    return holds


def expression(of: pl.Expr) -> Callable[[pl.DataFrame, Context], pl.Series]:
    """A rule's test from a boolean polars expression; null counts as broken."""
    return lambda frame, _context: frame.select(of.fill_null(False)).to_series()


OF_AN_ARTICLE = Reference(("article_id", "revision"), "articles", ("article_id", "revision"))
