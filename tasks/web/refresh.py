"""Pages that send the reader elsewhere by <meta http-equiv="refresh">: a redirect in HTML."""

import re
from html import unescape
from urllib.parse import urljoin

MOST_REFRESHES = 2
# Longer ones reload a page that has been open for a while, as front pages do.
LONGEST_DELAY = 10.0  # seconds
_HEAD = 65_536  # bytes
_META = re.compile(rb"<meta\s([^<>]{1,3000})>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?\s*refresh\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_WHERE = re.compile(r"""\s*(\d{1,9})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?\s*([^"']+)""", re.IGNORECASE)


def meta_refresh(body: bytes, url: str) -> str | None:
    """Where a page sends its reader within 10 seconds, absolute; None where it does not, or to itself.

    Args:
        body: the page.
        url: its address.
    """
    for found in _META.finditer(body[:_HEAD]):
        attributes = found[1].decode("utf-8", "replace")
        content = _CONTENT.search(attributes)
        if _IS_REFRESH.search(attributes) is None or content is None:
            continue
        where = _WHERE.match(unescape(content[1] or content[2] or content[3] or ""))
        if where is None or int(where[1]) > LONGEST_DELAY:
            return None
        return _elsewhere(url, where[2].strip())
    return None


def _elsewhere(url: str, location: str) -> str | None:
    try:
        target = urljoin(url, location).partition("#")[0]
    except ValueError:
        return None
    return None if target == url.partition("#")[0] else target
