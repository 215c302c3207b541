"""Make a large warehouse of a small one: its articles again and again, later and with other ids, committed as runs do.

Who is named often is the same in every copy, as it is where news goes on. Who is named in one article alone becomes
somebody else from time to time, with a name and an id of his own: so there are as many entities as so many articles
have, and whoever is rare is in articles of one time.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl

from expectations.contract import Table
from expectations.tables import TABLES
from tasks.resolution.keys import keys_of
from tasks.resolution.names import fold_name
from tasks.storage.warehouse import commit, read

A_MONTH = 20_000  # articles: as much as a topic with fifty outlets gets
AT_ONCE = 5_000  # articles, at most, in one commit, as in the files that maintenance leaves
# Entities grow as this power of the articles: 8,309 were found in 1,470 articles, 21,401 in 5,368 of the same outlets.
GROWTH = 0.73
# Ids that say who, by whom or in which run, not which article.
_SHARED = frozenset(("entity_id", "speaker_entity_id", "topic_id", "run_id"))
_DIGITS = 3  # of the copy's number, hexadecimal, behind an id: in place of its end it would make some ids equal
_LETTERS = "بتجحدرزسشصطفقكلم"  # of made-up words, sixteen


def replay(base: Path, warehouse: Path, articles: int) -> int:
    """Fill a warehouse with so many articles, or a few more, of those of another one; how many there are.

    Args:
        base: the small one.
        warehouse: the large one, which does not exist yet.
        articles: how many.
    """
    frames = {name: read(base, name).collect() for name in TABLES}
    each = frames["articles"].height
    copies = -(-articles // each)
    months = [copy * each // A_MONTH for copy in range(copies)]
    since = list(_since(frames["entities"], copies))
    again = [name for name in TABLES if name not in ("entities", "entity_redirects", "runs")]
    together = max(AT_ONCE // each, 1)
    for first in range(0, copies, together):
        these = range(first, min(first + together, copies))
        tables = {
            name: pl.concat(
                [named(copied(TABLES[name], frames[name], copy, months[copy]), since[copy]) for copy in these]
            )
            for name in again
        }
        rest = {name: frames[name] for name in ("entity_redirects", "runs")} if not first else {}
        commit(warehouse, f"replay/{first:05d}", {**tables, **rest}, {})
    commit(warehouse, "replay/entities", {"entities": _entities(frames["entities"], since, months)}, {})
    return copies * each


def _since(entities: pl.DataFrame, copies: int) -> Iterator[Mapping[str, int]]:
    """For each copy, by id of whoever is somebody else in it, since which copy: of who is rare, in turn."""
    rare = entities.filter(pl.col("articles") == 1)["entity_id"].sort().to_list()
    now: dict[str, int] = {}
    at = 0
    for copy in range(copies):
        upto = round(entities.height * ((copy + 1) ** GROWTH - 1))
        now |= {rare[place % len(rare)]: copy for place in range(at, min(upto, at + len(rare)))}
        at = upto
        yield dict(now)


def copied(table: Table, frame: pl.DataFrame, copy: int, months: int) -> pl.DataFrame:
    """The rows with the ids and times of this copy; the first one is as it was."""
    if not copy:
        return frame
    return frame.with_columns(_changed(pl.col(one.name), one.name, one.dtype, copy, months) for one in table.columns)


def named(frame: pl.DataFrame, since: Mapping[str, int]) -> pl.DataFrame:
    """The rows with the ids of those who are somebody else by now."""
    ids = [name for name in ("entity_id", "speaker_entity_id") if name in frame.columns]
    now = {entity: _id(entity, copy) for entity, copy in since.items()}
    return frame.with_columns(pl.col(name).replace(now) for name in ids)


def _id(entity_id: str, copy: int) -> str:
    return f"{entity_id}{copy:0{_DIGITS}x}" if copy else entity_id


def _changed(column: pl.Expr, name: str, dtype: object, copy: int, months: int) -> pl.Expr:
    """A column, or a field inside of lists, as this copy has it."""
    if name == "month":
        return (column + "-01").str.to_date().dt.offset_by(f"{months}mo").dt.strftime("%Y-%m")
    if isinstance(dtype, pl.Datetime):
        return column.dt.offset_by(f"{months}mo")
    if isinstance(dtype, pl.List) and isinstance(dtype.inner, pl.Struct):
        fields = (_changed(pl.field(one.name), one.name, one.dtype, copy, months) for one in dtype.inner.fields)
        return column.list.eval(pl.element().struct.with_fields(*fields))
    if dtype == pl.String and name not in _SHARED and (name.endswith("_id") or name == "duplicate_cluster"):
        return column + f"{copy:0{_DIGITS}x}"
    return column


def _entities(entities: pl.DataFrame, since: Sequence[Mapping[str, int]], months: Sequence[int]) -> pl.DataFrame:
    """The entities as they stand after all copies, a row for each that an entity of the small warehouse was in turn."""
    ids = entities["entity_id"].to_list()
    lives = pl.concat(
        pl.DataFrame({"entity_id": ids, "_from": [now.get(one, 0) for one in ids], "_month": months[copy]})
        for copy, now in enumerate(since)
    )
    spans = lives.group_by("entity_id", "_from").agg(pl.len().cast(pl.Int32).alias("_times"), pl.col("_month").max())
    parts = entities.join(spans, on="entity_id").partition_by("_from", "_month", as_dict=True)
    return pl.concat(
        _renamed(_moved(_counted(part), months[copy], last), copy).select(entities.columns)
        for (copy, last), part in sorted(parts.items())
    )


def _counted(entities: pl.DataFrame) -> pl.DataFrame:
    """Entities that stand for several copies, `_times` of them: the same names, so many times as many mentions."""
    numbers = [(pl.col(name) * pl.col("_times")).alias(name) for name in ("mentions", "articles")]
    whole = entities.with_columns(numbers)
    for name, field in {"names": "mentions", "aliases": "mentions", "company": "articles"}.items():
        lists = _multiplied(entities, name, field)
        whole = whole.drop(name).join(lists, on="entity_id", how="left", maintain_order="left")
    return whole.with_columns(pl.col("company").fill_null([]))


def _multiplied(entities: pl.DataFrame, name: str, field: str) -> pl.DataFrame:
    """A counted list of each entity that has any items, with so many times the counts."""
    items = entities.select("entity_id", "_times", name).explode(name).drop_nulls(name).unnest(name)
    times = items.with_columns((pl.col(field) * pl.col("_times")).alias(field)).drop("_times")
    return times.group_by("entity_id", maintain_order=True).agg(pl.struct(pl.exclude("entity_id")).alias(name))


def _moved(entities: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Entities in their time: from so many months later on, up to so many months later."""
    by = {"first_seen": f"{first}mo", "last_seen": f"{last}mo"}
    roles = pl.element().struct.with_fields(pl.field(name).dt.offset_by(months) for name, months in by.items())
    times = [pl.col(name).dt.offset_by(months) for name, months in by.items()]
    return entities.with_columns(*times, pl.col("roles").list.eval(roles))


def _renamed(entities: pl.DataFrame, copy: int) -> pl.DataFrame:
    """The entities as they are since this copy, under other ids and names; since the first, as they were."""
    if not copy:
        return entities
    rows = [_other(row, copy) for row in entities.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=entities.schema)


def _other(entity: Mapping[str, Any], copy: int) -> dict[str, Any]:
    """An entity of another id and names, and of the keys of those."""
    lists = {
        name: [one | {"name": _other_name(one["name"], copy)} for one in entity[name]] for name in ("names", "aliases")
    }
    person = entity["kind"] == "PERSON"
    return {
        **entity,
        **lists,
        "entity_id": _id(entity["entity_id"], copy),
        "canonical_name": _other_name(entity["canonical_name"], copy),
        "keys": list(keys_of(fold_name(one["name"]) for one in lists["names"])) if person else [],
    }


def _other_name(name: str, copy: int) -> str:
    """The first word, which many share, and made-up ones for the others."""
    first, *others = name.split(" ")
    return " ".join([first, *(_made_up(f"{copy} {word}", len(word)) for word in others)])


def _made_up(of: str, length: int) -> str:
    digits = blake2b(of.encode(), digest_size=8).hexdigest()
    return "".join(_LETTERS[int(digit, 16)] for digit in digits[: max(length, 3)])


def files(warehouse: Path) -> Mapping[str, int]:
    """How many files the newest snapshot has, by table."""
    shown = (warehouse / "current").resolve()
    return {path.name: sum(1 for _ in path.rglob("*.parquet")) for path in sorted(shown.iterdir())}
