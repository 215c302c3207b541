"""Batch by batch: the same groups whatever the order; ids stay; a quote that goes leaves its statement."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import polars as pl
import pytest

from expectations.quotes import QUOTES
from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.statements.batch import Stated, statements_of

DAY = datetime(2021, 3, 1, tzinfo=UTC)
LONG = (
    "سنغادر القاعدة الشمالية قبل نهاية الخريف ولن نترك فيها جنديا واحدا، وتدريب الشرطة المحلية سيستمر عامين في ثلاث مدن"
)
FIRST = "سيغادرون القاعدة الشمالية قبل نهاية الخريف ولن يتركوا فيها جنديا واحدا"
SECOND = "تدريب الشرطة المحلية سيستمر عامين في ثلاث مدن"
OTHER = "الموازنة الجديدة تخفض رواتب كبار الموظفين بمقدار الربع"


class Tables:
    """Published tables in memory, for batches of quotes and what they make of statements."""

    def __init__(self) -> None:
        self.frames = {name: empty(TABLES[name]) for name in ("quotes", "statements", "articles")}

    def published(
        self,
        table: str,
        column: str | Sequence[str],
        values: pl.Series,
        columns: Sequence[str] | None = None,
        months: Sequence[str] | None = None,
    ) -> pl.DataFrame:
        rows = self.frames[table].filter(pl.any_horizontal(pl.col(column).is_in(values.implode())))
        kept = rows if months is None else rows.filter(pl.col("month").is_in(list(months)))
        return kept.select(columns or pl.all())

    def take_in(self, *quotes: dict[str, Any], articles: Sequence[str] = ()) -> Stated:
        """Publish quotes in place of those of the same articles, and of these articles."""
        own = sorted({one["article_id"] for one in quotes} | set(articles))
        return self._publish(frame("quotes", list(quotes)), frame("articles", [article(one) for one in own]), own)

    def take_out(self, *articles: str) -> Stated:
        """Publish that these articles are none."""
        return self._publish(frame("quotes", []), frame("articles", []), articles)

    def give_to(self, entity_id: str, *articles: str) -> Stated:
        """Publish the quotes of these published articles as those of another entity."""
        moved = self.published("quotes", "article_id", pl.Series(articles))
        return self._publish(moved.with_columns(speaker_entity_id=pl.lit(entity_id)), frame("articles", []), ())

    def _publish(self, new: pl.DataFrame, brought: pl.DataFrame, own: Sequence[str]) -> Stated:
        known = self.published("articles", "article_id", pl.Series(own, dtype=pl.String))["article_id"]
        done = statements_of(new, brought, known, self.published, "r")
        self._replace("quotes", done.quotes, "quote_id", own)
        self._replace("articles", brought, "article_id", own)
        gone = self.frames["statements"].join(done.touched, on="statement_id", how="anti")
        assert not set(gone["statement_id"]) & set(done.statements["statement_id"]), "an id is given once"
        self.frames["statements"] = pl.concat([gone, done.statements])
        self.agree()
        return done

    def _replace(self, table: str, new: pl.DataFrame, key: str, own: Sequence[str]) -> None:
        standing = self.frames[table].filter(~pl.col("article_id").is_in(own)).join(new, on=key, how="anti")
        self.frames[table] = pl.concat([standing, new])

    def agree(self) -> None:
        """Statements and quotes tell the same."""
        counted = self.frames["quotes"].group_by("statement_id").agg(pl.len().cast(pl.Int32).alias("quotes"))
        told = self.frames["statements"].select("statement_id", "quotes")
        assert counted.sort("statement_id").equals(told.sort("statement_id"))

    def groups(self) -> list[list[str]]:
        rows = self.frames["quotes"].group_by("statement_id").agg(pl.col("quote_id").sort())
        return sorted(rows["quote_id"].to_list())

    def statement(self, quote_id: str) -> str:
        return str(dict(self.frames["quotes"].select("quote_id", "statement_id").iter_rows())[quote_id])


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = TABLES[table].schema
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")


def article(article_id: str) -> dict[str, Any]:
    cluster = article_id.split("-")[0]
    return {"article_id": article_id, "duplicate_cluster": cluster, "is_latest": True, "month": "2021-03"}


def quote(article_id: str, content: str, day: int = 0, **more: Any) -> dict[str, Any]:
    at = DAY + timedelta(days=day)
    made = {"quote_id": f"{article_id} {content[:6]}", "article_id": article_id, "outlet": article_id[:1]}
    made |= {"content": content, "kind": "direct", "act": "state", "speaker": "سالم", "speaker_entity_id": "e1"}
    return made | {"published_at": at, "month": f"{at:%Y-%m}", "start": 0, "end": 1, **more}


QUOTES_OF_A_SPEECH = (quote("a1", FIRST), quote("b1", SECOND, 1), quote("c1", LONG, 2), quote("d1", OTHER, 3))


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_batches_in_any_order_give_the_same_groups(order: Sequence[int]) -> None:
    tables = Tables()
    for number in order:
        tables.take_in(QUOTES_OF_A_SPEECH[number])
    together = sorted(one["quote_id"] for one in QUOTES_OF_A_SPEECH[:3])
    assert tables.groups() == sorted([together, [QUOTES_OF_A_SPEECH[3]["quote_id"]]])


def test_one_batch_gives_the_same_groups_as_many() -> None:
    one, many = Tables(), Tables()
    one.take_in(*QUOTES_OF_A_SPEECH)
    for each in QUOTES_OF_A_SPEECH:
        many.take_in(each)
    assert one.groups() == many.groups()


def test_an_earlier_quote_that_comes_later_is_first_and_the_id_stays() -> None:
    tables = Tables()
    tables.take_in(quote("b1", FIRST, 2))
    before = tables.statement(f"b1 {FIRST[:6]}")
    done = tables.take_in(quote("a1", FIRST, 1, kind="indirect"))
    (row,) = done.statements.rows(named=True)
    assert row["statement_id"] == before
    assert (row["first_outlet"], row["first_said_at"], row["last_said_at"]) == (
        "a",
        DAY + timedelta(days=1),
        DAY + timedelta(days=2),
    )
    assert (row["quote_id"], row["outlets"]) == (f"b1 {FIRST[:6]}", ["a", "b"]), "told by the direct one"


def test_two_statements_become_one_under_the_id_of_that_which_began_first() -> None:
    tables = Tables()
    tables.take_in(quote("b1", SECOND, 1))
    tables.take_in(quote("a1", FIRST))
    first = tables.statement(f"a1 {FIRST[:6]}")
    done = tables.take_in(quote("c1", LONG, 2))
    assert done.statements["statement_id"].to_list() == [first]
    assert done.quotes.height == 2, "the new quote, and the published one that is in another statement now"
    assert {tables.statement(one) for one in tables.frames["quotes"]["quote_id"]} == {first}


def test_what_a_quote_held_together_falls_apart_when_it_goes() -> None:
    tables = Tables()
    for each in QUOTES_OF_A_SPEECH:
        tables.take_in(each)
    before = tables.statement(f"a1 {FIRST[:6]}")
    tables.take_in(quote("c1", OTHER, 2))
    a, b, c, d = (
        tables.statement(f"{name}1 {text[:6]}")
        for name, text in zip("abcd", (FIRST, SECOND, OTHER, OTHER), strict=True)
    )
    assert a == before
    assert b not in (a, c)
    assert c == d


def test_an_article_that_loses_its_quotes_leaves_no_statement_behind() -> None:
    tables = Tables()
    tables.take_in(quote("a1", FIRST), quote("a1", OTHER))
    tables.take_in(quote("b1", FIRST))
    tables.take_in(articles=["a1"])
    assert tables.groups() == [[f"b1 {FIRST[:6]}"]]


def test_an_id_is_not_given_again_while_its_statement_goes_on_without_its_founder() -> None:
    tables = Tables()
    tables.take_in(quote("a1", FIRST))
    tables.take_in(quote("b1", FIRST, 1))
    tables.take_in(articles=["a1"])
    tables.take_in(quote("a1", FIRST, 20))
    assert len(tables.groups()) == 2, "three weeks later it is another statement"


def test_an_id_is_not_given_again_to_an_article_that_had_gone() -> None:
    tables = Tables()
    tables.take_in(quote("a1", FIRST))
    tables.take_in(quote("b1", FIRST, 1))
    tables.take_out("a1")
    tables.take_in(quote("a1", FIRST, 20))
    assert [len(group) for group in tables.groups()] == [1, 1]


def test_the_same_batch_again_changes_nothing() -> None:
    tables = Tables()
    tables.take_in(*QUOTES_OF_A_SPEECH)
    before = {name: rows.sort(rows.columns[0]) for name, rows in tables.frames.items()}
    tables.take_in(*QUOTES_OF_A_SPEECH)
    assert all(tables.frames[name].sort(rows.columns[0]).equals(rows) for name, rows in before.items())


def test_a_quote_whose_speaker_turned_out_to_be_another_leaves_its_statement() -> None:
    tables = Tables()
    tables.take_in(quote("a1", FIRST), quote("b1", FIRST, 1, speaker="سالم الدروبي"))
    done = tables.give_to("e2", "b1")
    assert done.statements["quotes"].to_list() == [1, 1]
    assert done.statements["statement_id"].n_unique() == 2


def test_copies_of_one_text_are_one_variant_in_several_outlets() -> None:
    tables = Tables()
    copies = [quote(f"a-{number}", FIRST, speaker="سالم", outlet=f"o{number}") for number in range(10)]
    done = tables.take_in(*copies, quote("b1", SECOND, 1), quote("c1", f"{FIRST} كما قال مرارا أمس", 1))
    (row,) = done.statements.filter(pl.col("quotes") > 1).rows(named=True)
    assert (row["quotes"], row["articles"], len(row["outlets"])) == (11, 11, 11)
    assert [(one["quotes"], one["outlets"], one["wording"]) for one in row["variants"]] == [
        (10, 10, "shortened"),
        (1, 1, "same"),
    ]


def test_copies_stay_copies_when_their_speaker_turns_out_to_be_another() -> None:
    tables = Tables()
    tables.take_in(quote("a-1", FIRST), quote("a-2", FIRST, speaker=None, speaker_entity_id=None))
    (row,) = tables.give_to("e2", "a-1").statements.rows(named=True)
    assert (row["quotes"], row["speaker_entity_id"], len(row["variants"])) == (2, "e2", 1)


def test_a_copy_that_names_nobody_is_found_by_its_text() -> None:
    tables = Tables()
    tables.take_in(quote("a-1", FIRST))
    tables.take_in(
        quote("a-2", FIRST, speaker=None, speaker_entity_id=None),
        quote("b-1", FIRST, speaker=None, speaker_entity_id=None),
    )
    assert [len(group) for group in tables.groups()] == [2, 1]
    assert set(tables.frames["statements"].filter(pl.col("quotes") == 2)["speaker"]) == {"سالم"}


def test_quotes_without_a_time_are_of_their_month() -> None:
    tables = Tables()
    tables.take_in(quote("a1", FIRST, published_at=None))
    tables.take_in(quote("b1", FIRST, published_at=None), quote("c1", FIRST, published_at=None, month="2021-04"))
    assert [len(group) for group in tables.groups()] == [2, 1]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_quote_without_a_time_is_of_its_month_in_any_order(order: Sequence[int]) -> None:
    tables = Tables()
    undated, other = quote("b1", FIRST, published_at=None), quote("d1", OTHER, 25)
    for number in order:
        tables.take_in(*((quote("a1", FIRST, 1),), (undated, other), (quote("c1", SECOND),))[number])
    assert [len(group) for group in tables.groups()] == [2, 1, 1]


def test_every_column_of_quotes_stays() -> None:
    assert Tables().take_in(quote("a1", FIRST)).quotes.schema == QUOTES.schema
