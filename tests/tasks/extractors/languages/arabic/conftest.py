"""What the tests of circumstances share."""

from collections.abc import Callable
from datetime import date

import pytest

from tasks.extractors.annotate import annotate
from tasks.model.records import Document, Quote

FRIDAY = date(2021, 11, 19)

Stated = Callable[..., tuple[str, tuple[Quote, ...]]]


@pytest.fixture
def stated() -> Stated:
    """The text and the quotes of a body, under a headline of its own, published on a Friday."""

    def quotes(
        body: str, headline: str = "أخبار من المنطقة", published: date | None = FRIDAY
    ) -> tuple[str, tuple[Quote, ...]]:
        text = f"{headline}\n\n{body}"
        return text, annotate(Document(text, "ar", published)).quotes

    return quotes
