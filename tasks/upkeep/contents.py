"""Whether what came in is still what it was: bytes and texts against the hashes that were taken of them."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from expectations.articles import ARTICLES
from tasks.model.ids import identify
from tasks.places.place import Place
from tasks.storage import snapshot
from tasks.storage.parquet import reading
from tasks.storage.snapshot import Shown
from tasks.upkeep.findings import Finding
from tasks.upkeep.rows import months, of_month

_COLUMNS = ("capture_id", "sha256", "body")
_SLICE = 64  # captures in memory at once, each of up to 10 MB


def content_findings(shown: Shown) -> Iterator[Finding]:
    """Bodies of captures that their digest is not of, and texts of articles that their hash is not of.

    A file of Parquet has no checksum of its own: a bit that flips in it is found here, or nowhere.
    """
    yield from _captures(snapshot.files(shown, "captures"))
    for month in months(shown, ARTICLES):
        rows = of_month(shown, ARTICLES, month).select("article_id", "text", "content_hash").collect()
        wrong = [one for one, text, digest in rows.iter_rows() if identify("text", text) != digest]
        if wrong:
            yield Finding("articles", "content_hash_of_text", len(wrong), f"article_id {wrong[0]}", "backup")


def _captures(files: Iterable[Place]) -> Iterator[Finding]:
    for file in files:
        wrong: list[str] = []
        try:
            wrong.extend(_wrong(file))
        except (OSError, ValueError):
            yield Finding("captures", "pages_readable", 1, file.name, "backup")
        if wrong:
            yield Finding("captures", "sha256_of_body", len(wrong), f"capture_id {wrong[0]}", "backup")


def _wrong(file: Place) -> Iterator[str]:
    """The captures in the file whose digest is not that of their body."""
    with reading(file) as opened:
        for batch in opened.iter_batches(_SLICE, columns=list(_COLUMNS)):
            rows = zip(*(batch.column(name).to_pylist() for name in _COLUMNS), strict=True)
            yield from (one for one, digest, body in rows if body is not None and sha256(body).hexdigest() != digest)
