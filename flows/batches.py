"""What flows that publish batches share: work ahead, publish in order, close the run."""

from collections import deque
from collections.abc import Iterable, Iterator

from prefect.futures import PrefectFuture

from flows.progress import report
from tasks.model.errors import ExpectationsFailed
from tasks.model.records import Batch, Run
from tasks.publish import finish, publish
from tasks.resolve import resolve
from tasks.validate import validate

# Batches that are cleaned and extracted while the one before them is published: two keep both cores busy.
AHEAD = 2

# A batch with the run that it is resolved for, which says for which topic, and how many of the documents or batches
# that there are in all are done with it.
Extracted = tuple[Batch, Run, int]
Submitted = tuple[PrefectFuture[Batch], Run, int]


def in_order(submitted: Iterable[Submitted]) -> Iterator[Extracted]:
    """The batches in the order in which they were submitted; a few are submitted ahead of what is asked for."""
    waiting = deque[Submitted]()
    for one in submitted:
        waiting.append(one)
        if len(waiting) > AHEAD:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(one: Submitted) -> Extracted:
    future, run, done = one
    return future.result(), run, done


def publish_all(extracted: Iterable[Extracted], total: int, run: Run, known: int) -> None:
    """Resolve, validate and publish every batch in its order, then close the run's row.

    Args:
        extracted: the batches.
        total: how much there is in all, in what the batches count.
        run: the run, as its row has it.
        known: documents that needed no second look.

    Raises:
        ExpectationsFailed: a batch broke a critical expectation; what stood before stands.
    """
    doing = "extracting and publishing"
    report(0, total, doing)
    try:
        for batch, own, done in extracted:
            publish(validate(resolve(batch, own), own), run, known)
            report(done, total, doing)
    except ExpectationsFailed:
        finish(run, known, "stopped")
        raise
    report(total, total, "writing the run's report")
    finish(run, known, "finished")
