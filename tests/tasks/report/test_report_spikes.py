"""Days that stand out, and what set them apart; the steps of a time axis."""

from datetime import date, timedelta

import polars as pl

from tasks.report.periods import every, start_of, unit
from tasks.report.spikes import spikes

FIRST = date(2024, 3, 4)


def days(*counts: int) -> dict[date, int]:
    return {FIRST + timedelta(days=number): count for number, count in enumerate(counts)}


def named(*rows: tuple[int, str, int]) -> pl.DataFrame:
    told = [(FIRST + timedelta(days=day), entity, count) for day, entity, count in rows]
    return pl.DataFrame(told, schema={"day": pl.Date, "entity_id": pl.String, "articles": pl.Int64}, orient="row")


def test_a_day_far_above_the_usual_stands_out_with_what_was_named_then() -> None:
    rows = named(
        (5, "summit", 40), (0, "summit", 1), *((day, "capital", count) for day, count in enumerate((5, 5, 5, 5, 5, 20)))
    )
    (found,) = spikes(days(20, 22, 19, 21, 20, 80), rows)
    assert (found.day, found.articles, found.usual) == (FIRST + timedelta(days=5), 80, 20.5)
    assert [driver.entity_id for driver in found.drivers] == ["summit"], "the capital is named as often on other days"
    assert found.drivers[0].articles == 40


def test_ordinary_days_do_not() -> None:
    assert spikes(days(20, 25, 18, 28, 21, 24), named()) == []
    assert spikes(days(100, 100, 100, 100, 131), named()) == [], "three deviations, but not by half"
    assert spikes(days(0, 0, 0, 0, 3), named()) == [], "three of a quiet topic may be chance"


def test_too_few_days_have_no_usual_one() -> None:
    assert spikes(days(1, 90), named()) == []


def test_long_times_are_shown_by_week_and_month() -> None:
    assert [unit([FIRST, FIRST + timedelta(days=n)]) for n in (30, 200, 3000)] == ["day", "week", "month"]
    assert start_of(date(2024, 3, 10), "week") == FIRST
    assert every([date(2023, 11, 30), date(2024, 2, 1)], "month") == [
        date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1),
    ]  # fmt: skip
    assert every([], "day") == []
