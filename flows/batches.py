"""What flows that publish batches share: work ahead, publish in order, close the run."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext

from prefect.exceptions import TerminationSignal

from flows.bar import bar
from flows.ending import undisturbed
from flows.handing import Handed, Hands
from flows.progress import listening, report
from flows.server import is_heard
from tasks.announce import announce
from tasks.model.errors import ExpectationsFailed
from tasks.model.runs import Batch, Run
from tasks.news.batch import news_of
from tasks.news.runs import stopped
from tasks.publish import finish, finish_assets, publish
from tasks.resolve import resolve
from tasks.storage.meanwhile import Rest
from tasks.storage.warehouse import turn
from tasks.summarize import summarize
from tasks.validate import validate
from tasks.workers.garbage import spare_lasting

_DOING = "extracting and publishing"

# A batch with the run that it is resolved for, which says for which topic, and how many of the documents or batches
# that there are in all are done with it.
Extracted = tuple[Batch, Run, int]


def in_order(handed: Iterable[Handed], ahead: int, hands: Hands) -> Iterator[Extracted]:
    """The batches in the order in which they were handed out; so many are handed out ahead of what is asked for."""
    waiting = deque[Handed]()
    for one in handed:
        waiting.append(one)
        if len(waiting) > ahead:
            yield _result(waiting.popleft(), hands)
    while waiting:
        yield _result(waiting.popleft(), hands)


def _result(one: Handed, hands: Hands) -> Extracted:
    return hands.result(one), one.run, one.done


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
        WorkersLost: whoever worked on a batch died, however often it was handed out.
    """
    spare_lasting()
    published = False
    with listening(bar()) if is_heard() else nullcontext():
        report(0, total, _DOING)
        try:
            for batch, own, done in extracted:
                with turn(run.warehouse), undisturbed():
                    rest = drop_settled(batch)
                    known += rest.known
                    if rest.is_new:
                        _publish(batch, own, run, known)
                        published = True
                report(done, total, _DOING)
        except (TerminationSignal, KeyboardInterrupt):
            if published:
                with undisturbed():
                    _close(run, known, "interrupted")
            raise
        except ExpectationsFailed as error:
            _close(run, known, "stopped")
            if is_heard():
                announce((stopped(run, str(error)),), run)
            raise
        if published:
            report(total, total, "writing the run's report")
            _close(run, known, "finished")
    return published


def _publish(batch: Batch, own: Run, run: Run, known: int) -> None:
    """Publish a batch in the run's turn, and tell what of it people wait for; what is only read anew is no news."""
    ready = validate(resolve(batch, own), own)
    news = news_of(ready, run) if is_heard() and run.kind == "monitor" else ()
    publish(ready, run, known)
    if news:
        announce(news, run)


def _close(run: Run, known: int, outcome: str) -> None:
    if not is_heard():
        finish(run, known, outcome)
    else:
        finish_assets(run)(run, known, outcome)
        summarize(run, known, outcome)
