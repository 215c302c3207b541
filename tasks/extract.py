"""The step `extract`: mentions, quotes and dates of a batch's articles."""

from time import perf_counter

import polars as pl
from prefect import task

from tasks.extractors.batch import extract_articles, pool_for
from tasks.model.runs import Batch, Run
from tasks.model.settings import Settings
from tasks.renewal.redone import read_redone
from tasks.storage.attempts import attempt, origin
from tasks.storage.found import write_found
from tasks.storage.staging import read_staged, write_frame
from tasks.storage.tallies import check_staged, close_stage


@task
def extract(batch: Batch, run: Run, settings: Settings) -> Batch:
    """Stage, apart, what the batch's articles say; one that cannot be read is a reject. Returns the articles left."""
    since, folder, whole = perf_counter(), batch.folder, origin(batch.folder)
    articles = read_staged(folder, "articles")
    check_staged(folder, "clean", articles.height)
    known = [rows.select("capture_id", "locator") for rows in (read_staged(whole, "captures"), read_redone(whole))]
    locators = pl.concat(known).unique("capture_id", keep="first")
    placed = articles.join(locators, on="capture_id", maintain_order="left")
    found, rejects = extract_articles(
        placed.rows(named=True), pool_for(settings), settings.document_seconds, settings.names_model
    )
    own = attempt(batch, "rejects")
    for table, rows in found.items():
        write_found(table, rows, own)
    failed = [reject.capture_id for reject in rejects]
    left = articles.filter(~pl.col("capture_id").is_in(failed))
    close_stage("extract", own, run, articles.height, left.height, rejects, since)
    return write_frame("articles", left, own)
