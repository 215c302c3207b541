"""What can come of asking for an address: four frozen kinds, and nothing is raised.

Outcome
├── Fetched      here is the body
├── NotModified  the body that we have is still that of the address
├── Refused      final: a row in `rejects`
└── Later        not now: try again, not before `not_before`

Times are seconds since 1970, UTC.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from tasks.readers.http import Headers, content_type, value_of
from tasks.text.decode import scrub

_PERMANENT = (301, 308)
# How often a page is tried before what stood in the way becomes the reason of a reject: with the back-off of
# `tasks.web.pace` that is about half an hour.
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again by: `ETag` and `Last-Modified`, as it wrote them."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The request's headers that make it conditional; none where nothing is known."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value for name, value in pairs if value is not None}


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: from where, with which status, to where (absolute)."""

    url: str
    status: int
    location: str


def moved_to(hops: tuple[Hop, ...]) -> str | None:
    """Where the address has moved for good: the end of a chain of nothing but permanent redirects."""
    return hops[-1].location if hops and all(hop.status in _PERMANENT for hop in hops) else None


@dataclass(frozen=True)
class Fetched:
    """A body, under status 200, 203 or 206.

    Attributes:
        url: the address that answered, after all redirects, as it went over the wire.
        status: HTTP status.
        headers: pairs of name and value in their order.
        raw: the body as sent.
        body: the body with its Content-Encoding undone; the same object as `raw` where there was none.
        truncated: both are only the beginning: the connection ended early, the packing was broken, or the limit cut.
        at: when the answer began.
        hops: the redirects that led here.
    """

    url: str
    status: int
    headers: Headers
    raw: bytes
    body: bytes
    truncated: bool
    at: float
    hops: tuple[Hop, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the decoded body, hex: what decides whether something has changed, not the validators."""
        return sha256(self.body).hexdigest()

    @property
    def validators(self) -> Validators:
        """What to ask again by."""
        return Validators(value_of(self.headers, "ETag"), value_of(self.headers, "Last-Modified"))

    @property
    def media_type(self) -> str | None:
        """The media type that the server says, lower case, without parameters; None where it says none."""
        return content_type(self.headers)[0] or None

    @property
    def charset(self) -> str | None:
        """The encoding that the server says, as it writes it; None where it says none."""
        return content_type(self.headers)[1]

    @property
    def moved_to(self) -> str | None:
        """Where the address has moved for good, None where it has not."""
        return moved_to(self.hops)


@dataclass(frozen=True, slots=True)
class NotModified:
    """Status 304 to a conditional request."""

    url: str
    headers: Headers
    at: float
    hops: tuple[Hop, ...] = ()

    @property
    def moved_to(self) -> str | None:
        """Where the address has moved for good, None where it has not."""
        return moved_to(self.hops)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing will come of it: `reason` is one of `expectations.vocabulary.REASONS`.

    `status` is the HTTP status where there was one.
    """

    reason: str
    detail: str
    status: int | None = None
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing came of it now.

    Attributes:
        reason: of `expectations.vocabulary.REASONS`: what to reject with once it has been tried often enough.
        detail: what happened.
        not_before: when to try again.
        counts: whether this was a try of the address; it was none where its host was waiting out a back-off.
        status: HTTP status where there was one.
        hops: the redirects that led here.
    """

    reason: str
    detail: str
    not_before: float
    counts: bool = True
    status: int | None = None
    hops: tuple[Hop, ...] = ()


Outcome = Fetched | NotModified | Refused | Later


def given_up(outcome: Later, tries: int) -> Later | Refused:
    """The outcome, or that it is final after so many tries of this address, this one included."""
    if not outcome.counts or tries < MOST_TRIES:
        return outcome
    return Refused(outcome.reason, f"{outcome.detail}; tried {tries} times", outcome.status, outcome.hops)


def crashed(error: Exception) -> Refused:
    """That something failed which nobody foresaw: it costs the document."""
    return Refused("crashed", scrub(f"{type(error).__name__}: {error}")[:500])
