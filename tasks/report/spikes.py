"""Days (weeks, months) with far more articles than usual, and who and what was named then more than on other days.

A day stands out by Anscombe's transform of a Poisson count (1948): 2√(n + 3/8) is about normal with variance 1, so two
counts are compared in standard deviations. Names are compared by log odds with an informative Dirichlet prior
(Monroe, Colaresi & Quinn 2008, "Fightin' Words").
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

import polars as pl

# Three standard deviations above the median, and by half: on a quiet topic 1, 1, 1, 5 is a spike, 100 and 131 is none.
_DEVIATIONS, _LEAST_RATIO, _FEWEST_DAYS = 3.0, 1.5, 4
_MOST_SPIKES, _DRIVERS, _SURE = 5, 4, 1.96
_PRIOR = 50.0  # articles' worth of what all days say
LEAST_NAMED = 3  # articles of a day, to be among what drove it
# The same for a page that looks for such days, and for what drove them, among what its filters leave.
STANDING = {
    "deviations": _DEVIATIONS, "ratio": _LEAST_RATIO, "fewest": _FEWEST_DAYS, "most": _MOST_SPIKES,
    "drivers": _DRIVERS, "sure": _SURE, "prior": _PRIOR, "named": LEAST_NAMED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Driver:
    """Somebody or something named on a day more than on others, in how many articles of that day."""

    entity_id: str
    articles: int


@dataclass(frozen=True, slots=True)
class Spike:
    """A day that stands out: its articles, those of the median day, and what drove it."""

    day: date
    articles: int
    usual: float
    drivers: tuple[Driver, ...]


def spikes(by_day: Mapping[date, int], named: pl.DataFrame) -> list[Spike]:
    """The days that stand out, the earliest first.

    Args:
        by_day: articles of every day, days without any too.
        named: columns day, entity_id, articles: in how many articles of a day somebody or something is named.
    """
    usual = median(by_day.values()) if len(by_day) >= _FEWEST_DAYS else math.inf
    found = [(_apart(count, usual), day) for day, count in by_day.items() if _stands_out(count, usual)]
    most = sorted(found, key=lambda one: (-one[0], one[1]))[:_MOST_SPIKES]
    return [Spike(day, by_day[day], usual, drivers(named, day, by_day)) for day in sorted(day for _, day in most)]


def _apart(count: float, usual: float) -> float:
    """How many standard deviations a count is above the usual one."""
    return 2 * math.sqrt(count + 0.375) - 2 * math.sqrt(usual + 0.375)


def _stands_out(count: int, usual: float) -> bool:
    return math.isfinite(usual) and count >= _LEAST_RATIO * usual and _apart(count, usual) / math.sqrt(2) >= _DEVIATIONS


def drivers(named: pl.DataFrame, day: date, by_day: Mapping[date, int]) -> tuple[Driver, ...]:
    """Who and what was named on a day in more of its articles than on other days, the surest first."""
    in_all, on_day = sum(by_day.values()), by_day[day]
    counts = (
        named.group_by("entity_id")
        .agg(pl.col("articles").sum().alias("all"), pl.col("articles").filter(pl.col("day") == day).sum().alias("then"))
        .filter(pl.col("then") >= LEAST_NAMED)
        .with_columns((pl.col("all") / in_all * _PRIOR).alias("prior"), (pl.col("all") - pl.col("then")).alias("else"))
    )
    scored = counts.with_columns(_z(on_day, in_all - on_day).alias("z")).filter(pl.col("z") >= _SURE)
    best = scored.sort("z", "entity_id", descending=[True, False]).head(_DRIVERS)
    return tuple(Driver(row["entity_id"], row["then"]) for row in best.iter_rows(named=True))


def _z(on_day: int, elsewhere: int) -> pl.Expr:
    """Monroe's score: the difference of log odds over its standard deviation."""
    then, other = pl.col("then") + pl.col("prior"), pl.col("else") + pl.col("prior")
    odds = (then / (on_day + _PRIOR - then).clip(0.5)).log() - (other / (elsewhere + _PRIOR - other).clip(0.5)).log()
    return odds / (1 / then + 1 / other).sqrt()
