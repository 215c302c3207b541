"""What is remembered of pages: who announced them, what came of asking, when to look again."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.model.records import Announcement, Capture
from tasks.text.addresses import canonical
from tasks.web.database import marks, transaction
from tasks.web.outcomes import Fetched, Later, Refused, Validators
from tasks.web.spool import Spool

_OF = "address, url, capture_id, etag, last_modified, sha256, fetched_at, next_look_at, looks, tries, outcome, reason"


@dataclass(frozen=True, slots=True)
class Page:
    """A row of `pages` (see `tasks.web.database`)."""

    address: str
    url: str
    capture_id: str | None
    etag: str | None
    last_modified: str | None
    sha256: str | None
    fetched_at: float | None
    next_look_at: float | None
    looks: int
    tries: int
    outcome: str
    reason: str | None

    @property
    def validators(self) -> Validators:
        """What to ask again by; nothing where no body is had."""
        return Validators(self.etag, self.last_modified) if self.sha256 else Validators()


@dataclass(frozen=True, slots=True)
class Announced:
    """What came of announcements: addresses seen for the first time, known ones, and those that are no web address."""

    new: tuple[str, ...]
    known: int
    unusable: tuple[Announcement, ...]


class Pages:
    """The tables `pages` and `announcements`. Every method is one transaction unless it says otherwise."""

    def __init__(self, connection: sqlite3.Connection, spool: Spool, owner: str) -> None:
        self._connection = connection
        self._spool = spool
        self._owner = owner

    def announce(self, announcements: Iterable[Announcement], now: float) -> Announced:
        """Remember what indexes say; a page that nobody announced before is due at once."""
        with transaction(self._connection):
            return self.put(announcements, now)

    def put(self, announcements: Iterable[Announcement], now: float) -> Announced:
        """As `announce`, inside a transaction of the caller's."""
        new: list[str] = []
        unusable: list[Announcement] = []
        known = 0
        for one in announcements:
            address = canonical(one.url)
            if address is None:
                unusable.append(one)
            elif self._announced(address, one, now):
                new.append(address)
            else:
                known += 1
        return Announced(tuple(new), known, tuple(unusable))

    def announced(self, address: str) -> tuple[Announcement, ...]:
        """What all indexes said of this page, the first first."""
        rows = self._connection.execute(
            "SELECT url, source, headline, published, updated, language FROM announcements WHERE address=? "
            "ORDER BY first_seen_at, source",
            (address,),
        )
        return tuple(Announcement(*row) for row in rows)

    def captured(self, sources: Sequence[str]) -> tuple[str, ...]:
        """The ids of the last captures of pages that these indexes have announced."""
        rows = self._connection.execute(
            "SELECT DISTINCT capture_id FROM pages JOIN announcements USING (address) "
            f"WHERE source IN ({marks(sources)}) AND capture_id IS NOT NULL",
            tuple(sources),
        )
        return tuple(row[0] for row in rows)

    def fetched_since(self, source: str, since: float) -> int:
        """How many of the pages that an index has announced were fetched since then."""
        row = self._connection.execute(
            "SELECT count(*) FROM pages JOIN announcements USING (address) WHERE source=? AND fetched_at>=?",
            (source, since),
        ).fetchone()
        return int(row[0])

    def refusals(self, sources: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
        """Address, reason and detail of pages that these indexes have announced and of which nothing will come."""
        rows = self._connection.execute(
            "SELECT DISTINCT address, pages.reason, pages.detail FROM pages JOIN announcements USING (address) "
            f"WHERE source IN ({marks(sources)}) AND outcome='refused' ORDER BY pages.rowid",
            tuple(sources),
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def announced_since(self, sources: Sequence[str], since: float) -> tuple[tuple[float, Announcement], ...]:
        """What these indexes have announced for the first time since then of pages that were captured, with when."""
        rows = self._connection.execute(
            "SELECT a.first_seen_at, a.url, a.source, a.headline, a.published, a.updated, a.language "
            "FROM announcements a JOIN pages USING (address) "
            f"WHERE source IN ({marks(sources)}) AND a.first_seen_at>=? AND capture_id IS NOT NULL",
            (*sources, since),
        )
        return tuple((row[0], Announcement(*row[1:])) for row in rows)

    def claim(self, now: float, sources: Sequence[str], limit: int = 10_000) -> tuple[Page, ...]:
        """Pages that are due and nobody works on, first those due longest; they are ours until `release` or an outcome.

        Args:
            now: what counts as due.
            sources: only pages that one of these indexes has announced.
            limit: at most so many.
        """
        with transaction(self._connection):
            rows = self._connection.execute(
                f"SELECT {_OF} FROM pages WHERE next_look_at<=? AND claimed_by IS NULL AND address IN "
                f"(SELECT address FROM announcements WHERE source IN ({marks(sources)})) "
                "ORDER BY next_look_at, rowid LIMIT ?",
                (now, *sources, limit),
            ).fetchall()
            self._connection.executemany(
                "UPDATE pages SET claimed_by=? WHERE address=?", ((self._owner, row["address"]) for row in rows)
            )
        return tuple(Page(*row) for row in rows)

    def release(self, addresses: Iterable[str]) -> None:
        """Give claimed pages back as they were."""
        with transaction(self._connection):
            self._connection.executemany("UPDATE pages SET claimed_by=NULL WHERE address=?", ((a,) for a in addresses))

    def page(self, address: str) -> Page | None:
        """The page of this canonical address."""
        row = self._connection.execute(f"SELECT {_OF} FROM pages WHERE address=?", (address,)).fetchone()
        return None if row is None else Page(*row)

    def done(self, address: str, got: Fetched, capture: Capture | None, next_look_at: float | None) -> None:
        """A body came: the page and, where it holds something new, its capture, both or neither.

        Args:
            address: canonical.
            got: what came.
            capture: for the spool; None where the body is the one that we had.
            next_look_at: when to look again, None for never.
        """
        with transaction(self._connection):
            if capture is not None:
                self._spool.put(capture)
            self._connection.execute(
                "UPDATE pages SET url=coalesce(?, url), capture_id=coalesce(?, capture_id), etag=?, last_modified=?, "
                "sha256=?, fetched_at=?, next_look_at=?, looks=looks+1, tries=0, outcome='fetched', reason=NULL, "
                "detail=NULL, claimed_by=NULL WHERE address=?",
                (
                    got.moved_to,
                    capture.capture_id if capture else None,
                    got.validators.etag,
                    got.validators.last_modified,
                    got.sha256,
                    got.at,
                    next_look_at,
                    address,
                ),
            )

    def unchanged(self, address: str, next_look_at: float | None) -> None:
        """The server says that nothing has changed."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE pages SET next_look_at=?, looks=looks+1, tries=0, outcome='fetched', reason=NULL, detail=NULL, "
                "claimed_by=NULL WHERE address=?",
                (next_look_at, address),
            )

    def refused(self, address: str, got: Refused, next_look_at: float | None = None) -> None:
        """Nothing will come of it, unless it is looked at again."""
        self._failed(address, "refused", got.reason, got.detail, next_look_at, tries=1)

    def later(self, address: str, got: Later) -> None:
        """To be tried again at `got.not_before`."""
        self._failed(address, "later", got.reason, got.detail, got.not_before, tries=int(got.counts))

    def counts(self, sources: Sequence[str]) -> dict[tuple[str, str | None], int]:
        """How many pages there are of every outcome and reason, of those announced by these indexes."""
        rows = self._connection.execute(
            "SELECT outcome, reason, count(*) FROM pages WHERE address IN "
            f"(SELECT address FROM announcements WHERE source IN ({marks(sources)})) "
            "GROUP BY outcome, reason ORDER BY 1, 2",
            tuple(sources),
        )
        return {(row[0], row[1]): row[2] for row in rows}

    def is_empty(self) -> bool:
        """Whether not a single page is remembered."""
        return self._connection.execute("SELECT 1 FROM pages LIMIT 1").fetchone() is None

    def restore(self, pages: Iterable[tuple[Page, float, tuple[Announcement, ...]]]) -> None:
        """Remember pages that were forgotten, with when they were first seen and what was announced of them."""
        with transaction(self._connection):
            for page, first_seen_at, announced in pages:
                values = (first_seen_at, *(getattr(page, name) for name in _OF.split(", ")))
                self._connection.execute(
                    f"INSERT OR IGNORE INTO pages (first_seen_at, {_OF}) VALUES ({marks(values)})", values
                )
                for one in announced:
                    self._announced(page.address, one, first_seen_at)

    def _announced(self, address: str, one: Announcement, now: float) -> bool:
        """Remember one announcement; whether the page was not known before. An index's last word on a page stands.

        A page that it now says was changed at another time is due.
        """
        self._connection.execute(
            "UPDATE pages SET next_look_at=? WHERE address=? AND outcome='fetched' AND EXISTS (SELECT 1 FROM "
            "announcements WHERE address=? AND source=? AND updated<>?)",
            (now, address, address, one.source, one.updated),
        )
        self._connection.execute(
            "INSERT INTO announcements VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (address, source) DO UPDATE SET "
            "url=excluded.url, headline=excluded.headline, published=excluded.published, updated=excluded.updated, "
            "language=excluded.language",
            (address, one.source, one.url, one.headline, one.published, one.updated, one.language, now),
        )
        made = self._connection.execute(
            "INSERT OR IGNORE INTO pages (address, url, first_seen_at, next_look_at) VALUES (?,?,?,?)",
            (address, one.url, now, now),
        )
        return made.rowcount == 1

    def _failed(self, address: str, outcome: str, reason: str, detail: str, again: float | None, tries: int) -> None:
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE pages SET outcome=?, reason=?, detail=?, next_look_at=?, tries=tries+?, claimed_by=NULL "
                "WHERE address=?",
                (outcome, reason, detail, again, tries, address),
            )
