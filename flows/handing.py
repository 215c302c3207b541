"""Hand batches out to be cleaned and extracted, and again where the process that had one has died."""

from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner

from flows.runners import gave_up, share, task_runner
from tasks.clean import clean
from tasks.extract import extract
from tasks.model.errors import WorkersLost
from tasks.model.runs import Batch, Run
from tasks.model.settings import Settings
from tasks.model.topics import Topic
from tasks.storage.attempts import adopt

AGAIN = 2  # times that a batch is handed out again


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch that is being worked on.

    Attributes:
        batch: what was handed out.
        run: the run that it is resolved for, which says for which topic.
        topic: what its documents are matched against, if anything.
        done: how many of the documents or batches that there are in all are done with it.
        cleaned: what will come of the first step.
        extracted: what will come of both.
        runner: who has it.
    """

    batch: Batch
    run: Run
    topic: Topic | None
    done: int
    cleaned: PrefectFuture[Batch]
    extracted: PrefectFuture[Batch]
    runner: TaskRunner[Any]


class Hands:
    """The task runner that the settings name, for as long as the context lasts.

    Dask hands out again by itself what a worker died with, as often as `distributed.scheduler.allowed-failures` says.
    A pool of processes is lost with any one of them: there is a new one then, for what the old one had too.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings, self._stack = settings, ExitStack()

    def __enter__(self) -> "Hands":
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def hand_out(self, batch: Batch, run: Run, topic: Topic | None, done: int) -> Handed:
        """Have a batch cleaned and extracted; see `Handed`."""
        own = share(self._settings)
        cleaned = self._runner.submit(clean, {"batch": batch, "run": run, "topic": topic, "settings": own})
        extracted = self._runner.submit(extract, {"batch": cleaned, "run": run, "settings": own})
        return Handed(batch, run, topic, done, cleaned, extracted, self._runner)

    def result(self, handed: Handed, again: int = AGAIN) -> Batch:
        """What came of a batch, staged in its folder.

        Args:
            handed: the batch.
            again: how often to hand it out again.

        Raises:
            WorkersLost: the process that worked on it died, every time.
        """
        if handed.runner is not self._runner:
            handed = self.hand_out(handed.batch, handed.run, handed.topic, handed.done)
        try:
            return adopt(_outcome(handed))
        except BrokenProcessPool as error:
            if not again:
                raise _lost(AGAIN + 1) from error
            self._stack.close()
            self._begin()
            return self.result(handed, again - 1)
        except gave_up(self._settings) as error:
            raise _lost(error.allowed_failures + 1) from error

    def _begin(self) -> None:
        self._runner = self._stack.enter_context(task_runner(self._settings))


def _outcome(handed: Handed) -> Batch:
    try:
        return handed.extracted.result()
    except PrefectException:
        handed.cleaned.result()  # raises what the first step failed with: the second one says only that it did
        raise


def _lost(times: int) -> WorkersLost:
    return WorkersLost(
        f"A batch was handed out {times} times to be cleaned and extracted, and the process that had it died each "
        "time: see whether its machine has memory enough, or lower MARSAD_BATCH_SIZE, and run again. What was "
        "published stands."
    )
