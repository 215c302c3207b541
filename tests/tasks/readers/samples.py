"""The cases of other projects that tests read where they are there; they are never committed."""

from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parents[4] / "shared" / "ingest-cases"


def case(*parts: str) -> Path:
    """A file or folder of the cases; skips the test where there is none."""
    path = CASES.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs shared/ingest-cases/{'/'.join(parts)}, which is not part of the repository")
    return path
