"""The table `entity_redirects`: ids of entities that turned out to be others."""

import polars as pl

from expectations.contract import RUN_ID, Column, Context, Reference, Rule, Table, expression
from expectations.vocabulary import REDIRECT_REASONS


def _is_gone(frame: pl.DataFrame, context: Context) -> pl.Series:
    return ~frame["entity_id"].is_in(context.frames["entities"]["entity_id"].implode())


ENTITY_REDIRECTS = Table(
    name="entity_redirects",
    row="an entity_id that is no longer used, and the one that took its place",
    key=("entity_id",),
    columns=(
        Column("entity_id", pl.String, "The id that was published once."),
        Column("redirected_to", pl.String, "The id of the entity that it is now; never itself redirected."),
        Column(
            "reason",
            pl.String,
            "Whether evidence of articles put the two together, or seeds/corrections.yml.",
            values=REDIRECT_REASONS,
        ),
        RUN_ID,
    ),
    replaced_by=("entity_id",),
    partitioned=False,
    rules=(
        Rule(
            "not_itself", "nothing is redirected to itself", expression(pl.col("entity_id") != pl.col("redirected_to"))
        ),
        Rule("id_is_gone", "no entity of the batch has the id that is redirected", _is_gone),
    ),
    references=(Reference(("redirected_to",), "entities", ("entity_id",)),),
    sort=("entity_id",),
)
