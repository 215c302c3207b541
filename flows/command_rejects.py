"""The command `marsad rejects`: what was dropped, by reason and stage; one of it with its bytes."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from expectations.vocabulary import REASONS
from flows.screen import clean, hand_on, short, why
from tasks.model.errors import ConfigError, RejectDocument
from tasks.model.records import Capture
from tasks.places.place import Place, located
from tasks.renewal.replaying import one_reject
from tasks.storage.captures import published_captures
from tasks.storage.warehouse import filled, read
from tasks.text.decode import declared_charset, decode
from tasks.web.captured import PAGE_LIMIT, unpacked

MOST_LISTED = 20
_WIDEST = 60
_ID = 10  # characters of an id that tell it from nearly all others
_MOST_TEXT = 4_000  # characters
_MOST_BYTES = 512
_A_LINE = 16  # bytes in a line of hexadecimal


def print_rejects(
    reasons: tuple[str, ...],
    stage: str | None,
    since: date | None,
    topic: str,
    form: Literal["table", "jsonl"],
    warehouse: Place | None,
) -> None:
    """Print how many rejects there are of each reason and stage, or each as a line of JSON.

    Raises:
        ConfigError: there are no tables.
    """
    where = _where(warehouse)
    rejects = _narrowed(read(where, "rejects"), reasons, stage, since, topic)
    if form == "jsonl":
        hand_on(rejects.sort("rejected_at", "reject_id").collect().write_ndjson().encode())
        return
    console = Console(highlight=False)
    console.print(_counts(rejects, where))
    if reasons or stage:
        console.print(_newest(rejects))
    console.print("`marsad rejects show REJECT_ID` shows one, `marsad rejects replay` takes them up again after a fix.")


def _where(warehouse: Place | None) -> Place:
    where = located(warehouse)
    filled(where)
    return where


def _narrowed(
    rejects: pl.LazyFrame, reasons: tuple[str, ...], stage: str | None, since: date | None, topic: str
) -> pl.LazyFrame:
    if reasons:
        rejects = rejects.filter(pl.col("reason").is_in(reasons))
    if stage is not None:
        rejects = rejects.filter(pl.col("stage") == stage)
    if since is not None:
        rejects = rejects.filter(pl.col("rejected_at") >= datetime(since.year, since.month, since.day, tzinfo=UTC))
    return rejects.filter(pl.col("topic_id") == topic) if topic else rejects


def _counts(rejects: pl.LazyFrame, warehouse: Place) -> Grid:
    counted = rejects.group_by("reason", "stage").agg(pl.len(), pl.col("rejected_at").max().alias("last"))
    grid = Grid("reason", "stage", "that is", "the last", title=f"Rejects of {warehouse}", box=SIMPLE)
    grid.add_column("rejects", justify="right")
    for row in counted.sort("len", "reason", "stage", descending=(True, False, False)).collect().iter_rows(named=True):
        last = f"{row['last']:%Y-%m-%d}"
        grid.add_row(row["reason"], row["stage"], REASONS[row["reason"]], last, f"{row['len']:,}")
    return grid


def _newest(rejects: pl.LazyFrame) -> Grid:
    grid = Grid("reject_id", "where", "detail", title=f"The newest, {MOST_LISTED} at most", box=SIMPLE)
    columns = ("reject_id", "locator", "detail")
    newest = rejects.sort("rejected_at", "reject_id", descending=True).head(MOST_LISTED).select(columns)
    for reject_id, locator, detail in newest.collect().iter_rows():
        grid.add_row(reject_id[:_ID], Text(short(locator, _WIDEST)), Text(short(detail, _WIDEST)))
    return grid


def show_reject(given: str, file: Path | None, warehouse: Place | None) -> None:
    """Print a reject and what was dropped: the row that broke an expectation, else its text, else its bytes.

    Raises:
        ConfigError: there are no tables, no such reject or more than one, or its bytes cannot be written.
    """
    where = _where(warehouse)
    row = one_reject(where, given).row(0, named=True)
    capture = _capture(where, row["capture_id"])
    if file is not None:
        _write(file, capture, row["reject_id"])
        return
    console = Console(highlight=False)
    for line in (*_heading(row), "", *_content(row, capture)):
        console.print(Text(clean(line)), soft_wrap=True)


def _capture(warehouse: Place, capture_id: str | None) -> Capture | None:
    found = published_captures(warehouse, [capture_id] if capture_id else [])
    return next((one for one in found if isinstance(one, Capture)), None)


def _heading(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"{row['reject_id']}: {row['reason']} at {row['stage']}, {row['rejected_at']:%Y-%m-%d %H:%M} UTC"
    yield f"{REASONS[row['reason']]}{': ' if row['detail'] else ''}{row['detail']}"
    yield row["locator"]
    for name in ("topic_id", "article_id", "capture_id", "table", "run_id"):
        if row[name]:
            yield f"{name} {row[name]}"


def _content(row: Mapping[str, Any], capture: Capture | None) -> Iterator[str]:
    if row["payload"]:
        yield f"The row of {row['table']} that was not published:"
        yield from _cut(row["payload"])
    elif capture is None:
        yield "Its bytes are not kept, or there never were any."
    else:
        yield f"{len(capture.body):,} bytes, {capture.media_type}, captured {capture.captured_at:%Y-%m-%d %H:%M} UTC"
        yield from _body(capture)


def _body(capture: Capture) -> Iterator[str]:
    try:
        body = unpacked(capture, PAGE_LIMIT).body
    except RejectDocument:
        body = capture.body
    try:
        text = decode(body, capture.charset or declared_charset(body)).text
    except RejectDocument:
        yield from _hexadecimal(body)
    else:
        yield from _cut(text)


def _cut(text: str) -> Iterator[str]:
    yield from text[:_MOST_TEXT].split("\n")
    if len(text) > _MOST_TEXT:
        yield f"… and {len(text) - _MOST_TEXT:,} characters more; --bytes FILE writes the bytes."


def _hexadecimal(body: bytes) -> Iterator[str]:
    for first in range(0, min(len(body), _MOST_BYTES), _A_LINE):
        part = body[first : min(first + _A_LINE, _MOST_BYTES)]
        letters = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
        yield f"{first:08x}  {part.hex(' '):<{3 * _A_LINE}} {letters}"
    if len(body) > _MOST_BYTES:
        yield f"… and {len(body) - _MOST_BYTES:,} bytes more; --bytes FILE writes them all."


def _write(file: Path, capture: Capture | None, reject_id: str) -> None:
    if capture is None:
        raise ConfigError(f"The bytes of the reject {reject_id} are not kept, or there never were any.")
    try:
        file.write_bytes(capture.body)
    except OSError as error:
        raise ConfigError(f"Cannot write {file}: {why(error)}. Give --bytes a file that can be written.") from None
    print(f"{len(capture.body):,} bytes are in {file}, as they arrived.")
