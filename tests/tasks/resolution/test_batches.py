"""Batch by batch: ids stay, merges lead on, counts hold, whatever the order and however often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from expectations.checks import check_table
from expectations.contract import Context
from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.model.ids import identify
from tasks.resolution.batch import resolve_batch
from tasks.resolution.corrections import NONE, Corrections, Split
from tasks.resolution.staged import Staged
from tasks.storage import warehouse
from tasks.storage.found import found_schema
from tasks.storage.lookup import published_rows
from tasks.validation.published import published_keys

DAY = datetime(2021, 3, 1, tzinfo=UTC)
MINISTER, FOREIGN = "وزير الخارجية التركي", "وزير الخارجية الأميركي"


@dataclass(frozen=True)
class News:
    """An article that names people, each with a role."""

    article_id: str
    people: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "خبر\n\n" + " ".join(name for name, _ in self.people)


def news(article_id: str, *people: tuple[str, str]) -> News:
    return News(article_id, people)


def frame(table: str, rows: list[dict[str, Any]], schema: Mapping[str, Any] | None = None) -> pl.DataFrame:
    columns = schema or TABLES[table].schema
    return pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=columns, orient="row")


def staged(*articles: News) -> Staged:
    cleaned = [
        {
            **dict.fromkeys(("capture_id", "language", "headline"), "x"),
            "article_id": one.article_id,
            "text": one.text,
            "published_at": DAY,
            "captured_at": DAY,
            "truncated": False,
            "garbled": False,
        }
        for one in articles
    ]
    mentions, quotes = [], []
    for one in articles:
        for name, role in one.people:
            start = one.text.index(name)
            at = {"article_id": one.article_id, "start": start, "end": start + len(name)}
            roles = [{"surface": role, "start": 0, "end": 1}] if role else []
            made = {"extractor": "x", "version": "1", "kind": "PERSON", "surface": name, "name": name}
            mentions.append({**at, **made, "roles": roles})
            said = {"kind": "indirect", "act": "state", "speaker": name, "speaker_type": "PERSON", "content": name}
            said |= {"confidence": 1.0, "cue": name, "cue_start": start, "cue_end": start + len(name)}
            quotes.append({**at, **said, "extractor": "x", "version": "1"})
    found = {
        table: frame(table, rows, found_schema(TABLES[table]))
        for table, rows in (("mentions", mentions), ("quotes", quotes), ("dates", []))
    }
    return Staged(
        empty(TABLES["captures"]),
        frame("articles", cleaned),
        found,
        empty(TABLES["topic_matches"]),
        empty(TABLES["sightings"]),
    )


def take_in(folder: Path, *articles: News, corrections: Corrections = NONE, check: bool = False) -> None:
    """Resolve a batch and publish it, and where it is asked for see that it keeps to what is expected."""
    number = len(list((folder / "tables").glob("articles/_delta_log/*.json"))) if folder.exists() else 0
    done = resolve_batch(staged(*articles), partial(published_rows, folder), "t", f"r{number}", "1", corrections)
    if check:
        seen = Context(done.frames, published_keys(folder, done.frames, done.replaced), DAY)
        for name in ("entities", "entity_redirects", "mentions", "quotes", "statements"):
            broken = check_table(TABLES[name], done.frames[name], seen).broken
            assert broken.is_empty(), broken
    warehouse.commit(folder, f"{number}", done.frames, done.replaced)


def table(folder: Path, name: str) -> pl.DataFrame:
    return warehouse.read(folder, name).collect()


def people(folder: Path) -> dict[str, str]:
    """By article and name, the entity."""
    rows = table(folder, "mentions").sort("article_id", "start").select("article_id", "name", "entity_id").iter_rows()
    return {f"{article} {name}": entity for article, name, entity in rows}


def consistent(folder: Path) -> None:
    """Every mention and speaker has its entity, every count is that of the mentions, no redirect leads to nothing."""
    mentions, entities = table(folder, "mentions"), table(folder, "entities")
    counts = mentions.group_by("entity_id").agg(
        pl.len().cast(pl.Int32).alias("mentions"), pl.col("article_id").n_unique().cast(pl.Int32).alias("articles")
    )
    assert counts.sort("entity_id").equals(entities.select("entity_id", "mentions", "articles").sort("entity_id"))
    speakers = table(folder, "quotes")["speaker_entity_id"]
    assert set(speakers) <= set(entities["entity_id"])
    carried = table(folder, "quotes").group_by("statement_id").agg(pl.len().cast(pl.Int32).alias("quotes"))
    stated = table(folder, "statements").select("statement_id", "quotes")
    assert carried.sort("statement_id").equals(stated.sort("statement_id"))
    redirects = table(folder, "entity_redirects")
    assert set(redirects["redirected_to"]) <= set(entities["entity_id"])
    assert not set(redirects["entity_id"]) & set(entities["entity_id"])


def test_a_new_article_does_not_change_an_id(tmp_path: Path) -> None:
    take_in(tmp_path, news("a", ("جون كيري", FOREIGN)))
    before = people(tmp_path)["a جون كيري"]
    take_in(tmp_path, news("b", ("جون كيري", "")), news("c", ("كيري", FOREIGN)))
    assert set(people(tmp_path).values()) == {before}
    consistent(tmp_path)


def test_a_bare_surname_is_put_to_the_full_name_that_comes_later(tmp_path: Path) -> None:
    take_in(tmp_path, news("a", ("أوغلو", MINISTER)))
    before = people(tmp_path)["a أوغلو"]
    take_in(tmp_path, news("b", ("مولود أوغلو", MINISTER)))
    assert set(people(tmp_path).values()) == {before}, "the id that was seen first stays"
    consistent(tmp_path)


def test_two_published_entities_that_turn_out_to_be_one_leave_a_redirect(tmp_path: Path) -> None:
    take_in(tmp_path, news("a", ("أوغلو", MINISTER)))
    take_in(tmp_path, news("b", ("مولود أوغلو", "")))
    before = people(tmp_path)
    assert len(set(before.values())) == 2
    take_in(tmp_path, news("c", ("مولود أوغلو", MINISTER)), news("d", ("سالم الراوي", "")), check=True)
    now = people(tmp_path)
    (stays,) = {entity for mention, entity in now.items() if mention[0] != "d"}
    assert table(tmp_path, "entity_redirects").select("entity_id", "redirected_to", "reason").rows() == [
        (gone, stays, "evidence") for gone in set(before.values()) - {stays}
    ]
    assert set(table(tmp_path, "quotes").filter(pl.col("article_id") != "d")["speaker_entity_id"]) == {stays}
    consistent(tmp_path)


def test_the_same_articles_again_change_nothing(tmp_path: Path) -> None:
    articles = [news("a", ("جون كيري", FOREIGN)), news("b", ("كيري", FOREIGN)), news("c", ("محمد الزهراني", ""))]
    take_in(tmp_path, *articles)
    before = {name: table(tmp_path, name) for name in ("mentions", "entities", "entity_redirects")}
    take_in(tmp_path, *articles)
    assert all(table(tmp_path, name).equals(rows) for name, rows in before.items())


def test_a_revision_counts_its_people_anew(tmp_path: Path) -> None:
    take_in(tmp_path, news("a", ("جون كيري", FOREIGN), ("سالم الراوي", "")), news("b", ("جون كيري", "")))
    before = people(tmp_path)
    take_in(tmp_path, news("a", ("جون كيري", FOREIGN), ("باراك أوباما", "الرئيس")))
    now = people(tmp_path)
    assert now["a جون كيري"] == before["a جون كيري"]
    assert "a سالم الراوي" not in now
    kerry = table(tmp_path, "entities").filter(entity_id=now["a جون كيري"]).row(0, named=True)
    assert kerry["company"] == [{"kind": "PERSON", "name": "باراك اوباما", "articles": 1}]
    consistent(tmp_path)


def test_a_text_that_has_hardly_changed_leaves_all_as_it_was(tmp_path: Path) -> None:
    many = [(f"جون كيري{' الكبير' * (number % 2)}", FOREIGN) for number in range(120)]
    take_in(tmp_path, news("a", *many))
    before = {name: table(tmp_path, name) for name in ("articles", "mentions", "quotes", "entities")}
    take_in(tmp_path, news("a", *many[:-1], ("جون كيري الشهير", FOREIGN)))
    assert all(table(tmp_path, name).equals(rows) for name, rows in before.items())


def test_a_copy_in_a_later_batch_joins_the_cluster_of_the_first(tmp_path: Path) -> None:
    people_named = [(f"جون كيري {letter}", "") for letter in "ابتثجحخدذر"]
    for article in ("a", "b"):
        take_in(tmp_path, news(article, *people_named))
    found = table(tmp_path, "articles").sort("article_id").select("duplicate_cluster", "similarity").rows()
    assert found == [("a", None), ("a", 1.0)]
    take_in(tmp_path, news("b", *people_named, ("سالم الراوي", "")))
    rows = table(tmp_path, "articles").filter(article_id="b").sort("revision")
    assert rows.select("revision", "is_latest", "duplicate_cluster").rows() == [(1, False, "a"), (2, True, "a")]


def test_one_batch_and_many_give_the_same_people(tmp_path: Path) -> None:
    articles = [
        news("a", ("جون كيري", FOREIGN)),
        news("b", ("كيري", FOREIGN), ("مولود أوغلو", MINISTER)),
        news("c", ("أوغلو", MINISTER)),
        news("d", ("محمد الزهراني", "اللاعب")),
        news("e", ("محمد الزهراني", "مدير جوازات منطقة عسير")),
    ]
    take_in(tmp_path / "one", *articles)
    for article in articles:
        take_in(tmp_path / "many", article)
    for article in reversed(articles):
        take_in(tmp_path / "back", article)
    assert parted(tmp_path / "one") == parted(tmp_path / "many") == parted(tmp_path / "back")


def parted(folder: Path) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for mention, entity in people(folder).items():
        found.setdefault(entity, set()).add(mention)
    return {frozenset(mentions) for mentions in found.values()}


def test_the_watch_list_gives_names_and_ids(tmp_path: Path) -> None:
    take_in(tmp_path, news("a", ("دونالد ترمب", "")), news("b", ("دونالد ترامب", "")))
    (trump,) = table(tmp_path, "entities").rows(named=True)
    assert (trump["canonical_name"], trump["latin_name"], trump["wikidata"]) == (
        "دونالد ترامب",
        "Donald Trump",
        "Q22686",
    )
    assert trump["entity_id"] == identify("entity", "PERSON", "دونالد ترامب")


def test_a_merge_by_hand_leads_old_ids_on(tmp_path: Path) -> None:
    take_in(tmp_path, news("a", ("بيب غوارديولا", "")), news("b", ("جوسيب غوارديولا", "")))
    ids = people(tmp_path)
    gone, kept = ids["a بيب غوارديولا"], ids["b جوسيب غوارديولا"]
    assert gone != kept
    said = Corrections({gone: kept}, ())
    take_in(tmp_path, news("c", ("بيب غوارديولا", "")), corrections=said)
    assert set(people(tmp_path).values()) == {kept}
    take_in(tmp_path, news("d", ("بيب غوارديولا", "")), corrections=said)
    assert set(people(tmp_path).values()) == {kept}
    assert table(tmp_path, "entity_redirects")["reason"].to_list() == ["correction"]
    consistent(tmp_path)


def test_a_split_by_hand_takes_mentions_away(tmp_path: Path) -> None:
    take_in(tmp_path, news("a", ("جورج بوش", "")), news("b", ("جورج بوش", "")))
    (both,) = set(people(tmp_path).values())
    said = Corrections({}, (Split(both, frozenset({"b"}), identify("entity", "split", both, "b")),))
    take_in(tmp_path, news("c", ("سالم الراوي", "")), corrections=said)
    now = people(tmp_path)
    assert now["a جورج بوش"] == both
    assert now["b جورج بوش"] == said.splits[0].entity_id
    assert table(tmp_path, "entity_redirects").is_empty()
    consistent(tmp_path)
