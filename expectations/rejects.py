"""The table `rejects`: whatever was dropped, with the reason."""

import polars as pl

from expectations.contract import RUN_ID, UTC_TIME, Column, Table, month_column
from expectations.vocabulary import REASONS, STAGES

REJECTS = Table(
    name="rejects",
    row="whatever was dropped, with stage, reason and enough to replay it",
    key=("reject_id",),
    columns=(
        Column(
            "reject_id",
            pl.String,
            "Hash of stage, reason, locator, capture, table, payload; for off_topic of the topic too.",
        ),
        Column("stage", pl.String, "The stage that dropped it.", values=STAGES),
        Column("reason", pl.String, "Why, from a closed list.", values=tuple(REASONS)),
        Column("detail", pl.String, "What exactly, in words."),
        Column("locator", pl.String, "Where the document came from, as in captures."),
        Column(
            "capture_id", pl.String, "The capture to replay it from; null where not even bytes were had.", nullable=True
        ),
        Column("article_id", pl.String, "The article; null before it was one.", nullable=True),
        Column("table", pl.String, "For a row that broke an expectation: its table.", nullable=True),
        Column("payload", pl.String, "For a row that broke an expectation: the row as JSON.", nullable=True),
        Column("topic_id", pl.String, "The topic of the run that dropped it."),
        Column("query_hash", pl.String, "Hash of the topic's query and languages then."),
        Column("rejected_at", UTC_TIME, "When."),
        RUN_ID,
        month_column("rejected_at"),
    ),
    replaced_by=("capture_id", "topic_id"),
    sort=("reason", "locator", "reject_id"),
)
