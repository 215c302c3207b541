"""What the storage tests share."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    """The functions of writer.py: batch, revised, frame, row."""
    return SimpleNamespace(**runpy.run_path(str(WRITER)), path=WRITER)
