"""What is remembered of indexes: feeds, sitemaps and listings, and what came of polling them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from tasks.model.records import Announcement, Reject
from tasks.readers.contract import unreadable
from tasks.web.database import marks, transaction
from tasks.web.faults import Faults
from tasks.web.outcomes import Fetched, NotModified, Validators
from tasks.web.pages import Announced, Pages

# So many polls in a row have to name the same new address before an index is polled there.
MOVE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Index:
    """A row of `indexes` (see `tasks.web.database`); one never polled has only its address."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    polls: int = 0
    polled_at: float | None = None
    next_poll_at: float = 0.0
    failures: int = 0
    outcome: str | None = None
    detail: str | None = None
    entries: int | None = None
    last_new_at: float | None = None
    moved_to: str | None = None
    moved_times: int = 0
    children: str = ""

    @property
    def validators(self) -> Validators:
        """What to ask again by; nothing where no body was had."""
        return Validators(self.etag, self.last_modified) if self.sha256 else Validators()

    @property
    def url(self) -> str:
        """Where to poll: its address, or where it has moved to as often as it takes to believe it."""
        return self.moved_to if self.moved_to is not None and self.moved_times >= MOVE_TIMES else self.address


@dataclass(frozen=True, slots=True)
class Said:
    """What the body of an index says.

    Attributes:
        source: the address of the source that it belongs to.
        announcements: of articles.
        children: sitemaps that it names.
        rejects: what of it cannot be used.
        oddities: what is odd about it, in words; None where nothing is.
    """

    source: str
    announcements: tuple[Announcement, ...] = ()
    children: tuple[str, ...] = ()
    rejects: tuple[Reject, ...] = ()
    oddities: str | None = None


_COLUMNS = tuple(field.name for field in fields(Index))


def answered(index: Index, got: Fetched | NotModified, next_poll_at: float) -> Index:
    """The index after a poll that was answered with the body that we had; what was odd about that still is.

    Args:
        index: as it was.
        got: the answer.
        next_poll_at: when to poll again.
    """
    body = (
        {"etag": got.validators.etag, "last_modified": got.validators.last_modified, "sha256": got.sha256}
        if isinstance(got, Fetched)
        else {}
    )
    return replace(
        _moved(index, got.moved_to),
        **body,  # type: ignore[arg-type]
        polls=index.polls + 1,
        polled_at=got.at,
        next_poll_at=next_poll_at,
        failures=0,
        outcome="ok",
        detail=index.detail if index.outcome == "ok" else None,
    )


def _saying(index: Index, said: Said, announced: Announced, at: float) -> Index:
    """The index with what a new body of it says; as entries count all, usable or not, whoever announced them first."""
    return replace(
        index,
        detail=said.oddities,
        entries=len(said.announcements) + len(said.children),
        children="\n".join(said.children),
        last_new_at=at if announced.new else index.last_new_at,
    )


def failed(index: Index, reason: str, detail: str, now: float, next_poll_at: float, counts: bool = True) -> Index:
    """The index after a poll of which nothing came; `reason` is one of `expectations.vocabulary.REASONS`."""
    if not counts:
        return replace(index, next_poll_at=next_poll_at)
    return replace(
        index,
        polls=index.polls + 1,
        polled_at=now,
        next_poll_at=next_poll_at,
        failures=index.failures + 1,
        outcome=reason,
        detail=detail,
    )


def _moved(index: Index, moved_to: str | None) -> Index:
    """Count how often in a row it has named the same new address. One that is polled there already has moved."""
    if index.url != index.address:  # it is polled where it has moved to; a further move is not followed by rote
        return index
    if moved_to is None or moved_to == index.address:
        return replace(index, moved_to=None, moved_times=0)
    times = index.moved_times + 1 if moved_to == index.moved_to else 1
    return replace(index, moved_to=moved_to, moved_times=times)


class Indexes:
    """The table `indexes`. Every method is one transaction."""

    def __init__(self, connection: sqlite3.Connection, pages: Pages, faults: Faults, owner: str) -> None:
        self._connection = connection
        self._pages = pages
        self._faults = faults
        self._owner = owner

    def index(self, address: str) -> Index:
        """What is remembered of an index; of one that is not known, nothing but its address."""
        row = self._connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM indexes WHERE address=?", (address,)
        ).fetchone()
        return Index(address) if row is None else Index(*row)

    def claim(self, addresses: Iterable[str], now: float) -> tuple[Index, ...]:
        """Those of these indexes that are due and nobody works on; they are ours until `release` or an outcome."""
        claimed = []
        with transaction(self._connection):
            for address in dict.fromkeys(addresses):
                self._connection.execute("INSERT OR IGNORE INTO indexes (address) VALUES (?)", (address,))
                changed = self._connection.execute(
                    "UPDATE indexes SET claimed_by=? WHERE address=? AND next_poll_at<=? AND claimed_by IS NULL",
                    (self._owner, address, now),
                )
                claimed += [self.index(address)] if changed.rowcount else []
        return tuple(claimed)

    def release(self, addresses: Iterable[str]) -> None:
        """Give claimed indexes back as they were."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE indexes SET claimed_by=NULL WHERE address=?", ((one,) for one in addresses)
            )

    def polled(
        self, index: Index, got: Fetched | NotModified, next_poll_at: float, said: Said | None = None
    ) -> Announced:
        """A poll was answered: what the index announces, its faults and that it was polled, all or nothing.

        Args:
            index: as it was claimed.
            got: the answer.
            next_poll_at: when to poll again.
            said: what its body says; None where that is the one that we had.
        """
        after = answered(index, got, next_poll_at)
        with transaction(self._connection):
            found = self._pages.put(said.announcements if said else (), got.at)
            if said is not None:
                no_urls = (unreadable(said.source, one.url, "no_url") for one in found.unusable)
                self._faults.put(said.source, (*said.rejects, *no_urls))
                after = _saying(after, said, found, got.at)
            self._keep(after)
        return found

    def failed(
        self, index: Index, reason: str, detail: str, now: float, next_poll_at: float, counts: bool = True
    ) -> None:
        """Nothing came of a poll; `counts` as in `tasks.web.outcomes.Later`."""
        with transaction(self._connection):
            self._keep(failed(index, reason, detail, now, next_poll_at, counts))

    def _keep(self, index: Index) -> None:
        """Write the whole row; nobody works on it any more."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO indexes ({', '.join(_COLUMNS)}) VALUES ({marks(_COLUMNS)})",
            tuple(getattr(index, name) for name in _COLUMNS),
        )
