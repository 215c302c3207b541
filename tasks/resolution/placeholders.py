"""Pages that stand in for many articles: «this page is gone» with status 200, in words that no list has.

A host shows one and the same text under three addresses or more, and none of them was announced under a headline that
shares a word with what the page shows. An article that is really printed at several addresses is announced by its
own headline, or by none: it is never taken for one. What was taken in as articles before the third came goes with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import polars as pl

from tasks.model.lookups import Published, texts
from tasks.model.records import Reject
from tasks.resolution.staged import Staged
from tasks.text.bodies import body_hash, body_words
from tasks.text.dateline import WORD
from tasks.text.normalize import fold

FEWEST = 3
"""Addresses of a host, each announced otherwise; two may be a mix-up of two articles."""

_OF_AN_ARTICLE = ("article_id", "capture_id", "url", "headline", "body_hash", "revision")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page that shows another headline than it was announced under; `is_new` where it is not published."""

    article_id: str
    capture_id: str
    host: str
    body: str
    announced: frozenset[str]
    is_new: bool

    @property
    def why(self) -> str:
        """The same for all pages of a host with this text, so that a later one is known for what it is."""
        return f"{self.host} shows one text, {self.body}, under addresses that were announced as different articles"


def without_placeholders(staged: Staged, published: Published) -> tuple[Staged, tuple[Reject, ...]]:
    """The batch without such pages; published ones are among what it takes up again, and so they go.

    Args:
        staged: the batch.
        published: where to look published rows up.

    Returns:
        The batch, and a reject for each page that goes.
    """
    rows = staged.cleaned.select("article_id", "capture_id", "url", "headline", "text").drop_nulls("url")
    new = list(_odd(rows.to_dicts(), _headlines(staged.sightings), True))
    if not new:
        return staged, ()
    known = published("articles", "body_hash", texts(one.body for one in new), _OF_AN_ARTICLE)
    single = known.filter(pl.col("revision").max().over("article_id") == 1)
    seen = published("sightings", "article_id", texts(single["article_id"]))
    old = list(_odd(single.to_dicts(), _headlines(seen), False))
    told = published("rejects", "detail", texts(one.why for one in new))["detail"]
    gone = _standing_in([*new, *old], set(told))
    if not gone:
        return staged, ()
    locators = _locators(staged, gone, published)
    return _without(staged, gone, locators), _rejects(gone, locators)


def _headlines(sightings: pl.DataFrame) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article_id, headline in sightings.select("article_id", "headline").drop_nulls().iter_rows():
        found[article_id].add(headline)
    return {article_id: frozenset(headlines) for article_id, headlines in found.items()}


def _odd(rows: Iterable[Mapping[str, Any]], announced: Mapping[str, frozenset[str]], is_new: bool) -> Iterable[_Shown]:
    """The pages whose headline shares no word with any that they were announced under."""
    for row in rows:
        headlines = announced.get(row["article_id"], frozenset())
        if headlines and not any(_words(one) & _words(row["headline"]) for one in headlines):
            body = row["body_hash"] if "body_hash" in row else body_hash(body_words(row["text"]))
            host = urlsplit(row["url"]).hostname or ""
            yield _Shown(row["article_id"], row["capture_id"], host, body, headlines, is_new)


def _words(headline: str) -> set[str]:
    return set(WORD.findall(fold(headline)))


def _standing_in(shown: Iterable[_Shown], told: set[str]) -> list[_Shown]:
    """Those whose host shows their text often enough, or did so before."""
    groups: defaultdict[str, list[_Shown]] = defaultdict(list)
    for one in shown:
        groups[one.why].append(one)
    return [
        one
        for why, group in groups.items()
        for one in group
        if why in told or min(len({one.article_id for one in group}), len({one.announced for one in group})) >= FEWEST
    ]


def _locators(staged: Staged, gone: Iterable[_Shown], published: Published) -> Mapping[str, str]:
    columns = ("capture_id", "locator")
    known = published("captures", "capture_id", texts(one.capture_id for one in gone), columns)
    return dict(pl.concat([known, staged.captures.select(columns)]).iter_rows())


def _without(staged: Staged, gone: Iterable[_Shown], locators: Mapping[str, str]) -> Staged:
    captures = [one.capture_id for one in gone if one.is_new]
    left = staged.keeping(staged.cleaned.filter(~pl.col("capture_id").is_in(captures)))
    old = [(one.article_id, 1, one.capture_id, locators[one.capture_id]) for one in gone if not one.is_new]
    return replace(left, redone=pl.concat([left.redone, pl.DataFrame(old, schema=left.redone.schema, orient="row")]))


def _rejects(gone: Iterable[_Shown], locators: Mapping[str, str]) -> tuple[Reject, ...]:
    return tuple(
        Reject("resolve", "not_article", one.why, locators[one.capture_id], one.capture_id, one.article_id)
        for one in gone
    )
