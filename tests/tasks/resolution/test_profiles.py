"""An entity's row sums up its mentions."""

from datetime import UTC, datetime

import polars as pl

from expectations.mentions import MENTIONS
from tasks.resolution.profiles import OF_A_MENTION, add, profiles

MARCH, APRIL = datetime(2021, 3, 1, tzinfo=UTC), datetime(2021, 4, 1, tzinfo=UTC)


def mentions(*rows: tuple[str, str, str, list[str], str, datetime | None]) -> pl.DataFrame:
    schema = {name: MENTIONS.schema[name] for name in OF_A_MENTION}
    made = [
        (entity, "PERSON", name, surface, [{"surface": r, "start": 0, "end": 1} for r in roles], article, at)
        for entity, name, surface, roles, article, at in rows
    ]
    return pl.DataFrame(made, schema=schema, orient="row")


def test_a_profile_counts_mentions_articles_and_aliases() -> None:
    row = profiles(
        mentions(
            ("e", "أحمد صالح", "أحمد صالح", ["الوزير"], "a", MARCH),
            ("e", "أحمد صالح", "صالح", [], "a", MARCH),
            ("e", "احمد صالح", "صالح", ["الوزير", "النائب"], "b", APRIL),
        )
    ).row(0, named=True)
    assert (row["canonical_name"], row["mentions"], row["articles"]) == ("أحمد صالح", 3, 2)
    assert row["aliases"] == [{"name": "صالح", "mentions": 2}, {"name": "أحمد صالح", "mentions": 1}]
    assert (row["first_seen"], row["last_seen"]) == (MARCH, APRIL)


def test_roles_carry_their_first_and_last_day() -> None:
    row = profiles(
        mentions(
            ("e", "أحمد صالح", "أحمد صالح", ["الوزير"], "a", MARCH),
            ("e", "أحمد صالح", "صالح", ["الوزير", "النائب"], "b", APRIL),
        )
    ).row(0, named=True)
    assert row["roles"] == [
        {"role": "الوزير", "first_seen": MARCH, "last_seen": APRIL},
        {"role": "النائب", "first_seen": APRIL, "last_seen": APRIL},
    ]


def test_no_role_and_no_time_leave_an_empty_list_and_nulls() -> None:
    row = profiles(mentions(("e", "صالح", "صالح", [], "a", None))).row(0, named=True)
    assert (row["roles"], row["first_seen"], row["last_seen"]) == ([], None, None)


def test_nothing_gives_an_empty_table_with_the_schema() -> None:
    assert profiles(mentions()).height == 0


def test_profiles_of_parts_add_up_to_the_profile_of_the_whole() -> None:
    rows = [
        ("e", "أحمد صالح", "صالح", ["الوزير"], "a", MARCH),
        ("e", "احمد صالح", "صالح", ["الوزير", "النائب"], "b", APRIL),
        ("e", "احمد صالح", "احمد صالح", [], "b", APRIL),
        ("f", "سالم", "سالم", [], "c", None),
    ]
    whole = profiles(mentions(*rows))
    assert add(profiles(mentions(rows[0])), profiles(mentions(*rows[1:]))).equals(whole)
    assert add(profiles(mentions()), whole).equals(whole)
    assert whole["canonical_name"].to_list() == ["احمد صالح", "سالم"]
