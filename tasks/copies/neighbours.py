"""The articles, published or of the same batch, that a new article may be a copy of.

Copies come within days: an article is compared with those of 30 days before and behind it and with no others. What
recurs (weather, congratulations, executions) is in other words a little, and shares up to 54 % of its three-word
sequences with the one before. So what is at most three days away, and of another outlet, is a copy from 30 % on; what
is further away, or the outlet's own, from 75 % on. Both were chosen on the open half of
tests/gates/duplicate-pairs.csv: at 30 % F1 is best (0.26: 0.917, 0.30: 0.933, 0.34: 0.920).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from tasks.copies.candidates import similar_pairs
from tasks.copies.signatures import PERMUTATIONS, unpacked
from tasks.model.lookups import Published, texts

LEAST_REWRITTEN = 0.30
LEAST_REPEATED = 0.75
SOON = timedelta(days=3)
WINDOW = timedelta(days=30)
# Of fewer three-word sequences, ten words, the share says too little: such texts are copies only where they are equal.
FEWEST = 8
# A text that stands on thousands of pages must not make millions of pairs.
MOST_NEIGHBOURS = 16
# Of texts that are not equal, though all minima are: 1 is for equal ones.
_NEARLY = 1 - 1 / PERMUTATIONS

AT = pl.coalesce("published_at", "captured_at").alias("at")
_KNOWN = (
    "article_id",
    "revision",
    "outlet",
    "published_at",
    "captured_at",
    "body_hash",
    "signature",
    "duplicate_cluster",
    "first_outlet",
)
_PAIRS = {"_new": pl.Int64, "_known": pl.Int64, "shared": pl.Float64}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article that another one may be a copy of: how similar their bodies are, 1 where they are equal."""

    similarity: float
    at: datetime
    article_id: str


@dataclass(frozen=True)
class Surroundings:
    """What lies around the articles of a batch.

    Attributes:
        near: by row of the batch, the nearest that the article may be a copy of, nearest first.
        rows: the published rows of those, without text.
        times: when the articles that their clusters are called after were published, where that is in these months.
    """

    near: Sequence[Sequence[Neighbour]]
    rows: pl.DataFrame
    times: Mapping[str, datetime]


def surroundings(new: pl.DataFrame, published: Published) -> Surroundings:
    """What lies around new articles, among the published and among themselves.

    Args:
        new: rows of `articles` with their signature and with `at`, the time that they are placed by.
        published: where to look published rows up.
    """
    near: list[list[Neighbour]] = [[] for _ in range(new.height)]
    for row, one in _nearest(new, new, _before()):
        near[row].append(one)
    rows, times = [], []
    for month in _months(new):
        # One month at a time: signatures of a large warehouse's 30 days need not be in memory at once.
        known = published("articles", "month", texts([month]), _KNOWN).with_columns(AT)
        met = list(_nearest(new, known, pl.lit(True)))
        for row, one in met:
            near[row].append(one)
        rows.append(known.filter(pl.col("article_id").is_in(texts(one.article_id for _, one in met).implode())))
        times.append(known.select("article_id", "at"))
    ordered = [sorted(found, key=lambda one: (-one.similarity, one.at, one.article_id)) for found in near]
    found = pl.concat(rows)
    began = pl.concat(times).filter(pl.col("article_id").is_in(found["duplicate_cluster"].unique().implode()))
    return Surroundings(ordered, found, dict(began.iter_rows()))


def _months(new: pl.DataFrame) -> list[str]:
    """The months, YYYY-MM, that a day within the window of a new article lies in."""
    days, span = new["at"].dt.date().unique(), WINDOW.days
    return sorted({f"{day + timedelta(days=apart):%Y-%m}" for day in days for apart in (-span, 0, span)})


def _before() -> pl.Expr:
    """Whether, of two of one batch, the other was published before it: only then can this one be its copy."""
    earlier = pl.col("at_known") < pl.col("at")
    return earlier | ((pl.col("at_known") == pl.col("at")) & (pl.col("article_id_known") < pl.col("article_id")))


def _nearest(new: pl.DataFrame, known: pl.DataFrame, wanted: pl.Expr) -> Iterator[tuple[int, Neighbour]]:
    """The rows of `new`, each with the nearest few articles of `known` that it may be a copy of, but for itself."""
    first, usable = unpacked(new["signature"].to_list())
    second, fitting = unpacked(known["signature"].to_list())
    here, there = np.flatnonzero(usable), np.flatnonzero(fitting)
    ours = _described(new, "_new").with_columns(pl.Series("short", first["shingles"] < FEWEST))
    theirs = _described(known, "_known")
    kept = _copies(pl.DataFrame(schema=_PAIRS), ours, theirs, wanted)
    for rows, others, shared in similar_pairs(first[here], second[there], LEAST_REWRITTEN):
        pairs = pl.DataFrame({"_new": here[rows], "_known": there[others], "shared": shared}, schema=_PAIRS)
        kept = _few(pl.concat([kept, _copies(pairs, ours, theirs, wanted)]))
    for row, similarity, at, article_id in kept.select(
        "_new", "similarity", "at_known", "article_id_known"
    ).iter_rows():
        yield row, Neighbour(similarity, at, article_id)


def _copies(pairs: pl.DataFrame, ours: pl.DataFrame, theirs: pl.DataFrame, wanted: pl.Expr) -> pl.DataFrame:
    """Those of the pairs that may be copies, with their similarity."""
    apart = (pl.col("at") - pl.col("at_known")).abs()
    equal = pl.col("body_hash") == pl.col("body_hash_known")
    rewritten = (apart <= SOON) & pl.col("outlet").ne_missing(pl.col("outlet_known"))
    least = pl.when(rewritten).then(LEAST_REWRITTEN).otherwise(LEAST_REPEATED)
    alike = equal | (~pl.col("short") & (pl.col("shared") >= least))
    similarity = pl.when(equal).then(1.0).otherwise(pl.col("shared").clip(upper_bound=_NEARLY)).alias("similarity")
    return (
        pairs.join(ours, on="_new")
        .join(theirs, on="_known", suffix="_known")
        .filter(pl.col("article_id") != pl.col("article_id_known"), apart <= WINDOW, alike, wanted)
        .select("_new", similarity, "at_known", "article_id_known")
    )


def _few(copies: pl.DataFrame) -> pl.DataFrame:
    """Of each new article the nearest."""
    ordered = copies.sort("similarity", "at_known", "article_id_known", descending=(True, False, False))
    return ordered.group_by("_new", maintain_order=True).head(MOST_NEIGHBOURS)


def _described(articles: pl.DataFrame, row: str) -> pl.DataFrame:
    return articles.select(pl.int_range(pl.len(), dtype=pl.Int64).alias(row), "article_id", "outlet", "at", "body_hash")
