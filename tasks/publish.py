"""The step `publish`: all tables of a batch at once, or nothing; and the run's closing row."""

from prefect import task

from tasks.model.records import Batch, Run
from tasks.publication.commits import close_run, publish_batch


@task
def publish(batch: Batch, run: Run, known: int) -> Batch:
    """Commit what the batch has staged, with the run's row over all batches so far.

    Args:
        batch: a batch that was validated.
        run: the run; its warehouse is published to.
        known: documents that the run read and that needed no second look.

    Raises:
        ExpectationsFailed: with this batch the run breaks an expectation of `runs`; the batch is not published.
    """
    return publish_batch(batch, run, known)


@task
def finish(run: Run, known: int, outcome: str) -> None:
    """Commit the run's row with its outcome, and write the Data Docs."""
    close_run(run, known, outcome)
