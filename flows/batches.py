"""What flows that publish batches share: work ahead, publish in order, close the run."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from prefect.futures import PrefectFuture

from flows.progress import report
from tasks.model.errors import ExpectationsFailed
from tasks.model.records import Batch, Run
from tasks.publish import finish, publish
from tasks.resolve import resolve
from tasks.storage.meanwhile import Rest
from tasks.storage.warehouse import turn
from tasks.validate import validate

# A batch with the run that it is resolved for, which says for which topic, and how many of the documents or batches
# that there are in all are done with it.
Extracted = tuple[Batch, Run, int]
Submitted = tuple[PrefectFuture[Batch], Run, int]


def in_order(submitted: Iterable[Submitted], ahead: int) -> Iterator[Extracted]:
    """The batches in the order in which they were submitted; so many are submitted ahead of what is asked for."""
    waiting = deque[Submitted]()
    for one in submitted:
        waiting.append(one)
        if len(waiting) > ahead:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(one: Submitted) -> Extracted:
    future, run, done = one
    return future.result(), run, done


def publish_all(
    extracted: Iterable[Extracted], total: int, run: Run, known: int, drop_settled: Callable[[Batch], Rest]
) -> bool:
    """Resolve, validate and publish every batch in its order, each in a turn of its own, then close the run's row.

    Args:
        extracted: the batches.
        total: how much there is in all, in what the batches count.
        run: the run, as its row has it.
        known: documents that needed no second look.
        drop_settled: takes out of a batch what others have settled meanwhile; called in the turn.

    Returns:
        Whether there was anything to publish.

    Raises:
        ExpectationsFailed: a batch broke a critical expectation; what stood before stands.
        WarehouseBusy: others have been writing to the warehouse all the time.
    """
    doing, published = "extracting and publishing", False
    report(0, total, doing)
    try:
        for batch, own, done in extracted:
            with turn(run.warehouse):
                rest = drop_settled(batch)
                known += rest.known
                if rest.is_new:
                    publish(validate(resolve(batch, own), own), run, known)
                    published = True
            report(done, total, doing)
    except ExpectationsFailed:
        finish(run, known, "stopped")
        raise
    if published:
        report(total, total, "writing the run's report")
        finish(run, known, "finished")
    return published
