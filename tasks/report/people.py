"""The page of a person or body: what they said, their roles, whom they accuse and who accuses them."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expectations.vocabulary import ACTS
from tasks.report.material import Material, Row
from tasks.report.statements import Statement
from tasks.text.pieces import visible

_MOST_NAMED_IN = 30


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of a person shows.

    Attributes:
        row: the row of the table `entities`.
        said: everything they said, newest first.
        directs: accusations, calls and warnings of theirs, newest first.
        aimed: those that are directed at them, newest first.
        turns: pairs of what they affirmed and then denied, or denied and then affirmed, in order of time.
        acts: how many of their quotes are what act, those with most first.
        outlets: the same by outlet.
        named_in: articles that name them, as far as they are not among the quoted ones, newest first.
        named: in how many articles that is.
        course: rows of the chart of when they said what kind of thing.
    """

    row: Row
    said: Sequence[Statement]
    directs: Sequence[Statement]
    aimed: Sequence[Statement]
    turns: Sequence[tuple[Statement, Statement]]
    acts: Sequence[tuple[str, int]]
    outlets: Sequence[tuple[str | None, int]]
    named_in: Sequence[Row]
    named: int
    course: Sequence[Mapping[str, Any]]

    @property
    def name(self) -> str:
        """The canonical name."""
        return visible(self.row["canonical_name"])

    @property
    def other_names(self) -> list[str]:
        """Further names that articles call them by, most used first."""
        names = [visible(alias["name"]) for alias in self.row["aliases"]]
        return [name for name in dict.fromkeys(names) if name != self.name][:12]


def named_in(material: Material) -> Mapping[str, Sequence[str]]:
    """By entity the articles that mention it."""
    found: dict[str, dict[str, None]] = {}
    for article_id in material.articles:
        for mention in material.mentions.get(article_id, ()):
            found.setdefault(mention["entity_id"], {})[article_id] = None
    return {entity_id: list(ids) for entity_id, ids in found.items()}


def person_page(entity_id: str, material: Material, known: Mapping[str, Statement], named: Sequence[str]) -> PersonPage:
    """The page of a person.

    Args:
        entity_id: the person.
        material: of the report.
        known: the statements by the quote's id.
        named: the articles that mention them, newest first.
    """
    rows = material.said.get(entity_id, ())
    said = [known[row["quote_id"]] for row in rows]
    quoted_in = {row["article_id"] for row in rows}
    others = [article_id for article_id in named if article_id not in quoted_in]
    return PersonPage(
        row=material.entities[entity_id],
        said=said,
        directs=[one for one in said if one.row["target"] is not None],
        aimed=[known[row["quote_id"]] for row in material.aimed.get(entity_id, ())],
        turns=turns(entity_id, material, known),
        acts=sorted(Counter(row["act"] for row in rows).items(), key=lambda one: (-one[1], ACTS.index(one[0]))),
        outlets=Counter(row["outlet"] for row in rows).most_common(),
        named_in=[material.articles[article_id] for article_id in others[:_MOST_NAMED_IN]],
        named=len(others),
        course=[_dot(one) for one in said if one.at is not None],
    )


def turns(entity_id: str, material: Material, known: Mapping[str, Statement]) -> list[tuple[Statement, Statement]]:
    """Pairs of what a speaker affirmed and then denied, or denied and then affirmed, in order of time."""
    rows = [known[row["quote_id"]] for row in material.stances.get(entity_id, ())]
    return [(before, after) for before, after in itertools.pairwise(rows) if after.turned]


def _dot(one: Statement) -> Mapping[str, Any]:
    assert one.at is not None
    return {
        "at": f"{one.at:%Y-%m-%d}",
        "act": f"act.{one.row['act']}",
        "turned": one.turned,
        "said": " ".join(one.content.split()[:12]),
        "href": f"#s-{one.row['quote_id']}",
    }
