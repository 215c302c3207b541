"""What is taken off a profile leaves what counting the rest from its mentions would give."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest

from expectations.mentions import MENTIONS
from tasks.resolution.profiles import OF_A_MENTION, add, profiles
from tasks.resolution.recounting import less, uncertain

DAY = datetime(2021, 3, 1, tzinfo=UTC)
NAMES, ROLES = ("جون كيري", "كيري", "جون ف كيري"), ("الوزير", "المبعوث", "السيناتور")


def mentions(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: MENTIONS.schema[name] for name in OF_A_MENTION}, orient="row")


def article(random: Random, number: int, at: datetime | None) -> list[dict[str, Any]]:
    return [
        {
            "entity_id": random.choice("xyz"),
            "kind": "PERSON",
            "name": random.choice(NAMES),
            "surface": random.choice(NAMES),
            "roles": [{"surface": role, "start": 0, "end": 1} for role in random.sample(ROLES, random.randint(0, 2))],
            "article_id": str(number),
            "published_at": at,
        }
        for _ in range(random.randint(0, 4))
    ]


def comparable(found: pl.DataFrame, wanted: set[str]) -> list[dict[str, Any]]:
    return found.filter(pl.col("entity_id").is_in(sorted(wanted))).sort("entity_id").to_dicts()


@pytest.mark.parametrize("seed", range(40))
def test_taking_off_and_adding_is_counting_from_the_beginning(seed: int) -> None:
    random = Random(seed)
    days = [None if random.random() < 0.2 else DAY + timedelta(days=random.randint(0, 3)) for _ in range(5)]
    before = [article(random, number, day) for number, day in enumerate(days)]
    again = [article(random, number, day) for number, day in enumerate(days[:2])]
    standing = profiles(mentions([row for rows in before for row in rows]))
    gone, come = (profiles(mentions([*rows[0], *rows[1]])) for rows in (before, again))
    whole = profiles(mentions([*again[0], *again[1], *(row for rows in before[2:] for row in rows)]))
    unsure = set(uncertain(standing, gone, come))
    sure = set("xyz") - unsure
    assert comparable(add(come, less(standing, gone)), sure) == comparable(whole, sure)


def test_what_is_said_again_on_the_same_day_is_certain() -> None:
    row = article(Random(1), 1, DAY) or article(Random(2), 1, DAY)
    standing = profiles(mentions(row))
    other = profiles(mentions([{**one, "article_id": "2"} for one in row]))
    both = add(standing, other)
    assert uncertain(both, standing, standing).is_empty()
    assert set(uncertain(both, standing, standing.clear())) == set(both["entity_id"]), "it was the first to say so"
