"""Extracted rows get their revision, their ids and their entities."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.extractors.rows import rows
from tasks.model.records import Annotations, DateExpression, Mention, Quote, Span, Speaker
from tasks.model.spans import innermost
from tasks.resolution.assignment import assign
from tasks.resolution.completion import complete, place
from tasks.resolution.corrections import NONE
from tasks.resolution.speech import with_speech

TEXT = "قال أحمد صالح إن الحوار قائم، وأضاف صالح أن الباب مفتوح عام 2020."
DAY = datetime(2021, 3, 1, tzinfo=UTC)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def annotations(speaker: Speaker) -> Annotations:
    person = Mention(at("أحمد صالح"), "أحمد صالح", "PERSON", "أحمد صالح")
    again = Mention(at("صالح أن"), "صالح أن", "PERSON", "أحمد صالح")
    quote = Quote(at("الحوار قائم"), at("قال"), "indirect", "state", speaker)
    return Annotations((person, again), (quote,), (DateExpression(at("عام 2020"), "2020", "year"),))


def nothing_published(
    table: str, column: str | Sequence[str], values: pl.Series, columns: Sequence[str] | None = None
) -> pl.DataFrame:
    return empty(TABLES[table]).select(columns or pl.all())


def completed(speaker: Speaker, revision: int = 1, article: str = "a") -> dict[str, pl.DataFrame]:
    articles = pl.DataFrame(
        {
            "article_id": [article],
            "revision": [revision],
            "is_latest": [True],
            "outlet": ["o"],
            "published_at": [DAY],
            "month": ["2021-03"],
            "run_id": ["r"],
        },
        schema_overrides={"revision": pl.Int32, "published_at": pl.Datetime("us", "UTC")},
    )
    found = {
        table: pl.DataFrame(made, schema={name: TABLES[table].schema[name] for name in made[0]})
        for table, made in rows(article, TEXT, annotations(speaker)).items()
    }
    placed = place(found, articles)
    return complete(placed, assign(placed["mentions"], nothing_published, NONE).mentions)


KNOWN = Speaker("احمد صالح", "PERSON", "explicit", None, at("أحمد صالح"), 0.9)


def test_every_table_has_its_declared_columns() -> None:
    for table, frame in completed(KNOWN).items():
        assert list(frame.schema.items()) == list(TABLES[table].schema.items())


def test_rows_carry_their_articles_columns() -> None:
    quote = completed(KNOWN, revision=3)["quotes"].row(0, named=True)
    assert (quote["revision"], quote["outlet"], quote["published_at"], quote["run_id"]) == (3, "o", DAY, "r")


def test_a_named_speaker_is_the_entity_of_the_mention_with_that_name() -> None:
    tables = completed(KNOWN)
    assert tables["mentions"]["entity_id"].n_unique() == 1
    assert tables["quotes"]["speaker_entity_id"].to_list() == tables["mentions"]["entity_id"].unique().to_list()


@pytest.mark.parametrize("speaker", [Speaker("أحمد صالح", "UNNAMED", "explicit"), Speaker(None, "UNKNOWN")])
def test_unnamed_and_unknown_speakers_have_no_entity(speaker: Speaker) -> None:
    assert completed(speaker)["quotes"]["speaker_entity_id"].to_list() == [None]


def ids(tables: dict[str, pl.DataFrame]) -> list[Any]:
    return [
        tables[name][key].to_list()
        for name, key in (("mentions", "mention_id"), ("quotes", "quote_id"), ("dates", "date_id"))
    ]


def test_ids_depend_on_article_and_revision_and_on_nothing_else() -> None:
    assert ids(completed(KNOWN)) == ids(completed(KNOWN))
    assert ids(completed(KNOWN)) != ids(completed(KNOWN, revision=2))
    assert ids(completed(KNOWN)) != ids(completed(KNOWN, article="b"))


def test_a_date_inside_a_quote_is_its_speakers_and_leads_to_it() -> None:
    tables = completed(KNOWN)
    (quote,), (date,) = tables["quotes"].rows(named=True), tables["dates"].rows(named=True)
    assert (date["said_by"], date["quote_id"]) == (None, None), "the date stands outside of the content"
    inside = tables["quotes"].with_columns(pl.lit(len(TEXT), pl.Int32).alias("end"))
    (said,) = with_speech(tables["dates"], inside).rows(named=True)
    assert (said["said_by"], said["quote_id"]) == ("احمد صالح", quote["quote_id"])


def test_of_quotes_inside_one_another_the_innermost_says_it() -> None:
    assert innermost(Span(5, 6), [Span(0, 9), Span(4, 7), Span(4, 7), Span(6, 9)]) == 1
    assert innermost(Span(5, 6), [Span(6, 9)]) is None
    assert innermost(Span(5, 6), []) is None
