"""When a host is asked: one queue a host, a delay between requests, back-off where it is busy or gone."""

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from random import Random

from tasks.text.times import zoned
from tasks.web.hosts import Hosts

LONGEST_WAIT = 24 * 3600.0  # seconds: whatever a server asks for, it is asked again after a day
_SECONDS = re.compile(r"\s*(\d{1,12})(?:\.\d*)?\s*", re.ASCII)
_MANY_DIGITS = re.compile(r"\s*\d{13,}\s*", re.ASCII)
# From the commit of a turn until the request is out: what a process that is killed in between may be off by.
_ON_ITS_WAY = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient we are, in seconds.

    Attributes:
        jitter: every delay is longer by a random share of up to this, so that hosts are not asked in step.
        backoff: the wait after the first failure; it doubles with every further one.
        unknown: the wait where a host's name does not exist.
        again: the wait where one page failed and its host is well.
        patience: what is waited for within a fetch, beyond the usual delay; a longer wait makes it `Later`.
    """

    jitter: float = 0.2
    backoff: float = 60.0
    unknown: float = 600.0
    again: float = 300.0
    patience: float = 15.0


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a `Retry-After` asks for, at most a day, at least 0; None where it says nothing that is known.

    It may be seconds or a date (RFC 9110, 10.2.3).
    """
    if value is None:
        return None
    if _MANY_DIGITS.fullmatch(value):
        return LONGEST_WAIT
    seconds = _SECONDS.fullmatch(value)
    if seconds is not None:
        return min(float(seconds[1]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(value[:100])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    # A date that names no zone is in GMT, as all of HTTP's are.
    seconds_left = zoned(at).timestamp() - now
    return min(max(seconds_left, 0.0), LONGEST_WAIT)


def backoff(failures: int, first: float) -> float:
    """Seconds to wait after so many failures in a row: doubling, at most a day."""
    return float(min(first * 2.0 ** min(failures - 1, 60), LONGEST_WAIT))


class NotYet(Exception):
    """A host's turn does not come for `wait` seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"{wait:.0f} s")
        self.wait = wait


@dataclass(slots=True)
class Turn:
    """One request to a host.

    Attributes:
        failures: of the host in a row before it.
        rest: how long the host is left alone because it failed; None where it did not.
    """

    failures: int
    rest: float | None = None


class Turns:
    """Hands out turns; all that has to outlast a kill is kept by `Hosts`."""

    def __init__(
        self,
        hosts: Hosts,
        pace: Pace,
        connections: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`connections`: requests to all hosts at once. `clock`: seconds since 1970, UTC."""
        self._hosts = hosts
        self._pace = pace
        self._clock = clock
        self._random = Random()
        self._connections = asyncio.Semaphore(connections)
        self._queues: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[Turn]:
        """Wait for the host's turn and hold it: in a `with`, ask once.

        Args:
            host: as in `tasks.web.guard.Address.authority`.
            delay: seconds between two requests.

        Raises:
            NotYet: the turn comes later than one is patient; nothing was asked.
        """
        async with self._queues[host]:
            while True:
                await self._until_free(host, delay)
                async with self._connections:
                    if self._hosts.take_turn(host, self._clock(), delay + _ON_ITS_WAY if delay else 0.0) > 0:
                        continue  # another process was quicker
                    turn = Turn(self._hosts.failures(host))
                    try:
                        yield turn
                    finally:
                        self._settle(host, delay, turn)
                    return

    def jittered(self, wait: float) -> float:
        """The wait and a random bit more, at most a day."""
        return min(wait * self._random.uniform(1.0, 1.0 + self._pace.jitter), LONGEST_WAIT)

    async def _until_free(self, host: str, delay: float) -> None:
        while (wait := self._hosts.wait(host, self._clock())) > 0:
            if wait > delay * (1 + self._pace.jitter) + self._pace.patience:
                raise NotYet(wait)
            await asyncio.sleep(wait)

    def _settle(self, host: str, delay: float, turn: Turn) -> None:
        """The delay counts from the end of the turn, when the answer is whole."""
        now = self._clock()
        wait = delay * self._random.uniform(1.0, 1.0 + self._pace.jitter)
        if turn.rest is not None:
            self._hosts.settle(host, now, max(wait, turn.rest), turn.failures + 1)
        elif delay or turn.failures:
            self._hosts.settle(host, now, wait, 0)
