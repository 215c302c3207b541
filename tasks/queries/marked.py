"""An article's text as HTML, with what was said in it and who is named marked."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

Span = Mapping[str, Any]


def marked_html(text: str, spans: Sequence[Span]) -> str:
    """The text as paragraphs; a piece lies in one element for all spans that hold it, so that spans may overlap.

    Args:
        text: the article's text.
        spans: of `tasks.queries.article`: `start` and `end` in code points, `layer`, and of a quote `kind`, `act`,
            `speaker`, `how` and `confidence`.
    """
    edges = sorted({0, len(text), *(span[edge] for span in spans for edge in ("start", "end"))})
    pieces = (_piece(text, start, end, spans) for start, end in pairwise(edges))
    return f'<p dir="auto">{"".join(pieces)}</p>'


def _piece(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    words = escape(text[start:end]).replace("\n\n", '</p><p dir="auto">')
    around = [span for span in spans if span["start"] <= start and end <= span["end"]]
    if not around:
        return words
    classes = " ".join(dict.fromkeys(_classes(around)))
    told = escape("; ".join(_told(span) for span in around if span["layer"] == "quote"), quote=True)
    opening = f'<span class="{classes}" title="{told}">'
    return opening + words.replace('</p><p dir="auto">', f'</span></p><p dir="auto">{opening}') + "</span>"


def _classes(spans: Sequence[Span]) -> Iterator[str]:
    for span in spans:
        yield from ("said", str(span["kind"])) if span["layer"] == "quote" else ("named",)


def _told(quote: Span) -> str:
    how = f", {quote['how']}" if quote["how"] else ""
    return f"{quote['speaker'] or '?'}: {quote['act']}, {quote['kind']}{how}, {quote['confidence']:.2f}"
