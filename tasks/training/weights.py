"""How trained weights are written."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path


def write(weights: Mapping[str, Sequence[int] | str], path: Path) -> None:
    """The weights as gzipped JSON without a time stamp, so that equal weights are equal files."""
    content = json.dumps(weights, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(content, mtime=0))
