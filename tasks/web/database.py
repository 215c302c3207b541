"""The SQLite file that remembers the web: `<warehouse>/.web/state.sqlite`.

WAL with synchronous=NORMAL: a commit is a write into the log without a wait for the disk (about 50 microseconds).
The operating system has what was written, so kill -9 loses no commit; a power cut may lose the last ones but breaks
nothing, and what is lost is fetched again. Waiting for the disk would cost milliseconds a page.
"""

import sqlite3
import time
from collections.abc import Iterator, Sized
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from tasks.model.errors import ConfigError, MarsadError

# Goes up when the tables change: a file of another version is moved aside like a broken one, for all that is in it
# can be fetched again.
VERSION = 3
_BUSY_SECONDS = 30.0
_ASIDE, _STAMP = ".broken-", "%Y%m%dT%H%M%S%fZ"

_TABLES = """
CREATE TABLE hosts (            -- name, with its port where that is not 80 or 443, and when it may be asked again
    host TEXT PRIMARY KEY,
    asked_at REAL NOT NULL,     -- when not_before was set
    not_before REAL NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE robots (           -- what /robots.txt of an origin said when it was last asked
    origin TEXT PRIMARY KEY,
    status TEXT NOT NULL,       -- given, allow_all, unreachable
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
    children TEXT NOT NULL DEFAULT '',          -- sitemaps that it names, a line each
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
    outcome TEXT NOT NULL DEFAULT 'new',        -- new, fetched, refused, later
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
    holds TEXT NOT NULL,        -- of expectations.vocabulary.HOLDS
    locator TEXT NOT NULL,
    source TEXT,                -- of an index: the address of the source that it belongs to
    fields TEXT NOT NULL,       -- JSON: all of the capture but its body
    body BLOB NOT NULL          -- zstd
);
"""


def connect(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    """The database at `path`, made where there is none, and where a broken one was moved to (None mostly).

    A file that SQLite finds broken, or of another version, is renamed to `<name>.broken-<time>` and a new one begun.
    One that cannot be opened for another reason, because the disk is full for instance, is left as it is.

    Raises:
        ConfigError: it cannot be opened or written; the text says why.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{path.parent} cannot be made: {error.strerror}.") from None
    try:
        return _opened(path), None
    except _Broken:
        aside = _moved_aside(path)
        return _opened(path), aside


def marks(values: Sized) -> str:
    """As many placeholders of a statement as there are values."""
    return ",".join("?" * len(values))


def moved_aside(path: Path, since: datetime) -> list[Path]:
    """The broken files that have been moved from `path` since then (UTC)."""
    found = path.parent.glob(f"{path.name}{_ASIDE}*Z")
    return sorted(one for one in found if one.name.rpartition("-")[2] >= since.strftime(_STAMP))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of it or nothing: committed at the end, undone by any error. No transaction is left open between.

    Raises:
        ConfigError: it cannot be written; the text says why.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:  # SQLite has ended it itself where the disk is full
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.DatabaseError):
            raise _meant(error, connection.execute("PRAGMA database_list").fetchone()["file"]) from error
        raise


class _Broken(Exception):
    """The file is no database, or none of this version."""


def _meant(error: sqlite3.DatabaseError, path: Path | str) -> Exception:
    """What an error of SQLite's means to a person; an error in our own statements is passed on."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    sentence = _MEANINGS.get(code)
    if sentence is None:
        return error
    kind = MarsadError if code in _PASSING else ConfigError
    return kind(sentence.format(path=path, said=error, seconds=_BUSY_SECONDS))


_MEANINGS = {
    sqlite3.SQLITE_FULL: "The disk is full where {path} lies: free some space and run again; "
    "what was fetched so far is kept.",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written ({said}): look whether its disk is full or failing; "
    "what was fetched so far is kept.",
    sqlite3.SQLITE_READONLY: "{path} cannot be written: give Marsad the right to write it and its folder.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened: give Marsad the right to read and write it and its folder.",
    sqlite3.SQLITE_BUSY: "Another process has held {path} for {seconds:.0f} s: wait for it or end it.",
    sqlite3.SQLITE_CORRUPT: "{path} is broken: run again, and it is moved aside and made anew from the tables.",
    sqlite3.SQLITE_NOTADB: "{path} is broken: run again, and it is moved aside and made anew from the tables.",
}
_PASSING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNUSABLE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def _opened(path: Path) -> sqlite3.Connection:
    """The database, checked. Raises _Broken, or ConfigError where the file cannot be opened or written."""
    connection = None
    try:
        # Any thread may use it, one at a time: the crawl's event loop and whoever stages the spool after it.
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        _log_ahead(connection)
        connection.execute("PRAGMA synchronous=NORMAL")
        _check(connection)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, sqlite3.DatabaseError):
            raise
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNUSABLE:
            raise _Broken from error
        raise _meant(error, path) from error
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for another process that does so at the same time."""
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _check(connection: sqlite3.Connection) -> None:
    """Raise _Broken unless the file is whole and of this version; an empty one gets its tables."""
    said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise _Broken(said)
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={VERSION}")
        elif version != VERSION:
            raise _Broken(f"version {version}")


def _moved_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.name}{_ASIDE}{datetime.now(UTC).strftime(_STAMP)}")
    path.replace(aside)
    for ending in ("-wal", "-shm"):  # they belong to the broken file; beside the new one they would break it too
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").replace(f"{aside}{ending}")
    return aside
