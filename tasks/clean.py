"""Clean: turn a batch's captures into articles and drop, with the reason, what is none or not on the topic."""

from functools import partial
from time import perf_counter

from prefect import task

from tasks.model.runs import Batch, Run
from tasks.model.settings import Settings
from tasks.model.topics import Topic
from tasks.storage.attempts import attempt
from tasks.storage.captures import staged_captures
from tasks.storage.staging import add_rows, read_staged, write_rows
from tasks.storage.tallies import check_staged, close_stage
from tasks.text.examine import Wanted, examine
from tasks.text.outcome import match_rows, sighting_rows, sort_out
from tasks.workers.pool import guarded_pool


@task
def clean(batch: Batch, run: Run, topic: Topic | None, settings: Settings) -> Batch:
    """Stage the batch's articles, topic matches and sightings, its rejects beside them, and the stage's tally, apart.

    Cleaning and matching run in worker processes with the time and memory limits of the settings. The staged rows lack
    what depends on the warehouse: revision, hashes, duplicate cluster, run and month. Articles that are staged already,
    which a run takes up again as they were cleaned, stay before them.

    Args:
        batch: the batch whose captures are staged.
        run: the run; with `keep_all` articles off the topic are kept, without a match.
        topic: its query and languages; None: nothing is matched, and every language that is read here is wanted.
        settings: the limits, and how many workers.
    """
    since = perf_counter()
    captures = [capture for capture in staged_captures(batch) if capture.holds == "article"]
    there = read_staged(batch.folder, "articles").height
    check_staged(batch.folder, "ingest", there + len(captures))
    own = attempt(batch, "articles", "sightings", "rejects")
    job = partial(examine, wanted=Wanted(topic.query, topic.languages) if topic else None)
    outcomes = guarded_pool(settings).map(job, captures, settings.document_seconds)
    kept, rejects = sort_out(captures, outcomes, run)
    staged = add_rows("articles", (one.article for one in kept), own)
    write_rows("topic_matches", match_rows(kept, run), own)
    add_rows("sightings", sighting_rows(kept, captures), own)
    close_stage("clean", own, run, there + len(captures), there + len(kept), rejects, since)
    return staged
