"""Markdown of what came from outside: tables and words that cannot be more than text."""

import re
from collections.abc import Iterable, Sequence

from tasks.text.decode import scrub

_SPECIAL = re.compile(r"([\\`*_\[\]|~])")


def plain(text: object, longest: int = 200) -> str:
    """As text on one line, of at most so many characters; what Markdown and HTML would read into it is escaped."""
    line = " ".join(scrub(str(text)).split())
    cut = line if len(line) <= longest else f"{line[: longest - 1]}…"
    return _SPECIAL.sub(r"\\\1", cut).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def grid(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; its cells are plain text, numbers with separators."""
    lines = (head, tuple("---" for _ in head), *(tuple(_cell(value) for value in row) for row in rows))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.1f}" if isinstance(value, float) else plain("" if value is None else value)
