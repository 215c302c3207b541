"""The command `marsad revisions`: the revisions of an article, and what changed from each to the next."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from rich.console import Console
from rich.text import Text

from tasks.places.place import Place, located
from tasks.storage.beginnings import whole_id
from tasks.storage.warehouse import filled, read
from tasks.text.changes import word_diff

CAME, WENT = "green underline", "red strike"
# Unchanged words shown around a change; of the rest it is said how many they are.
_AROUND = 80  # characters

Row = Mapping[str, Any]


def print_revisions(article: str, warehouse: Place | None, console: Console | None = None) -> None:
    """Print each revision of the article with its time, and the words that changed.

    Args:
        article: an `article_id`, or the beginning of one.
        warehouse: the folder of the tables; the setting's if left out.
        console: where to print; made for stdout if left out.

    Raises:
        ConfigError: there is no warehouse, no such article, or more than one.
    """
    where = located(warehouse)
    filled(where)
    rows = _revisions(where, article)
    screen = console or Console(highlight=False)
    coloured = screen.color_system is not None
    for row, before in zip(rows, [None, *rows], strict=False):
        screen.print(Text(_heading(row)), soft_wrap=True)
        if before is not None:
            screen.print(difference(before["text"], row["text"], coloured), soft_wrap=True)
        else:
            screen.print(Text(row["headline"]), soft_wrap=True)


def _revisions(warehouse: Place, article: str) -> Sequence[Row]:
    """The article's revisions, the first one first."""
    known = read(warehouse, "articles")
    article_id = whole_id(known, "article_id", article, warehouse)
    wanted = ("revision", "captured_at", "outlet", "url", "headline", "text", "change")
    return known.filter(pl.col("article_id") == article_id).select(wanted).sort("revision").collect().to_dicts()


def _heading(row: Row) -> str:
    change = "" if row["change"] is None else f", {row['change']:.1%} of the words changed"
    where = " ".join(str(row[name]) for name in ("outlet", "url") if row[name])
    return f"Revision {row['revision']}, captured {row['captured_at']:%Y-%m-%d %H:%M} UTC{change}. {where}".rstrip()


def difference(before: str, after: str, coloured: bool) -> Text:
    """The text with what went and what came, in colours or between marks; what is unchanged is cut short."""
    shown, at = Text(), 0
    for change in word_diff(before, after):
        shown.append(_short(after[at : change.after.start]))
        _append(shown, change.before.of(before), WENT, ("[-", "-]"), coloured)
        _append(shown, change.after.of(after), CAME, ("{+", "+}"), coloured)
        at = change.after.end
    return shown.append(_short(after[at:]))


def _append(shown: Text, words: str, style: str, marks: tuple[str, str], coloured: bool) -> None:
    """Add changed words, with a space before them where they would stick to what is there."""
    if not words:
        return
    if shown.plain and not shown.plain[-1].isspace():
        shown.append(" ")
    first, last = ("", "") if coloured else marks
    shown.append(f"{first}{words}{last}", style if coloured else None)


def _short(unchanged: str) -> str:
    """Unchanged text, without its middle where that is long."""
    if len(unchanged) <= 3 * _AROUND:
        return unchanged
    left, right = unchanged[:_AROUND].rpartition(" ")[0], unchanged[-_AROUND:].partition(" ")[2]
    return f"{left} … {right}"
