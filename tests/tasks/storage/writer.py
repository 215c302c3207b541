"""Commit made-up batches to a warehouse, one after another: run as a script by the tests that kill it.

    python writer.py WAREHOUSE NAME FIRST LAST

Every batch prints its id once it is committed. Half of the batches bring new articles, the others revise those of the
batch before and move them to another month.
"""

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from expectations.tables import TABLES

ARTICLES = 20
MENTIONS = 5
START = datetime(2024, 1, 1, tzinfo=UTC)


def made_up(dtype: Any) -> Any:
    """Some value of the type."""
    if isinstance(dtype, pl.List):
        return []
    if isinstance(dtype, pl.Datetime):
        return START
    return {pl.String: "x", pl.Binary: b"x", pl.Int32: 1, pl.Int64: 1, pl.Float64: 0.5, pl.Boolean: True}[dtype]


def row(table: str, **given: Any) -> dict[str, Any]:
    """A row of the table: as given, made up elsewhere."""
    return {name: given.get(name, made_up(dtype)) for name, dtype in TABLES[table].schema.items()}


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows as a frame of the table."""
    return pl.DataFrame(rows, schema=TABLES[table].schema, orient="row")


def batch(
    name: str, number: int, revision: int = 1, articles: int = ARTICLES, mentions: int = MENTIONS
) -> dict[str, pl.DataFrame]:
    """A batch of articles of which every mention, quote and entity says to which batch and revision it belongs."""
    when = START + timedelta(days=31 * (number % 3) + 92 * (revision - 1))
    common = {"revision": revision, "run_id": f"{name}-{number}", "month": when.strftime("%Y-%m"), "published_at": when}
    ids = [f"{name}-{number}-{each}" for each in range(articles)]
    return {
        "captures": frame("captures", [row("captures", capture_id=f"c-{one}-{revision}", **common) for one in ids]),
        "entities": frame(
            "entities", [row("entities", entity_id=f"e-{name}-{each}") for each in range(number % 7 + 1)]
        ),
        "mentions": frame(
            "mentions",
            [
                row("mentions", mention_id=f"m-{one}-{revision}-{each}", article_id=one, entity_id="e", **common)
                for one in ids
                for each in range(mentions)
            ],
        ),
        "quotes": frame(
            "quotes", [row("quotes", quote_id=f"q-{one}-{revision}", article_id=one, **common) for one in ids]
        ),
        "articles": frame("articles", [row("articles", article_id=one, **common) for one in ids]),
    }


def revised(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What a batch with these articles replaces: every row of theirs."""
    values = frames["articles"].select("article_id")
    return dict.fromkeys(("mentions", "quotes", "articles"), values)


def main() -> None:
    from tasks.places.place import place
    from tasks.storage.warehouse import commit

    warehouse, name = place(sys.argv[1]), sys.argv[2]
    for step in range(int(sys.argv[3]), int(sys.argv[4])):
        number, revision = step // 2, step % 2 + 1
        frames = batch(name, number, revision)
        commit(warehouse, f"{name}-{step}", frames, revised(frames) if revision == 2 else {})
        print(f"{name}-{step}", flush=True)


if __name__ == "__main__":
    main()
