"""The ledger: one line of JSON a committed batch, in `<warehouse>/ledger.jsonl`.

A batch is published once its line is on the disk; what the tables hold beyond the last line never happened.

A killed writer leaves at most a last line without its end: it counts as not written and the next writer cuts it off.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from errno import ENOSPC
from pathlib import Path

from tasks.model.errors import ConfigError

# An article may be dated a day ahead (`expectations.articles`): a clock that is later than that refuses true dates.
CLOCKS_DIFFER = timedelta(days=1)
# Goes up when an older Marsad can no longer read what a newer one writes; each has a file in migrations/.
FORMAT = 2


@dataclass(frozen=True)
class Entry:
    """One committed batch.

    Attributes:
        number: from 1, without gaps.
        batch: the batch's id; a batch whose id the ledger has is not committed again.
        tables: each table's Delta version that belongs to this entry.
        rows: rows added, by table.
        time: when, ISO 8601 in UTC.
        format: which format of the warehouse wrote it.
    """

    number: int
    batch: str
    tables: Mapping[str, int]
    rows: Mapping[str, int] = field(default_factory=dict)
    time: str = ""
    format: int = FORMAT


def ledger_path(warehouse: Path) -> Path:
    """Where the ledger lies."""
    return warehouse / "ledger.jsonl"


def entries(warehouse: Path, since: int = 0) -> tuple[Entry, ...]:
    """All committed batches behind entry number `since`, oldest first.

    A line costs 0.04 ms to parse: whoever does not need all of them asks `last` or `has`, which cost nothing by it.

    Raises:
        ConfigError: the ledger cannot be read, is broken there, or comes from a newer version.
    """
    lines = _complete(_bytes(warehouse)).splitlines()[since:]
    return tuple(_parse(ledger_path(warehouse), number, line) for number, line in enumerate(lines, since + 1))


def last(warehouse: Path) -> Entry | None:
    """The newest entry; None where nothing was ever committed.

    Raises:
        ConfigError: as `entries`, of the last line.
    """
    lines = _complete(_bytes(warehouse)).splitlines()
    return _parse(ledger_path(warehouse), len(lines), lines[-1]) if lines else None


def has(warehouse: Path, batch: str) -> bool:
    """Whether a batch of this id was committed.

    Raises:
        ConfigError: as `entries`, of a line that seems to have it.
    """
    path, written = ledger_path(warehouse), json.dumps(batch, ensure_ascii=False).encode()
    lines = enumerate(_complete(_bytes(warehouse)).splitlines(), 1)
    return any(_parse(path, number, line).batch == batch for number, line in lines if written in line)


def check_clock(warehouse: Path, newest: Entry | None, now: datetime) -> None:
    """Refuse a clock that stands before the last commit: true times of publishing would count as of the future.

    Args:
        warehouse: for the words.
        newest: the last entry.
        now: what the clock says, UTC.

    Raises:
        ConfigError: it does, by more than `CLOCKS_DIFFER`.
    """
    if newest is not None and newest.time and now < datetime.fromisoformat(newest.time) - CLOCKS_DIFFER:
        raise ConfigError(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, but {warehouse} was written to at {newest.time}: set the clock."
        )


def append(warehouse: Path, batch: str, tables: Mapping[str, int], rows: Mapping[str, int]) -> Entry:
    """Write the next entry and wait until it is on the disk; to be called under the warehouse's lock."""
    path, known = ledger_path(warehouse), _complete(_bytes(warehouse))
    time = datetime.now(UTC).isoformat(timespec="seconds")
    entry = Entry(known.count(b"\n") + 1, batch, tables, rows, time)
    line = json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        os.ftruncate(descriptor, len(known))
        if os.pwrite(descriptor, line, len(known)) < len(
            line
        ):  # a disk that is full takes a part and says so only here
            raise OSError(ENOSPC, os.strerror(ENOSPC), str(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_path(path.parent)
    return entry


def sync_path(path: Path) -> None:
    """Wait until a file's bytes, or a folder's list of names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _bytes(warehouse: Path) -> bytes:
    path = ledger_path(warehouse)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ConfigError(f"The warehouse's ledger {path} cannot be read: {error.strerror}.") from None


def _complete(raw: bytes) -> bytes:
    return raw[: raw.rfind(b"\n") + 1]


def _parse(path: Path, number: int, line: bytes) -> Entry:
    try:
        raw = json.loads(line)
        if raw["format"] > FORMAT:
            raise ConfigError(f"The warehouse {path.parent} was written by a newer Marsad: update Marsad to use it.")
        entry = Entry(**raw)
    except (ValueError, TypeError, KeyError):
        entry = None
    if entry is None or entry.number != number:
        raise ConfigError(f"Line {number} of the warehouse's ledger {path} is broken: restore the file from a backup.")
    return entry
