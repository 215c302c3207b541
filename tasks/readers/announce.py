"""Announcements from what indexes say: headlines without markup, addresses made absolute, dates left as they are."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from tasks.model.records import Announcement, Reject
from tasks.readers.contract import unreadable
from tasks.readers.fields import Fields
from tasks.text.decode import scrub
from tasks.text.markup import has_markup, without_markup
from tasks.text.page import tidy, tidy_lines
from tasks.text.times import Time, read_any_time, zoned

_LONGEST_URL = 2048
_LONGEST_HEADLINE = 2000  # characters that are looked at; a feed's longest real ones have 500
_LONGEST_TIME = 100  # characters
_BREAKS = re.compile(r"[\t\n\r]+")
# Most addresses are whole already: to take them apart and put them together again takes 50 microseconds.
_WHOLE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/[^\s#\\]*\Z")
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)


def plain(raw: str) -> str | None:
    """A headline in one line, without markup, its references resolved, also where they were escaped twice.

    Marks that one does not see (direction, zero width, tatweel) stay: they are part of what was printed.
    """
    if not raw:
        return None
    text = raw[:_LONGEST_HEADLINE]
    for _ in range(2):
        text = unescape(text)
        text = without_markup(text) if has_markup(text) else text
    return scrub(" ".join(tidy_lines(text))) or None


def raw_time(raw: str) -> str | None:
    """A time as written, on one line; None where there is none, or what stands there is far too long for one."""
    text = tidy(scrub(raw).replace("\n", " ")) if raw else ""
    return text if 0 < len(text) <= _LONGEST_TIME else None


def absolute(raw: str, base: str, itself: str | None = None) -> str | None:
    """The web address that `raw` names where it stands in `base`.

    Args:
        raw: as printed; line ends and tabs in it mean nothing, & may be escaped once more.
        base: what relative ones count from.
        itself: an address that it must not be.

    Returns:
        None where it is empty, no address, of another scheme, longer than 2,048 characters, or `itself`.
    """
    text = scrub(_AMPERSAND.sub("&", _BREAKS.sub("", raw.strip())))
    if not text:
        return None
    url = text if _WHOLE.match(text) else _joined(base, text)
    if url is None or len(url) > _LONGEST_URL:
        return None
    return url if itself is None or url.partition("#")[0] != itself.partition("#")[0] else None


def is_web(raw: str) -> bool:
    """Whether what is printed is a whole web address, as far as its beginning shows."""
    return raw.strip().lower().startswith(("http://", "https://"))


def _joined(base: str, text: str) -> str | None:
    try:
        url = urljoin(base, text)
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def time_of(one: Announcement) -> Time | None:
    """The newest time that it states of its article, be it of publishing or of a change; None where it states none.

    An old article that was changed today is of today: what is too old to be taken in is judged by this.
    """
    told = (read_any_time(value) for value in (one.published, one.updated) if value)
    return max((time for time in told if time is not None), key=lambda time: zoned(time.at), default=None)


def no_url(source: str, named: str, written: str | None) -> Reject:
    """The reject of an entry without an address: the same entry gives the same one at every poll."""
    says = f"it says {written.strip()[:200]!r}" if written else "it says none"
    return unreadable(source, f"no address for {named[:200]!r}: {says}" if named else f"no address: {says}", "no_url")


def announced(found: Iterable[Announcement | Reject]) -> tuple[Announcement, ...]:
    """The announcements among what was found, each address once: the first that names it, in the order of naming."""
    first_of: dict[str, Announcement] = {}
    for one in found:
        if isinstance(one, Announcement):
            first_of.setdefault(one.url, one)
    return tuple(first_of.values())


def first(fields: Fields, *names: str) -> etree._Element | None:
    """The first element with something in it that has the first of the names that any has."""
    found = (one for name in names for one in fields.get(name, ()) if any(text.strip() for text in one.itertext()))
    return next(found, None)
