"""Which rejects are taken up again, and as what."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from expectations.vocabulary import OF_A_TOPIC
from tasks.model.runs import Run
from tasks.places.place import Place
from tasks.renewal.plan import ARTICLES, CAPTURES, REJECTS, UNKNOWN, rejected, with_bytes, write_plan
from tasks.renewal.portions import Portion
from tasks.renewal.stale import Narrowed
from tasks.storage.beginnings import whole_id
from tasks.storage.warehouse import read


@dataclass(frozen=True, slots=True)
class Replay:
    """What of the wanted rejects is taken up again.

    Attributes:
        portions: the documents, some hundreds a portion.
        rejects: how many rejects they are.
        left: why the others are not, in words, with how many they are.
    """

    portions: tuple[Portion, ...]
    rejects: int
    left: Mapping[str, int]


def chosen(warehouse: Place, reasons: Sequence[str], ids: Sequence[str]) -> pl.DataFrame:
    """The rejects of these reasons, or with these ids or beginnings of ids; all where neither is given.

    Raises:
        ConfigError: no reject, or more than one, has an id that begins so.
    """
    rejects = read(warehouse, "rejects")
    if reasons:
        rejects = rejects.filter(pl.col("reason").is_in(list(reasons)))
    return rejects.collect() if not ids else pl.concat([one_reject(warehouse, given) for given in ids]).unique()


def one_reject(warehouse: Place, given: str) -> pl.DataFrame:
    """The only reject whose id begins so.

    Raises:
        ConfigError: there is none, or more than one.
    """
    rejects = read(warehouse, "rejects")
    reject_id = whole_id(rejects, "reject_id", given, warehouse)
    return rejects.filter(pl.col("reject_id") == reject_id).collect()


def plan_replay(
    run: Run, reasons: Sequence[str], ids: Sequence[str], topics: Collection[str], only: bool, sizes: Iterator[int]
) -> Replay:
    """Write the plan of the rejects to take up again.

    What is a published article all the same is taken up as that: from its stored text where only a row of it broke an
    expectation, else from its bytes.

    Args:
        run: the run.
        reasons: only rejects of these reasons; empty: of all.
        ids: only these rejects; empty: all.
        topics: ids of the topics whose query is known.
        only: whether rejects of other topics are left out without a word.
        sizes: documents a portion, of one after the other; without end.
    """
    warehouse = run.warehouse
    wanted = chosen(warehouse, reasons, ids)
    wanted = wanted.filter(pl.col("topic_id").is_in(list(topics))) if only else wanted
    rows, captures = _published(warehouse, wanted)
    rest = wanted.join(pl.concat([rows, captures]), on="reject_id", how="anti").filter(pl.col("stage") != "ingest")
    dropped = with_bytes(warehouse, rejected(warehouse, rest.lazy(), Narrowed(), topics))
    captures = with_bytes(warehouse, captures)
    articles = ((CAPTURES, captures.unique("article_id")), (ARTICLES, rows.unique("article_id")))
    portions = write_plan(run, [(REJECTS, dropped), *articles], sizes)
    again = rest.join(dropped, on=("capture_id", "topic_id"), how="semi")
    taken = pl.concat([part.select("reject_id") for part in (again, captures, rows)])
    return Replay(portions, taken.height, _left(wanted.join(taken, on="reject_id", how="anti"), topics))


def _published(warehouse: Place, wanted: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rejects of published articles: those of single rows, and those of what came to nothing at some later time."""
    newest = read(warehouse, "articles").filter("is_latest").select("article_id", "capture_id", "captured_at")
    faults = wanted.filter(~pl.col("reason").is_in(OF_A_TOPIC))
    single = pl.col("table").is_not_null() & (pl.col("table") != "articles")
    nobodys = (pl.lit("").alias("topic_id"), pl.lit(True).alias("keep_all"))
    rows = faults.filter(single).select("reject_id", "article_id").lazy().join(newest, on="article_id")
    own = read(warehouse, "articles").select("article_id", "capture_id")
    others = faults.filter(~single).select("reject_id", "capture_id").lazy().join(own, on="capture_id")
    captures = others.select("reject_id", "article_id").join(newest, on="article_id")
    return rows.with_columns(nobodys).collect(), captures.with_columns(nobodys).collect()


def _left(rejects: pl.DataFrame, topics: Collection[str]) -> dict[str, int]:
    fetched = pl.col("capture_id").is_null() | (pl.col("stage") == "ingest")
    known = pl.col("topic_id").is_in([*topics, ""])
    why = (
        pl.when(fetched)
        .then(pl.lit("rejects that never had any bytes: a run that reads their source tries them again"))
        .when(known)
        .then(pl.lit("rejects whose bytes are no longer kept"))
        .otherwise(pl.lit(UNKNOWN))
    )
    counted = rejects.select(why.alias("why")).group_by("why").len().sort("len", descending=True)
    return dict(counted.iter_rows())
