"""The table `entities`: a person, organisation or place across articles."""

import polars as pl

from expectations.contract import UTC_TIME, Column, Table
from expectations.vocabulary import ENTITY_KINDS

ENTITIES = Table(
    name="entities",
    row="a person, organisation or place across articles: canonical name, aliases, roles over time",
    key=("entity_id",),
    columns=(
        Column(
            "entity_id",
            pl.String,
            "Hash of kind and folded name when first seen; of a single word or a namesake with the article.",
        ),
        Column("kind", pl.String, "What it is.", values=ENTITY_KINDS),
        Column("canonical_name", pl.String, "The watch list's name, else the full name most used, without titles."),
        Column(
            "latin_name",
            pl.String,
            "The name in Latin script: the watch list's, else the one most used in texts; null where none is known.",
            nullable=True,
        ),
        Column(
            "wikidata",
            pl.String,
            "Its id in Wikidata, as the watch list gives it; null where it does not.",
            nullable=True,
        ),
        Column(
            "names",
            pl.List(pl.Struct({"name": pl.String, "mentions": pl.Int32})),
            "The spellings of its full name, with how many mentions each stands for, most used first.",
        ),
        Column(
            "aliases",
            pl.List(pl.Struct({"name": pl.String, "mentions": pl.Int32})),
            "Every surface that named it, with how often, most used first.",
        ),
        Column(
            "roles",
            pl.List(pl.Struct({"role": pl.String, "first_seen": UTC_TIME, "last_seen": UTC_TIME})),
            "Every role given to it, with the first and last article's time; empty where none was given.",
        ),
        Column("mentions", pl.Int32, "Mentions in the newest revisions of all articles.", least=1),
        Column("articles", pl.Int32, "Articles that mention it.", least=1),
        Column(
            "first_seen", UTC_TIME, "published_at of the first article; null where no article has one.", nullable=True
        ),
        Column(
            "last_seen", UTC_TIME, "published_at of the last article; null where no article has one.", nullable=True
        ),
        Column(
            "company",
            pl.List(pl.Struct({"kind": pl.String, "name": pl.String, "articles": pl.Int32})),
            "Of a person, the 40 that most of its articles name besides, folded; null in rows of before.",
            nullable=True,
        ),
        Column(
            "keys",
            pl.List(pl.String),
            "Of a person, the skeletons of its names by which it is looked up; null in rows of before.",
            nullable=True,
        ),
    ),
    replaced_by=("entity_id",),
    partitioned=False,
    sort=("kind", "canonical_name", "entity_id"),
)
