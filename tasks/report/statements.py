"""A quote as the pages show it, with the way to its sentence and to the original."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tasks.report.links import at_words
from tasks.report.material import Material, Row
from tasks.text.pieces import visible


@dataclass(frozen=True, slots=True)
class Statement:
    """One quote.

    Attributes:
        row: the row of the table `quotes`.
        number: its place in its article, from 1.
        headline: that of its article.
        language: of its article.
        original: the address of the article with a text fragment; None where the article has none on the web.
        speaker_page: the entity whose page is the speaker's; None without one.
        target_page: the same of whom it is directed at.
        turned: whether it denies what the speaker affirmed last, or the other way round.
    """

    row: Row
    number: int
    headline: str
    language: str
    original: str | None
    speaker_page: str | None
    target_page: str | None
    turned: bool

    @property
    def content(self) -> str:
        """What was said, without characters that turn the order of letters around."""
        return visible(self.row["content"])

    @property
    def at(self) -> datetime | None:
        """When its article was published (UTC)."""
        moment: datetime | None = self.row["published_at"]
        return moment

    @property
    def anchor(self) -> str:
        """Where it stands on its article's page."""
        return f"q{self.number}"


def every_statement(material: Material) -> dict[str, Statement]:
    """Every quote as the pages show it, by its id."""
    turned = {row["quote_id"] for rows in material.stances.values() for row in rows if row["turned"]}
    return {
        row["quote_id"]: _statement(row, number, material, row["quote_id"] in turned)
        for article_id in material.articles
        for number, row in enumerate(material.quotes.get(article_id, ()), 1)
    }


def _statement(row: Row, number: int, material: Material, turned: bool) -> Statement:
    article = material.articles[row["article_id"]]
    return Statement(
        row,
        number,
        visible(article["headline"]),
        article["language"],
        at_words(article["url"], article["text"], row["start"], row["end"]),
        _with_page(row["speaker_entity_id"], material),
        _with_page(material.targets.get(row["quote_id"]), material),
        turned,
    )


def _with_page(entity_id: Any, material: Material) -> str | None:
    return entity_id if entity_id in material.pages else None
