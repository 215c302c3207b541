"""The first page: coverage, who is quoted, acts, outlets, what runs through several, what changed, how the run went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from tasks.report.answers import Answer, Query, ask
from tasks.report.charting import Charts, charts_of
from tasks.report.material import Material, Row
from tasks.report.people import turns
from tasks.report.periods import Unit, every, start_of, unit
from tasks.report.queries import coverage, quality, speech
from tasks.report.scope import Scope, Tables
from tasks.report.spikes import Spike, spikes
from tasks.report.statements import Statement

_QUESTIONS: Mapping[str, tuple[Query, tuple[str, ...]]] = {
    "coverage": (coverage.coverage, ("articles",)),
    "speakers": (speech.speakers, ("quotes", "entities")),
    "acts": (speech.acts, ("quotes",)),
    "outlets": (coverage.outlets, ("articles", "quotes")),
    "one_sided": (speech.one_sided, ("quotes", "entities")),
    "repeated": (speech.repeated, ("statements", "quotes")),
    "revised": (coverage.revised, ("articles",)),
    "stances": (speech.stances, ("quotes",)),
    "directed": (speech.directed, ("quotes", "mentions")),
    "stages": (quality.stages, ("runs",)),
    "expectations": (quality.expectations, ("runs",)),
    "rejected": (quality.rejected, ("runs", "rejects")),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A named speaker: quotes in all and by outlet, most first."""

    entity_id: str
    quotes: int
    outlets: Sequence[tuple[str | None, int]]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows.

    Attributes:
        answers: the rows of every list and chart, by name, with the script that gives them again.
        articles: how many there are.
        quotes: how many there are.
        first: the first day of publishing; None where no article has a time.
        last: the last one.
        undated: articles without a time, which stand in no chart.
        step: what one bar stands for.
        spikes: what stands out, the earliest first.
        speakers: named ones, most quoted first.
        turns: pairs of what a speaker affirmed and then denied, or the other way round, the latest first.
        run: the last run; None where there was none.
        new: quotes that the last run brought.
        charts: rows of the charts.
    """

    answers: Mapping[str, Answer]
    articles: int
    quotes: int
    first: date | None
    last: date | None
    undated: int
    step: Unit
    spikes: Sequence[Spike]
    speakers: Sequence[Speaker]
    turns: Sequence[tuple[Statement, Statement]]
    run: Row | None
    new: int
    charts: Charts

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of an answer."""
        return self.answers[name].rows.to_dicts()


def overview(tables: Tables, material: Material, known: Mapping[str, Statement], scope: Scope) -> Overview:
    """The first page of a report; `known` has the statements by the quote's id."""
    answers = {name: ask(query, names, tables, scope) for name, (query, names) in _QUESTIONS.items()}
    dated = answers["coverage"].rows.drop_nulls("day")
    days = dated["day"].to_list()
    step = unit(days)
    by_step = _by_step(dated, "articles", every(days, step), step)
    found = spikes(by_step, _named(tables, step))
    speakers = speakers_of(answers["speakers"].rows)
    runs = tables["runs"].sort("started_at").tail(1).collect().to_dicts()
    changed = [pair for entity_id in material.stances for pair in turns(entity_id, material, known)]
    return Overview(
        answers=answers,
        articles=len(material.articles),
        quotes=tables["quotes"].select(pl.len()).collect().item(),
        first=min(days, default=None),
        last=max(days, default=None),
        undated=int(answers["coverage"].rows.filter(pl.col("day").is_null())["articles"].sum()),
        step=step,
        spikes=found,
        speakers=speakers,
        turns=sorted(changed, key=lambda pair: str(pair[1].at), reverse=True),
        run=runs[0] if runs else None,
        new=sum(one.row["run_id"] == run["run_id"] for run in runs for one in known.values()),
        charts=charts_of(answers, by_step, found, [(one.entity_id, one.outlets) for one in speakers], step),
    )


def speakers_of(rows: pl.DataFrame) -> list[Speaker]:
    """The speakers of the answer `speakers`, in its order."""
    found: dict[str, list[tuple[str | None, int]]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row["entity_id"], []).append((row["outlet"], row["quotes"]))
    return [Speaker(entity_id, sum(n for _, n in outlets), outlets) for entity_id, outlets in found.items()]


def _by_step(rows: pl.DataFrame, column: str, steps: Sequence[date], step: Unit) -> dict[date, int]:
    counted = dict.fromkeys(steps, 0)
    for row in rows.iter_rows(named=True):
        counted[start_of(row["day"], step)] += row[column]
    return counted


def _named(tables: Tables, step: Unit) -> pl.DataFrame:
    """In how many articles of each step somebody or something is named."""
    interval = {"day": "1d", "week": "1w", "month": "1mo"}[step]
    return (
        tables["mentions"]
        .filter(pl.col("published_at").is_not_null())
        .join(tables["entities"], on="entity_id", how="semi")
        .group_by(pl.col("published_at").dt.date().dt.truncate(interval).alias("day"), "entity_id")
        .agg(pl.col("article_id").n_unique().alias("articles"))
        .collect()
    )
