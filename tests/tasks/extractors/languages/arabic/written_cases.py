"""Tables of sentences with the quotes that they hold, as the tests of cues and contents share them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tasks.extractors.annotate import annotate
from tasks.model.records import Document

HEADLINE = "أخبار من المنطقة"
BODY = "جرى اللقاء في مقر البلدية القديم."


@dataclass(frozen=True, slots=True)
class Said:
    """One quote that a sentence holds; the cue as the sentence writes it, without a joined و, or None for any."""

    cue: str | None
    content: str
    act: str = "state"
    kind: str = "indirect"


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence with its quotes in text order; `fails` says why today's rules get it wrong."""

    text: str
    said: tuple[Said, ...]
    fails: str | None
    headline: str


def case(text: str, *said: Said, fails: str | None = None, headline: str = HEADLINE) -> Case:
    return Case(text, said, fails, headline)


def headline(text: str, *said: Said, fails: str | None = None) -> Case:
    """The same of a headline, above a body that says nothing."""
    return Case(BODY, said, fails, text)


def table(constructions: Mapping[str, Sequence[Case]]) -> list[Any]:
    """The parameters of a test: construction, case; named by the construction and a number."""
    return [
        pytest.param(name, one, id=f"{name}-{number}", marks=_marks(one))
        for name, cases in constructions.items()
        for number, one in enumerate(cases, 1)
    ]


def _marks(one: Case) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=one.fails, raises=AssertionError)] if one.fails else []


def found(one: Case) -> list[Said]:
    """The quotes of a case, in text order; a cue that the case leaves open is left open here too.

    Raises:
        ValueError: a span is no clean stretch of one paragraph. No failing case excuses that.
    """
    text = f"{one.headline}\n\n{one.text}"
    quotes = annotate(Document(text)).quotes
    for span in [span for quote in quotes for span in (quote.content, quote.cue)]:
        words = text[span.start : span.end]
        if not 0 <= span.start < span.end <= len(text) or words != words.strip() or "\n" in words:
            raise ValueError(f"{span} gives {words!r}")
    cues = [said.cue for said in one.said] + [""] * len(quotes)
    return [
        Said(
            quote.cue.of(text) if cue is not None else None, quote.content.of(text).rstrip("؟!"), quote.act, quote.kind
        )
        for quote, cue in zip(quotes, cues, strict=False)
    ]


def expected(one: Case) -> list[Said]:
    """The quotes that a case should have, each a stretch of its text.

    Raises:
        ValueError: a case asks for words that its text has not.
    """
    text = f"{one.headline}\n\n{one.text}"
    missing = [said.content for said in one.said if said.content not in text]
    if missing:
        raise ValueError(f"not in the text: {missing}")
    return list(one.said)
