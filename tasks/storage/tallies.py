"""Where a batch's tallies lie until the run's row is written: beside its staged tables, one JSON file a stage."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tasks.accounting.rejects import reject_rows
from tasks.accounting.tally import Tally, tally
from tasks.model.records import Reject
from tasks.model.runs import Run
from tasks.places.place import Place, listed
from tasks.storage.staging import add_rows, broken

if TYPE_CHECKING:
    from tasks.web.standing import Standing

_FOLDER = "tallies"


def write_tally(tally: Tally, folder: Place) -> None:
    """Keep the tally of the batch in `folder`; a stage that is repeated overwrites its own."""
    target = folder / _FOLDER / f"{tally.stage}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(asdict(tally)), encoding="utf-8")


def read_tallies(folder: Place) -> tuple[Tally, ...]:
    """The tallies of the batch in `folder`, in no order."""
    found = listed(folder / _FOLDER, "*.json")
    return tuple(Tally(**json.loads(path.read_text(encoding="utf-8"))) for path in found)


def check_staged(folder: Place, stage: str, documents: int) -> None:
    """Hold what a stage finds staged against the tally of the stage before: a file that is gone would else be no rows.

    Args:
        folder: the batch's.
        stage: the stage before.
        documents: what is found of it.

    Raises:
        StagingBroken: there are more or fewer.
    """
    for one in read_tallies(folder):
        if one.stage == stage and one.rows_out != documents:
            raise broken(folder, f"holds {documents} documents in place of {one.rows_out} after the stage {stage}")


def write_sources(standings: "Iterable[Standing]", run: Run) -> None:
    """Keep how the run's sources on the web stand, beside its batches."""
    _sources(run).write_text(json.dumps([_source_row(one) for one in standings]), encoding="utf-8")


def read_sources(run: Run) -> list[dict[str, Any]] | None:
    """What `write_sources` kept, as `runs.sources` has it; None where it kept nothing."""
    path = _sources(run)
    return None if not path.exists() else [_timed(row) for row in json.loads(path.read_text(encoding="utf-8"))]


def _sources(run: Run) -> Place:
    return run.warehouse / ".staging" / run.run_id / "sources.json"


def _source_row(one: "Standing") -> dict[str, Any]:
    return {
        "source": one.source.url,
        "reader": one.source.reader,
        "health": one.stands,
        "detail": one.detail,
        "failures": one.failures,
        "announced": one.entries,
        "fetched": one.fetched,
        "waiting": one.waiting,
        "refused": sum(count for _, count in one.refused),
        "next_poll_at": one.next_poll_at,
    }


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    at = row["next_poll_at"]
    return {**row, "next_poll_at": datetime.fromtimestamp(at, UTC) if at else None}


def close_stage(
    stage: str, folder: Place, run: Run, rows_in: int, rows_out: int, rejects: Sequence[Reject], since: float
) -> None:
    """Keep what a stage that counts documents did to the batch in `folder`: its tally, and its rejects as rows.

    Args:
        stage: the stage.
        folder: the batch's folder.
        run: the run.
        rows_in: documents that came in.
        rows_out: documents that go on.
        rejects: those that do not.
        since: `time.perf_counter()` when the stage began.
    """
    add_rows("rejects", reject_rows(rejects, run, datetime.now(UTC)), folder)
    before = run.kind == "replay"
    write_tally(tally(stage, rows_in, rows_out, rejects, perf_counter() - since, before), folder)
