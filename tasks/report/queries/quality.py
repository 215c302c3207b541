"""How the last run went."""

import polars as pl


def stages(runs: pl.LazyFrame) -> pl.LazyFrame:
    """What went into every stage of the last run and what came out."""
    return runs.sort("started_at").tail(1).select("stages").explode("stages").unnest("stages")


def expectations(runs: pl.LazyFrame) -> pl.LazyFrame:
    """The expectations that rows of the last run broke."""
    last = runs.sort("started_at").tail(1).select("expectations").explode("expectations").unnest("expectations")
    return last.filter(pl.col("failed") > 0).sort("failed", descending=True)


def rejected(runs: pl.LazyFrame, rejects: pl.LazyFrame) -> pl.LazyFrame:
    """What the last run dropped, by stage and reason, with one example each."""
    last = runs.sort("started_at").tail(1).select("run_id")
    return (
        rejects.join(last, on="run_id", how="semi")
        .group_by("stage", "reason")
        .agg(pl.len().alias("documents"), pl.col("detail").sort().first().alias("example"))
        .sort("documents", "stage", "reason", descending=[True, False, False])
    )
