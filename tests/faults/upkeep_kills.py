"""Kill maintenance at random moments: nothing is lost, nothing doubled, and the next one finishes.

    PYTHONPATH=. python tests/faults/upkeep_kills.py [KILLS] [SEED]

Each kill has a warehouse of the format before to itself, with many small files, captures old enough to be let go of
and the rest of a killed writer; so it may come in the migration, in a compaction, while bytes are dropped, in the
vacuum or in a checkpoint.
"""

import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from deltalake import DeltaTable

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from expectations.tables import TABLES  # noqa: E402
from tasks.storage import ledger, snapshot  # noqa: E402
from tasks.storage.migrating import migrate  # noqa: E402
from tasks.storage.warehouse import recover  # noqa: E402
from tasks.upkeep import retention, soundness, tidiness  # noqa: E402
from tests.releases import before_the_web  # noqa: E402

NOW = datetime(2030, 1, 1, tzinfo=UTC)
BEGUN = "begun"


def maintained(warehouse: Path) -> None:
    """Everything that the flow does, without the flow."""
    migrate(warehouse)
    tidiness.put_right(warehouse)
    tidiness.gather(warehouse)
    retention.forget(warehouse, 30, NOW)
    tidiness.clear(warehouse, 0)
    tidiness.shorten(warehouse)


def contents(warehouse: Path) -> dict[str, pl.DataFrame]:
    folder = snapshot.current(warehouse)
    assert folder is not None
    found = {name: snapshot.scan(folder, name).collect().sort(table.key) for name, table in TABLES.items()}
    return {**found, "captures": found["captures"].drop("body")}


def unpacked(folder: Path) -> Path:
    """A warehouse of the format before, and in one table a version that the ledger does not know."""
    before_the_web(folder)
    DeltaTable(folder / "tables" / "quotes").delete()
    return folder


def killed(warehouse: Path, after: float) -> tuple[bool, float]:
    """Kill maintenance so many seconds after it has begun; whether it had not ended by itself, and how long it took."""
    command = [sys.executable, __file__, "--maintain", str(warehouse)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == BEGUN
        since = time.perf_counter()
        timer = threading.Timer(after, process.kill)
        timer.start()
        process.wait()
        timer.cancel()
    assert process.returncode in (0, -signal.SIGKILL), process.returncode
    return process.returncode != 0, time.perf_counter() - since


def broken(warehouse: Path, expected: dict[str, pl.DataFrame]) -> list[str]:
    """What is wrong after a kill and one more maintenance."""
    wrong = [f"{table} differs" for table, rows in contents(warehouse).items() if not rows.equals(expected[table])]
    found = soundness.findings(warehouse, NOW, [].append)
    bodies = snapshot.scan(warehouse / "current", "captures").select(pl.col("body").count()).collect().item()
    log = tidiness.gather(warehouse)
    return [*wrong, *map(str, found), *(["bodies are left"] if bodies else []), *([f"{log} files"] if log else [])]


def kill_often(kills: int, seed: int) -> Counter[str]:
    """How many were killed after which entry of the ledger.

    Raises:
        AssertionError: something was lost or doubled, or the warehouse was not sound.
    """
    chance, stages = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        first = unpacked(Path(name) / "first")
        migrate(first)
        expected = contents(first)
        first = unpacked(Path(name) / "whole")
        _, whole = killed(first, 300)
        assert not broken(first, expected)
        for number in range(kills):
            warehouse = unpacked(Path(name) / str(number))
            was_killed, _ = killed(warehouse, chance.uniform(0, whole))
            last = ledger.entries(warehouse)[-1].batch.rpartition("/")[2]
            stages[last if was_killed else "it had ended"] += 1
            maintained(warehouse)
            recover(warehouse)
            assert not broken(warehouse, expected), f"kill {number} after {last}: {broken(warehouse, expected)}"
    return stages


def main() -> None:
    if sys.argv[1:2] == ["--maintain"]:
        print(BEGUN, flush=True)
        maintained(Path(sys.argv[2]))
        return
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    stages = kill_often(kills, int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    print(f"{kills} kills, each followed by one maintenance: all rows there once, all warehouses sound. Last entries:")
    for stage, count in stages.most_common():
        print(f"  {count:4} {stage}")


if __name__ == "__main__":
    main()
