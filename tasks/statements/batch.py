"""The statements that a batch's quotes carry, with published quotes of the same utterance.

Which quotes are together depends on the quotes alone: two are, where a chain of quotes leads from one to the other of
which each and the next are the same utterance. So a batch looks up the published quotes that its own may be together
with, and the statements that lose a quote, and leaves all others alone; batches in another order give the same groups.
Ids do depend on the order: what is published keeps its id. And so do clusters of copies (`tasks.copies.clusters`), by
which quotes of unknown speakers are found.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import polars as pl

from expectations.statements import STATEMENTS
from tasks.model.frames import frame_of
from tasks.model.ids import identify
from tasks.model.lookups import Published, texts
from tasks.statements.candidates import candidates
from tasks.statements.grouping import Components
from tasks.statements.rows import statement_row
from tasks.statements.said import Said, same_utterance
from tasks.statements.surroundings import surroundings


@dataclass(frozen=True)
class Stated:
    """What a batch makes of statements.

    Attributes:
        quotes: its rows of `quotes` with their statement, and published ones of other articles that are in another now.
        statements: rows of `statements`.
        touched: the ids of the published ones that these replace.
    """

    quotes: pl.DataFrame
    statements: pl.DataFrame
    touched: pl.DataFrame


def statements_of(
    quotes: pl.DataFrame, articles: pl.DataFrame, known: pl.Series, published: Published, run_id: str
) -> Stated:
    """The statements of a batch's quotes.

    Args:
        quotes: rows of `quotes` to publish: those of the batch's articles, and published ones whose speaker is another.
        articles: the batch's rows of `articles`, whose published quotes it takes away.
        known: those of its articles of which something is published.
        published: where to look published rows up.
        run_id: the run.
    """
    scene = surroundings(quotes, articles, known, published)
    fresh = {one.quote_id for one in scene.fresh}
    pairs = _same(chain(candidates(scene.fresh, [*scene.loose, *scene.near]), candidates(scene.loose, [])))
    met = {other.quote_id: other for _, other in pairs if other.quote_id not in fresh}
    joined = texts(one.statement_id for one in met.values() if one.statement_id is not None)
    touched = pl.concat([scene.losing, joined]).unique()
    whole = _once([*scene.fresh, *scene.loose, *met.values(), *scene.members(joined)])
    # An article that is not published may have been once, and its quote may have founded what goes on without it.
    months = None if known.len() else scene.months
    named = _named(_groups(whole, pairs, set(joined) - set(scene.losing)), set(touched), published, months)
    rows = [statement_row(one, group, run_id) for one, group in named.items()]
    return Stated(
        _restated(quotes, named, fresh, published, run_id),
        frame_of(rows, STATEMENTS.schema),
        touched.to_frame("statement_id"),
    )


def _same(pairs: Iterable[tuple[Said, Said]]) -> list[tuple[Said, Said]]:
    return [(one, other) for one, other in pairs if same_utterance(one, other)]


def _once(quotes: Iterable[Said]) -> dict[str, Said]:
    """The quotes by their ids."""
    return {one.quote_id: one for one in quotes}


def _groups(
    quotes: Mapping[str, Said], pairs: Iterable[tuple[Said, Said]], whole: Collection[str]
) -> list[Sequence[Said]]:
    """The quotes that are together, in order each, by pairs of them or by a statement that stays whole."""
    found, seen = Components(quotes), dict[str, str]()
    for one, other in pairs:
        found.put_together(one.quote_id, other.quote_id)
    for quote_id, one in quotes.items():
        if one.statement_id in whole:
            found.put_together(quote_id, seen.setdefault(str(one.statement_id), quote_id))
    return [sorted((quotes[name] for name in group), key=lambda said: said.order) for group in found.groups()]


def _named(
    groups: Iterable[Sequence[Said]], touched: Collection[str], published: Published, months: Sequence[str] | None
) -> dict[str, Sequence[Said]]:
    """The groups by their ids: that of the first quote that is published already, else one after the first quote."""
    ordered = sorted(groups, key=lambda group: group[0].order)
    founded, column = [_founded(group[0], 0) for group in ordered], "statement_id"
    standing = set(published("statements", column, texts(founded), (column,), months)[column]) - set(touched)
    named: dict[str, Sequence[Said]] = {}
    for group, first in zip(ordered, founded, strict=True):
        ids = (one.statement_id for one in group if one.statement_id is not None)
        later = (_founded(group[0], number) for number in count(1))
        named[next(one for one in chain(ids, [first], later) if one not in named and one not in standing)] = group
    return named


def _founded(first: Said, number: int) -> str:
    """The id of a statement founded with this quote; another number where its statement has gone on without it."""
    return identify("statement", first.quote_id, *([number] if number else []))


def _restated(
    quotes: pl.DataFrame, named: Mapping[str, Sequence[Said]], fresh: Collection[str], published: Published, run_id: str
) -> pl.DataFrame:
    """The batch's quotes with their statements, and behind them the published ones that are in another one now."""
    now = {one.quote_id: name for name, group in named.items() for one in group}
    moved = {
        one.quote_id: one.month
        for name, group in named.items()
        for one in group
        if one.quote_id not in fresh and one.statement_id != name
    }
    others = published("quotes", "quote_id", texts(moved), months=texts(moved.values()).to_list())
    others = others.with_columns(pl.lit(run_id).alias("run_id"))
    return pl.concat([quotes, others]).with_columns(
        pl.col("quote_id").replace_strict(now, return_dtype=pl.String).alias("statement_id")
    )
