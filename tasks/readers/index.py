"""What a feed, a sitemap or a listing page says: the announcements of articles, and what was wrong with the rest."""

from dataclasses import dataclass, replace

from tasks.model.records import Announcement, Reject
from tasks.readers.contract import unreadable

MOST_ENTRIES = 2_000
"""Entries of a feed or links of a listing that are read; nobody publishes more between two polls."""

FLAGS = {
    "redecoded": "the bytes are not in the encoding that the document or the server says",
    "broken_characters": "some characters could not be decoded",
    "bad_xml": "it is no well-formed XML: read as far as it could be mended",
    "salvaged": "its end is missing: what there is was read",
    "loose": "only the lenient parser found entries in it",
    "doctype": "it declares entities or a document type of its own, which are not expanded",
}
"""What may be odd about an index that was read all the same."""


@dataclass(frozen=True, slots=True)
class Index:
    """What one feed, sitemap or listing page says.

    Attributes:
        announcements: the articles in the order of the document, each address once.
        rejects: entries that name no address of an article (`no_url`), or are not what they should be (`bad_record`).
        tossed: entries beyond those that are read.
        flags: of `FLAGS`, what is odd about the document.
        title: what the index calls itself.
        language: as stated for the whole.
        children: addresses of further sitemaps, for an index of them.
    """

    announcements: tuple[Announcement, ...] = ()
    rejects: tuple[Reject, ...] = ()
    tossed: int = 0
    flags: tuple[str, ...] = ()
    title: str | None = None
    language: str | None = None
    children: tuple[str, ...] = ()

    @property
    def oddities(self) -> str | None:
        """What is odd about the document, in words; None where nothing is."""
        return "; ".join(FLAGS[one] for one in self.flags) or None

    def faults(self, where: str) -> tuple[Reject, ...]:
        """Its rejects, and one for all entries that were not read; that is one fault however many they are.

        Args:
            where: the index's address.
        """
        if not self.tossed:
            return self.rejects
        many = unreadable(where, "more entries than are read", "too_large")
        return *self.rejects, replace(many, detail=f"{self.tossed:,} entries beyond the most that are read")


@dataclass(frozen=True, slots=True)
class Polled:
    """The body of an index as it came, with what is needed to read it; crosses into worker processes.

    Attributes:
        reader: which reader reads it: feed, sitemap, page.
        body: the bytes, without content encodings.
        url: the address it came from at last, that of the answer.
        charset: the encoding that the server says.
        selector: for `page`, the CSS selector of the links; None: those that look like articles.
    """

    reader: str
    body: bytes
    url: str
    charset: str | None = None
    selector: str | None = None
