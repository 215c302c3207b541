"""The same run on one machine and as on many: threads and a folder, Dask workers and an object store.

    PYTHONPATH=. python tests/bench/machines.py [ARTICLES [FILE.jsonl[.gz]]] [--kill]

Starts an S3 server and a Dask scheduler with two worker processes on loopback, runs ARTICLES (600) both ways, of
SaudiNewsNet beside the project where it is, else made-up ones, and compares every table but `runs` row by row, and how
many documents each stage counted. With --kill one of the two workers is killed with -9 in the midst of the run on S3,
which has to go on with the other and leave the same; and, in a second warehouse, the run itself, which the next one has
to finish. Prints what each took and what is the same; exit 1 where a run fails or anything differs.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import polars as pl

from expectations.tables import TABLES
from tasks.places.place import Place, place
from tasks.storage import ledger, warehouse
from tests.measuring import records, write_records
from tests.s3 import KEYS, serve

ROOT = Path(__file__).resolve().parents[2]
# Of the run, or of the moment.
TIMES = ("run_id", "captured_at", "rejected_at", "collected_at", "seen_at")
BATCH = "40"


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler with two workers, each a process of its own without a nanny that would start it again."""
    file = folder / "scheduler.json"
    base = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    scheduler = subprocess.Popen(
        [*base, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)], **quiet
    )
    workers = [
        subprocess.Popen([*worker, "--no-nanny", "--no-dashboard", "--local-directory", str(folder)], **quiet)
        for _ in range(2)
    ]
    try:
        import distributed

        with distributed.Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
            yield client.scheduler.address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def started(where: Place, source: Path, **around: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "flows", "run", "--all", "--input", str(source), "--warehouse", str(where)]
    settings = {"MARSAD_BATCH_SIZE": BATCH, **around}
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True)


def finished(run: subprocess.Popen[str]) -> None:
    out, _ = run.communicate()
    if run.returncode:
        sys.exit(f"a run ended with {run.returncode}: {out[-500:]}")


def batches(where: Place, count: int, run: subprocess.Popen[str]) -> None:
    """Wait until so many batches are committed."""
    while run.poll() is None and committed(where) < count:
        time.sleep(0.2)


def rows(where: Place, table: str) -> pl.DataFrame:
    found = warehouse.read(where, table).collect()
    kept = found.drop([name for name in TIMES if name in found.columns])
    return kept.sort(list(TABLES[table].key))


def differing(one: Place, other: Place) -> list[str]:
    """Tables whose rows are not the same."""
    wrong = []
    for table in TABLES:
        if table != "runs":
            mine, theirs = rows(one, table), rows(other, table)
            if not mine.equals(theirs):
                odd = (
                    [name for name in mine.columns if not mine[name].equals(theirs[name])]
                    if len(mine) == len(theirs)
                    else []
                )
                wrong.append(f"{table}: {mine.height:,} and {theirs.height:,} rows, differing in {odd}")
    return wrong


def counted(where: Place) -> list[tuple[object, ...]]:
    """How many documents each stage of the last run took in, let through and rejected."""
    last = warehouse.read(where, "runs").sort("started_at").tail(1).collect().row(0, named=True)
    return [tuple(one.values())[:-1] for one in last["stages"] if one["unit"] == "documents"]


def committed(where: Place) -> int:
    """How many entries are committed."""
    last = ledger.last(where)
    return last.number if last else 0


def stages(where: Place) -> str:
    """What each stage of the last run took, ms an article: of all workers together, or of one where it is serial."""
    last = warehouse.read(where, "runs").sort("started_at").tail(1).collect().row(0, named=True)
    articles = max(warehouse.read(where, "articles").select(pl.len()).collect().item(), 1)
    return ", ".join(f"{one['stage']} {1000 * one['seconds'] / articles:.0f}" for one in last["stages"]) + " ms"


def main() -> None:
    given = [one for one in sys.argv[1:] if one != "--kill"]
    kill, count = "--kill" in sys.argv, int(given[0]) if given else 600
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder, source = Path(name), Path(name) / "articles.jsonl"
        write_records(records(given[1] if len(given) > 1 else None, count), source)
        os.environ.update(KEYS, AWS_ENDPOINT_URL=stack.enter_context(serve()), PYTHONPATH=str(ROOT), MARSAD_STATE=name)
        began = time.perf_counter()
        finished(started(folder / "one", source))
        print(f"threads, folder: {time.perf_counter() - began:.0f} s", flush=True)
        print(f"  {stages(folder / 'one')} an article", flush=True)
        scheduler, workers = stack.enter_context(cluster(folder))
        many = {"MARSAD_TASK_RUNNER": "dask", "MARSAD_DASK_SCHEDULER": scheduler}
        wrong = []
        if kill:
            where = place("s3://marsad/killed")
            run = started(where, source, **many)
            batches(where, 2, run)
            run.send_signal(signal.SIGKILL)
            run.wait()
            print(f"killed the run with {committed(where)} entries committed", flush=True)
            began = time.perf_counter()
            finished(started(where, source, **many))
            print(f"the next run finished it in {time.perf_counter() - began:.0f} s", flush=True)
            wrong += differing(folder / "one", where)
        where = place("s3://marsad/many")
        began, run = time.perf_counter(), started(where, source, **many)
        if kill:
            batches(where, 2, run)
            workers[0].kill()
            print(f"killed one of two workers with {committed(where)} entries committed", flush=True)
        finished(run)
        if kill:
            print(f"the run went on and ended by itself with {committed(where)}", flush=True)
        print(f"Dask, S3: {time.perf_counter() - began:.0f} s", flush=True)
        print(f"  {stages(where)} an article", flush=True)
        wrong += differing(folder / "one", where)
        if counted(where) != counted(folder / "one"):
            wrong.append(f"counts of stages: {counted(folder / 'one')} and {counted(where)}")
        print({table: size[0] for table, size in warehouse.sizes(where).items()})
        print("\n".join(wrong) or "the same rows in every table, and the same counts of documents at every stage")
        sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
