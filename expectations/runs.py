"""The table `runs`: one run of a flow that found anything new."""

import polars as pl

from expectations.contract import UTC_TIME, Column, Context, Rule, Table, expression, month_column
from expectations.vocabulary import HEALTHS, OUTCOMES, RUN_KINDS, STAGES

# Half of a run's documents failing is a broken source or a broken release, not bad luck; below 20 it may be chance.
MOST_REJECTED = 0.5
JUDGED_FROM = 20


def _few_rejects(frame: pl.DataFrame, _context: Context) -> pl.Series:
    """Documents failed in any stage before validation, off-topic ones not counted, over documents taken in."""
    stage = pl.element().struct.field("stage")
    read = pl.col("stages").list.eval(pl.element().filter(stage == "ingest").struct.field("rows_in")).list.sum()
    failed = (
        pl.col("stages")
        .list.eval(pl.element().filter(stage.is_in(["ingest", "clean", "extract"])).struct.field("failed"))
        .list.sum()
    )
    return frame.select(((read < JUDGED_FROM) | (failed <= MOST_REJECTED * read)).fill_null(True)).to_series()


_ADDS_UP = pl.element().struct.field("rows_in") == pl.element().struct.field("rows_out") + pl.element().struct.field(
    "rejected"
)

RUNS = Table(
    name="runs",
    row="one run that found anything new: counts in and out of every stage, versions, durations, expectation results",
    key=("run_id",),
    columns=(
        Column("run_id", pl.String, "The run; the flow run's id in Prefect."),
        Column(
            "kind",
            pl.String,
            "What it took in: what is new, stored documents once more, or what was rejected once more. Null in rows of "
            "before, which are of kind monitor.",
            nullable=True,
            values=RUN_KINDS,
        ),
        Column("topic_id", pl.String, "The topic; empty where it was about no single one."),
        Column("query_hash", pl.String, "Hash of what the topic wants, its query and languages."),
        Column("keep_all", pl.Boolean, "Whether articles off the topic were kept too."),
        Column(
            "outcome",
            pl.String,
            "running until the last batch is in; stopped where an expectation stopped it; interrupted where the "
            "process was told to end.",
            values=OUTCOMES,
        ),
        Column("started_at", UTC_TIME, "When it started."),
        Column("finished_at", UTC_TIME, "When it ended; null while it runs or if it was killed.", nullable=True),
        Column("known", pl.Int64, "Documents read that were already in the warehouse.", least=0),
        Column(
            "stages",
            pl.List(
                pl.Struct(
                    {
                        "stage": pl.String,
                        "unit": pl.String,
                        "rows_in": pl.Int64,
                        "rows_out": pl.Int64,
                        "rejected": pl.Int64,
                        "failed": pl.Int64,
                        "seconds": pl.Float64,
                    }
                )
            ),
            "Each stage's counts: rows_in = rows_out + rejected; failed are the rejected that are not just off topic.",
        ),
        Column(
            "tables",
            pl.List(pl.Struct({"table": pl.String, "rows": pl.Int64})),
            "Rows the run published, by table.",
        ),
        Column(
            "expectations",
            pl.List(
                pl.Struct(
                    {
                        "table": pl.String,
                        "expectation": pl.String,
                        "severity": pl.String,
                        "checked": pl.Int64,
                        "failed": pl.Int64,
                    }
                )
            ),
            "Each expectation's result: rows checked and rows that failed.",
        ),
        Column(
            "sources",
            pl.List(
                pl.Struct(
                    {
                        "source": pl.String,
                        "reader": pl.String,
                        "health": pl.String,
                        "detail": pl.String,
                        "failures": pl.Int32,
                        "announced": pl.Int32,
                        "fetched": pl.Int32,
                        "waiting": pl.Int32,
                        "refused": pl.Int32,
                        "next_poll_at": UTC_TIME,
                    }
                )
            ),
            f"How each source on the web stands, those in trouble first ({', '.join(HEALTHS)}), and "
            "what went wrong; failures in a row, articles that it announced, pages fetched by this run, waiting, and "
            "refused for good. Null without such sources.",
            nullable=True,
        ),
        Column(
            "versions",
            pl.List(pl.Struct({"name": pl.String, "version": pl.String})),
            "Versions of Marsad, its cleaning and its extractors.",
        ),
        month_column("started_at"),
    ),
    replaced_by=("run_id",),
    rules=(
        Rule(
            "counts_add_up",
            "at every stage rows_in = rows_out + rejected",
            expression(pl.col("stages").list.eval(_ADDS_UP).list.all()),
            scope="table",
        ),
        Rule(
            "stages_known",
            "every stage is one of the closed list",
            expression(pl.col("stages").list.eval(pl.element().struct.field("stage").is_in(list(STAGES))).list.all()),
            scope="table",
        ),
        Rule(
            "few_rejects",
            "at most half of a run's documents failed, where it read 20 or more",
            _few_rejects,
            scope="table",
        ),
    ),
    sort=("started_at", "run_id"),
)
