"""Ids: hashes of the fewest raw, stable fields, so that the same input has the same ids on any machine."""

from hashlib import blake2b

import polars as pl

_SIZE = 10  # bytes; 80 bits: a one in a million chance of one collision among 1.5 thousand million rows


def identify(kind: str, *fields: str | int) -> str:
    """The id of a thing of this kind with these identifying fields, 20 hex digits.

    Every field goes in with its length, so no two different sequences of fields run together.
    """
    digest = blake2b(kind.encode(), digest_size=_SIZE)
    for value in fields:
        raw = str(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


def identify_rows(kind: str, rows: pl.DataFrame) -> pl.Series:
    """What `identify` gives for the fields of each row, in less than half of the time."""
    fields = [pl.col(name).cast(pl.String).fill_null("None") for name in rows.columns]
    told = pl.concat_str(pl.lit(kind), *(part for one in fields for part in (_length(one), one)))
    return pl.Series("id", [_hashed(one.encode()) for one in rows.select(told).to_series()], dtype=pl.String)


def _length(field: pl.Expr) -> pl.Expr:
    return pl.concat_str(field.str.len_bytes().cast(pl.String), pl.lit(":"))


def _hashed(told: bytes) -> str:
    return blake2b(told, digest_size=_SIZE).hexdigest()
