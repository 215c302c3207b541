"""XML of feeds and sitemaps to a tree, whatever state it is in and whatever it was written to do to its reader.

Nothing is fetched and no entity is expanded: document types are cut out before libxml2 sees them, so that a bomb is a
text without its fuse. What is commonly wrong is mended in the text (a bare & would take the rest of an address with
it), the rest by libxml2, which goes on behind an error.
"""

import codecs
import re
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from lxml import etree  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.text.decode import decode

_HEAD = 1024  # bytes in which an XML declaration ends
_DECLARED = re.compile(rb"^[^<]{0,20}<\?xml[^>]{0,300}?encoding\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,300}>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z0-9]{1,20}:)?([A-Za-z]{1,20})[\s/>]")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_SUBSET_END = re.compile(r"\]\s*>")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9_.-]{0,63}));|&")
_FOREIGN = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)")  # what XML does not know of by itself
# What servers say of everything and what decodes everything: the document knows better.
_SAID_OF_ALL = frozenset({"iso8859-1", "cp1252", "ascii"})


@dataclass(frozen=True, slots=True)
class Xml:
    """The text of an XML document, ready for a parser.

    Attributes:
        text: without its declaration and document type, its references mended.
        flags: of `tasks.readers.index.FLAGS`.
    """

    text: str
    flags: tuple[str, ...]


def read_xml(body: bytes, charset: str | None = None) -> Xml:
    """The document's text.

    Args:
        body: the bytes.
        charset: the encoding that the server says.

    Raises:
        RejectDocument: `bad_record` where there is nothing, `not_text` where the bytes are no text.
    """
    said = stated_encoding(body, charset)
    decoded = decode(_marked(body), said)
    if not decoded.text.strip("\ufeff \n\t"):
        raise RejectDocument("bad_record", "it is empty")
    text, entities = without_head(decoded.text)
    mended, odd = mend(text, "" if entities else None)
    flags = {
        "redecoded": said is not None and not _same(said, decoded.encoding),
        "broken_characters": decoded.broken > 0,
        "doctype": entities,
        "bad_xml": odd,
    }
    return Xml(mended, tuple(name for name, raised in flags.items() if raised))


def stated_encoding(body: bytes, charset: str | None) -> str | None:
    """The encoding that the server or the document's declaration says: the first that decodes the bytes, if any does.

    An encoding that servers say of everything counts only where the document says none.
    """
    found = _DECLARED.search(body[:_HEAD])
    own = found.group(1).decode("ascii") if found else None
    said = [name for name in (charset, own) if name]
    said.sort(key=lambda name: _name(name) in _SAID_OF_ALL)
    return next((name for name in said if _decodes(body, name)), said[0] if said else None)


def parse(text: str) -> tuple[etree._Element | None, bool]:
    """The root, None where there is no element, and whether the document was well-formed.

    Raises:
        RejectDocument: `bad_record` where it is nested deeper than 256 elements or has a text beyond 10 MB.
    """
    parser = etree.XMLParser(**SAFE, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    check_limits(parser.error_log)
    return root, not any(entry.level_name != "WARNING" for entry in parser.error_log)


def check_limits(log: etree._ListErrorLog) -> None:
    """Raise RejectDocument where libxml2 gave up on a document that is made to exhaust its reader."""
    for entry in log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise RejectDocument("bad_record", entry.message.split(", ")[0].strip().lower()[:200])


SAFE = {
    "recover": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How lxml is told to read what strangers wrote."""


def _marked(body: bytes) -> bytes:
    """The bytes with the mark of UTF-32 before them where they are that without one."""
    for start, mark in ((b"<\0\0\0", codecs.BOM_UTF32_LE), (b"\0\0\0<", codecs.BOM_UTF32_BE)):
        if body.startswith(start):
            return mark + body
    return body


def _name(encoding: str) -> str:
    try:
        return codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        return encoding


def _decodes(body: bytes, encoding: str) -> bool:
    try:
        body.decode(_name(encoding))
    except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
        return False
    return True


def _same(said: str, found: str) -> bool:
    """Whether two names mean one encoding, as far as the document shows: ASCII is UTF-8, a mark says the byte order."""
    names = [_name(one).removesuffix("-le").removesuffix("-be") for one in (said, found)]
    return names[0] == names[1] or (names[0] in _SAID_OF_ALL and names[1] in _SAID_OF_ALL | {"utf-8"})


def without_head(text: str) -> tuple[str, bool]:
    """The text without its declaration and document type, and whether that declares entities."""
    return _without_doctype(_DECLARATION.sub("", text.lstrip("\ufeff \n\t")))


def _without_doctype(text: str) -> tuple[str, bool]:
    """The text without the document type before its first element, and whether that declares entities."""
    start = _DOCTYPE.search(text)
    if start is None or _element_before(text, start.start()):
        return text, False
    subset, close = text.find("[", start.end()), text.find(">", start.end())
    if subset == -1 or close < subset:
        return text[: start.start()] + (text[close + 1 :] if close != -1 else ""), False
    end = _SUBSET_END.search(text, subset)
    rest = text[end.end() :] if end else ""
    return text[: start.start()] + rest, "<!ENTITY" in text[subset : end.end() if end else len(text)]


def _element_before(text: str, at: int) -> bool:
    return re.search(r"<[A-Za-z]", text[: min(at, 1 << 16)]) is not None and not text.lstrip().startswith("<!--")


def root_name(text: str) -> str | None:
    """The name of a document's first element in small letters, without its prefix; None where there is none.

    Args:
        text: the document, or its beginning.
    """
    found = _ROOT.search(_COMMENT.sub("", without_head(text)[0]))
    return found.group(1).lower() if found else None


def mend(text: str, unknown: str | None) -> tuple[str, bool]:
    """The text with its references outside CDATA as parsers understand them, and whether one was wrong.

    Every reference to a known letter is made a numeric one, for behind an error libxml2 drops those by name, `&amp;`
    too: `?a=1&amp;b=2` becomes `?a=1b=2`. Every other & is escaped.

    Args:
        text: the document.
        unknown: what stands for a reference to an entity that nobody knows; None: itself, escaped.
    """
    pieces, at, wrong = [], 0, False
    while at < len(text):
        start = text.find("<![CDATA[", at)
        start = len(text) if start == -1 else start
        wrong = wrong or _FOREIGN.search(text, at, start) is not None
        pieces.append(_REFERENCE.sub(lambda found: _reference(found, unknown), text[at:start]))
        end = text.find("]]>", start)
        at = len(text) if end == -1 else end
        pieces.append(text[start:at])
    return "".join(pieces), wrong


def _reference(found: re.Match[str], unknown: str | None) -> str:
    number, name = found.groups()
    if number is not None:
        return _escaped(unescape(found.group()).replace("\ufffd", "")) if _is_odd(number) else found.group()
    if name is not None and f"{name};" in html5:
        return _escaped(html5[f"{name};"])
    if name is not None and unknown is not None:
        return unknown
    return "&#38;" + found.group()[1:]


def _is_odd(number: str) -> bool:
    """Whether XML forbids the character, or it is one of windows-1252 that writers take for Unicode's."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    legal = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return not legal or 0x80 <= code <= 0x9F


def _escaped(letters: str) -> str:
    return "".join(f"&#{ord(one)};" for one in letters if one >= " " or one in "\t\n")
