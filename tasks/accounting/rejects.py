"""Rejects as rows of the table `rejects`."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from expectations.vocabulary import OF_A_TOPIC
from tasks.model.ids import identify
from tasks.model.records import Reject
from tasks.model.runs import Run


def reject_rows(rejects: Iterable[Reject], run: Run, now: datetime) -> list[dict[str, Any]]:
    """The rows of these rejects of a run, made at `now` (UTC)."""
    return [
        {
            **asdict(reject),
            "reject_id": _id(reject, run),
            "topic_id": run.topic_id,
            "query_hash": run.query_hash,
            "rejected_at": now,
            "run_id": run.run_id,
            "month": now.strftime("%Y-%m"),
        }
        for reject in rejects
    ]


def _id(reject: Reject, run: Run) -> str:
    """The same fault of the same bytes is one reject, whichever topic met it; what is not wanted is one a topic."""
    what = (reject.stage, reject.reason, reject.locator, reject.capture_id, reject.table, reject.payload)
    topic = run.topic_id if reject.reason in OF_A_TOPIC else None
    return identify("reject", *(part or "" for part in (*what, topic)))
