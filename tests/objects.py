"""Fixtures: a bucket of an S3 server on loopback."""

from collections.abc import Iterator
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
