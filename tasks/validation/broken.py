"""Rows that broke an expectation, as rejects; and what the batch must then leave alone."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import polars as pl

from expectations.checks import BROKEN, Checked
from expectations.suites import expected
from expectations.tables import TABLES
from tasks.model.records import Reject

Origin = tuple[str, str]  # capture and locator
WITH_ITS_ARTICLE, WITH_ITS_MENTIONS, WITH_ITS_QUOTES = "with_its_article", "with_its_mentions", "with_its_quotes"
_WORDS = {
    WITH_ITS_ARTICLE: "no other row of its article broke an expectation; what was published of it stands",
    WITH_ITS_MENTIONS: "a mention of it is left",
    WITH_ITS_QUOTES: "a quote of it is left",
}


def spare(
    checked: Mapping[str, Checked], replaced: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, Checked], dict[str, pl.DataFrame]]:
    """Leave alone what is published of an article whose new row failed.

    A revision that cannot be published must not take away the one before it. So no row of such an article is published,
    nor any published row of it removed.

    Returns:
        What was checked, with all rows of failed articles among the broken ones, and what is still to be replaced.
    """
    articles = _failed_articles(checked)
    kept = {table: _without(values, articles) for table, values in replaced.items()}
    return {table: _withdrawn(one, articles) for table, one in checked.items()}, kept


def _failed_articles(checked: Mapping[str, Checked]) -> pl.DataFrame:
    none = pl.DataFrame(schema={"article_id": pl.String})
    return checked["articles"].broken.select("article_id").drop_nulls().unique() if "articles" in checked else none


def _without(values: pl.DataFrame, failed: pl.DataFrame) -> pl.DataFrame:
    if failed.is_empty() or not set(failed.columns) <= set(values.columns):
        return values
    return values.join(failed, on=failed.columns, how="anti", maintain_order="left")


def _withdrawn(one: Checked, articles: pl.DataFrame) -> Checked:
    """The table with the rows of failed articles that passed moved to the broken ones; `rejects` keeps all of its."""
    passed = one.passed
    if articles.is_empty() or "article_id" not in passed.columns or "reject_id" in passed.columns:
        return one
    moved = passed.join(articles, on="article_id", how="semi", maintain_order="left")
    marked = moved.with_columns(pl.lit([WITH_ITS_ARTICLE], dtype=pl.List(pl.String)).alias(BROKEN))
    return replace(one, passed=_without(passed, articles), broken=pl.concat([one.broken, marked]))


def rejects(
    checked: Mapping[str, Checked], frames: Mapping[str, pl.DataFrame], redone: pl.DataFrame
) -> Iterator[Reject]:
    """Every broken row as a reject that says what it broke and holds the row.

    Args:
        checked: what came of the checks, by table.
        frames: the staged rows before the checks: they know where an article came from.
        redone: published revisions that the batch takes up again: so do they.
    """
    origins = _origins(frames, redone)
    for table, one in checked.items():
        words = _WORDS | {wish.name: wish.description for wish in expected(TABLES[table])}
        for row in one.broken.iter_rows(named=True):
            yield _reject(table, row, words, origins)


def _reject(
    table: str, row: dict[str, Any], words: Mapping[str, str], origins: Mapping[str, tuple[str, str]]
) -> Reject:
    names = row.pop(BROKEN)
    article = row.get("article_id")
    capture, locator = origins.get(article or row.get("capture_id") or "", (None, None))
    key = "/".join(str(row[column]) for column in TABLES[table].key)
    return Reject(
        stage="validate",
        reason="expectation",
        detail="; ".join(f"{name}: it is not true that {words[name]}" for name in names),
        locator=locator or row.get("locator") or f"{table}/{key}",
        capture_id=capture or row.get("capture_id"),
        article_id=article,
        table=table,
        payload=json.dumps(row, ensure_ascii=False, default=_plain),
    )


def _origins(frames: Mapping[str, pl.DataFrame], redone: pl.DataFrame) -> dict[str, Origin]:
    """Capture and locator of every capture that the batch has looked at, by its id and by its article's."""
    parts = [redone, *([frames["captures"]] if "captures" in frames else [])]
    captures = pl.concat([part.select("capture_id", "locator") for part in parts]).drop_nulls()
    by_capture = {capture: (capture, locator) for capture, locator in captures.iter_rows()}
    articles = frames["articles"].select("article_id", "capture_id").drop_nulls() if "articles" in frames else captures
    by_article = {article: by_capture[capture] for article, capture in articles.iter_rows() if capture in by_capture}
    return by_article | by_capture


def _plain(value: object) -> str:
    """A value of the row that JSON has no form for."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode("ascii")
    raise TypeError(f"{value!r} is of a type that no table holds")
