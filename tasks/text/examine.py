"""Clean a capture and say whether it is on a topic: what a worker does with one document."""

from dataclasses import dataclass

from tasks.model.errors import RejectDocument
from tasks.model.records import Article, Capture, TopicMatch
from tasks.text.cleaning import clean
from tasks.text.query import match
from tasks.text.query_syntax import compile_query
from tasks.web.captured import PAGE_LIMIT, unpacked


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a topic asks of an article: its query and its languages (ISO 639-1)."""

    query: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """An article and how it matches the query; None where it does not."""

    article: Article
    match: TopicMatch | None


def examine(capture: Capture, wanted: Wanted | None) -> Examined:
    """The article of a capture and its match; none where nothing is `wanted`.

    Raises:
        RejectDocument: it cannot be cleaned, or is not in one of the wanted languages.
    """
    article = clean(unpacked(capture, PAGE_LIMIT))
    if wanted is None:
        return Examined(article, None)
    if article.language not in wanted.languages:
        raise RejectDocument("language", f"{article.language}; the topic wants {', '.join(wanted.languages)}")
    return Examined(article, match(compile_query(wanted.query), article.headline, article.text))
