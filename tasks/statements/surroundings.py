"""The published quotes that a batch's quotes may be one utterance with, and those of statements that it changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from tasks.model.lookups import Published, texts
from tasks.statements.said import WINDOW, Said

# In the order of the fields of `Said`, but for the cluster.
COLUMNS = (
    "quote_id",
    "article_id",
    "outlet",
    "content",
    "kind",
    "act",
    "speaker",
    "speaker_role",
    "speaker_entity_id",
    "published_at",
    "month",
    "start",
    "end",
    "statement_id",
)
_CLUSTERED = ("article_id", "duplicate_cluster", "is_latest")
_DAYS = (-WINDOW, timedelta(), WINDOW)


@dataclass(frozen=True)
class Surroundings:
    """A batch's quotes and what lies around them.

    Attributes:
        fresh: the batch's quotes; those that were published before with their statement.
        loose: the published quotes of the statements that lose one, to be put together anew.
        near: other published quotes that may be one utterance with a fresh one.
        losing: the ids of the statements that lose a quote.
        own: the batch's articles, whose published quotes go.
        clusters: by article, its cluster of copies, of all articles that were looked at.
        months: the months, YYYY-MM, that were looked at.
        published: where to look published rows up.
    """

    fresh: Sequence[Said]
    loose: Sequence[Said]
    near: Sequence[Said]
    losing: pl.Series
    own: pl.Series
    clusters: Mapping[str, str]
    months: Sequence[str]
    published: Published

    def members(self, statements: pl.Series) -> list[Said]:
        """The published quotes of these statements that the batch leaves alone."""
        rows = self.published("quotes", "statement_id", statements, COLUMNS)
        standing = _standing(rows, self.own, [one.quote_id for one in self.fresh])
        return _said(standing, {**self.clusters, **_clusters(standing["article_id"], self.clusters, self.published)})


def surroundings(quotes: pl.DataFrame, articles: pl.DataFrame, known: pl.Series, published: Published) -> Surroundings:
    """What lies around a batch's quotes; the arguments are those of `tasks.statements.batch.statements_of`."""
    # An article that is read anew may be none any more: it has no row, and its published quotes go.
    own, ids = pl.concat([articles["article_id"], known]).unique(), quotes["quote_id"].to_list()
    left = _left(quotes, own, known, published)
    losing = left["statement_id"].drop_nulls().unique()
    months = _months(quotes)
    latest = _latest(articles)
    mates = _latest(published("articles", "duplicate_cluster", texts(latest.values()), _CLUSTERED, months)) | latest
    loose = _standing(published("quotes", "statement_id", losing, COLUMNS), own, ids)
    near = _standing(_near(quotes, set(mates) - set(own), months, published), own, ids)
    # What is put together anew is told by clusters, as if it had come in with its article: rows of before, moved ones.
    unstated = near.filter(pl.col("statement_id").is_null())
    anew = pl.concat([rows["article_id"] for rows in (quotes, loose, unstated)])
    clusters = mates | _clusters(anew, mates, published)
    before = quotes.drop("statement_id").join(left, on="quote_id", how="left", maintain_order="left")
    rest = near.join(loose, on="quote_id", how="anti", maintain_order="left")
    return Surroundings(
        _said(before, clusters), _said(loose, clusters), _said(rest, clusters), losing, own, clusters, months, published
    )


def _left(quotes: pl.DataFrame, own: pl.Series, known: pl.Series, published: Published) -> pl.DataFrame:
    """Quotes that are published and go or change, with the statements that they are in."""
    columns = ("quote_id", "statement_id")
    moved = quotes.filter(~pl.col("article_id").is_in(own.implode())).select(columns)
    return pl.concat([published("quotes", "article_id", known, columns), moved]).unique("quote_id", maintain_order=True)


def _standing(rows: pl.DataFrame, own: pl.Series, fresh: Collection[str]) -> pl.DataFrame:
    """Those of the published rows that the batch neither takes away nor brings."""
    return rows.filter(~pl.col("article_id").is_in(own.implode()) & ~pl.col("quote_id").is_in(list(fresh)))


def _said(quotes: pl.DataFrame, clusters: Mapping[str, str]) -> list[Said]:
    """Rows of `quotes` as they are compared; an article whose cluster was not looked up shares none with the batch."""
    rows = quotes.select(*COLUMNS).iter_rows()
    return [Said(*(*row[:-1], clusters.get(row[1], row[1]), row[-1])) for row in rows]


def _latest(articles: pl.DataFrame) -> dict[str, str]:
    """By article, the cluster of its newest revision among these rows of `articles`."""
    return dict(articles.filter("is_latest").select("article_id", "duplicate_cluster").iter_rows())


def _clusters(articles: Iterable[str], known: Mapping[str, str], published: Published) -> dict[str, str]:
    """By article, its cluster, where it is not known yet."""
    return _latest(published("articles", "article_id", texts(set(articles) - set(known)), _CLUSTERED))


def _months(quotes: pl.DataFrame) -> list[str]:
    """The months, YYYY-MM, that may hold a quote of the same utterance as one of these."""
    times = quotes["published_at"].drop_nulls().dt.date().unique()
    return sorted({*quotes["month"], *(f"{time + apart:%Y-%m}" for time in times for apart in _DAYS)})


def _near(quotes: pl.DataFrame, copies: Iterable[str], months: Sequence[str], published: Published) -> pl.DataFrame:
    """The published quotes of the same speakers, and of these articles, in these months."""
    # Ids are hashes and no speaker is called by one, so all are looked for together: three scans took three times that.
    who = pl.concat([quotes["speaker_entity_id"], quotes["speaker"]]).drop_nulls()
    wanted, columns = texts([*who, *copies]), ("speaker_entity_id", "speaker", "article_id")
    found = published("quotes", columns, wanted, COLUMNS, months)
    times = pl.col("published_at")
    first, last = quotes.select(times.min() - WINDOW, (times.max() + WINDOW).alias("last")).row(0)
    # A month of a busy speaker is more than two weeks of him: what cannot be in time is not read word for word.
    of_undated = pl.col("month").is_in(quotes.filter(times.is_null())["month"].unique().to_list())
    in_time = times.is_null() | of_undated | times.is_between(first, last)
    return found.filter(in_time).unique("quote_id", maintain_order=True)
