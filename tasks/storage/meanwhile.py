"""What other runs have published between a run's reading and its turn: it is taken out of the batch."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tasks.accounting.tally import taken_out
from tasks.model.runs import Batch, Run
from tasks.storage import ledger
from tasks.storage.lookup import published_rows
from tasks.storage.settled import settled
from tasks.storage.staging import read_staged, write_frame
from tasks.storage.tallies import read_tallies, write_tally

_BY_CAPTURE, _BY_ARTICLE = ("captures", "articles", "rejects"), ("topic_matches", "sightings")


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a batch.

    Attributes:
        known: documents that were taken out, for they have been settled meanwhile.
        is_new: whether anything is left to publish.
    """

    known: int
    is_new: bool


def drop_settled(batch: Batch, run: Run, since: int) -> Rest:
    """Take out of a batch what other runs have settled since this one read; to be called in the run's turn.

    It is taken out of the tallies of the stages before too, as if it had been known when it was read.

    Args:
        batch: a batch that was extracted.
        run: its run.
        since: the ledger's last entry before the run looked what is settled.
    """
    if not _others_published(run, since):
        return Rest(0, is_new=True)
    staged = {name: read_staged(batch.folder, name) for name in (*_BY_CAPTURE, *_BY_ARTICLE)}
    gone = _gone(staged, run)
    left = _left(staged, gone, run)
    for name, frame in left.items():
        write_frame(name, frame, batch.folder)
    documents, rejects = (staged[name].join(gone, on="capture_id", how="semi") for name in ("captures", "rejects"))
    known = documents.filter(pl.col("holds") == "article").height
    for tally in taken_out(read_tallies(batch.folder), known, rejects.select("stage", "reason").rows()):
        write_tally(tally, batch.folder)
    return Rest(known + rejects.filter(pl.col("stage") == "ingest").height, _is_new(left))


def _others_published(run: Run, since: int) -> bool:
    own = f"{run.run_id}/"
    return any(not entry.batch.startswith(own) for entry in ledger.entries(run.warehouse, since))


def _gone(staged: Mapping[str, pl.DataFrame], run: Run) -> pl.DataFrame:
    """The batch's captures that are settled by now, but for those of an article that another of its captures tells of.

    What was found in an article belongs to the last text that the batch has of it: its captures stay together.
    """
    captures = [staged[name].select("capture_id") for name in ("captures", "rejects")]
    met = _settled(pl.concat(captures).drop_nulls().unique(), run)
    of = staged["articles"].select("article_id", "capture_id")
    told_of = of.join(met, on="capture_id", how="anti").select("article_id").unique()
    return met.join(of.join(told_of, on="article_id", how="semi"), on="capture_id", how="anti")


def _settled(captures: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Those that are settled. Most often nothing of them is published, which is seen in a moment."""
    ids = captures["capture_id"]
    met = (published_rows(run.warehouse, name, "capture_id", ids, ("capture_id",)) for name in _BY_CAPTURE)
    found = settled(run.warehouse, run) if any(rows.height for rows in met) else frozenset()
    return captures.filter(pl.col("capture_id").is_in(sorted(found & set(ids))))


def _left(staged: Mapping[str, pl.DataFrame], gone: pl.DataFrame, run: Run) -> dict[str, pl.DataFrame]:
    """The staged rows without those of captures that are gone, nor sightings that are published."""
    owners = [staged[name].select("article_id", "capture_id") for name in ("articles", "rejects")]
    articles = pl.concat(owners).join(gone, on="capture_id", how="semi").select("article_id").drop_nulls().unique()
    ids = staged["sightings"]["sighting_id"]
    seen = published_rows(run.warehouse, "sightings", "sighting_id", ids, ("sighting_id",))
    left = {name: _without(staged[name], gone) for name in _BY_CAPTURE}
    left |= {name: _without(staged[name], articles) for name in _BY_ARTICLE}
    return left | {"sightings": _without(left["sightings"], seen)}


def _without(frame: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    return frame.join(values, on=values.columns, how="anti", maintain_order="left")


def _is_new(left: Mapping[str, pl.DataFrame]) -> bool:
    """Whether there is more than indexes, which are published with what they led to."""
    documents = left["captures"].filter(pl.col("holds") == "article")
    return any(frame.height for frame in (documents, left["rejects"], left["sightings"]))
