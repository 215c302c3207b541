"""What the stages before resolution have left of a batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.renewal.redone import SCHEMA

CHILDREN = ("mentions", "quotes", "dates")


@dataclass(frozen=True)
class Staged:
    """What the stages before have left of a batch.

    Attributes:
        captures: rows of `captures`.
        cleaned: rows of `articles` without revision.
        found: rows of `mentions`, `quotes`, `dates` without ids, one text an article: that of its last cleaned row.
        matches: rows of `topic_matches` without revision.
        sightings: rows of `sightings`.
        rejects: rows of `rejects`.
        redone: published revisions that are taken up again: article_id, revision, capture_id and locator of each.
        is_stored: whether the captures are stored already: they are not published again, and newer ones may be known.
    """

    captures: pl.DataFrame
    cleaned: pl.DataFrame
    found: Mapping[str, pl.DataFrame]
    matches: pl.DataFrame
    sightings: pl.DataFrame
    rejects: pl.DataFrame = field(default_factory=lambda: empty(TABLES["rejects"]))
    redone: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SCHEMA))
    is_stored: bool = False

    def keeping(self, cleaned: pl.DataFrame) -> "Staged":
        """The batch with only these of its articles, and what belongs to them."""
        gone = self.cleaned.join(cleaned, on="article_id", how="anti")
        return replace(
            self,
            cleaned=cleaned,
            found={table: _of(cleaned, frame) for table, frame in self.found.items()},
            matches=_of(cleaned, self.matches),
            # Sightings of other articles come from looks at pages that were not fetched.
            sightings=self.sightings.join(gone, on="article_id", how="anti", maintain_order="left"),
        )


def _of(articles: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.join(articles, on="article_id", how="semi", maintain_order="left")
