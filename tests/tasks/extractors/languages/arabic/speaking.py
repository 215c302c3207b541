"""What the tests of speakers share: the speakers of a text's quotes."""

from tasks.extractors.annotate import annotate
from tasks.model.records import Document, Quote

HEADLINE = "أخبار من المنطقة"


def quotes_of(body: str, headline: str = HEADLINE) -> list[Quote]:
    """The quotes of an article with this body, in text order."""
    return list(annotate(Document(f"{headline}\n\n{body}")).quotes)


def speakers_of(body: str, headline: str = HEADLINE) -> list[str | None]:
    """The names of their speakers."""
    return [quote.speaker.name for quote in quotes_of(body, headline)]
