"""Which revision of its article a cleaned text is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from tasks.resolution.weights import weights
from tasks.text.changes import extent

OF_A_REVISION = ("article_id", "revision", "content_hash", "text")


@dataclass(frozen=True, slots=True)
class _State:
    """A text that an article had or has.

    Attributes:
        row: its row among the cleaned; None of a published one.
        revision: counted from 1.
        content_hash: the hash of the text.
        text: the text.
        change: the share of words changed against the revision before.
    """

    row: int | None
    revision: int
    content_hash: str
    text: str
    change: float | None = None


def new_revisions(cleaned: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """The rows of `cleaned` whose text has changed, with their `revision`, `is_latest` and `change`.

    A text is compared with the last revision, not with the last capture: so small changes add up. What has not changed
    enough (`tasks.text.changes`) is no revision: the published one stands. Of texts of one batch that have not changed
    enough the last one stands, for what was extracted belongs to it.

    Args:
        cleaned: rows with `article_id`, `content_hash` and `text`, in the order in which they were captured.
        published: columns `OF_A_REVISION` of every published revision of those articles.

    Returns:
        Rows of `cleaned`, in their order, with `revision` counting on from the published ones and `is_latest` set for
        the last of each article. A text that an article had last is no new revision, one that it had earlier is.
    """
    last = published.sort("revision").unique("article_id", keep="last", maintain_order=True)
    known = {
        article_id: _State(None, revision, content_hash, text)
        for article_id, revision, content_hash, text in last.select(OF_A_REVISION).iter_rows()
    }
    texts: defaultdict[str, list[_State]] = defaultdict(list)
    for row, (article_id, *told) in enumerate(cleaned.select("article_id", "content_hash", "text").iter_rows()):
        texts[article_id].append(_State(row, 1, *told))
    kept = [
        {"row": state.row, "revision": state.revision, "is_latest": state is states[-1], "change": state.change}
        for article_id, came in texts.items()
        if (states := _states(came, known.get(article_id)))
        for state in states
    ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "row": pl.UInt32,
        "revision": pl.Int32,
        "is_latest": pl.Boolean,
        "change": pl.Float64,
    }
    found = pl.DataFrame(kept, schema=schema).sort("row")
    return pl.concat([cleaned[found["row"].to_list()], found.drop("row")], how="horizontal")


def same_revisions(cleaned: pl.DataFrame, redone: pl.DataFrame) -> pl.DataFrame:
    """The rows of `cleaned` that are published revisions, whatever today's text is: with their `revision` and columns.

    Their `change` is measured anew: 0 where today's cleaning leaves nothing of what made the revision.

    Args:
        cleaned: rows with `article_id`, `capture_id` and `text`.
        redone: `article_id`, `revision` and `capture_id` of published revisions.

    Returns:
        Rows of `cleaned`, in the order of articles and revisions, with the columns that `new_revisions` adds.
    """
    numbers = redone.select("article_id", "capture_id", "revision")
    rows = cleaned.join(numbers, on=("article_id", "capture_id"), how="inner").sort("article_id", "revision")
    before = rows.select(pl.col("text").shift().over("article_id")).to_series()
    changes = [
        None if earlier is None else extent(earlier, text, weights).share
        for earlier, text in zip(before, rows["text"], strict=True)
    ]
    newest = pl.col("revision") == pl.col("revision").max().over("article_id")
    return rows.with_columns(newest.alias("is_latest"), pl.Series("change", changes, dtype=pl.Float64))


def _states(texts: Iterable[_State], last: _State | None) -> list[_State]:
    """The new revisions of one article among its texts, in their order."""
    found: list[_State] = []
    for now in texts:
        before = found[-1] if found else last
        if before is None:
            found.append(now)
        elif before.content_hash != now.content_hash:
            measured = extent(before.text, now.text, weights)
            if measured.matters:
                found.append(replace(now, revision=before.revision + 1, change=measured.share))
            elif found:
                found[-1] = replace(now, revision=before.revision, change=before.change)
    return found
