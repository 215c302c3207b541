"""Which dates somebody says, and in which quote."""

from collections import defaultdict
from typing import Any

import polars as pl

from tasks.model.records import Span
from tasks.model.spans import innermost

_Said = tuple[str | None, str | None]


def with_speech(dates: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """The dates with `quote_id` of the innermost quote whose content they stand in, and `said_by`, its speaker.

    Args:
        dates: rows of `dates` of one revision an article.
        quotes: rows of `quotes` of the same revisions, with their ids.
    """
    contents: defaultdict[str, list[Span]] = defaultdict(list)
    said: defaultdict[str, list[_Said]] = defaultdict(list)
    for article, start, end, *one in quotes.select("article_id", "start", "end", "quote_id", "speaker").iter_rows():
        contents[article].append(Span(start, end))
        said[article].append((one[0], one[1]))

    def of(article: str, start: int, end: int) -> _Said:
        found = innermost(Span(start, end), contents[article])
        return (None, None) if found is None else said[article][found]

    every: list[Any] = [of(*row) for row in dates.select("article_id", "start", "end").iter_rows()]
    columns = pl.DataFrame(every, schema={"quote_id": pl.String, "said_by": pl.String}, orient="row")
    return dates.with_columns(columns)
