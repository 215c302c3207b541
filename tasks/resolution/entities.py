"""The profiles of the entities that a batch touches, over all articles."""

from collections.abc import Callable

import polars as pl

from tasks.resolution.profiles import OF_A_MENTION, add, profiles

# published(table, column, values): the published rows of `table` with one of `values` in `column`.
Published = Callable[[str, str, pl.Series], pl.DataFrame]


def entities_of(mentions: pl.DataFrame, replaced: pl.Series, published: Published) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The profiles of all entities that a batch touches, over all articles, and these entities' ids.

    An entity is touched when an article of the batch names it now or named it before. What was published of it is
    added to; only where a mention goes away is it counted anew, from all its mentions. One that nothing names any more
    has an id and no profile.

    Args:
        mentions: the batch's rows of `mentions`.
        replaced: ids of the published articles whose published mentions the batch takes away.
        published: where to look published rows up.
    """
    before = published("mentions", "article_id", replaced)
    touched = pl.concat([mentions.select("entity_id"), before.select("entity_id")]).unique()
    anew = before["entity_id"].unique()
    elsewhere = published("mentions", "entity_id", anew).filter(~pl.col("article_id").is_in(replaced.implode()))
    standing = published(
        "entities", "entity_id", touched.filter(~pl.col("entity_id").is_in(anew.implode()))["entity_id"]
    )
    counted = add(profiles(elsewhere.select(*OF_A_MENTION)), standing)
    return add(counted, profiles(mentions.select(*OF_A_MENTION))), touched
