"""What the search reads: quotes, people and articles as columns, in scripts that are loaded when they are asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.report.material import Material, Row
from tasks.report.render import as_json
from tasks.report.statements import Statement
from tasks.text.normalize import FOLDS, MARKS, PRESENTATION
from tasks.text.pieces import visible


def script(name: str, value: object) -> str:
    """A file of data: a plain script, for a page on disk may load nothing else."""
    return f'marsad.receive("{name}",{as_json(value)});\n'


def in_order(material: Material) -> list[Row]:
    """The quotes as the search has them: newest first, those of an article in its order."""
    return [row for article_id in material.articles for row in material.quotes.get(article_id, ())]


def quotes(material: Material, known: Mapping[str, Statement], run: Row | None) -> Mapping[str, Sequence[Any]]:
    """The quotes by column.

    `original` is their address with a text fragment, `n` their place in the article; `unnamed` and `new` are 1 of
    quotes whose source is left unnamed and of those that the last run brought.
    """
    found = [known[row["quote_id"]] for row in in_order(material)]
    last = run["run_id"] if run else None
    plain = ("act", "kind", "outlet", "speaker", "speaker_entity_id", "article_id")
    return {
        **{name: [visible(one.row[name] or "") for one in found] for name in plain},
        "content": [one.content for one in found],
        "day": [f"{one.at:%Y-%m-%d}" if one.at else "" for one in found],
        "n": [one.number for one in found],
        "original": [one.original or "" for one in found],
        "unnamed": [int(one.row["speaker_type"] == "UNNAMED") for one in found],
        "new": [int(one.row["run_id"] == last) for one in found],
    }


def people(material: Material) -> Mapping[str, Sequence[Any]]:
    """Whoever has a page, those with most quotes first: names, how often quoted, in how many articles named.

    `latin` is empty where no name in Latin letters is known.
    """
    ranked = sorted(
        material.pages,
        key=lambda one: (-len(material.said.get(one, ())), -material.entities[one]["articles"], one),
    )
    rows = [material.entities[one] for one in ranked]
    return {
        "id": ranked,
        "ar": [material.name(one, "ar") for one in ranked],
        "latin": [visible(row["latin_name"] or "") for row in rows],
        "kind": [row["kind"] for row in rows],
        "names": [" ".join(visible(alias["name"]) for alias in row["aliases"][:12]) for row in rows],
        "quotes": [len(material.said.get(one, ())) for one in ranked],
        "articles": [row["articles"] for row in rows],
    }


def articles(material: Material) -> Mapping[str, Sequence[Any]]:
    """The articles by column, newest first; `copied` is the article whose text they repeat, empty of others."""
    rows = list(material.articles.values())
    return {
        "id": [row["article_id"] for row in rows],
        "headline": [visible(row["headline"]) for row in rows],
        "outlet": [visible(row["outlet"] or "") for row in rows],
        "copied": ["" if row["duplicate_cluster"] == row["article_id"] else row["duplicate_cluster"] for row in rows],
        "day": [f"{row['published_at']:%Y-%m-%d}" if row["published_at"] else "" for row in rows],
    }


def folding() -> Mapping[str, Any]:
    """How `tasks.text.normalize.fold` folds, as data for the page: what falls out, what becomes what.

    `casefold` has the characters whose folded form is not their lower case, which is all that JavaScript knows.
    """
    # No plane beyond the first two has letters of two cases.
    every = (chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000)
    odd = {character: character.casefold() for character in every if character.casefold() != character.lower()}
    return {"dropped": MARKS, "letters": dict(FOLDS), "presentation": PRESENTATION, "casefold": odd}


def names(material: Material, used: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """What the charts call entities, by language of the interface and key."""
    return {code: {f"entity.{one}": material.name(one, code) for one in used} for code in ("ar", "en")}
