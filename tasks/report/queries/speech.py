"""Who said what, how, and where."""

import polars as pl


def speakers(quotes: pl.LazyFrame, entities: pl.LazyFrame) -> pl.LazyFrame:
    """Quotes of each speaker in each outlet, those with most first; only speakers that the texts name."""
    of_all = pl.col("quotes").sum().over("entity_id")
    return (
        quotes.filter(pl.col("speaker_entity_id").is_not_null())
        .group_by(pl.col("speaker_entity_id").alias("entity_id"), "outlet")
        .agg(pl.len().alias("quotes"), pl.col("article_id").n_unique().alias("articles"))
        .join(entities.select("entity_id", "kind", "canonical_name", "latin_name"), on="entity_id")
        .with_columns(of_all.alias("quotes_in_all"))
        .sort("quotes_in_all", "entity_id", "quotes", "outlet", descending=[True, False, True, False])
    )


def acts(quotes: pl.LazyFrame) -> pl.LazyFrame:
    """Quotes by day (UTC) and speech act; those without a time are on the day null."""
    return (
        quotes.group_by(pl.col("published_at").dt.date().alias("day"), "act")
        .agg(pl.len().alias("quotes"))
        .sort("day", "act")
    )


def one_sided(quotes: pl.LazyFrame, entities: pl.LazyFrame) -> pl.LazyFrame:
    """Speakers with three quotes or more whom not every outlet quotes, the most quoted first."""
    all_outlets = quotes.select(pl.col("outlet").drop_nulls().n_unique().alias("outlets_in_all"))
    return (
        quotes.filter(pl.col("speaker_entity_id").is_not_null())
        .group_by(pl.col("speaker_entity_id").alias("entity_id"))
        .agg(pl.len().alias("quotes"), pl.col("outlet").drop_nulls().unique().sort().alias("outlets"))
        .join(entities.select("entity_id", "canonical_name", "latin_name"), on="entity_id")
        .join(all_outlets, how="cross")
        .filter((pl.col("quotes") >= 3) & (pl.col("outlets").list.len() < pl.col("outlets_in_all")))
        .sort("quotes", "entity_id", descending=[True, False])
    )


def repeated(statements: pl.LazyFrame, quotes: pl.LazyFrame) -> pl.LazyFrame:
    """Statements that two outlets or more carry, in whatever words, the most widespread first."""
    where = quotes.select("quote_id", "article_id")
    return (
        statements.filter(pl.col("outlets").list.len() > 1)
        .join(where, on="quote_id")
        .sort(pl.col("outlets").list.len(), "articles", "statement_id", descending=[True, True, False])
        .drop("variants", "month", "run_id")
    )


def directed(quotes: pl.LazyFrame, mentions: pl.LazyFrame) -> pl.LazyFrame:
    """Accusations, calls and warnings with the entity that they are directed at, where the text names it."""
    aimed = quotes.filter(pl.col("target_start").is_not_null())
    named = mentions.select("article_id", "revision", "entity_id", "start", "end", pl.col("surface").str.len_chars())
    overlaps = (pl.col("start_right") < pl.col("target_end")) & (pl.col("end_right") > pl.col("target_start"))
    at = (
        aimed.join(named, on=["article_id", "revision"])
        .filter(overlaps)
        .sort("surface", "start_right", descending=[True, False])
        .group_by("quote_id")
        .agg(pl.col("entity_id").first().alias("target_entity_id"))
    )
    return aimed.join(at, on="quote_id", how="left").sort("published_at", "quote_id", descending=True, nulls_last=True)


def stances(quotes: pl.LazyFrame) -> pl.LazyFrame:
    """What each speaker affirms and denies, in order of time, and where a denial follows an affirmation or it one."""
    who, what = ("outlet", "published_at", "speaker", "speaker_entity_id"), ("act", "kind", "content")
    before = pl.col("act").shift(1).over("speaker_entity_id")
    return (
        quotes.filter(pl.col("act").is_in(["affirm", "deny"]) & pl.col("speaker_entity_id").is_not_null())
        .filter(pl.col("published_at").is_not_null())
        .sort("speaker_entity_id", "published_at", "article_id", "start")
        .select(
            "quote_id", "article_id", *who, *what, ((pl.col("act") != before) & before.is_not_null()).alias("turned")
        )
    )


def said_by(quotes: pl.LazyFrame, entity_id: str) -> pl.LazyFrame:
    """Everything that a speaker said, newest first."""
    return quotes.filter(pl.col("speaker_entity_id") == entity_id).sort(
        "published_at", "article_id", "start", descending=[True, False, False], nulls_last=True
    )


def in_article(quotes: pl.LazyFrame, article_id: str) -> pl.LazyFrame:
    """What is said in the newest revision of an article, in its order."""
    return quotes.filter(pl.col("article_id") == article_id).sort("start", "end")
