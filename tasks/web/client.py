"""The polite client: asks for an address, follows where it leads, and says what came of it.

    async with Client(settings, state) as client:
        outcome = await client.fetch(url, limit=10_000_000, validators=page.validators)

Every hop is checked anew: the address, its host's robots.txt, its host's turn. What goes wrong is an outcome
(`tasks.web.outcomes`) with a reason of the closed list, never an exception.
"""

import ssl
import time
from collections.abc import Callable
from importlib.metadata import version
from types import TracebackType
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver

from tasks.model.errors import ConfigError, RejectDocument
from tasks.model.settings import Settings, networks
from tasks.web.gate import Gate
from tasks.web.guard import Address, check_address
from tasks.web.outcomes import Fetched, Hop, Later, NotModified, Outcome, Refused, Validators
from tasks.web.pace import NotYet, Pace, Turn, Turns, backoff, retry_after
from tasks.web.robots import TOKEN, Robots
from tasks.web.state import State
from tasks.web.wire import Answer, Trouble, ask, session

MOST_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FETCHED = frozenset({200, 203, 206})
# The host is busy or what stands before it cannot reach it: it is left alone. Other faults are the page's own.
_BUSY = frozenset({429, 502, 503, 504})
_PASSING = frozenset({408, 425, 500, 507, 508, 509, 520, 521, 522, 523, 524, 525, 530})
# Asked again at once, when the turn comes: a body that broke off, a connection that had been kept open too long.
_TRIES = 2
_NOTHING_KNOWN = Validators()


def user_agent(contact: str) -> str:
    """What we call ourselves: the project, its version and whom to turn to.

    Raises:
        ConfigError: there is nobody to turn to.
    """
    if not contact:
        raise ConfigError(
            "Set MARSAD_CONTACT to a page or a mail address at which the owner of a site can reach you: "
            "it is sent with every request."
        )
    return f"{TOKEN}/{version('marsad')} (+{contact})"


class Client:
    """One pool of connections and one queue a host, for as many fetches at once as one likes to start."""

    def __init__(
        self,
        settings: Settings,
        state: State,
        *,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        pace: Pace = Pace(),  # noqa: B008
        clock: Callable[[], float] = time.time,
    ) -> None:
        """To be entered with `async with`.

        Args:
            settings: contact, delay, time limits, allowed networks.
            state: remembers turns and robots.txt.
            resolver: resolves names, in the place of the system's; its answers are vetted.
            tls: whom to trust, in the place of the system's certificates.
            pace: how patient to be.
            clock: seconds since 1970, UTC.

        Raises:
            ConfigError: there is no contact.
        """
        self._settings = settings
        self._state = state
        self._resolver = resolver
        self._tls = tls
        self._pace = pace
        self._clock = clock
        self._agent = user_agent(settings.contact)
        self._allowed = networks(settings.allowed_networks)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Client":
        self._session = session(self._settings, self._allowed, self._agent, self._resolver, self._tls)
        self._turns = Turns(self._state.hosts, self._pace, self._settings.connections, self._clock)
        self._gate = Gate(self._state.hosts, self._robots_txt, self._clock)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(
        self,
        url: str,
        limit: int,
        validators: Validators = _NOTHING_KNOWN,
        delay: float | None = None,
        cut: bool = False,
    ) -> Outcome:
        """Ask for an address, when its host's turn has come, and follow where it leads.

        Args:
            url: the address.
            limit: the largest body, bytes, as sent and decoded.
            validators: what to ask by whether something has changed; nothing to get the body in any case.
            delay: the source's own delay between two requests to a host, seconds; None for the setting's. A longer
                one of the host's robots.txt stands.
            cut: whether a larger body is cut off at the limit; else it is refused.
        """
        delay = self._settings.host_delay if delay is None else delay
        return await self._follow(url, limit, validators, delay, cut, MOST_REDIRECTS, gated=True)

    async def robots(self, url: str, delay: float | None = None) -> Robots | Refused | Later:
        """The robots.txt that holds for an address: its rules and the sitemaps that it names."""
        try:
            address = check_address(url, self._allowed)
        except RejectDocument as error:
            return Refused(error.reason, error.detail)
        return await self._gate.rules(address, self._settings.host_delay if delay is None else delay)

    async def _robots_txt(self, url: str, limit: int, most: int, delay: float) -> Outcome:
        return await self._follow(url, limit, _NOTHING_KNOWN, delay, cut=True, most=most, gated=False)

    async def _follow(
        self, url: str, limit: int, validators: Validators, delay: float, cut: bool, most: int, gated: bool
    ) -> Outcome:
        """Ask, and go where the answer leads, at most `most` times; `gated`: robots.txt is heeded at each."""
        hops: tuple[Hop, ...] = ()
        while True:
            try:
                address = check_address(url, self._allowed)
            except RejectDocument as error:
                return Refused(error.reason, error.detail, hops=hops)
            wait = await self._gate.delay(address, delay) if gated else delay
            if not isinstance(wait, float | int):
                return _after(wait, hops)
            answer = await self._ask(address, validators, wait, limit, cut)
            if not isinstance(answer, Answer):
                return _after(answer, hops)
            if answer.status not in _REDIRECTS:
                return _outcome(address, answer, validators, hops)
            hop = _hop(address, answer)
            hops = (*hops, hop)
            if not hop.location:
                return Refused("bad_http", "a redirect to nowhere", answer.status, hops)
            if hop.location in {one.url for one in hops} or len(hops) > most:
                return Refused("redirects", f"{len(hops)} redirects, the last to {hop.location}", answer.status, hops)
            url = hop.location

    async def _ask(
        self, address: Address, validators: Validators, delay: float, limit: int, cut: bool
    ) -> Answer | Refused | Later:
        """Ask once, or twice where the answer broke off."""
        tried: Answer | Refused | Later | None = None
        for left in reversed(range(_TRIES)):
            try:
                async with self._turns.turn(address.authority, delay) as turn:
                    tried = await self._once(address, validators, turn, limit, cut, is_last=left == 0)
            except NotYet as wait:
                detail = f"{address.authority} is left alone for {wait.wait:.0f} s"
                return tried or Later("unreachable", detail, self._clock() + wait.wait, counts=False)
            if tried is not None and not (isinstance(tried, Answer) and tried.broken):
                break
        assert tried is not None, "the last try has an outcome"
        return tried

    async def _once(
        self, address: Address, validators: Validators, turn: Turn, limit: int, cut: bool, is_last: bool
    ) -> Answer | Refused | Later | None:
        """Ask in a turn; None where it hung up and another try is left."""
        assert self._session is not None, "a client is entered with `async with`"
        try:
            answer = await ask(self._session, address, validators.headers, limit, cut, self._clock)
        except RejectDocument as error:
            return Refused(error.reason, error.detail)
        except Trouble as trouble:
            if trouble.hung_up and not is_last:
                return None
            first = self._pace.unknown if trouble.unknown else self._pace.backoff
            turn.rest = self._turns.jittered(backoff(turn.failures + 1, first))
            return Later(trouble.reason, trouble.detail, self._clock() + turn.rest)
        return self._judged(answer, turn)

    def _judged(self, answer: Answer, turn: Turn) -> Answer | Later:
        """The answer, unless it says to come later; a busy host gets its rest."""
        if answer.status not in _BUSY | _PASSING:
            return answer
        asked = retry_after(answer.header("Retry-After"), self._clock())
        own = backoff(turn.failures + 1, self._pace.backoff) if answer.status in _BUSY else self._pace.again
        wait = self._turns.jittered(own if asked is None else max(asked, 1.0))
        turn.rest = wait if answer.status in _BUSY else None
        said = answer.header("Retry-After")
        detail = f"{answer.status}" + (f", Retry-After: {said[:60]}" if said is not None else "")
        return Later("http_status", detail, self._clock() + wait, status=answer.status)


def _outcome(address: Address, answer: Answer, validators: Validators, hops: tuple[Hop, ...]) -> Outcome:
    """What a final answer comes to."""
    if answer.status in _FETCHED:
        partial = answer.truncated or answer.status == 206
        return Fetched(address.url, answer.status, answer.headers, answer.raw, answer.body, partial, answer.at, hops)
    if answer.status == 304:
        if validators.headers:
            return NotModified(address.url, answer.headers, answer.at, hops)
        return Refused("bad_http", "304 to a request that was not conditional", 304, hops)
    return Refused("http_status", str(answer.status), answer.status, hops)


def _hop(address: Address, answer: Answer) -> Hop:
    """Where a redirect leads, "" where it does not say so; what cannot be joined is left for the guard to refuse."""
    location = (answer.header("Location") or "").strip()
    try:
        joined = urljoin(address.url, location).partition("#")[0] if location else ""
    except ValueError:
        joined = location
    return Hop(address.url, answer.status, joined)


def _after(outcome: Refused | Later, hops: tuple[Hop, ...]) -> Refused | Later:
    """The outcome with the redirects that led to it."""
    if isinstance(outcome, Refused):
        return Refused(outcome.reason, outcome.detail, outcome.status, hops + outcome.hops)
    return Later(
        outcome.reason, outcome.detail, outcome.not_before, outcome.counts, outcome.status, hops + outcome.hops
    )
