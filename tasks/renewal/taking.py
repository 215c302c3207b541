"""Stage stored documents as if they had just come in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

import polars as pl

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.accounting.tally import Tally
from tasks.model.records import Capture
from tasks.model.runs import Batch, Run
from tasks.places.place import Place
from tasks.readers.intake import MOST_HELD
from tasks.renewal.plan import ARTICLES, REJECTS, documents_of
from tasks.renewal.portions import Portion
from tasks.renewal.redone import SCHEMA, write_redone
from tasks.storage.captures import stage_captures
from tasks.storage.exporting import captures_of, located
from tasks.storage.lookup import published_rows
from tasks.storage.staging import batch_folder, batch_folders, write_frame
from tasks.storage.tallies import write_tally

# Articles whose bytes are looked up together: of one article all revisions stay in one batch.
_TOGETHER = 32


@dataclass(frozen=True)
class _Taken:
    """Some documents: captures, rows of `articles` whose bytes are not looked at, and the revisions that they are."""

    captures: list[Capture] = field(default_factory=list)
    rows: pl.DataFrame = field(default_factory=lambda: empty(TABLES["articles"]))
    redone: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SCHEMA))

    def __add__(self, other: "_Taken") -> "_Taken":
        return _Taken(
            [*self.captures, *other.captures],
            pl.concat([self.rows, other.rows]),
            pl.concat([self.redone, other.redone]),
        )

    @property
    def documents(self) -> int:
        return len(self.captures) + self.rows.height

    @property
    def held(self) -> int:
        return sum(len(capture.body) for capture in self.captures)


def take_up(portion: Portion, run: Run) -> Iterator[Batch]:
    """Stage the documents of a portion: one batch, or more where their bytes are more than one may hold.

    A published article comes with all its revisions, the oldest first, each from its bytes; one whose bytes are no
    longer kept, or are not asked for, as its row stands.
    """
    since, pending = perf_counter(), _Taken()
    for taken in _taken(portion, run):
        pending += taken
        if pending.held >= MOST_HELD:
            yield _staged(pending, run, since)
            since, pending = perf_counter(), _Taken()
    if pending.documents:
        yield _staged(pending, run, since)


def _taken(portion: Portion, run: Run) -> Iterator[_Taken]:
    documents = documents_of(portion, run)
    for first in range(0, documents.height, _TOGETHER):
        some = documents.slice(first, _TOGETHER)
        if portion.source == REJECTS:
            yield _Taken(list(captures_of(run.warehouse, located(run.warehouse, some["capture_id"]))))
        else:
            yield _articles(run.warehouse, some["article_id"], portion.source != ARTICLES)


def _articles(warehouse: Place, ids: pl.Series, by_their_bytes: bool) -> _Taken:
    rows = published_rows(warehouse, "articles", "article_id", ids).sort("article_id", "revision")
    known = located(warehouse, rows["capture_id"])
    found = {one.capture_id: one for one in captures_of(warehouse, known)} if by_their_bytes else {}
    newest = rows.group_by("article_id", maintain_order=True).agg(pl.col("capture_id").last())
    bare = newest.filter(~pl.col("capture_id").is_in(list(found)))["article_id"]
    # What was read in an article belongs to its newest revision: without the bytes of that one, the rows stand.
    whole = rows.filter(~pl.col("article_id").is_in(bare.implode()))
    captures = [found[capture_id] for capture_id in whole["capture_id"] if capture_id in found]
    stored = rows.filter(~pl.col("capture_id").is_in([one.capture_id for one in captures]))
    return _Taken(captures, stored, _redone(rows, known))


def _redone(rows: pl.DataFrame, captures: pl.DataFrame) -> pl.DataFrame:
    known = captures.select("capture_id", "locator")
    named = rows.join(known, on="capture_id", how="left", maintain_order="left")
    return named.with_columns(pl.coalesce("locator", "url", "capture_id").alias("locator")).select(*SCHEMA)


def _staged(taken: _Taken, run: Run, since: float) -> Batch:
    number = len(batch_folders(run.warehouse, run.run_id))
    folder = batch_folder(run.warehouse, run.run_id, number)
    batch = stage_captures(taken.captures, folder, run)
    write_frame("articles", _as_cleaned(taken.rows), folder)
    write_redone(taken.redone, folder)
    count = taken.documents
    write_tally(Tally("ingest", "documents", count, count, 0, 0, perf_counter() - since), folder)
    return batch


def _as_cleaned(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `articles` as cleaning leaves them, but for `version`: they were cleaned by the code that it names."""
    later = ("revision", "is_latest", "content_hash", "body_hash", "signature", "duplicate_cluster", "first_outlet")
    return rows.with_columns(
        *(pl.lit(None, rows.schema[name]).alias(name) for name in (*later, "change", "similarity", "run_id", "month"))
    )
