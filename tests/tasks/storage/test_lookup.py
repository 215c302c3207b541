"""Looking published rows up by a few values finds those rows whole and no others."""

import polars as pl

from expectations.tables import TABLES
from tasks.storage import warehouse
from tasks.storage.lookup import published_rows


def test_rows_with_one_of_the_values_come_whole(tmp_path, made):
    for number in range(2):
        warehouse.commit(tmp_path, f"{number}", made.batch("a", number), {})
    ids = pl.Series(["a-0-3", "a-1-5", "a-1-5", "never seen"])
    found = published_rows(tmp_path, "mentions", "article_id", ids)
    assert found.schema == TABLES["mentions"].schema
    assert found.group_by("article_id").len().sort("article_id").rows() == [("a-0-3", 5), ("a-1-5", 5)]


def test_what_is_not_there_gives_no_rows_of_the_tables_schema(tmp_path, made):
    assert published_rows(tmp_path, "quotes", "article_id", pl.Series(["a"])).schema == TABLES["quotes"].schema
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    for values in (["b"], []):
        found = published_rows(tmp_path, "quotes", "article_id", pl.Series(values, dtype=pl.String))
        assert (found.height, found.schema) == (0, TABLES["quotes"].schema)


def test_only_the_columns_that_are_asked_for_are_read(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    wanted = ("article_id", "revision")
    assert published_rows(tmp_path, "articles", "article_id", pl.Series(["a-0-3"]), wanted).rows() == [("a-0-3", 1)]
    for values in (["b"], []):
        found = published_rows(tmp_path, "articles", "article_id", pl.Series(values, dtype=pl.String), wanted)
        assert (found.height, found.columns) == (0, list(wanted))


def test_by_month_the_rows_of_those_months_come(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    months = warehouse.read(tmp_path, "articles").collect()["month"]
    found = published_rows(tmp_path, "articles", "month", pl.Series([months[0], "1990-01"]), ("article_id", "month"))
    assert found.height == (months == months[0]).sum()
    assert published_rows(tmp_path, "articles", "month", pl.Series(["1990-01"]), ("article_id",)).is_empty()


def test_in_several_columns_it_is_enough_that_one_has_a_value(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    rows = warehouse.read(tmp_path, "mentions", ("mention_id", "article_id")).collect()
    (mention, article), other = rows.row(0), rows.filter(pl.col("article_id") != rows["article_id"][0])
    wanted = pl.Series([article, other["mention_id"][0], "never seen"])
    found = published_rows(tmp_path, "mentions", ("mention_id", "article_id"), wanted, ("mention_id",))
    of_article = rows.filter(article_id=article)["mention_id"]
    assert mention in of_article
    assert sorted(found["mention_id"]) == sorted([*of_article, other["mention_id"][0]])
