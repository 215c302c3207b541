"""The rows of the charts, and their specifications in each language of the interface."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks.report import charts
from tasks.report.answers import Answer
from tasks.report.periods import Unit, after, start_of
from tasks.report.spikes import Spike
from tasks.report.strings import INTERFACES

# As many names as can be read beside a chart, here and where the page draws it again; the tables below have all.
MOST = {"outlet": 12, "speaker": 15}
SHOWN_ACTS = ("deny", "accuse", "call", "warn", "affirm")


@dataclass(frozen=True, slots=True)
class Charts:
    """Rows by chart, and specifications by language of the interface and chart."""

    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    specs: Mapping[str, Mapping[str, Any]]


def charts_of(
    answers: Mapping[str, Answer],
    by_step: Mapping[date, int],
    found: Sequence[Spike],
    speakers: Sequence[tuple[str, Sequence[tuple[str | None, int]]]],
    step: Unit,
) -> Charts:
    """The charts of the first page.

    Args:
        answers: of the queries.
        by_step: articles of every step of the time axis.
        found: the steps that stand out.
        speakers: entities, most quoted first, with their quotes by outlet.
        step: of the time axis.
    """
    in_all = Counter[str]()
    for row in answers["outlets"].rows.iter_rows(named=True):
        in_all[_outlet(row["outlet"])] += row["articles"]
    outlets = [outlet for outlet, _ in in_all.most_common(MOST["outlet"])]
    named = [f"entity.{entity_id}" for entity_id, _ in speakers[: MOST["speaker"]]]
    acts = _stepped(answers["acts"], "act", "quotes", step)
    present = [act for act in SHOWN_ACTS if any(row["act"] == f"act.{act}" for row in acts)]
    said = [row for row in acts if row["act"] in {f"act.{act}" for act in present}]
    steps = [str(day) for day in by_step]
    rows = {
        "coverage": _coverage(by_step, found, step),
        "by_outlet": [
            row for row in _stepped(answers["coverage"], "outlet", "articles", step) if row["outlet"] in outlets
        ],
        "acts": said,
        "by_whom": _by_whom(speakers[: MOST["speaker"]], outlets),
    }
    specs = {
        language: {
            "coverage": charts.coverage(steps, language),
            "by_outlet": charts.by_outlet(steps, outlets, language),
            "acts": charts.acts(steps, [f"act.{act}" for act in present], language),
            "by_whom": charts.by_whom(named, outlets, language),
        }
        for language in INTERFACES
    }
    return Charts(rows, specs)


def course_specs() -> Mapping[str, Any]:
    """The specification of the chart on a person's page, by language of the interface."""
    return {language: {"course": charts.course(language)} for language in INTERFACES}


def _outlet(outlet: str | None) -> str:
    return f"outlet.{outlet or ''}"


def period(start: date, step: Unit) -> str:
    """The part of an address that asks for what was published in a step."""
    last = date.fromordinal(after(start, step).toordinal() - 1)
    return f"from={start}&to={last}"


def _coverage(by_step: Mapping[date, int], found: Iterable[Spike], step: Unit) -> list[dict[str, Any]]:
    out = {spike.day: [f"entity.{driver.entity_id}" for driver in spike.drivers[:2]] for spike in found}
    return [
        {
            "at": str(day),
            "articles": count,
            "spike": day in out,
            "drivers": out.get(day, []),
            "href": f"#{period(day, step)}",
        }
        for day, count in by_step.items()
    ]


def _stepped(answer: Answer, column: str, counted: str, step: Unit) -> list[dict[str, Any]]:
    """The counts of an answer by step and category; not those without a day."""
    sums = Counter[tuple[date, str | None]]()
    for row in answer.rows.drop_nulls("day").iter_rows(named=True):
        sums[start_of(row["day"], step), row[column]] += row[counted]
    return [
        {
            "at": str(day),
            column: f"{column}.{value or ''}",
            counted: count,
            "href": f"#{column}={value or '-'}&{period(day, step)}",
        }
        for (day, value), count in sorted(sums.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    ]


def _by_whom(
    speakers: Iterable[tuple[str, Sequence[tuple[str | None, int]]]], outlets: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {
            "speaker": f"entity.{entity_id}",
            "outlet": _outlet(outlet),
            "quotes": count,
            "href": f"#speaker={entity_id}&outlet={outlet or '-'}",
        }
        for entity_id, counts in speakers
        for outlet, count in counts
        if _outlet(outlet) in outlets
    ]
