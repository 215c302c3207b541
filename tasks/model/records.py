"""The records that steps pass to one another inside a batch: frozen, pure, without I/O.

Offsets are half-open and count Unicode code points of the article's text.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a feed, sitemap or listing says of one article.

    Attributes:
        url: the article's address, absolute.
        source: the address of what announces it.
        headline: as announced.
        published: when, as written.
        updated: when it was changed, as written.
        language: as stated.
    """

    url: str
    source: str
    headline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they arrived (a row of `captures`).

    `headers` are pairs of name and value in their order; `announced` is what led to it; `truncated` says that the body
    is only the beginning of what there was.
    """

    capture_id: str
    reader: str
    locator: str
    media_type: str
    body: bytes
    captured_at: datetime
    url: str | None = None
    outlet: str | None = None
    charset: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    holds: str = "article"
    announced: tuple[Announcement, ...] = ()
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """What the tables know of a page's capture; `sha256` is of the bytes as they were sent."""

    capture_id: str
    locator: str
    url: str | None
    headers: tuple[tuple[str, str], ...]
    sha256: str
    captured_at: datetime
    announced: tuple[Announcement, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article before it has a revision number (most of a row of `articles`).

    `text` is the headline and the paragraphs, separated by one empty line.
    """

    article_id: str
    capture_id: str
    language: str
    headline: str
    text: str
    captured_at: datetime
    outlet: str | None = None
    url: str | None = None
    deck: str | None = None
    byline: str | None = None
    dateline: str | None = None
    caption: str | None = None
    credit: str | None = None
    published_at: datetime | None = None
    published_from: str | None = None
    published_precision: str | None = None
    published_zone: str | None = None
    published_on: str | None = None
    modified_at: datetime | None = None
    agency: str | None = None
    section: str | None = None
    is_free: bool | None = None
    page_kind: str | None = None
    encoding: str | None = None
    broken_share: float | None = None
    garbled: bool = False
    truncated: bool = False
    extracted_by: str | None = None
    extraction_agreement: float | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Whatever was dropped (most of a row of `rejects`)."""

    stage: str
    reason: str
    detail: str
    locator: str
    capture_id: str | None = None
    article_id: str | None = None
    table: str | None = None
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What extractors see of an article, and all that `marsad analyze` reads of a line."""

    text: str
    language: str = "ar"
    published: date | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office, rank or title that the text gives somebody, with its span.

    `surface` has the article that a preposition has melted (للوزير) written out.
    """

    surface: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names somebody or something.

    `name` is the fullest form of the name in the document, without titles and joined particles; `roles` are those
    that the text gives at this mention.
    """

    span: Span
    surface: str
    kind: str
    name: str
    roles: tuple[Role, ...] = ()

    def __hash__(self) -> int:
        """By its place alone, which is quick."""
        return hash(self.span.start)

    @property
    def role(self) -> str | None:
        """The longest role, or None."""
        return max((role.surface for role in self.roles), key=len, default=None)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a quote is attributed to.

    `name` is None where `type` is UNKNOWN; `source` is the span that names the speaker at this quote, None where the
    verb alone does. `confidence` is between 0 and 1. `sourcing` says what kind of source somebody UNNAMED is, of
    `expectations.vocabulary.SOURCING`.
    """

    name: str | None
    type: str
    how: str | None = None
    role: str | None = None
    source: Span | None = None
    confidence: float = 0.0
    sourcing: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who besides the speaker takes part in a statement: whom it was made to, whom it accuses.

    `name` is what to call the party wherever the text does so in other words; None where the words are no name.
    """

    span: Span
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """The words that say when a statement was made, with an ISO 8601 value where they can be given one."""

    span: Span
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution relation: content, cue and, through the speaker, source; and what the text says of the act.

    `addressee`: whom it was said to or before whom; `target`: whom an accusation is directed at; `time`: when.
    """

    content: Span
    cue: Span
    kind: str
    act: str
    speaker: Speaker
    addressee: Party | None = None
    target: Party | None = None
    time: Occasion | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A time expression with its ISO 8601 value and what the value names, one of `DATE_PRECISIONS`.

    `anchor` is the day that a relative one was counted from. `value` is None where there is no such day: it is relative
    and the day of publication is not known. `range_end` is the value of the end of the range that it begins.
    """

    span: Span
    value: str | None
    precision: str
    anchor: date | None = None
    range_end: str | None = None


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was extracted from one document, in text order."""

    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[DateExpression, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """How a text matches a query: the terms that matched and the share of the query's positive terms they are."""

    terms: tuple[str, ...]
    score: float
