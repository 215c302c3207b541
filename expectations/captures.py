"""The table `captures`: bytes as they arrived."""

import polars as pl

from expectations.contract import RUN_ID, UTC_TIME, Column, Table, month_column
from expectations.vocabulary import HOLDS, MEDIA_TYPES, READERS

CAPTURES = Table(
    name="captures",
    row="bytes as they arrived, with digest, when and from where",
    key=("capture_id",),
    columns=(
        Column(
            "capture_id",
            pl.String,
            "Hash of locator and bytes; of a page that was changed, of the capture before it too.",
        ),
        Column("reader", pl.String, "Which reader read it.", values=READERS),
        Column(
            "locator",
            pl.String,
            "Where it was: the address, or folder and file name, with the record's id for JSONL and WARC.",
        ),
        Column("url", pl.String, "The address it came from; null where none was given.", nullable=True),
        Column("outlet", pl.String, "Who published it, as the reader knew; null where it did not.", nullable=True),
        Column("media_type", pl.String, "What kind of bytes.", values=MEDIA_TYPES),
        Column("holds", pl.String, "One article, or an index that names articles.", values=HOLDS),
        Column("status", pl.Int32, "HTTP status; null of what did not come by HTTP.", nullable=True),
        Column(
            "headers",
            pl.List(pl.Struct({"name": pl.String, "value": pl.String})),
            "HTTP headers in their order; empty of what did not come by HTTP.",
        ),
        Column("charset", pl.String, "The encoding declared from outside; null where none was.", nullable=True),
        Column("truncated", pl.Boolean, "Whether the bytes are only the beginning of what there was."),
        Column(
            "announced",
            pl.List(
                pl.Struct(
                    {
                        "url": pl.String,
                        "source": pl.String,
                        "headline": pl.String,
                        "published": pl.String,
                        "updated": pl.String,
                        "language": pl.String,
                    }
                )
            ),
            "What feeds, sitemaps and listings said of it before it was fetched, as written; empty for files.",
        ),
        Column("sha256", pl.String, "SHA-256 of the bytes, hex."),
        Column(
            "body",
            pl.Binary,
            "The bytes; null where MARSAD_CAPTURES_DAYS let go of them, and then nothing can be made of them anew.",
            nullable=True,
        ),
        Column("captured_at", UTC_TIME, "When the bytes were taken, as the record says, else when they were read."),
        RUN_ID,
        month_column("captured_at"),
    ),
    replaced_by=("capture_id",),
    sort=("captured_at", "capture_id"),
)
