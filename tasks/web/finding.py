"""Find what could be watched at an address: the address itself, the feeds and sitemaps it leads to, or the usual ones.

Asks little: the address, its robots.txt, and at most six addresses more; for at most five minutes.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tasks.model.errors import ConfigError, MarsadError, RejectDocument, SourceUnavailable
from tasks.model.settings import Settings, networks
from tasks.readers.announce import absolute
from tasks.readers.trial import Entry, Given, Trial, try_body
from tasks.text.addresses import canonical
from tasks.web.candidates import Candidate, ranked
from tasks.web.client import Client
from tasks.web.guard import check_address
from tasks.web.outcomes import Fetched, Later, Refused
from tasks.web.poll import LIMITS
from tasks.web.robots import Robots
from tasks.web.state import State
from tasks.workers.pool import Failure, guarded_pool

MOST_MORE = 6  # requests besides those for the address and for robots.txt
MOST_SECONDS = 300.0
_MOST_FEEDS = 3  # of those that a page names: the others are mostly of comments and sections
_MOST_SITEMAPS = 2
_MOST_GUESSES = 4  # at feeds, so that two requests are left for sitemaps
_INDEXES = frozenset({"feed", "sitemap", "news sitemap"})
# The user's to mend: to ask again would give the same.
_MISTAKES = frozenset({"address", "scheme", "robots", "not_text", "bad_record", "too_large", "bomb", "unreadable"})
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Miss:
    """An address of which nothing came: `reason` is one of `expectations.vocabulary.REASONS`; `passing`: for now."""

    url: str
    reason: str
    detail: str
    status: int | None = None
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to watch, the best first, and the named addresses of which nothing came."""

    candidates: tuple[Candidate, ...]
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class _Tried:
    """An address that answered; `sha256` of the body."""

    url: str
    trial: Trial
    sha256: str


@dataclass(frozen=True, slots=True)
class _Hints:
    """Addresses to try: all of them, or where they are guesses up to the first that holds something."""

    addresses: tuple[str, ...]
    guessed: bool = False


async def find(
    url: str, settings: Settings, state: State, now: datetime, tell: Callable[[str], None] = lambda _: None
) -> Found:
    """Find what could be watched.

    Args:
        url: where to look.
        settings: contact, delay and limits.
        state: remembers hosts' turns and robots.txt.
        now: the time, with its zone.
        tell: is called with every address before it is asked for.

    Raises:
        ConfigError: there is nothing at the address, it may not be asked for, or there is nobody to turn to.
        SourceUnavailable: it cannot be reached now.
    """
    async with Client(settings, state) as client:
        return await _Finder(client, settings, now, tell).find(url)


@dataclass
class _Finder:
    """One search.

    Attributes:
        client: asks.
        settings: limits.
        now: the time.
        tell: is told what is asked for.
        left: requests that may still be made.
        until: when to stop, of the loop's clock.
        seen: canonical addresses and bodies that were met.
        misses: named addresses of which nothing came.
    """

    client: Client
    settings: Settings
    now: datetime
    tell: Callable[[str], None]
    left: int = MOST_MORE
    until: float = field(default_factory=lambda: asyncio.get_running_loop().time() + MOST_SECONDS)
    seen: set[str | None] = field(default_factory=set)
    misses: list[Miss] = field(default_factory=list)

    async def find(self, url: str) -> Found:
        first = await self._try(url)
        if isinstance(first, Miss):
            raise fault(first)
        self.seen |= {canonical(first.url), first.sha256}
        found = [one async for one in self._with_parts(first)]
        if first.trial.kind not in _INDEXES:
            for hints in _hints(first.trial, await self._mapped(first.url)):
                found += await self._all(hints)
        vetted = [replace(one, readable=await self._readable(one.trial.newest)) for one in found]
        if not vetted and not self.misses:
            raise ConfigError(
                f"Nothing to watch was found at {url}: it lists no articles and leads to no feed or sitemap. "
                "Give the address of a feed, of a sitemap, or of a page that lists articles."
            )
        if not vetted:
            raise fault(self.misses[0])
        return Found(ranked(vetted, self.now), tuple(self.misses))

    async def _all(self, hints: _Hints) -> list[Candidate]:
        """What the hints lead to."""
        found: list[Candidate] = []
        for address in hints.addresses:
            tried = await self._more(address, hints.guessed)
            if tried is not None:
                found += [one async for one in self._with_parts(tried)]
                if hints.guessed:
                    break
        return found

    async def _more(self, address: str, guessed: bool) -> _Tried | None:
        """Try one more, where it is another and may be asked for; None where no feed or sitemap came of it."""
        if canonical(address) in self.seen or self.left == 0 or self._seconds() <= 0:
            return None
        self.seen.add(canonical(address))
        self.left -= 1
        tried = await self._try(address)
        if isinstance(tried, _Tried) and tried.trial.kind not in _INDEXES:
            tried = Miss(address, "bad_record", "it is neither a feed nor a sitemap")
        if isinstance(tried, Miss):
            self.misses += [] if guessed else [tried]
            return None
        if tried.sha256 in self.seen:
            return None
        self.seen.add(tried.sha256)
        return tried

    async def _with_parts(self, tried: _Tried) -> AsyncIterator[Candidate]:
        """A candidate of it; a sitemap that names others is judged by one, which is another if it has news."""
        trial = tried.trial
        for part in _newest_part(trial.children):
            inner = await self._more(part, guessed=True)
            if inner is not None:
                if inner.trial.kind == "news sitemap":
                    yield Candidate(inner.url, inner.trial)
                trial = replace(inner.trial, kind=trial.kind, led=trial.led)
        if trial.kind != "other":
            yield Candidate(tried.url, trial, parts=len(tried.trial.children))

    async def _try(self, url: str) -> _Tried | Miss:
        """Ask for an address and read what comes."""
        self.tell(url)
        try:
            async with asyncio.timeout(max(self._seconds(), 0.0)):
                got = await self.client.fetch(url, max(LIMITS.values()))
        except TimeoutError:
            return Miss(url, "slow", f"it took longer than {MOST_SECONDS:.0f} s", passing=True)
        match got:
            case Fetched():
                return await self._read(url, got)
            case Refused():
                return Miss(url, got.reason, got.detail, got.status)
            case Later():
                return Miss(url, got.reason, got.detail, got.status, passing=True)
            case _:
                return Miss(url, "bad_http", "it says that nothing has changed")

    async def _read(self, url: str, got: Fetched) -> _Tried | Miss:
        since = self.now - timedelta(days=self.settings.sitemap_days)
        given = Given(got.body, got.url, got.charset, got.media_type, self.now, since)
        pool = guarded_pool(self.settings)
        trial = await asyncio.to_thread(pool.one, try_body, given, self.settings.document_seconds)
        if isinstance(trial, Failure):
            return Miss(url, trial.reason, trial.detail)
        return _Tried(_to_write(url, got), trial, got.sha256)

    async def _mapped(self, url: str) -> tuple[str, ...]:
        """The sitemaps that robots.txt names."""
        rules = await self.client.robots(url)
        named = rules.sitemaps if isinstance(rules, Robots) else ()
        return tuple(to for to in (absolute(one, url) for one in named) if to is not None)

    async def _readable(self, entries: Sequence[Entry]) -> bool | None:
        """Whether robots.txt lets all of them be read; None where it could not be had."""
        answers = [await self._lets(entry.url) for entry in entries]
        return False if False in answers else None if None in answers or not answers else True

    async def _lets(self, url: str) -> bool | None:
        try:
            address = check_address(url, networks(self.settings.allowed_networks))
            async with asyncio.timeout(max(self._seconds(), 0.0)):
                rules = await self.client.robots(url)
        except RejectDocument:
            return False
        except TimeoutError:
            return None
        return rules.allows(address) if isinstance(rules, Robots) else None

    def _seconds(self) -> float:
        return self.until - asyncio.get_running_loop().time()


def fault(miss: Miss) -> MarsadError:
    """What an address of which nothing came means to who gave it, and what to do."""
    match miss.reason:
        case "scheme":
            return ConfigError(f"{miss.url} is no web address: give one that begins with http:// or https://.")
        case "address":
            return ConfigError(
                f"{miss.url} leads where nothing is fetched: {miss.detail}. "
                "Give a public address, or name its network in MARSAD_ALLOWED_NETWORKS."
            )
        case "robots" if not miss.passing:
            return ConfigError(f"{miss.detail}: its owner does not want it read. Give another address.")
        case "http_status" if miss.status in _GONE:
            return ConfigError(f"There is nothing at {miss.url} (status {miss.status}): check the address.")
        case reason if reason in _MISTAKES and not miss.passing:
            return ConfigError(f"{miss.url} cannot be read: {miss.detail}. Give the address of a feed or a page.")
        case "http_status":
            return SourceUnavailable(f"The server says no to {miss.url}: {miss.detail}. Try again later.")
        case _:
            return SourceUnavailable(f"{miss.url} cannot be had: {miss.detail}. Check the address, or try again later.")


def _hints(trial: Trial, mapped: Iterable[str]) -> Iterator[_Hints]:
    """Where to look besides: what is named, else the usual places."""
    led = trial.led
    feeds = sorted(led.feeds, key=lambda url: "comments" in urlsplit(url).path)
    sitemaps = sorted(dict.fromkeys((*mapped, *led.sitemaps)), key=lambda url: "news" not in url.lower())
    yield _Hints(tuple(feeds[:_MOST_FEEDS])) if feeds else _Hints(led.feed_guesses[:_MOST_GUESSES], guessed=True)
    yield _Hints(tuple(sitemaps[:_MOST_SITEMAPS])) if sitemaps else _Hints(led.sitemap_guesses, guessed=True)


def _newest_part(children: tuple[str, ...]) -> tuple[str, ...]:
    """Of sitemaps that are named the one to judge by: that of news, else the last, for most append."""
    news = (one for one in children if "news" in urlsplit(one).path.lower())
    return (next(news, children[-1]),) if children else ()


def _to_write(url: str, got: Fetched) -> str:
    """The address for a topic file: where it has moved to for good, else as it was given."""
    url = got.moved_to or url.strip()
    return got.url if any(letter.isspace() or letter == "\\" for letter in url) else url
