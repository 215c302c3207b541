"""Answers of queries, each with the script that gives the same again: the query's own source, and how to call it."""

import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from tasks.report.queries.scope import of_topic, since
from tasks.report.scope import Scope, Tables, narrows
from tasks.storage.snapshot import opening

Query = Callable[..., pl.LazyFrame]


class Steps(NamedTuple):
    """A script that prints the rows of a query as CSV, in parts between which filters may stand.

    Attributes:
        opened: the query, and the tables of the scope that it takes.
        asked: it is called.
        told: its rows are printed.
    """

    opened: str
    asked: str
    told: str

    @property
    def script(self) -> str:
        """The whole script."""
        return "\n\n".join(self) + "\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a query gave, and the script that prints them as CSV."""

    rows: pl.DataFrame
    steps: Steps

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
    return Answer(query(*(tables[name] for name in names), *more).collect(), steps(query, names, scope, *more))


def steps(query: Query, names: Sequence[str], scope: Scope, *more: str) -> Steps:
    """A script that runs the query on the tables where they lie and writes its rows as CSV to stdout."""
    parts = [_head(scope), *_sources(query, scope)]
    wanted = names if scope.topic is None else (*names, "topic_matches")
    parts.append("\n".join(f"{name} = {_opening(name, scope)}" for name in dict.fromkeys(wanted)))
    narrowed = [line for name in names for line in _narrowed(name, scope)]
    parts += ["\n".join(narrowed)] if narrowed else []
    call = f"{query.__name__}({', '.join((*names, *map(repr, more)))})"
    told = 'print(rows.with_columns(pl.col(pl.List(pl.String)).list.join("|")).write_csv(), end="")'
    return Steps("\n\n".join(parts), f"rows = {call}.collect()", told)


def _opening(name: str, scope: Scope) -> str:
    """The Python that opens a table."""
    if isinstance(scope.opened, Path):
        return f"pl.scan_parquet({json.dumps(f'{scope.opened}/{name}/', ensure_ascii=False)})"
    return opening(scope.opened, scope.opened.warehouse, name)


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
    """Lines that open a table of annotations in the scope."""
    lines = [f"{name} = {_opening(name, scope)}"]
    if scope.topic:
        matches = _opening("topic_matches", scope)
        lines.append(f'matches = {matches}.filter(pl.col("topic_id") == {scope.topic.topic_id!r})')
        lines.append(f'{name} = {name}.join(matches, on="article_id", how="semi")')
    if scope.since:
        day = scope.since
        moment = f'pl.datetime({day.year}, {day.month}, {day.day}, time_zone="UTC")'
        lines.append(f'{name} = {name}.filter(pl.col("published_at") >= {moment})')
    return "\n".join(lines)
