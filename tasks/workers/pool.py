"""Worker processes that a wedged, greedy or crashing document cannot take down with it.

Python code cannot be stopped from outside and libraries in C cannot be stopped at all, so work on foreign bytes runs in
processes that can be killed. Documents go in chunks, for one by one costs 0.2 ms each way; a chunk that comes back
broken is repeated one by one, so that only the guilty document fails.

A document's time is the processor's: on a machine that others use too, 16 of 60 innocent articles took longer than 10 s
by the clock. The clock is watched only for what waits without working.
"""

import multiprocessing
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as Timeout
from dataclasses import dataclass
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from tasks.model.errors import RejectDocument
from tasks.model.settings import Settings
from tasks.workers.compiled import use_compiled
from tasks.workers.garbage import spare_lasting

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 25
# By the clock a chunk may take so many times what one document may take of the processor.
PATIENCE = 12
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result: one of the reasons for a reject, and the detail in words."""

    reason: str
    detail: str


class Pool:
    """Worker processes with a memory limit each; made at once, started at the first use."""

    def __init__(self, workers: int, memory: int, start: Callable[[], None] | None = None) -> None:
        """Make a pool.

        Args:
            workers: how many processes.
            memory: how much memory a process may take beyond what it starts with, MiB.
            start: what a process does first, outside of the limits; it raises nothing.
        """
        # Spawned, not forked: polars and threads of the parent do not survive a fork.
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(max_workers=workers, initializer=_prepare, initargs=[memory, start], context=spawn)

    def map(
        self, function: Callable[[Item], Result], items: Sequence[Item], seconds: float, chunk_size: int = CHUNK
    ) -> Iterator[Result | Failure]:
        """The function's result for each item, in the items' order, or why there is none.

        Args:
            function: a function at the top of a module; what it raises becomes a failure, a `RejectDocument` with its
                own reason.
            items: what can be pickled.
            seconds: how much of the processor's time one item may take.
            chunk_size: how many items go at once; by the clock they have `PATIENCE` times as long, or are done again.
        """
        chunks = [items[first : first + chunk_size] for first in range(0, len(items), chunk_size)]
        futures = [self._submit(function, chunk, seconds) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            yield from self._results(function, chunk, future, seconds)

    def one(self, function: Callable[[Item], Result], item: Item, seconds: float) -> Result | Failure:
        """The function's result for this one item, or why there is none; as `map`."""
        (result,) = self.map(function, [item], seconds)
        return result

    def close(self) -> None:
        """End the processes; what they were doing is lost."""
        self._pool.stop()
        self._pool.join()

    def _submit(self, function: Callable[[Item], Result], chunk: Sequence[Item], seconds: float) -> ProcessFuture:
        return self._pool.schedule(_work, args=[function, chunk, seconds], timeout=PATIENCE * seconds)

    def _results(
        self, function: Callable[[Item], Result], chunk: Sequence[Item], future: ProcessFuture, seconds: float
    ) -> Iterator[Result | Failure]:
        outcome = _outcome(future, seconds)
        if not isinstance(outcome, Failure):
            yield from outcome
        elif len(chunk) == 1:
            yield outcome
        else:
            for item in chunk:
                yield from self._results(function, [item], self._submit(function, [item], seconds), seconds)


def _outcome(future: ProcessFuture, seconds: float) -> list[Any] | Failure:
    """A chunk's results, or why the process could not give them."""
    try:
        results: list[Any] = future.result()
    except Timeout:
        return Failure("timeout", f"longer than {PATIENCE * seconds:g} s by the clock")
    except MemoryError:
        return Failure("memory", "no memory left to hand the result over")
    except ProcessExpired as error:
        if error.exitcode == -signal.SIGPROF:
            return Failure("timeout", f"longer than {seconds:g} s")
        return Failure("crashed", f"the process ended with status {error.exitcode}")
    except Exception as error:  # what cannot be pickled, in either direction
        return Failure("crashed", _words(error))
    return results


def _work(function: Callable[[Item], Result], chunk: Sequence[Item], seconds: float) -> list[Result | Failure]:
    results = [_one(function, item, seconds) for item in chunk]
    spare_lasting()  # the first chunk has loaded what the others need
    return results


def _one(function: Callable[[Item], Result], item: Item, seconds: float) -> Result | Failure:
    # SIGPROF, unhandled, ends the process when its time is used up, whatever library in C it is in.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return function(item)
    except RejectDocument as error:
        return Failure(error.reason, error.detail)
    except MemoryError:
        return Failure("memory", "more memory than one document may take")
    except Exception as error:
        return Failure("crashed", _words(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _prepare(memory: int, start: Callable[[], None] | None) -> None:
    use_compiled()
    if start is not None:
        start()
    _limit(memory)


def _limit(memory: int) -> None:
    """Let the process's address space grow by this many MiB and no more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    most = pages * resource.getpagesize() + memory * _MIB
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def guarded_pool(settings: Settings, start: Callable[[], None] | None = None) -> Pool:
    """The process's pool for these settings and this start; one is enough for all batches and ends with the process."""
    return _pool(settings.workers, settings.document_memory, start)


@cache
def _pool(workers: int, memory: int, start: Callable[[], None] | None) -> Pool:
    pool = Pool(workers, memory, start)
    # Not atexit: that is not run where this process is itself a worker, which would then never end.
    Finalize(pool, pool.close, exitpriority=10)
    return pool
