"""The page of an article: its text with what was found in it, earlier revisions, copies, its quotes."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.report.links import web_address
from tasks.report.material import Material, Row, Rows
from tasks.report.revisions import Part, parts
from tasks.report.statements import Statement
from tasks.text.pieces import Mark, Piece, paragraphs, visible

# Hues that the colour-blind can tell apart; further speakers begin again, and each quote has its number too.
HUES = 7
_PARTS = ("cue", "source", "addressee", "target", "time")


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier state of the text: its number, and what has changed from it to the next."""

    row: Row
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What the page of an article shows.

    Attributes:
        row: the newest revision, a row of the table `articles`.
        headline: its first paragraph in pieces.
        body: the others.
        statements: its quotes in order of the text; their place is their number.
        hues: by number of a quote the hue of its speaker, from 0; quotes of one speaker have one hue.
        names: by entity the hue of speakers' names.
        revisions: earlier ones, the first one first.
        copies: the other articles of the same text.
        original: its address on the web.
    """

    row: Row
    headline: Sequence[Piece]
    body: Sequence[Sequence[Piece]]
    statements: Sequence[Statement]
    hues: Mapping[int, int]
    names: Mapping[str, int]
    revisions: Sequence[Revision]
    copies: Sequence[Row]
    original: str | None

    @property
    def title(self) -> str:
        """The headline as plain text."""
        return visible(self.row["headline"])


def article_page(article_id: str, material: Material, known: Mapping[str, Statement]) -> ArticlePage:
    """The page of an article; `known` has the statements by the quote's id."""
    row = material.articles[article_id]
    quotes = material.quotes.get(article_id, ())
    cut = paragraphs(row["text"], _marks(quotes, material.mentions.get(article_id, ())))
    speakers = list(dict.fromkeys(quote["speaker_entity_id"] or quote["speaker"] for quote in quotes))
    hue_of = {speaker: number % HUES for number, speaker in enumerate(one for one in speakers if one)}
    cluster = material.copies[row["duplicate_cluster"]]
    return ArticlePage(
        row,
        cut[0],
        cut[1:],
        [known[quote["quote_id"]] for quote in quotes],
        {n: hue_of.get(one["speaker_entity_id"] or one["speaker"], HUES) for n, one in enumerate(quotes, 1)},
        hue_of,
        _revisions([*material.revisions.get(article_id, ()), row]),
        [material.articles[other] for other in cluster if other != article_id],
        web_address(row["url"]),
    )


def _marks(quotes: Rows, mentions: Rows) -> list[Mark]:
    """The marks of an article's quotes, numbered from 1, and of its mentions."""
    found = []
    for number, quote in enumerate(quotes, 1):
        found.append(Mark(quote["start"], quote["end"], "content", number))
        found += [
            Mark(quote[f"{part}_start"], quote[f"{part}_end"], part, number)
            for part in _PARTS
            if quote[f"{part}_start"] is not None
        ]
    return found + [Mark(one["start"], one["end"], "name", None, one["entity_id"]) for one in mentions]


def _revisions(rows: Rows) -> list[Revision]:
    pairs = itertools.pairwise(rows)
    return [Revision(later, parts(earlier["text"], later["text"])) for earlier, later in pairs]
