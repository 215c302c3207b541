"""What `marsad add` has found to watch: how well each would do, which is best, who publishes there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from courlan import extract_domain

from tasks.model.sources import WebSource
from tasks.readers.trial import KINDS, Trial
from tasks.text.addresses import canonical
from tasks.text.outlets import known_outlets, of_url

# One that has announced nothing for longer is dead or forgotten: sites leave old feeds standing.
SILENT_AFTER = timedelta(days=31)
HEALTH = {
    "ok": "",
    "silent": "it has announced nothing new for more than a month",
    "comments": "it announces readers' comments, not articles",
    "robots": "robots.txt does not let its articles be read",
    "empty": "it announces nothing",
}
"""How a candidate fares, the best first, in words."""

_READER = {"feed": "feed", "news sitemap": "sitemap", "sitemap": "sitemap", "listing": "page", "article": "page"}
_NO_ID = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be watched.

    Attributes:
        url: its address, as it would be written into a topic file.
        trial: what came of trying it; of a sitemap that names others, what came of the newest of those.
        readable: whether robots.txt lets its newest articles be read; None where that is not known.
        parts: how many sitemaps it names.
    """

    url: str
    trial: Trial
    readable: bool | None = None
    parts: int = 0

    def health(self, now: datetime) -> str:
        """How it fares, of `HEALTH`."""
        times = [entry.at for entry in self.trial.newest if entry.at is not None]
        if not self.trial.articles and not self.parts:
            return "empty"
        if self.readable is False:
            return "robots"
        if self.trial.is_comments:
            return "comments"
        return "silent" if times and max(times) < now - SILENT_AFTER and self.trial.kind != "article" else "ok"

    def is_worth_it(self, now: datetime) -> bool:
        """Whether anything would come of it."""
        return self.health(now) not in ("robots", "empty")


def ranked(found: Iterable[Candidate], now: datetime) -> tuple[Candidate, ...]:
    """The best first: those that are well, feeds before sitemaps before listings; else as they were found."""
    order = list(HEALTH)
    return tuple(sorted(found, key=lambda one: (order.index(one.health(now)), KINDS.index(one.trial.kind))))


def source_of(candidate: Candidate, outlet: str | None = None) -> WebSource:
    """The source as it would be written: under this outlet, else the one that its articles' addresses tell."""
    return WebSource(
        reader=_READER[candidate.trial.kind],
        url=candidate.url,
        outlet=outlet or outlet_of(candidate),
        selector=candidate.trial.selector,
    )


def outlet_of(candidate: Candidate) -> str | None:
    """Who publishes there: the outlet that is known by the articles' addresses, else an id made of their domain.

    None where the articles are of several outlets, as in a collection of others' feeds.
    """
    addresses = [entry.url for entry in candidate.trial.newest] or [candidate.url]
    found = {of_url(url) or _proposed(url) for url in addresses}
    return found.pop() if len(found) == 1 else None


def _proposed(url: str) -> str:
    """An id from a domain's name, or from the whole of it where the name is another outlet's."""
    form = canonical(url) or url  # its host in ASCII, without www.
    host = urlsplit(form).hostname or ""
    domain = extract_domain(form) or host
    name = _id(domain.split(".")[0] if not host.replace(".", "").isdigit() else host)
    return _id(host) if name in known_outlets() or not name else name


def _id(text: str) -> str:
    return _NO_ID.sub("-", text.lower()).strip("-") or "outlet"
