"""An article's text as HTML, with what was said in it and who is named marked."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from tasks.text.pieces import Mark, Piece, paragraphs, visible

Span = Mapping[str, Any]


def marked_html(text: str, spans: Sequence[Span]) -> str:
    """The text as paragraphs.

    Args:
        text: the article's text.
        spans: of `tasks.queries.article`: `start` and `end` in code points, `layer`, and of a quote `kind`, `act`,
            `speaker`, `how` and `confidence`.
    """
    quotes = [span for span in spans if span["layer"] == "quote"]
    marks = [Mark(one["start"], one["end"], "content", number) for number, one in enumerate(quotes)]
    marks += [Mark(span["start"], span["end"], "name") for span in spans if span["layer"] == "mention"]
    cut = ("".join(_piece(piece, quotes) for piece in pieces) for pieces in paragraphs(text, marks))
    return "".join(f'<p dir="auto">{pieces}</p>' for pieces in cut)


def _piece(piece: Piece, quotes: Sequence[Span]) -> str:
    words = escape(piece.text)
    if not piece.marks:
        return words
    said = [quotes[number] for number in piece.quotes]
    classes = [*(["said"] if said else []), *(one["kind"] for one in said), *(["named"] if piece.name else [])]
    told = escape(visible("; ".join(map(_told, said))))
    return f'<span class="{" ".join(dict.fromkeys(classes))}" title="{told}">{words}</span>'


def _told(quote: Span) -> str:
    how = f", {quote['how']}" if quote["how"] else ""
    return f"{quote['speaker'] or '?'}: {quote['act']}, {quote['kind']}{how}, {quote['confidence']:.2f}"
