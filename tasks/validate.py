"""The step `validate`: what breaks an expectation is not published."""

from prefect import task

from tasks.model.limits import ROWS
from tasks.model.runs import Batch, Run
from tasks.validation.staged import validate_batch


@task(timeout_seconds=ROWS)
def validate(batch: Batch, run: Run) -> Batch:
    """Check all that the batch has staged, move broken rows to its rejects, keep results and tally beside it.

    Raises:
        ExpectationsFailed: a critical expectation of a whole table failed; nothing of the batch may be published.
    """
    return validate_batch(batch, run)
