"""The table `sightings`: where an article was announced."""

import polars as pl

from expectations.contract import ARTICLE_ID, RUN_ID, UTC_TIME, Column, Reference, Table, month_column

SIGHTINGS = Table(
    name="sightings",
    row="an article as one feed, sitemap or listing announced it",
    key=("sighting_id",),
    columns=(
        Column("sighting_id", pl.String, "Hash of address and source."),
        ARTICLE_ID,
        Column("address", pl.String, "The announced address in its canonical form."),
        Column("url", pl.String, "The announced address as printed, made absolute."),
        Column("source", pl.String, "The address of the feed, sitemap or listing."),
        Column("headline", pl.String, "The headline as announced; null where none was.", nullable=True),
        Column("published", pl.String, "When it was published, as announced and as written.", nullable=True),
        Column("seen_at", UTC_TIME, "When it was first seen there."),
        RUN_ID,
        month_column("seen_at"),
    ),
    replaced_by=("sighting_id",),
    references=(Reference(("article_id",), "articles", ("article_id",)),),
    sort=("source", "seen_at", "sighting_id"),
)
