"""Batches whose worker dies are handed out again, not for ever."""

import pickle
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.exceptions import PrefectException

from flows import handing
from flows.batches import in_order
from flows.handing import AGAIN, Hands
from tasks.model.errors import WorkersLost
from tasks.model.runs import Batch, Run
from tasks.model.settings import Settings

RUN = Run("r", "t", "q", True, datetime.now(UTC), Path("w"))


class Pool:
    """A task runner that is broken from the start, or does at once what is asked for: nothing."""

    def __init__(self, error: Exception | None) -> None:
        self.error, self.extracted = error, list[Batch]()

    def submit(self, step: Any, given: dict[str, Any]) -> Future[Batch]:
        future = Future[Batch]()
        if step.name == "clean":
            self.batch = given["batch"]
        else:
            self.extracted.append(self.batch)
        if self.error is None:
            future.set_result(self.batch)
        else:
            future.set_exception(self.error if step.name == "clean" else PrefectException("no inputs"))
        return future


@pytest.fixture
def pools(monkeypatch):
    """Has so many task runners be broken; the list of those that there have been, each entered and left."""

    def broken(count: int, error: Exception) -> list[Pool | str]:
        made: list[Any] = []

        @contextmanager
        def runner(_settings: Settings) -> Any:
            made.append(Pool(error if len(made) // 2 < count else None))
            try:
                yield made[-1]
            finally:
                made.append("left")

        monkeypatch.setattr(handing, "task_runner", runner)
        return made

    return broken


def batches(count: int, folder: Path) -> list[Batch]:
    for number in range(count):
        (folder / f"{number:05d}").mkdir(parents=True)
    return [Batch("articles", folder / f"{number:05d}", number) for number in range(count)]


def all_of(some: list[Batch], settings: Settings) -> list[tuple[Batch, Run, int]]:
    with Hands(settings) as hands:
        handed = (hands.hand_out(batch, RUN, None, number) for number, batch in enumerate(some))
        return list(in_order(handed, 2, hands))


def test_a_new_pool_gets_what_the_broken_one_had_and_everything_comes_once_and_in_order(pools, tmp_path):
    some, made = batches(6, tmp_path), pools(AGAIN, BrokenProcessPool("a process died"))
    assert all_of(some, Settings(task_runner="processes")) == [(batch, RUN, batch.rows) for batch in some]
    first, _, second, _, third, left = made
    assert (first.extracted, second.extracted, left) == (some[:3], some[:1], "left")
    assert third.extracted == [some[0], some[3], some[1], some[4], some[2], some[5]]


def test_a_batch_that_takes_every_pool_with_it_ends_the_run_with_a_sentence(pools, tmp_path):
    made = pools(AGAIN + 1, BrokenProcessPool("a process died"))
    with pytest.raises(WorkersLost, match=r"A batch was handed out 3 times .* and run again\. What was published"):
        all_of(batches(2, tmp_path), Settings(task_runner="processes"))
    assert len(made) // 2 == AGAIN + 1, "and no pool is begun for nothing"


def test_what_dask_has_handed_out_often_enough_is_not_begun_anew(pools, tmp_path):
    from distributed.scheduler import KilledWorker

    made = pools(1, KilledWorker("extract", None, 3))
    with pytest.raises(WorkersLost, match="handed out 4 times") as raised:
        all_of(batches(1, tmp_path), Settings(task_runner="dask"))
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
    assert len(made) // 2 == 1


def test_any_other_error_is_the_steps_own(pools, tmp_path):
    for runner in ("threads", "processes", "dask"):
        pools(1, ValueError("odd"))
        with pytest.raises(ValueError, match="odd"):
            all_of(batches(1, tmp_path / runner), Settings(task_runner=runner))
