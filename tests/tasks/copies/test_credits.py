"""What one copy says of its agency holds for all copies of the text, those that are published already too."""

from collections.abc import Sequence
from datetime import UTC, datetime

import polars as pl
import pytest

from expectations.articles import ARTICLES
from expectations.schemas import empty
from tasks.copies.credits import with_credit

DAY = datetime(2024, 3, 5, tzinfo=UTC)


def copies(*told: tuple[str, str | None, str | None], agency: str | None = None) -> pl.DataFrame:
    """Copies of one text: id, outlet and the agency that each credits; and what they say that all do."""
    rows = [
        {"article_id": one, "revision": 1, "is_latest": True, "outlet": outlet, "agency": credit, "captured_at": DAY}
        | {"duplicate_cluster": "a", "cluster_agency": agency}
        for one, outlet, credit in told
    ]
    return pl.concat([empty(ARTICLES), pl.DataFrame(rows, infer_schema_length=None)], how="diagonal_relaxed")


def credited(new: pl.DataFrame, published: pl.DataFrame) -> tuple[dict[str, str | None], dict[str, str | None]]:
    def look_up(table: str, column: str, values: pl.Series, columns: Sequence[str] | None = None) -> pl.DataFrame:
        found = published.filter(pl.col(column).is_in(values.implode()))
        return found.select(columns) if columns else found

    known = new["article_id"].filter(new["article_id"].is_in(published["article_id"].implode()))
    told, others = with_credit(new, known, look_up)
    return tuple(dict(rows.select("article_id", "cluster_agency").iter_rows()) for rows in (told, others))  # type: ignore[return-value]


@pytest.mark.parametrize("agency", ["reuters", "afp"])
def test_a_later_copy_tells_of_those_that_are_published(agency: str) -> None:
    told, others = credited(copies(("b", "sabah", agency)), copies(("a", "nahar", None), ("c", "masa", None)))
    assert told == {"b": agency}
    assert others == {"a": agency, "c": agency}


def test_a_later_copy_is_told_of() -> None:
    published = copies(("a", "nahar", "reuters"), agency="reuters")
    assert credited(copies(("b", "sabah", None)), published) == ({"b": "reuters"}, {})


def test_most_copies_decide_and_the_first_name_of_equals() -> None:
    published = copies(("a", "nahar", "reuters"), ("c", "masa", "afp"), agency="afp")
    assert credited(copies(("b", "sabah", "reuters")), published) == (
        {"b": "reuters"},
        {"a": "reuters", "c": "reuters"},
    )
    assert credited(copies(("b", "sabah", None)), published) == ({"b": "afp"}, {})


def test_an_agency_credits_itself() -> None:
    told, others = credited(copies(("b", "reuters", None)), copies(("a", "nahar", None)))
    assert (told, others) == ({"b": "reuters"}, {"a": "reuters"})


def test_without_a_credit_nobody_is_credited() -> None:
    assert credited(copies(("b", "sabah", None)), copies(("a", "nahar", None))) == ({"b": None}, {})


def test_a_credit_that_goes_is_taken_back() -> None:
    published = copies(("a", "nahar", "reuters"), ("b", "sabah", None), agency="reuters")
    assert credited(copies(("a", "nahar", None)), published) == ({"a": None}, {"b": None})
