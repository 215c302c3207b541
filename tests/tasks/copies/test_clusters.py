"""Copies share the cluster of the first of them, however they come to the warehouse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random

import polars as pl
import pytest

from expectations.articles import ARTICLES
from expectations.schemas import empty
from tasks.copies.clusters import clustered, signed

DAY = datetime(2024, 3, 5, 12, tzinfo=UTC)
NAMES = {"article_id": pl.String, "revision": pl.Int32, "outlet": pl.String, "text": pl.String}
SCHEMA = {**NAMES, "published_at": ARTICLES.schema["published_at"], "captured_at": ARTICLES.schema["captured_at"]}
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def words(count: int, seed: int) -> str:
    random = Random(seed)
    return " ".join("".join(random.choices(LETTERS, k=5)) for _ in range(count))


@dataclass(frozen=True)
class News:
    article_id: str
    body: str
    outlet: str | None = None
    days: float = 0
    revision: int = 1
    headline: str = "عنوان"


class Warehouse:
    """Published articles, looked up as in a warehouse."""

    def __init__(self) -> None:
        self.rows = empty(ARTICLES)

    def __call__(
        self, table: str, column: str, values: pl.Series, columns: Sequence[str] | None = None
    ) -> pl.DataFrame:
        assert table == "articles"
        assert columns is not None, "texts are not to be read"
        assert "text" not in columns, "texts are not to be read"
        return self.rows.filter(pl.col(column).is_in(values.implode())).select(columns)

    def take_in(self, *articles: News) -> None:
        rows = [
            (
                one.article_id,
                one.revision,
                one.outlet or one.article_id,
                f"{one.headline}\n\n{one.body}",
                None,
                DAY + timedelta(days=one.days),
            )
            for one in articles
        ]
        new = signed(pl.DataFrame(rows, schema=SCHEMA, orient="row"))
        earlier = self.rows.filter(pl.col("article_id").is_in(new["article_id"].implode()))
        found = clustered(new, earlier, self).with_columns(month=pl.col("captured_at").dt.strftime("%Y-%m"))
        self.rows = pl.concat([self.rows, pl.concat([empty(ARTICLES), found], how="diagonal")])

    def clusters(self) -> dict[str, str]:
        newest = self.rows.sort("revision").unique("article_id", keep="last")
        return dict(newest.select("article_id", "duplicate_cluster").iter_rows())

    def of(self, article_id: str, column: str) -> object:
        return self.rows.filter(article_id=article_id).sort("revision")[column].to_list()[-1]


def warehouse(*batches: Iterable[News]) -> Warehouse:
    made = Warehouse()
    for batch in batches:
        made.take_in(*batch)
    return made


WIRE = words(120, 1)
LIGHT = " ".join([*WIRE.split()[:100], *words(8, 2).split()])
COPIES = (News("a", WIRE), News("b", LIGHT, days=0.5), News("c", WIRE, days=1))


@pytest.mark.parametrize("split", [(3,), (1, 2), (1, 1, 1)])
def test_copies_join_the_first_in_one_batch_or_in_many(split: tuple[int, ...]) -> None:
    found, start = Warehouse(), 0
    for count in split:
        found.take_in(*COPIES[start : start + count])
        start += count
    assert set(found.clusters().values()) == {"a"}
    assert (found.of("a", "similarity"), found.of("c", "similarity")) == (None, 1.0)
    assert 0.6 < float(str(found.of("b", "similarity"))) < 1
    assert found.rows["first_outlet"].unique().to_list() == ["a"]


def test_the_order_within_a_batch_does_not_count() -> None:
    alone = News("d", words(120, 9), days=0.2)
    orders = [warehouse(order).clusters() for order in permutations((*COPIES, alone))]
    assert all(one == {"a": "a", "b": "a", "c": "a", "d": "d"} for one in orders)


def test_batches_in_any_order_give_the_same_parts() -> None:
    alone = News("d", words(120, 9))
    for order in permutations((*COPIES, alone)):
        found = warehouse(*([one] for one in order)).clusters()
        assert len({found["a"], found["b"], found["c"]}) == 1
        assert found["a"] == next(one.article_id for one in order if one is not alone), "called after who came first"
        assert found["d"] == "d"


def test_a_daily_headline_with_a_new_text_is_a_new_article() -> None:
    gold = "أسعار الذهب اليوم"
    days = [News(f"{day}", words(80, day), "o", day, headline=gold) for day in range(5)]
    assert warehouse(*([one] for one in days)).clusters() == {f"{day}": f"{day}" for day in range(5)}


def test_a_text_under_another_headline_is_a_copy() -> None:
    found = warehouse([News("a", WIRE)], [News("b", WIRE, headline="عنوان آخر تماما")])
    assert (found.clusters()["b"], found.of("b", "similarity")) == ("a", 1.0)


def test_half_of_a_text_is_a_copy() -> None:
    assert warehouse([News("a", WIRE)], [News("b", " ".join(WIRE.split()[:60]))]).clusters()["b"] == "a"


REWRITTEN = " ".join([*WIRE.split()[:70], *words(50, 5).split()])


@pytest.mark.parametrize(("days", "cluster"), [(2.9, "a"), (-2.9, "a"), (3.1, "b"), (-3.1, "b")])
def test_what_is_rewritten_is_a_copy_within_three_days(days: float, cluster: str) -> None:
    assert warehouse([News("a", WIRE)], [News("b", REWRITTEN, days=days)]).clusters()["b"] == cluster


def test_an_outlet_does_not_copy_its_own_bulletin_of_the_day_before() -> None:
    found = warehouse([News("a", WIRE, "o")], [News("b", REWRITTEN, "o", 1)])
    assert found.clusters() == {"a": "a", "b": "b"}
    assert warehouse([News("a", WIRE, "o")], [News("b", WIRE, "o", 1)]).clusters()["b"] == "a", (
        "what is equal it repeats"
    )


@pytest.mark.parametrize(("days", "cluster"), [(29.9, "a"), (-29.9, "a"), (30.1, "b")])
def test_equal_texts_are_copies_within_thirty_days(days: float, cluster: str) -> None:
    found = warehouse([News("a", WIRE)], [News("b", WIRE, days=days)])
    assert found.clusters()["b"] == cluster
    assert found.rows["body_hash"].n_unique() == 1, "later ones can still be found by it"


def test_bulletins_make_no_chain_of_weeks() -> None:
    """Each shares half with the one of the day before: none is put to what began more than three days ago."""
    text = words(300, 3).split()
    days = [News(f"{day}", " ".join(text[day * 25 : day * 25 + 100]), f"o{day % 3}", day) for day in range(8)]
    found = warehouse(*([one] for one in days)).clusters()
    began = {one.article_id: one.days for one in days}
    assert all(one.days - began[found[one.article_id]] <= 3 for one in days)
    assert len(set(found.values())) < 8


def test_short_texts_are_copies_only_where_they_are_equal() -> None:
    found = warehouse([News("a", words(8, 1))], [News("b", words(8, 1)), News("c", words(8, 1) + " زائدة")])
    assert found.clusters() == {"a": "a", "b": "a", "c": "c"}


def test_an_article_alone_joins_when_its_text_becomes_a_copy() -> None:
    """First a line, then the agency's text: the usual way of breaking news."""
    found = warehouse([News("a", words(30, 7)), News("w", WIRE)], [News("a", WIRE, days=0.1, revision=2)])
    assert (found.clusters()["a"], found.of("a", "similarity")) == ("w", 1.0)


def test_an_article_that_others_have_joined_keeps_its_cluster() -> None:
    found = warehouse(
        [News("a", WIRE), News("w", words(120, 8))], [News("b", WIRE)], [News("a", words(120, 8), revision=2)]
    )
    assert found.clusters() == {"a": "a", "b": "a", "w": "w"}
    assert found.of("a", "similarity") is None, "its new text is no copy of what is in its cluster"


def test_an_article_that_has_joined_keeps_its_cluster() -> None:
    found = warehouse([News("a", WIRE)], [News("b", WIRE)], [News("b", words(120, 8), revision=2)])
    assert found.clusters() == {"a": "a", "b": "a"}


def test_two_published_clusters_stay_apart_when_a_text_is_like_both() -> None:
    other = words(120, 4)
    both = " ".join([*WIRE.split()[:110], *other.split()[:80]])
    found = warehouse([News("a", WIRE)], [News("b", other)], [News("c", both)])
    assert found.clusters() == {"a": "a", "b": "b", "c": "a"}, "it joins the nearer one"


def test_rows_of_before_are_no_hindrance() -> None:
    found = warehouse([News("a", WIRE)])
    found.rows = found.rows.with_columns(pl.lit(None, pl.Binary).alias("signature"), duplicate_cluster=pl.lit("hash"))
    found.take_in(News("b", WIRE), replace(News("a", LIGHT), revision=2))
    assert found.clusters() == {"a": "hash", "b": "hash"}, "the new revision has a signature"


def test_nothing_new_is_nothing() -> None:
    found = clustered(signed(empty(ARTICLES)), empty(ARTICLES), Warehouse())
    assert (found.height, found.select("similarity", "signature").schema) == (
        0,
        pl.Schema({"similarity": pl.Float64, "signature": pl.Binary}),
    )
