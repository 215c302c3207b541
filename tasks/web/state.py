"""All that is remembered of the web between runs, in one SQLite file (`tasks.web.database` says how it is kept).

with State(warehouse / ".web" / "state.sqlite") as state:
    for index in state.indexes.claim(addresses, now): ...
    for page in state.pages.claim(now, sources): ...
    for capture in state.spool.read(state.spool.ids()): ...
"""

from pathlib import Path
from types import TracebackType

from tasks.model.settings import beside
from tasks.places.place import Place
from tasks.web.clock import heed_clock
from tasks.web.database import connect, transaction
from tasks.web.faults import Faults
from tasks.web.hosts import Hosts
from tasks.web.indexes import Indexes
from tasks.web.owners import Owner, is_alive, remove_dead
from tasks.web.pages import Pages
from tasks.web.spool import Spool


def state_path(warehouse: Place) -> Path:
    """Where a warehouse's state lies: in it, or, where it is in an object store, on this machine (MARSAD_STATE).

    Another machine begins with a state of its own, made from the tables: see `tasks.web.rebuild`.
    """
    if isinstance(warehouse, Path):
        return warehouse / ".web" / "state.sqlite"
    return beside(warehouse) / "state.sqlite"


class State:
    """The tables, opened.

    Several processes may have it open. Use it from one thread at a time.

    Attributes:
        path: of the file.
        hosts: when each may be asked, and robots.txt.
        indexes: feeds, sitemaps, listings.
        pages: articles' addresses and who announced them.
        faults: entries of indexes that are no announcement.
        spool: captures on their way into the warehouse.
        broken: where a broken file was moved to when this one was begun anew; None mostly.
    """

    def __init__(self, path: Path) -> None:
        """Open or begin it. What killed processes had claimed is free again."""
        self.path = path
        self._connection, self.broken = connect(path)
        self._owners = path.parent / "owners"
        self._owner = Owner(self._owners)
        self.hosts = Hosts(self._connection)
        self.spool = Spool(self._connection)
        self.faults = Faults(self._connection)
        self.pages = Pages(self._connection, self.spool, self._owner.token)
        self.indexes = Indexes(self._connection, self.pages, self.faults, self._owner.token)
        self.free_dead()

    def free_dead(self) -> int:
        """Take back what processes had claimed that live no more; how many rows that were."""
        with transaction(self._connection):
            owners = self._connection.execute(
                "SELECT claimed_by FROM pages WHERE claimed_by IS NOT NULL "
                "UNION SELECT claimed_by FROM indexes WHERE claimed_by IS NOT NULL"
            ).fetchall()
            dead = [(row[0],) for row in owners if not is_alive(self._owners, row[0])]
            before = self._connection.total_changes
            self._connection.executemany("UPDATE pages SET claimed_by=NULL WHERE claimed_by=?", dead)
            self._connection.executemany("UPDATE indexes SET claimed_by=NULL WHERE claimed_by=?", dead)
            freed = self._connection.total_changes - before
        remove_dead(self._owners)
        return freed

    def heed_clock(self, now: float) -> float:
        """See `tasks.web.clock`."""
        return heed_clock(self._connection, now)

    def close(self) -> None:
        """Close it; what is still claimed is free for the next."""
        self._owner.close()
        self._connection.close()

    def __enter__(self) -> "State":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
