"""The step `recall`: stored documents once more, in place of what is new; nothing is fetched."""

from prefect import task

from tasks.model.limits import READING
from tasks.model.runs import Batch, Run
from tasks.renewal.portions import Portion
from tasks.renewal.taking import take_up


@task(timeout_seconds=READING)
def recall(portion: Portion, run: Run) -> tuple[Batch, ...]:
    """Stage the documents of a portion; most often one batch."""
    return tuple(take_up(portion, run))
