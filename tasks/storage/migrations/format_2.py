"""Format 2: bytes of old captures may be dropped; tables of before the web was read get what they lack.

Before the web was read a capture was of a file that held one article, whole, and nothing had announced it.
"""

import polars as pl

from expectations.captures import CAPTURES
from tasks.storage.migrations.contract import Migration, filling

_NOTHING = pl.lit([])

FORMAT_2 = Migration(
    to=2,
    what="the bytes of captures may be dropped after a time, and captures and articles of before Marsad read the web "
    "have the columns that came with it",
    changes={
        "captures": filling(
            holds=pl.lit("article"),
            truncated=pl.lit(False),
            headers=_NOTHING.cast(CAPTURES.schema["headers"]),
            announced=_NOTHING.cast(CAPTURES.schema["announced"]),
        ),
        "articles": filling(truncated=pl.lit(False), garbled=pl.lit(False)),
    },
    may_be_null={"captures": ("body",)},
    # Else a commit that is killed and rolled back may find that the log it is to be rolled back by has just expired.
    properties={"delta.enableExpiredLogCleanup": "false"},
)
