"""Fixtures: a bucket of an S3 server on loopback; and a warehouse of a disk as it would lie there."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from tasks.places.objects import ObjectFolder
from tests.s3 import KEYS, serve


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    with serve() as address:
        yield address


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> ObjectFolder:
    """An empty folder of the server's only bucket, with the variables set that lead there."""
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": s3_server}.items():
        monkeypatch.setenv(name, value)
    return ObjectFolder(f"s3://marsad/{uuid4().hex}")


def upload(warehouse: Path, to: ObjectFolder) -> ObjectFolder:
    """Put a warehouse of a disk into an object store: the same tables, and an object for each entry of the ledger."""
    files = [path for path in (warehouse / "tables").rglob("*") if path.is_file()]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda path: _at(to, path.relative_to(warehouse)).write_bytes(path.read_bytes()), files))
    lines = (warehouse / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        (to / "ledger" / f"{number:08d}.json").write_bytes(line)
    return to


def _at(folder: ObjectFolder, below: Path) -> ObjectFolder:
    return folder / below.as_posix()
