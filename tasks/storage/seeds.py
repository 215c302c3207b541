"""Read the curated data under `seeds/`: word lists and outlets. Standard library only."""

import csv
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `seeds/<name>`, a CSV file with a header; lines that begin with # are comments.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a row has more or fewer cells than the header.
    """
    path = SEEDS / name
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))
        found = tuple(reader)
    for number, row in enumerate(found, 1):
        if None in row or None in row.values():
            raise ValueError(f"{path}: row {number} has not as many cells as the header: {row}")
    return found
