"""Web pages as trees of links, for readers that want no article from them."""

from urllib.parse import urljoin

import lxml.html  # type: ignore[import-untyped]
from lxml.etree import ParserError  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.readers.announce import plain
from tasks.readers.xml import without_head
from tasks.text.decode import Decoded, declared_charset, decode


def read_page(body: bytes, charset: str | None) -> tuple[lxml.html.HtmlElement, Decoded]:
    """The page's tree and how it was decoded.

    Raises:
        RejectDocument: `bad_record` where there is nothing, `not_text` where the bytes are no text.
    """
    decoded = decode(body, charset or declared_charset(body))
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        text = without_head(decoded.text)[0].encode("utf-8", "replace")
        return lxml.html.document_fromstring(text, parser=parser), decoded
    except (ParserError, ValueError, TypeError) as error:
        raise RejectDocument("bad_record", f"there is no page: {str(error)[:200]}") from None


def base_of_page(tree: lxml.html.HtmlElement, url: str) -> str:
    """What the page's relative addresses count from."""
    said = next((one.get("href") for one in tree.iter("base") if one.get("href")), None)
    try:
        return urljoin(url, said.strip()) if said else url
    except ValueError:
        return url


def title_of(tree: lxml.html.HtmlElement) -> str | None:
    """What the page calls itself."""
    return next((found for one in tree.iter("title") if (found := plain(one.text_content()))), None)


def language_of_page(tree: lxml.html.HtmlElement) -> str | None:
    """The language that the page says."""
    said = next((one.get("lang") or one.get("xml:lang") or "" for one in tree.iter("html")), "")
    return said.strip()[:35] or None
