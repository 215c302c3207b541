"""The plan of a run that takes stored documents up again: which, in which order, some hundreds at a time.

The plan lies in the run's staging folder, one line a document; only ids are in it. Documents of one portion belong to
one topic, for that is what cleaning matches them against, and are of one kind.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from expectations.vocabulary import OF_A_TOPIC
from tasks.model.runs import Run
from tasks.places.place import Place
from tasks.renewal.portions import Portion
from tasks.renewal.stale import Narrowed, since, stale_articles, stale_rejects
from tasks.storage.exporting import kept, located
from tasks.storage.frames import read_frame_at, write_frame_at
from tasks.storage.warehouse import read

_DOCUMENT = ("article_id", "capture_id", "captured_at")
ARTICLES, CAPTURES, REJECTS = "articles", "captures", "rejects"
BARE = "articles would be cleaned otherwise now, but their bytes are no longer kept"
UNKNOWN = "rejects of topics whose files are not known: name them with --topic"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run takes up again.

    Attributes:
        portions: the documents, some hundreds a portion.
        left: why other documents are not, in words, with how many they are.
    """

    portions: tuple[Portion, ...]
    left: Mapping[str, int]


def plan(run: Run, stage: str, narrowed: Narrowed, topics: Collection[str], sizes: Iterator[int]) -> Plan:
    """Write the plan of what to take up again, and give its portions: published articles first, then rejects.

    Args:
        run: the run.
        stage: `clean`: the bytes of articles and of rejects, and the rows of articles whose bytes are no longer kept;
            `extract`: the rows of articles.
        narrowed: which are wanted.
        topics: ids of the topics whose query is known.
        sizes: documents a portion, of one after the other; without end.
    """
    warehouse, model = run.warehouse, run.names_version
    stale = _articles(warehouse, stage, narrowed, topics, model)
    if stage == "extract":
        return Plan(write_plan(run, [(ARTICLES, _unmatched(stale))], sizes), {})
    cleaned = with_bytes(warehouse, stale)
    bare = stale.join(cleaned, on="article_id", how="anti")
    read_otherwise = _articles(warehouse, "extract", narrowed, topics, model) if bare.height else bare
    stored = bare.join(read_otherwise, on="article_id", how="semi")
    dropped = stale_rejects(warehouse, narrowed, model)
    rejects = with_bytes(warehouse, rejected(warehouse, dropped, narrowed, topics))
    parts = [(CAPTURES, cleaned), (ARTICLES, _unmatched(stored)), (REJECTS, rejects)]
    left = {BARE: bare.height, UNKNOWN: 0 if narrowed.topics else _of_others(dropped, topics)}
    return Plan(write_plan(run, parts, sizes), {why: count for why, count in left.items() if count})


def _of_others(rejects: pl.LazyFrame, topics: Collection[str]) -> int:
    """How many rejected captures belong to topics whose query is not known."""
    others = rejects.filter(~pl.col("topic_id").is_in([*topics, ""]))
    return int(others.select(pl.col("capture_id").n_unique()).collect().item())


def with_bytes(warehouse: Place, documents: pl.DataFrame) -> pl.DataFrame:
    """Those of the documents (by `capture_id`) whose bytes are kept."""
    whole = kept(warehouse, located(warehouse, documents["capture_id"]))
    return documents.join(whole, on="capture_id", how="semi", maintain_order="left")


def _unmatched(documents: pl.DataFrame) -> pl.DataFrame:
    """The documents as nobody's: stored articles are not matched again, they keep the matches that they have."""
    return documents.with_columns(pl.lit("").alias("topic_id"))


def _articles(
    warehouse: Place, stage: str, narrowed: Narrowed, topics: Collection[str], names_version: str
) -> pl.DataFrame:
    stale = _of_topics(warehouse, stale_articles(warehouse, stage, narrowed, names_version), topics)
    return stale.filter(pl.col("topic_id").is_in(narrowed.topics)) if narrowed.topics else stale


def _of_topics(warehouse: Place, stale: pl.LazyFrame, topics: Collection[str]) -> pl.DataFrame:
    """The articles with the topic that each is cleaned for: one that it matches, else that of the run that read it."""
    known = pl.col("topic_id").is_in(list(topics))
    matched = read(warehouse, "topic_matches", ("article_id", "topic_id")).filter(known)
    first = matched.group_by("article_id").agg(pl.col("topic_id").min().alias("_matched"))
    runs = read(warehouse, "runs", ("run_id", "topic_id")).filter(known)
    found = stale.join(first, on="article_id", how="left").join(runs, on="run_id", how="left")
    topic = pl.coalesce("_matched", "topic_id", pl.lit("")).alias("topic_id")
    return found.select(*_DOCUMENT, topic, pl.lit(True).alias("keep_all")).collect()


def rejected(warehouse: Place, rejects: pl.LazyFrame, narrowed: Narrowed, topics: Collection[str]) -> pl.DataFrame:
    """The captures of these rejects, with their topic, but for faults of what is a published article all the same.

    Those of a topic whose query is not known are left out, and what fell out before its bytes were kept.
    """
    captures = since(read(warehouse, "captures"), narrowed.since).filter(pl.col("holds") == "article")
    if narrowed.outlet is not None:
        captures = captures.filter(pl.col("outlet") == narrowed.outlet)
    wanted = list(narrowed.topics or {*topics, ""})
    runs = read(warehouse, "runs", ("run_id", "keep_all"))
    articles = read(warehouse, "articles", ("capture_id",)).collect()["capture_id"]
    found = (
        rejects.filter(pl.col("topic_id").is_in(wanted))
        .join(runs, on="run_id", how="left")
        .join(captures.select("capture_id", "captured_at"), on="capture_id")
        .filter(pl.col("reason").is_in(OF_A_TOPIC) | ~pl.col("capture_id").is_in(articles.implode()))
        .group_by("capture_id", "captured_at", "topic_id")
        .agg(pl.col("keep_all").any())
    )
    everything = pl.col("keep_all").fill_null(False) | (pl.col("topic_id") == "")
    article = pl.lit(None, pl.String).alias("article_id")
    return found.select(article, "capture_id", "captured_at", "topic_id", everything).collect()


def write_plan(run: Run, parts: Iterable[tuple[str, pl.DataFrame]], sizes: Iterator[int]) -> tuple[Portion, ...]:
    """Write the documents of these parts as the run's plan and give its portions, in the parts' order."""
    frames, portions = list[pl.DataFrame](), list[Portion]()
    for source, documents in parts:
        for (topic_id, keep_all), rows in _by_topic(documents):
            first = 0
            while first < rows.height:
                some = rows.slice(first, next(sizes))
                first += some.height
                portions.append(Portion(len(portions), source, some.height, topic_id, keep_all))
                frames.append(some.select(pl.lit(len(portions) - 1).alias("portion"), *_DOCUMENT))
    if frames:
        write_frame_at(_path(run), pl.concat(frames))
    return tuple(portions)


def _by_topic(documents: pl.DataFrame) -> Iterator[tuple[tuple[str, bool], pl.DataFrame]]:
    ordered = documents.sort("topic_id", "keep_all", "captured_at", "capture_id")
    for (topic_id, keep_all), rows in ordered.group_by("topic_id", "keep_all", maintain_order=True):
        yield (str(topic_id), bool(keep_all)), rows


def documents_of(portion: Portion, run: Run) -> pl.DataFrame:
    """The documents of a portion: article_id (null of rejects), capture_id and captured_at of each."""
    return read_frame_at(_path(run)).filter(pl.col("portion") == portion.number).select(_DOCUMENT)


def _path(run: Run) -> Place:
    return run.warehouse / ".staging" / run.run_id / "plan.parquet"
