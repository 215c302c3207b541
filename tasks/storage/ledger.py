"""The ledger: one line of JSON a committed batch, in `<warehouse>/ledger.jsonl`.

A batch is published once its line is on the disk; what the tables hold beyond the last line never happened.

A killed writer leaves at most a last line without its end: it counts as not written and the next writer cuts it off.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path

from tasks.model.errors import ConfigError

# Goes up when an older Marsad can no longer read what a newer one writes.
FORMAT = 1


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


def entries(warehouse: Path) -> tuple[Entry, ...]:
    """All committed batches, oldest first.

    Raises:
        ConfigError: the ledger cannot be read, is broken, or comes from a newer version.
    """
    lines = _complete(_bytes(warehouse)).splitlines()
    return tuple(_parse(ledger_path(warehouse), number, line) for number, line in enumerate(lines, 1))


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
