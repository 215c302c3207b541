"""Pieces of an article's text as HTML: what is said, by whom, and every name, tied together by colour and number.

Written here and not in a template: a page has hundreds of pieces, and a template takes four times as long over them.
"""

from collections.abc import Container, Iterable

from markupsafe import Markup, escape

from tasks.report.articles import ArticlePage
from tasks.report.words import attribute
from tasks.text.pieces import Piece


def highlighted(pieces: Iterable[Piece], page: ArticlePage, pages: Container[str], language: str) -> Markup:
    """The pieces as HTML.

    Args:
        pieces: of one paragraph.
        page: their article's.
        pages: the entities that have a page to lead to.
        language: of the interface.
    """
    return Markup("".join(f"{_numbers(one, page, language)}{_piece(one, page, pages, language)}" for one in pieces))


def _numbers(piece: Piece, page: ArticlePage, language: str) -> str:
    """The numbers of the quotes that begin at a piece, which lead to what is known of them."""
    return "".join(
        f'<a class="num h{page.hues[number]}" id="q{number}" href="#s{number}" data-q="{number}" '
        f"{attribute(language, 'aria-label', 'article.quote_label', n=number)} "
        f'aria-describedby="s{number}-facts">{number}</a>'
        for number in piece.opens
    )


def _piece(piece: Piece, page: ArticlePage, pages: Container[str], language: str) -> str:
    said = escape(piece.text)
    if piece.control:
        return f'<span class="ctl" {attribute(language, "title", "article.control", char=piece.text)}>{said}</span>'
    if not piece.marks:
        return said
    name, quotes = piece.name, piece.quotes
    told = [piece.classes]
    if quotes:
        told.append(f"h{page.hues[quotes[-1]]}")
    if name is not None and name.entity_id is not None and name.entity_id in page.names:
        told.append(f"n{page.names[name.entity_id]}")
    opened = f'class="{" ".join(told)}"' + (f' data-q="{" ".join(map(str, quotes))}"' if quotes else "")
    if name is not None and name.entity_id in pages:
        return f'<a {opened} href="../people/{escape(name.entity_id)}.html">{said}</a>'
    return f"<span {opened}>{said}</span>"
