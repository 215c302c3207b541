"""Of published entities only those are looked at that may be somebody whom a batch names."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import polars as pl
import pytest

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.resolution.decision import score
from tasks.resolution.inside import Named, Person, persons_of
from tasks.resolution.keys import MOST_SHARING, keys_of
from tasks.resolution.nearby import Nearby, nearby
from tasks.resolution.published import known_profiles

MINISTER = "وزير الخارجية العراقي"
OFFICES = (None, "الوزير", MINISTER, "اللواء")
COMPANY = ("ORG:حزب النهر", "ORG:نادي الجسر", "GPE:بغداد", "ORG:شركة الغيم", "FACILITY:مطار الشمال")


def entity(entity_id: str, name: str, role: str | None = None, company: Sequence[str] = ()) -> dict[str, Any]:
    counted = [dict(zip(("kind", "name"), one.split(":"), strict=True), articles=1) for one in company]
    return {
        "entity_id": entity_id,
        "kind": "PERSON",
        "names": [{"name": name, "mentions": 1}],
        "roles": [] if role is None else [{"role": role}],
        "company": counted,
        "articles": 1,
        "keys": list(keys_of([name])),
    }


def person(name: str, role: str | None = None, company: Sequence[str] = ()) -> Person:
    (found,) = persons_of("a", [Named(name, name, () if role is None else (role,))], company, None)
    return found


def near(persons: Sequence[Person], *entities: Mapping[str, Any], ids: Sequence[str] = ()) -> Nearby:
    schema = {name: TABLES["entities"].schema[name] for name in entity("", "")}
    table = pl.concat([empty(TABLES["entities"]), pl.DataFrame(entities, schema=schema)], how="diagonal")

    def published(
        name: str, column: str | Sequence[str], values: pl.Series, columns: Any = None, months: Any = None
    ) -> pl.DataFrame:
        held = pl.col("keys").list.set_intersection(values.to_list()).list.len() > 0
        found = table.filter(held if column == "keys" else pl.col(str(column)).is_in(values.implode()))
        return found.select(columns or pl.all())

    return nearby(persons, ids, published)


def taken(found: Nearby) -> set[str]:
    return set(found.rows["entity_id"])


def test_a_single_word_alone_is_passed_over_and_counted() -> None:
    found = near([person("سالم الراوي", MINISTER)], entity("x", "الراوي"), entity("y", "الراوي", "اللواء"))
    assert (taken(found), found.passed) == (set(), {"-ر": 2})


@pytest.mark.parametrize(("role", "company"), [(MINISTER, ()), (None, COMPANY[:4])])
def test_with_an_office_or_company_in_common_a_single_word_is_looked_at(role: str | None, company: list[str]) -> None:
    found = near([person("سالم الراوي", role, company)], entity("x", "الراوي", role, company))
    assert (taken(found), found.passed) == ({"x"}, {})


def test_two_words_in_common_are_looked_at_without_anything_else() -> None:
    assert taken(near([person("سالم الراوي")], entity("x", "سالم الراوي"), entity("y", "سالم الكرخي"))) == {"x"}


def test_of_a_single_word_names_that_hold_it_are_looked_at_where_there_is_evidence() -> None:
    known = entity("x", "سالم الراوي", MINISTER), entity("y", "عادل الراوي", "اللواء")
    assert taken(near([person("الراوي", MINISTER)], *known)) == {"x"}


def test_whoever_is_asked_for_by_id_comes() -> None:
    assert taken(near([person("سالم الراوي")], entity("x", "الراوي"), ids=["x"])) == {"x"}


def test_a_key_of_very_many_brings_nobody() -> None:
    many = [entity(f"{number}", "سالم الراوي") for number in range(MOST_SHARING + 1)]
    found = near([person("سالم الراوي")], *many)
    assert (taken(found), set(found.passed.values())) == (set(), {MOST_SHARING + 1})
    assert len(taken(near([person("سالم الراوي")], *many[1:]))) == MOST_SHARING


def test_nobody_is_passed_over_who_would_be_one_with_a_person() -> None:
    told = list(product(("الراوي", "سالم الراوي", "محمد", "محمد علي"), OFFICES, (COMPANY[:0], COMPANY[:2], COMPANY)))
    entities = [entity(f"{number}", *one) for number, one in enumerate(told)]
    whole = pl.DataFrame(entities, schema={name: TABLES["entities"].schema[name] for name in entity("", "")})
    dated = whole.with_columns(first_seen=pl.lit(None, pl.Datetime), last_seen=pl.lit(None, pl.Datetime))
    joined = 0
    for one in told:
        somebody = person(*one)
        kept = taken(near([somebody], *entities))
        for known in known_profiles(dated, {}):
            if known.entity_ids and score(somebody.profile, known) is not None:
                joined += 1
                assert known.entity_ids[0] in kept, (one, known)
    assert joined > len(told)
