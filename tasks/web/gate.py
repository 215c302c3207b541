"""Which addresses robots.txt lets through: fetched by the rules of RFC 9309 (section 2.3.1), kept for a day.

2xx: its rules. 4xx, or more than 5 redirects: everything may be read. 5xx, 429 or no answer: nothing may, for now; an
older copy, up to 30 days, stands in.
"""

import asyncio
import time
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace

from tasks.web.guard import Address
from tasks.web.hosts import Hosts, RobotsCopy
from tasks.web.outcomes import Fetched, Later, Outcome, Refused
from tasks.web.robots import KEEP_SECONDS, LIMIT, Robots, parse

MOST_REDIRECTS = 5
AGAIN_SECONDS = 600.0  # between two tries of one that could not be had
STALE_SECONDS = 30 * 24 * 3600.0
_MOST_PARSED = 200  # origins; a file of 500 KiB is some MB when parsed
# The page itself would meet with these: they are its outcome, not that of its robots.txt.
_THE_HOSTS_OWN = frozenset({"address", "tls"})

# (url, limit, redirects, delay) to what came of it.
FetchRobots = Callable[[str, int, int, float], Awaitable[Outcome]]
Rules = Robots | Refused | Later


class Gate:
    """Knows the rules of every origin that was asked for."""

    def __init__(self, hosts: Hosts, fetch: FetchRobots, clock: Callable[[], float] = time.time) -> None:
        self._hosts = hosts
        self._fetch = fetch
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Rules]] = OrderedDict()
        self._one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def delay(self, address: Address, least: float) -> float | Refused | Later:
        """Seconds between two requests to the address's host, or why it may not be asked for."""
        rules = await self.rules(address, least)
        if not isinstance(rules, Robots):
            return rules
        if not rules.allows(address):
            return Refused("robots", f"{address.origin}/robots.txt does not let {address.target[:200]} be read")
        return max(least, rules.crawl_delay or 0.0)

    async def rules(self, address: Address, delay: float) -> Rules:
        """The rules of the address's origin, or why there are none to go by."""
        async with self._one_at_a_time[address.origin]:
            until, rules = self._known.get(address.origin, (0.0, None))
            if rules is None or self._clock() >= until:
                until, rules = await self._current(address, delay)
                self._known[address.origin] = (until, rules)
                while len(self._known) > _MOST_PARSED:
                    self._known.popitem(last=False)
            self._known.move_to_end(address.origin)
        return rules

    async def _current(self, address: Address, delay: float) -> tuple[float, Rules]:
        """The rules, and until when they hold."""
        copy = self._hosts.robots(address.origin)
        if copy is not None and not _is_due(copy, self._clock()):
            return _held(copy, self._clock())
        outcome = await self._fetch(f"{address.origin}/robots.txt", LIMIT, MOST_REDIRECTS, delay)
        now = self._clock()
        if isinstance(outcome, Refused) and outcome.reason in _THE_HOSTS_OWN and not outcome.hops:
            return now + AGAIN_SECONDS, outcome
        if isinstance(outcome, Later) and outcome.status is None and not _is_usable(copy, now):
            return outcome.not_before, outcome  # the host could not be asked: that is remembered of the host
        copy = judged(outcome, copy, now)
        self._hosts.keep_robots(address.origin, copy)
        until, rules = _held(copy, now)
        if isinstance(rules, Later) and isinstance(outcome, Later):
            return until, replace(rules, not_before=max(until, outcome.not_before))
        return until, rules


def judged(outcome: Outcome, before: RobotsCopy | None, now: float) -> RobotsCopy:
    """What a try to fetch a robots.txt leaves us with."""
    if isinstance(outcome, Fetched):
        return RobotsCopy("given", str(outcome.status), outcome.body, now, now)
    if isinstance(outcome, Refused) and (outcome.reason == "redirects" or 400 <= (outcome.status or 0) < 500):
        return RobotsCopy("allow_all", outcome.detail, b"", now, now)
    detail = outcome.detail if isinstance(outcome, Refused | Later) else "304"
    if before is None:
        return RobotsCopy("unreachable", detail, b"", 0.0, now)
    return replace(before, status="unreachable", detail=detail, asked_at=now)


def _is_due(copy: RobotsCopy, now: float) -> bool:
    """Whether to ask anew; also where somebody has set the clock back."""
    keep = AGAIN_SECONDS if copy.status == "unreachable" else KEEP_SECONDS
    return not 0 <= now - copy.asked_at < keep


def _is_usable(copy: RobotsCopy | None, now: float) -> bool:
    """Whether the last rules that were had stand in where none can be had now."""
    return copy is not None and 0 <= now - copy.fetched_at < STALE_SECONDS


def _held(copy: RobotsCopy, now: float) -> tuple[float, Rules]:
    """What a copy says, and until when to go by it."""
    until = copy.asked_at + (AGAIN_SECONDS if copy.status == "unreachable" else KEEP_SECONDS)
    if copy.status != "unreachable" or _is_usable(copy, now):
        return until, parse(copy.body)
    return until, Later("robots", f"robots.txt could not be had: {copy.detail}", until)
