"""The floors of linking: who is one person, within an article and across. Lower them only in a reviewed diff."""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.extractors.annotate import annotate
from tasks.extractors.rows import rows
from tasks.model.records import Document
from tasks.resolution.assignment import assign
from tasks.resolution.corrections import NONE

NEWS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "news"
MARKED = Path(__file__).with_name("entity-mentions.csv")
_FILES = {"saudinewsnet": ("id", "content", "collected_at"), "ant": ("docno", "text", "time")}

Marked = Mapping[str, str]
Pairs = Sequence[tuple[str, Any]]  # who a mention is by the reader, and by the linker


def marked() -> list[Marked]:
    lines = (line for line in MARKED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))


def documents(wanted: set[str]) -> Iterator[tuple[str, date, str]]:
    """Id, day and text of the wanted articles."""
    for name, (key, body, day) in _FILES.items():
        with gzip.open(NEWS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                told = json.loads(line)
                if told[key] in wanted:
                    yield told[key], date.fromisoformat(told[day][:10]), f"{told['title']}\n\n{told[body]}"


def mentions(article_id: str, day: date, text: str) -> list[dict[str, Any]]:
    at = datetime.combine(day, time(), UTC)
    found = rows(article_id, text, annotate(Document(text, "ar", day)))["mentions"]
    return [{**row, "published_at": at} for row in found]


def nothing_published(
    table: str, column: str | Sequence[str], values: pl.Series, columns: Sequence[str] | None = None
) -> pl.DataFrame:
    return empty(TABLES[table]).select(columns or pl.all())


@pytest.fixture(scope="module")
def linked() -> Mapping[tuple[str, str, str], Sequence[tuple[Marked, Any]]]:
    """By set, part and group, every marked mention with the entity that it got; one not found is alone."""
    if not (NEWS / "ant.jsonl.gz").exists():
        pytest.skip("the corpora that the marked mentions are in lie beside the project and are not here")
    gold = marked()
    found = [row for document in documents({row["article_id"] for row in gold}) for row in mentions(*document)]
    schema = {name: TABLES["mentions"].schema[name] for name in found[0]}
    given = assign(pl.DataFrame(found, schema=schema), nothing_published, NONE).mentions.filter(kind="PERSON")
    spans = given.select("article_id", "start", "end", "entity_id").iter_rows()
    by_article: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for article_id, start, end, entity in spans:
        by_article[article_id].append((start, end, entity))
    groups: dict[tuple[str, str, str], list[tuple[Marked, Any]]] = defaultdict(list)
    for number, row in enumerate(gold):
        entity = _entity(by_article[row["article_id"]], int(row["start"]), int(row["end"]))
        groups[row["set"], row["part"], row["group"]].append((row, entity or number))
    return groups


def _entity(spans: Sequence[tuple[int, int, str]], start: int, end: int) -> str | None:
    """The entity of the mention that shares most letters with the marked span."""
    shared = [(min(end, last) - max(start, first), entity) for first, last, entity in spans]
    most, entity = max(shared, default=(0, ""))
    return entity if most > 0 else None


def pairwise(groups: Sequence[Pairs]) -> float:
    """F1 of the pairs of mentions that are said to be one person."""
    right = said = true = 0
    for group in groups:
        for (who, entity), (other, another) in combinations(group, 2):
            right += who == other and entity == another
            said += entity == another
            true += who == other
    return 2 * right / (said + true)


def b_cubed(groups: Sequence[Pairs]) -> float:
    """F1 of B-cubed precision and recall (Bagga & Baldwin 1998), over all mentions."""
    precision = recall = count = 0.0
    for group in groups:
        for who, entity in group:
            both = sum(other == who and another == entity for other, another in group)
            precision += both / sum(another == entity for _, another in group)
            recall += both / sum(other == who for other, _ in group)
            count += 1
    return 2 * precision * recall / (precision + recall) / count


def scores(linked: Any, where: str, part: str, names: Sequence[str]) -> tuple[float, float]:
    groups = [
        [(row["who"], entity) for row, entity in group if row["name"] in names]
        for (place, of, _), group in linked.items()
        if (place, of) == (where, part)
    ]
    return pairwise(groups), b_cubed(groups)


# Measured: within 0.876, 0.976 and held 0.880, 0.963; across 0.822, 0.929 and held 0.796, 0.921. By the folded name
# alone, across was 0.417, 0.814 and held 0.481, 0.829.
FLOORS = {
    ("within", "open"): (0.85, 0.96),
    ("across", "open"): (0.79, 0.91),
    ("within", "held"): (0.85, 0.94),
    ("across", "held"): (0.76, 0.90),
}
# Where extraction read the name right: within 1 and 1; across 0.876, 0.951 and held 0.906, 0.952.
FLOOR_WHERE_READ = {
    ("within", "open"): 0.98,
    ("across", "open"): 0.85,
    ("within", "held"): 0.98,
    ("across", "held"): 0.87,
}


@pytest.mark.parametrize(("where", "part"), FLOORS)
def test_links_stay_above_their_floors(linked: Any, where: str, part: str) -> None:
    pairs, cubed = scores(linked, where, part, ("right", "wrong"))
    assert (pairs >= FLOORS[where, part][0], cubed >= FLOORS[where, part][1]) == (True, True), (pairs, cubed)


@pytest.mark.parametrize(("where", "part"), FLOOR_WHERE_READ)
def test_links_of_names_that_were_read_right_stay_above_their_floor(linked: Any, where: str, part: str) -> None:
    assert scores(linked, where, part, ("right",))[0] >= FLOOR_WHERE_READ[where, part]


def test_the_marked_mentions_make_pairs_enough_and_hold_no_text() -> None:
    gold = marked()
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in gold:
        assert row["who"] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        assert int(row["start"]) < int(row["end"])
        groups[row["set"], row["group"]].append(row["who"])
    assert sum(len(group) * (len(group) - 1) // 2 for group in groups.values()) >= 300
    assert sum(row["part"] == "held" for row in gold) >= len(gold) / 4
