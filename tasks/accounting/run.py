"""The row of the table `runs`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from tasks.accounting.tally import Tally, add_up
from tasks.model.runs import Run


def run_row(
    run: Run,
    outcome: str,
    finished_at: datetime | None,
    known: int,
    tallies: Iterable[Tally],
    tables: Mapping[str, int],
    expectations: Sequence[Mapping[str, Any]],
    versions: Mapping[str, str],
) -> dict[str, Any]:
    """The row of a run.

    Args:
        run: the run.
        outcome: one of `expectations.vocabulary.OUTCOMES`.
        finished_at: when it ended, UTC; None while it runs.
        known: documents read that were in the warehouse already.
        tallies: the stages' counts of all batches so far.
        tables: rows published so far, by table.
        expectations: results of all batches so far: table, expectation, severity, checked, failed.
        versions: versions of what the run ran, by name.
    """
    return {
        "run_id": run.run_id,
        "kind": run.kind,
        "topic_id": run.topic_id,
        "query_hash": run.query_hash,
        "keep_all": run.keep_all,
        "outcome": outcome,
        "started_at": run.started_at,
        "finished_at": finished_at,
        "known": known,
        "stages": [asdict(tally) for tally in add_up(tallies)],
        "tables": [{"table": table, "rows": rows} for table, rows in tables.items()],
        "expectations": _summed(expectations),
        "versions": [{"name": name, "version": version} for name, version in versions.items()],
        "month": run.started_at.strftime("%Y-%m"),
    }


def _summed(results: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One result an expectation: rows checked and failed over all batches."""
    sums: dict[tuple[str, str, str], dict[str, Any]] = {}
    for result in results:
        key = (result["table"], result["expectation"], result["severity"])
        one = sums.setdefault(
            key, {**dict(zip(("table", "expectation", "severity"), key, strict=True)), "checked": 0, "failed": 0}
        )
        one["checked"] += result["checked"]
        one["failed"] += result["failed"]
    return list(sums.values())
