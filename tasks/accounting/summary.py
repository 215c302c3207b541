"""A run's summary for a person to read: what is new, what went wrong, how long it took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from expectations.vocabulary import REASONS
from tasks.accounting.markdown import grid, plain

# More than this is no summary; the tables have them all.
MOST_SHOWN = 15
_IN_TROUBLE = ("failing", "failed", "silent", "empty")
_NEW = ("articles", "quotes", "mentions", "dates")


@dataclass(frozen=True)
class Published:
    """What a run published, as far as the summary tells of it.

    Attributes:
        articles: the new revisions of articles.
        quotes: the new quotes.
        rejects: what was dropped.
        watched: the names of the people who are watched, by entity_id.
    """

    articles: pl.DataFrame
    quotes: pl.DataFrame
    rejects: pl.DataFrame
    watched: Mapping[str, str]


def summary(run: Mapping[str, Any], published: Published, links: Mapping[str, str]) -> str:
    """The summary in Markdown; parts of which there is nothing to say are left out.

    Args:
        run: the run's row, as the table `runs` has it.
        published: what it published.
        links: addresses of pages to go on with, by what they are.
    """
    parts = (
        _head(run),
        _part("New articles by outlet", ("outlet", "articles", "quotes"), _by_outlet(published)),
        _part("New quotes of watched people", ("who", "said", "act", "outlet"), _of_watched(published)),
        _part("Sources in trouble", ("source", "stands", "what went wrong", "failures in a row"), _sources(run)),
        _part("Rejected", ("reason", "which means", "documents or rows"), _reasons(published.rejects)),
        _part("Expectations that failed", ("table", "expectation", "severity", "failed", "of"), _failed(run)),
        _part("Stages", ("stage", "unit", "in", "out", "rejected", "seconds"), _durations(run)),
        *(f"[{name}]({link.replace(' ', '%20')}): `{link}`" for name, link in links.items()),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def stages(run: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The stages' counts and durations, a row each."""
    return [dict(stage) for stage in run["stages"]]


def _head(run: Mapping[str, Any]) -> str:
    rows = {table["table"]: table["rows"] for table in run["tables"]}
    new = ", ".join(f"{rows[table]:,} {table}" for table in _NEW)
    took = (run["finished_at"] - run["started_at"]).total_seconds()
    title = f"# {plain(run['topic_id'] or run['kind'])}: {run['outcome']}"
    return f"{title}\n\n{new}; {run['known']:,} documents were known. {took:,.0f} s."


def _part(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    if not rows:
        return ""
    left = len(rows) - MOST_SHOWN
    more = f"\n\n… and {left:,} more." if left > 0 else ""
    return f"## {title}\n\n{grid(head, rows[:MOST_SHOWN])}{more}"


def _by_outlet(published: Published) -> list[tuple[object, ...]]:
    quotes = published.quotes.group_by("outlet").len("quotes")
    return (
        published.articles.group_by("outlet")
        .len("articles")
        .join(quotes, on="outlet", how="left", nulls_equal=True)
        .select(pl.col("outlet").fill_null("unknown"), pl.col("articles"), pl.col("quotes").fill_null(0))
        .sort("articles", "outlet", descending=(True, False))
        .rows()
    )


def _of_watched(published: Published) -> list[tuple[object, ...]]:
    own = published.quotes.filter(pl.col("speaker_entity_id").is_in(list(published.watched)))
    rows = own.sort("published_at", "article_id", "start", descending=(True, False, False), nulls_last=True)
    return [
        (published.watched[entity], content, act, outlet)
        for entity, content, act, outlet in rows.select("speaker_entity_id", "content", "act", "outlet").iter_rows()
    ]


def _sources(run: Mapping[str, Any]) -> list[tuple[object, ...]]:
    return [
        (one["source"], one["health"], one["detail"], one["failures"])
        for one in run["sources"] or ()
        if one["health"] in _IN_TROUBLE
    ]


def _reasons(rejects: pl.DataFrame) -> list[tuple[object, ...]]:
    counts = rejects.group_by("reason").len().sort("len", "reason", descending=(True, False))
    return [(reason, REASONS[reason], count) for reason, count in counts.iter_rows()]


def _failed(run: Mapping[str, Any]) -> list[tuple[object, ...]]:
    return [
        (one["table"], one["expectation"], one["severity"], one["failed"], one["checked"])
        for one in run["expectations"]
        if one["failed"]
    ]


def _durations(run: Mapping[str, Any]) -> list[tuple[object, ...]]:
    keys = ("stage", "unit", "rows_in", "rows_out", "rejected", "seconds")
    return [tuple(stage[key] for key in keys) for stage in run["stages"]]
