"""The parts of a feed's element by their names, whichever of the many namespaces they are in."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

Fields = Mapping[str, Sequence[etree._Element]]
"""An element's children by name in small letters; those of Dublin Core have `dc:` before it."""

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_FEED = (
    "http://purl.org/rss/",
    "http://purl.org/net/rss",
    "http://purl.org/atom/",
    "http://www.w3.org/2005/atom",
    "http://backend.userland.com/rss",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://cyber.law.harvard.edu/rss",
    "http://my.netscape.com/rdf/simple",
    "http://channel.netscape.com/rdf/simple",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
)
# Modules of RSS that are no parts of every feed.
_MODULES = ("http://purl.org/rss/1.0/modules/",)
_DUBLIN = ("http://purl.org/dc/",)
# Prefixes that people use and forget to declare.
_PREFIXES = {"rss": "", "atom": "", "a10": "", "rdf": "", "dc": "dc", "dcterms": "dc"}


@lru_cache(maxsize=1 << 12)
def local(tag: str) -> tuple[str, str]:
    """A tag's namespace, shortened, and its name in small letters.

    The namespace is empty for those of feeds, `dc` for Dublin Core, `other` and itself for any other.
    """
    if tag.startswith("{"):
        space, _, name = tag[1:].rpartition("}")
        return _family(space.strip().lower()), name.lower()
    prefix, colon, name = tag.rpartition(":")
    return (_PREFIXES.get(prefix.lower(), f"other {prefix}") if colon else ""), name.lower()


def _family(space: str) -> str:
    if space.startswith(_DUBLIN):
        return "dc"
    if space.startswith(_FEED) and not space.startswith(_MODULES):
        return ""
    return f"other {space}" if space else ""


def fields_of(element: etree._Element) -> Fields:
    """The element's children that belong to a feed, in their order."""
    own = local(element.tag)[0]
    found: dict[str, list[etree._Element]] = {}
    for child in element.iterchildren(etree.Element):
        space, name = local(child.tag)
        if space in ("", own) or name == "origlink":
            found.setdefault(name, []).append(child)
        elif space == "dc":
            found.setdefault(name if name == "title" else f"dc:{name}", []).append(child)
    return found


def text_of(element: etree._Element | None) -> str:
    """All text inside the element; empty where there is none."""
    return "" if element is None else "".join(element.itertext())


def base_of(element: etree._Element, url: str) -> str:
    """What relative addresses in the element count from: its xml:base and those above it, else the document's own."""
    said = [one.get(_BASE) for one in (element, *element.iterancestors()) if one.get(_BASE)]
    base = url
    for one in reversed(said):
        try:
            base = urljoin(base, one.strip())
        except ValueError:
            continue
    return base
