"""The SQLite file that remembers the web: `<warehouse>/.web/state.sqlite`.

WAL with synchronous=NORMAL: a commit is a write into the log without a wait for the disk (about 50 microseconds).
The operating system has what was written, so kill -9 loses no commit; a power cut may lose the last ones but breaks
nothing, and what is lost is fetched again. Waiting for the disk would cost milliseconds a page.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

# Goes up when the tables change: a file of another version is moved aside like a broken one, for all that is in it
# can be fetched again.
VERSION = 1
_BUSY_SECONDS = 30.0

_TABLES = """
CREATE TABLE hosts (            -- host:port, and when it may be asked again
    host TEXT PRIMARY KEY,
    asked_at REAL NOT NULL,     -- when not_before was set
    not_before REAL NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE robots (           -- what /robots.txt of an origin said when it was last asked
    origin TEXT PRIMARY KEY,
    status TEXT NOT NULL,       -- of tasks.web.hosts.ROBOTS
    detail TEXT NOT NULL,
    body BLOB NOT NULL,
    fetched_at REAL NOT NULL,   -- of the body
    asked_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE indexes (          -- feeds, sitemaps and listings
    address TEXT PRIMARY KEY,
    etag TEXT, last_modified TEXT, sha256 TEXT,
    polls INTEGER NOT NULL DEFAULT 0,
    polled_at REAL,
    next_poll_at REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,        -- in a row
    outcome TEXT, detail TEXT,                  -- of the last poll
    entries INTEGER,                            -- announced by the last body
    last_new_at REAL,
    moved_to TEXT,
    moved_times INTEGER NOT NULL DEFAULT 0,     -- in a row
    claimed_by TEXT
) WITHOUT ROWID;
CREATE TABLE pages (            -- addresses of articles in their canonical form
    address TEXT PRIMARY KEY,
    url TEXT NOT NULL,          -- to fetch
    first_seen_at REAL NOT NULL,
    next_look_at REAL,          -- null: no more
    capture_id TEXT, etag TEXT, last_modified TEXT, sha256 TEXT, fetched_at REAL,   -- of the last body
    looks INTEGER NOT NULL DEFAULT 0,           -- answers: bodies and 304
    tries INTEGER NOT NULL DEFAULT 0,           -- without an answer, in a row
    outcome TEXT NOT NULL DEFAULT 'new',        -- of tasks.web.pages.PAGE_OUTCOMES
    reason TEXT, detail TEXT,
    claimed_by TEXT
);
CREATE INDEX pages_due ON pages (next_look_at) WHERE next_look_at IS NOT NULL;
CREATE TABLE announcements (
    address TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    headline TEXT, published TEXT, updated TEXT, language TEXT,
    first_seen_at REAL NOT NULL,
    PRIMARY KEY (address, source)
) WITHOUT ROWID;
CREATE INDEX announcements_source ON announcements (source, address);
CREATE TABLE faults (           -- entries of indexes that are no announcement
    capture_id TEXT PRIMARY KEY,                -- stands for the fault at its place
    source TEXT NOT NULL,
    locator TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX faults_source ON faults (source);
CREATE TABLE spool (            -- captures on their way into the warehouse
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    capture_id TEXT NOT NULL UNIQUE,
    fields TEXT NOT NULL,       -- JSON: all of the capture but its body
    body BLOB NOT NULL          -- zstd
);
"""


def connect(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    """The database at `path`, made where there is none, and where a broken one was moved to (None mostly).

    A file that SQLite finds broken, or of another version, is renamed to `<name>.broken-<time>` and a new one begun.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _opened(path), None
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise
    aside = _moved_aside(path)
    return _opened(path), aside


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of it or nothing: committed at the end, undone by any error. No transaction is left open between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _opened(path: Path) -> sqlite3.Connection:
    # Any thread may use it, one at a time: the crawl's event loop and whoever stages the spool after it.
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError unless the file is whole and of this version; an empty one gets its tables."""
    said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise sqlite3.DatabaseError(said)
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={VERSION}")
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"version {version}")


def _moved_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.name}.broken-{stamp}")
    path.replace(aside)
    for ending in ("-wal", "-shm"):  # they belong to the broken file; beside the new one they would break it too
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").replace(f"{aside}{ending}")
    return aside
