"""What the first page needs besides the search's data to narrow its lists.

Lists that count quotes or articles are counted anew by the page. Rows of the others stay as they are or fall out: a
statement stays where one of its quotes does, an edited article, an affirmation or a denial where it does itself.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from tasks.report.index import in_order
from tasks.report.material import Material
from tasks.report.overview import Overview
from tasks.report.spikes import LEAST_NAMED
from tasks.text.pieces import visible

NARROWED = ("coverage", "speakers", "acts", "outlets", "one_sided", "repeated", "revised", "stances")
# The page has the other columns of these among its quotes.
_STANCES = ("quote_id", "published_at", "turned")


def lists(material: Material, first: Overview) -> Mapping[str, Any]:
    """The lists as data for the page.

    `columns` names those of every list. Of `repeated`, `of` holds the places of each row's quotes among those of the
    search, of `stances` the place of its quote. `run` is the day when the last run began. `named` has who may drive a
    day, by column; its `of` has by article their places in it.
    """
    flat = {name: first.answers[name].flat for name in NARROWED}
    rows = in_order(material)
    place = {row["quote_id"]: number for number, row in enumerate(rows)}
    carried = defaultdict[str, list[int]](list)
    for number, row in enumerate(rows):
        carried[row["statement_id"]].append(number)
    stances = _cells(flat["stances"].select(_STANCES))
    return {
        "columns": {name: frame.columns for name, frame in flat.items()},
        "repeated": _cells(flat["repeated"]) | {"of": [carried[one] for one in flat["repeated"]["statement_id"]]},
        "revised": _cells(flat["revised"]),
        "stances": stances | {"of": [place[one] for one in stances["quote_id"]]},
        "named": _named(material),
        "run": f"{first.run['started_at']:%Y-%m-%d}" if first.run else "",
    }


def _named(material: Material) -> dict[str, Sequence[Any]]:
    """Who and what is named in enough articles to drive a day, and where."""
    found = [sorted({one["entity_id"] for one in material.mentions.get(article_id, ())} & material.entities.keys())
             for article_id in material.articles]  # fmt: skip
    counts = Counter(entity_id for ids in found for entity_id in ids)
    ids = sorted(entity_id for entity_id, count in counts.items() if count >= LEAST_NAMED)
    place = {entity_id: number for number, entity_id in enumerate(ids)}
    return {
        "id": ids,
        "ar": [material.name(one, "ar") for one in ids],
        "en": [material.name(one, "en") for one in ids],
        "of": [[place[one] for one in named if one in place] for named in found],
    }


def _cells(rows: pl.DataFrame) -> dict[str, Sequence[Any]]:
    """The cells of each column as CSV has them."""
    written = pl.read_csv(rows.write_csv().encode(), infer_schema=False) if rows.height else rows
    return {name: [visible(cell or "") for cell in written[name]] for name in written.columns}
