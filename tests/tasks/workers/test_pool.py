"""One bad document costs one document, whatever it does to its process."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.workers.pool import CHUNK, PATIENCE, Failure, Pool

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from guarded import misbehave  # noqa: E402


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(workers=2, memory=512)
    yield made
    made.close()


def test_results_keep_the_order_of_the_items(pool: Pool) -> None:
    items = [f"w{number}" for number in range(3 * CHUNK + 1)]
    assert list(pool.map(misbehave, items, 30)) == [item.upper() for item in items]


@pytest.mark.parametrize(
    ("bad", "failure"),
    [
        ("loop", Failure("timeout", "longer than 1 s")),
        ("eat", Failure("memory", "more memory than one document may take")),
        ("exit", Failure("crashed", "the process ended with status 3")),
        ("raise", Failure("crashed", "KeyError: 'why'")),
        ("reject", Failure("no_text", "nothing left")),
    ],
)
def test_only_the_guilty_document_fails(pool: Pool, bad: str, failure: Failure) -> None:
    assert list(pool.map(misbehave, ["a", bad, "b"], 1)) == ["A", failure, "B"]


def test_waiting_without_working_is_ended_by_the_clock(pool: Pool) -> None:
    failure = Failure("timeout", f"longer than {PATIENCE * 0.1:g} s by the clock")
    assert list(pool.map(misbehave, ["a", "wait", "b"], 0.1)) == ["A", failure, "B"]


def test_each_document_has_the_time_for_itself(pool: Pool) -> None:
    assert list(pool.map(misbehave, ["work"] * 4, 1)) == ["WORK"] * 4


def test_what_cannot_be_sent_fails_alone(pool: Pool) -> None:
    first, second = pool.map(len, ["abc", lambda: None], 30)  # type: ignore[list-item]
    assert first == 3
    assert isinstance(second, Failure)
    assert second.reason == "crashed"


def test_nothing_in_nothing_out(pool: Pool) -> None:
    assert list(pool.map(misbehave, [], 1)) == []


def test_a_process_with_a_pool_ends_by_itself_and_in_silence() -> None:
    code = (
        "if __name__ == '__main__':\n"
        "    from tasks.model.settings import Settings\n"
        "    from tasks.workers.pool import guarded_pool\n"
        "    print(list(guarded_pool(Settings(workers=1)).map(len, ['ab'], 30)))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert (ended.stdout, ended.stderr) == ("[2]\n", "")


def test_a_worker_starts_without_heavy_libraries(pool: Pool) -> None:
    (loaded,) = pool.map(_loaded, [("polars", "prefect", "great_expectations", "pandas")], 30)
    assert loaded == []


def _loaded(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name in sys.modules]
