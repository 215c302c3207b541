"""Answers of queries, each with the script that gives the same again: the query's own source, and how to call it."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from tasks.report.queries.scope import of_topic, since
from tasks.report.scope import Scope, Tables, narrows
from tasks.storage.snapshot import opening

Query = Callable[..., pl.LazyFrame]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a query gave, and a script that prints them as CSV."""

    rows: pl.DataFrame
    script: str

    @property
    def flat(self) -> pl.DataFrame:
        """The rows as CSV can hold them: lists joined by a bar."""
        return self.rows.with_columns(pl.col(pl.List(pl.String)).list.join("|"))


def ask(query: Query, names: Sequence[str], tables: Tables, scope: Scope, *more: str) -> Answer:
    """Run a query on these tables.

    Args:
        query: a function of lazy frames that needs nothing but polars.
        names: the tables that it takes, in its order.
        tables: those of the scope.
        scope: how they were narrowed.
        more: what it takes besides.
    """
    return Answer(query(*(tables[name] for name in names), *more).collect(), script(query, names, scope, *more))


def script(query: Query, names: Sequence[str], scope: Scope, *more: str) -> str:
    """A script that runs the query on the tables where they lie and writes its rows as CSV to stdout."""
    parts = [_head(scope), *_sources(query, scope)]
    wanted = names if scope.topic is None else (*names, "topic_matches")
    parts.append("\n".join(f"{name} = {_opening(name, scope)}" for name in dict.fromkeys(wanted)))
    narrowed = [line for name in names for line in _narrowed(name, scope)]
    parts += ["\n".join(narrowed)] if narrowed else []
    call = f"{query.__name__}({', '.join((*names, *map(repr, more)))})"
    parts.append(f"rows = {call}.collect()")
    parts.append('print(rows.with_columns(pl.col(pl.List(pl.String)).list.join("|")).write_csv(), end="")')
    return "\n\n".join(parts) + "\n"


def _opening(name: str, scope: Scope) -> str:
    """The Python that opens a table."""
    if scope.versions is None:
        return f'pl.scan_parquet("warehouse/current/{name}/")'
    return opening(scope.versions, scope.versions.warehouse, name)


def _head(scope: Scope) -> str:
    times = "from datetime import UTC, datetime\n\n" if scope.since else ""
    return f"{times}import polars as pl"


def _sources(query: Query, scope: Scope) -> list[str]:
    used: list[Callable[..., Any]] = [query]
    if scope.since:
        used.insert(0, since)
    if scope.topic:
        used.insert(0, of_topic)
    return ["\n\n\n".join(map(_source, used))]


@cache
def _source(function: Callable[..., Any]) -> str:
    """Reading a source anew for every page takes longer than all else of it."""
    return inspect.getsource(function).rstrip()


def _narrowed(name: str, scope: Scope) -> list[str]:
    lines = []
    if scope.topic and narrows(name, "article_id"):
        lines.append(f"{name} = of_topic({name}, topic_matches, {scope.topic.topic_id!r})")
    if scope.topic and name == "runs":
        lines.append(f'{name} = {name}.filter(pl.col("topic_id") == {scope.topic.topic_id!r})')
    if scope.since and narrows(name, "published_at"):
        day = scope.since
        lines.append(f"{name} = since({name}, datetime({day.year}, {day.month}, {day.day}, tzinfo=UTC))")
    return lines


def narrowing(scope: Scope, name: str) -> str:
    """Lines that open a table of annotations, or the newest revisions of `articles`, as `rows` in the scope."""
    lines = [f"rows = {_opening(name, scope)}"]
    if name == "articles":
        lines.append('rows = rows.filter(pl.col("is_latest"))')
    if scope.topic:
        matches = _opening("topic_matches", scope)
        lines.append(f'matches = {matches}.filter(pl.col("topic_id") == {scope.topic.topic_id!r})')
        lines.append('rows = rows.join(matches, on="article_id", how="semi")')
    if scope.since:
        day = scope.since
        moment = f'pl.datetime({day.year}, {day.month}, {day.day}, time_zone="UTC")'
        lines.append(f'rows = rows.filter(pl.col("published_at") >= {moment})')
    return "\n".join(lines)
