"""Whether what came in is still what it was: bytes and texts against the hashes that were taken of them."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq

from expectations.articles import ARTICLES
from tasks.model.ids import identify
from tasks.upkeep.findings import Finding
from tasks.upkeep.rows import months, of_month

_SLICE = 64  # captures in memory at once, each of up to 10 MB


def content_findings(folder: Path) -> Iterator[Finding]:
    """Bodies of captures that their digest is not of, and texts of articles that their hash is not of.

    A file of Parquet has no checksum of its own: a bit that flips in it is found here, or nowhere.
    """
    yield from _captures(folder)
    for month in months(folder, ARTICLES):
        rows = of_month(folder, ARTICLES, month).select("article_id", "text", "content_hash").collect()
        wrong = [one for one, text, digest in rows.iter_rows() if identify("text", text) != digest]
        if wrong:
            yield Finding("articles", "content_hash_of_text", len(wrong), f"article_id {wrong[0]}", "backup")


def _captures(folder: Path) -> Iterator[Finding]:
    for file in sorted((folder / "captures").rglob("*.parquet")):
        wrong: list[str] = []
        try:
            for batch in pq.ParquetFile(file).iter_batches(_SLICE, columns=["capture_id", "sha256", "body"]):
                rows = zip(*(batch.column(name).to_pylist() for name in ("capture_id", "sha256", "body")), strict=True)
                wrong += [one for one, digest, body in rows if body is not None and sha256(body).hexdigest() != digest]
        except (OSError, ValueError):
            yield Finding("captures", "pages_readable", 1, file.name, "backup")
        if wrong:
            yield Finding("captures", "sha256_of_body", len(wrong), f"capture_id {wrong[0]}", "backup")
