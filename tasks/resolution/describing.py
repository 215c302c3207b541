"""What a row of `entities` has besides what its mentions give: the watch list's facts, company, keys to be found by."""

from typing import Any

import polars as pl

from expectations.entities import ENTITIES
from tasks.model.frames import frame_of
from tasks.resolution.company import listed
from tasks.resolution.keys import keys_of
from tasks.resolution.names import fold_name, is_arabic
from tasks.resolution.profile import PERSON
from tasks.resolution.watchlist import Watched, watched

_FACTS = ("canonical_name", "latin_name", "wikidata", "keys")


def described(entities: pl.DataFrame, company: pl.DataFrame) -> pl.DataFrame:
    """Whole rows of `entities`.

    Args:
        entities: their columns `tasks.resolution.profiles.CORE`.
        company: for persons an item of company a row (entity_id, kind, name, articles).
    """
    known = {one.entity_id: one for one in watched()}
    # Names alone: dictionaries of all that is counted take longer than all the rest.
    names = pl.col("names").list.eval(pl.element().struct.field("name"))
    told = entities.select("entity_id", "kind", "canonical_name", names).iter_rows()
    facts = [_facts(kind, name, every, known.get(entity_id)) for entity_id, kind, name, every in told]
    columns = frame_of(facts, {name: ENTITIES.schema[name] for name in _FACTS})
    whole = entities.with_columns(columns).join(listed(company), on="entity_id", how="left")
    return whole.with_columns(pl.col("company").fill_null([])).select(*ENTITIES.schema).sort(ENTITIES.sort)


def _facts(kind: str, canonical_name: str, names: list[str], known: Watched | None) -> dict[str, Any]:
    folded = [fold_name(name) for name in names]
    latin = next((name for name, plain in zip(names, folded, strict=True) if plain and not is_arabic(plain)), None)
    return {
        "canonical_name": known.name if known else canonical_name,
        "latin_name": known.latin if known else latin,
        "wikidata": known.wikidata if known else None,
        "keys": list(keys_of(dict.fromkeys(folded))) if kind == PERSON else [],
    }
