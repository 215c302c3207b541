"""Read the curated data under `seeds/`: word lists, outlets, trained models. Standard library only."""

import csv
import gzip
import json
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
        # Without csv.DictReader, which takes as long as all the rest of a start.
        header, *found = filter(None, csv.reader(line for line in lines if line.strip() and not line.startswith("#")))
    for number, cells in enumerate(found, 1):
        if len(cells) != len(header):
            raise ValueError(f"{path}: row {number} has not as many cells as the header: {cells}")
    return tuple(dict(zip(header, cells, strict=True)) for cells in found)


@cache
def model(name: str) -> dict[str, list[float]]:
    """The weights of `seeds/<name>`, a trained model: a gzipped JSON object of lists of hundredths.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with gzip.open(SEEDS / name, "rt", encoding="utf-8") as text:
        return {feature: [one / 100 for one in values] for feature, values in json.load(text).items()}


def packed_model(name: str) -> dict[str, str]:
    """The weights of `seeds/<name>`, a trained model: a gzipped JSON object of strings, a character a weight.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with gzip.open(SEEDS / name, "rt", encoding="utf-8") as text:
        packed: dict[str, str] = json.load(text)
    return packed
