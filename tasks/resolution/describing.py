"""What a row of `entities` has besides what its mentions give: the watch list's facts, company, keys to be found by."""

from typing import Any

import polars as pl

from expectations.entities import ENTITIES
from tasks.resolution.company import listed
from tasks.resolution.keys import keys_of
from tasks.resolution.names import fold_name, is_arabic
from tasks.resolution.profile import PERSON
from tasks.resolution.watchlist import Watched, watched


def described(entities: pl.DataFrame, company: pl.DataFrame) -> pl.DataFrame:
    """Whole rows of `entities`.

    Args:
        entities: their columns `tasks.resolution.profiles.CORE`.
        company: for persons an item of company a row (entity_id, kind, name, articles).
    """
    known = {one.entity_id: one for one in watched()}
    facts = [_facts(row, known.get(row["entity_id"])) for row in entities.iter_rows(named=True)]
    names = ("canonical_name", "latin_name", "wikidata", "keys")
    columns = {name: pl.Series(name, [fact[name] for fact in facts], dtype=ENTITIES.schema[name]) for name in names}
    whole = entities.with_columns(*columns.values()).join(listed(company), on="entity_id", how="left")
    return whole.with_columns(pl.col("company").fill_null([])).select(*ENTITIES.schema).sort(ENTITIES.sort)


def _facts(row: dict[str, Any], known: Watched | None) -> dict[str, Any]:
    names = [item["name"] for item in row["names"]]
    folded = [fold_name(name) for name in names]
    latin = next((name for name, plain in zip(names, folded, strict=True) if plain and not is_arabic(plain)), None)
    return {
        "canonical_name": known.name if known else row["canonical_name"],
        "latin_name": known.latin if known else latin,
        "wikidata": known.wikidata if known else None,
        "keys": list(keys_of(dict.fromkeys(folded))) if row["kind"] == PERSON else [],
    }
