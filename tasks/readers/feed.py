"""The format `feed`: RSS 0.9 to 2.0, RDF, Atom, CDF; JSON Feed is in `tasks.readers.jsonfeed`.

Read here, not by a library: fastfeedparser turns dates into others than were written, takes a guid that says it is no
address for one, and fetches a body that begins with `http://`; feedparser takes 15 s for 5 MB. It is asked only where
this reader finds less than there seems to be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement, Reject
from tasks.readers.announce import absolute, announced, first, is_web, no_url, plain, raw_time
from tasks.readers.contract import unreadable
from tasks.readers.fields import Fields, base_of, fields_of, local, text_of
from tasks.readers.index import MOST_ENTRIES, Index
from tasks.readers.jsonfeed import is_json, read_json_feed
from tasks.readers.loose import read_loosely
from tasks.readers.packed import unpacked
from tasks.readers.xml import Xml, parse, read_xml

MOST_BYTES = 20_000_000
_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_START = re.compile(r"<(?:rss|feed|rdf:RDF|channel)\b", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:[A-Za-z0-9]{1,20}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:[A-Za-z0-9]{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_PUBLISHED = ("pubdate", "published", "issued", "dc:date", "dc:issued", "created", "dc:created")
_UPDATED = ("updated", "modified", "dc:modified", "lastmod")
_ALTERNATE = frozenset({"", "alternate", "http://www.iana.org/assignments/relation/alternate"})


def read_feed(body: bytes, url: str, charset: str | None = None) -> Index:
    """What a feed says: RSS 0.9 to 2.0, RDF, Atom, JSON Feed, CDF.

    Titles come without markup, their references resolved, twice where they were escaped twice; dates as written.
    An entry's address is its link (what feedburner calls the original one before others), else a guid or id that is
    one; an enclosure is none. Addresses are resolved against xml:base, else the feed's own.

    Args:
        body: the bytes, gzipped or not.
        url: the feed's own address.
        charset: the encoding that the server says.

    Raises:
        RejectDocument: `bad_record` where it is empty, a web page, or no feed; `not_text` where it is no text;
            `too_large`, `bomb` or `unreadable` where it is gzipped and so.
    """
    plain_body, whole = unpacked(body, MOST_BYTES)
    if is_json(plain_body):
        return read_json_feed(plain_body, url, charset)
    xml = read_xml(plain_body, charset)
    index = _read(xml, url)
    return index if whole else replace(index, flags=tuple(dict.fromkeys((*index.flags, "salvaged"))))


def _read(xml: Xml, url: str) -> Index:
    root, clean = _root(xml.text)
    cut = not _has_end(xml.text, root)
    entries = list(_entries(root))
    broken = _cut_off(xml.text) if cut else False
    index = _index(root, entries[: -1 if broken else None], url)
    if broken and entries:
        index = replace(index, rejects=(*index.rejects, _partial(entries[-1], url)))
    flags = (*xml.flags, *(() if clean else ("bad_xml",)), *(("salvaged",) if cut else ()))
    index = replace(index, flags=tuple(dict.fromkeys(flags)))
    seems = len(_ENTRY.findall(xml.text)) if not clean or not entries else 0
    doubtful = seems > len(entries) or (not clean and bool(index.rejects) and not cut)
    return read_loosely(xml.text, url, index) if doubtful else index


def _root(text: str) -> tuple[etree._Element, bool]:
    """The element that is the feed, and whether the document is well-formed; junk before it is passed over."""
    root, clean = parse(text)
    if root is None or local(root.tag)[1] not in _ROOTS:
        start = _START.search(text, 1) if "<html" not in text[:2000].lower() else None
        root, clean = (parse(text[start.start() :])[0], False) if start else (root, clean)
    if root is None:
        raise RejectDocument("bad_record", "it is no XML")
    name = local(root.tag)[1]
    if name not in _ROOTS:
        what = "a web page" if name in ("html", "body", "head") else f"XML of another kind, <{name[:40]}>"
        raise RejectDocument("bad_record", f"it is {what}, not a feed")
    return root, clean


def _has_end(text: str, root: etree._Element) -> bool:
    """Whether the document's last element ends, in its last 1,000 characters."""
    name = local(root.tag)[1]
    tail = text[-1000:].lower().rstrip()
    return re.search(rf"</\s*(?:[a-z0-9]{{1,20}}:)?{re.escape(name)}\s*>", tail) is not None or tail.endswith("/>")


def _cut_off(text: str) -> bool:
    """Whether the text ends inside an entry: its address may be half an address."""
    starts, ends = (_last(pattern, text) for pattern in (_ENTRY, _ENTRY_END))
    return starts > ends


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _partial(entry: etree._Element, url: str) -> Reject:
    title = plain(text_of(first(fields_of(entry), "title")))
    return unreadable(url, f"the feed ends inside its entry {title or 'without a title'}", "truncated")


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    """The entries at any depth, but none inside another."""
    inside: etree._Element | None = None
    for element in root.iter(etree.Element):
        if local(element.tag)[1] not in ("item", "entry") or not _is_own(element, root):
            continue
        if inside is not None and any(above is inside for above in element.iterancestors()):
            continue
        inside = element
        yield element


def _is_own(element: etree._Element, root: etree._Element) -> bool:
    space = local(element.tag)[0]
    return space in ("", local(root.tag)[0]) or not space.startswith("other")


def _index(root: etree._Element, entries: Sequence[etree._Element], url: str) -> Index:
    about = next((one for one in root if local(one.tag)[1] == "channel"), root)
    head = fields_of(about)
    language = _language(about, head) or _language(root, {})
    read = [_announcement(entry, url, language) for entry in entries[:MOST_ENTRIES]]
    return Index(
        announcements=announced(read),
        rejects=tuple(one for one in read if isinstance(one, Reject)),
        tossed=max(len(entries) - MOST_ENTRIES, 0),
        title=plain(text_of(first(head, "title"))),
        language=language,
    )


def _announcement(entry: etree._Element, url: str, language: str | None) -> Announcement | Reject:
    fields = fields_of(entry)
    headline = plain(text_of(first(fields, "title")))
    found, written = _address(entry, fields, url)
    if found is None:
        return no_url(url, headline or text_of(first(fields, "guid", "id")).strip(), written)
    return Announcement(
        url=found,
        source=url,
        headline=headline,
        published=raw_time(text_of(first(fields, *_PUBLISHED))),
        updated=raw_time(text_of(first(fields, *_UPDATED)) or entry.get("LASTMOD") or entry.get("lastmod") or ""),
        language=_language(entry, fields) or language,
    )


def _address(entry: etree._Element, fields: Fields, url: str) -> tuple[str | None, str | None]:
    """The entry's address, or None and the first of what it says instead."""
    refused = None
    for raw, element in _written(entry, fields):
        found = absolute(raw, url if is_web(raw) else base_of(element, url), url)
        if found is not None:
            return found, None
        refused = refused or raw.strip() or None
    return None, refused


def _written(entry: etree._Element, fields: Fields) -> Iterator[tuple[str, etree._Element]]:
    """What an entry says that can be its address, the surest first, with the element that says it."""
    for one in fields.get("origlink", ()):
        yield text_of(one), one
    links = fields.get("link", ())
    for link in links:
        if not link.get("href"):
            yield text_of(link), link
    alternates = [one for one in links if (one.get("rel") or "").strip().lower() in _ALTERNATE and one.get("href")]
    for link in sorted(alternates, key=lambda one: (one.get("type") or "text/html").strip() != "text/html"):
        yield link.get("href"), link
    yield entry.get("HREF") or entry.get("href") or "", entry
    yield from _identities(entry, fields)


def _identities(entry: etree._Element, fields: Fields) -> Iterator[tuple[str, etree._Element]]:
    """Ids that are addresses; one that does not say so has to look like one."""
    for guid in fields.get("guid", ()):
        permalink = _attribute(guid, "ispermalink").strip().lower()
        if permalink == "true" or (permalink != "false" and is_web(text_of(guid))):
            yield text_of(guid), guid
    about = entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""
    for raw, element in ((text_of(first(fields, "id")), entry), (about, entry)):
        if is_web(raw):
            yield raw, element


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.lower() == name), "")


def _language(element: etree._Element, fields: Fields) -> str | None:
    said = text_of(first(fields, "language", "dc:language")) or element.get(
        "{http://www.w3.org/XML/1998/namespace}lang", ""
    )
    return said.strip()[:35] or None
