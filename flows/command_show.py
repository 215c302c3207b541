"""The command `marsad show`: an article as it was read, with what was said and who is named in it marked."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.command_queries import lasting
from flows.screen import clean
from tasks.places.place import Place, located
from tasks.queries.article import article as question
from tasks.queries.question import literal, values
from tasks.storage.beginnings import only_id
from tasks.storage.opening import filled
from tasks.text.pieces import defused

if TYPE_CHECKING:
    from tasks.storage.snapshot import Shown

SAID = {"direct": "green", "mixed": "yellow", "indirect": "cyan"}
SPEAKER, NAMED = "bold underline", "bold"
# Terminals that write right to left by themselves; there a paragraph belongs on the right.
_BIDI = ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM")


def show_article(article: str, explain: bool, warehouse: Place | None, console: Console | None = None) -> None:
    """Print the article's newest revision, its quotes numbered, and below it who said each.

    Args:
        article: an `article_id`, or the beginning of one.
        explain: print the Python that gives what is shown instead.
        warehouse: the folder of the tables; the setting's if left out.
        console: where to print; made for stdout if left out.

    Raises:
        ConfigError: there are no tables, no such article, or more than one.
    """
    where = located(warehouse)
    tables = filled(where)
    asked = question(_whole(article, tables, where))
    if explain:
        print(asked.text(lasting(tables, where)))
        return
    shown, spans = asked.answers(tables, "article", "found")
    screen = console or Console(highlight=False)
    for line in _lines(shown.row(0, named=True), spans, screen.color_system is not None):
        screen.print(line, justify="right" if _is_bidi() and line.justify != "left" else "left")


def _whole(article: str, tables: "Shown", warehouse: Place) -> str:
    """The only article_id that begins so."""
    begins = f'filter(pl.col("article_id").str.starts_with({literal(article)}))'
    ids = values("articles", "article_id", begins).answer(tables)["article_id"]
    return only_id(ids, article, warehouse)


def _lines(article: Mapping[str, Any], spans: pl.DataFrame, coloured: bool) -> Iterator[Text]:
    quotes = spans.filter(pl.col("layer") == "quote").to_dicts()
    yield Text(_heading(article), "dim", justify="left")
    yield from _marked(article["text"], spans.to_dicts(), quotes, coloured)
    for number, quote in enumerate(quotes, 1):
        yield Text(_told(number, quote), SAID[quote["kind"]], justify="left")


def _heading(article: Mapping[str, Any]) -> str:
    when = "" if article["published_at"] is None else f"{article['published_at']:%Y-%m-%d %H:%M} UTC"
    known = (article["outlet"], when, article["url"], f"revision {article['revision']}", article["article_id"])
    return clean(" · ".join(part for part in known if part))


def _told(number: int, quote: Mapping[str, Any]) -> str:
    role = f" ({quote['speaker_role']})" if quote["speaker_role"] else ""
    how = f", named by {quote['how']}" if quote["how"] else ""
    return clean(
        f"[{number}] {quote['speaker'] or '?'}{role}: {quote['act']}, {quote['kind']}{how}, "
        f"confidence {quote['confidence']:.2f}"
    )


def _marked(
    text: str, spans: Sequence[Mapping[str, Any]], quotes: Sequence[Mapping[str, Any]], coloured: bool
) -> Iterator[Text]:
    """The paragraphs with names and speakers set off, what was said in colour, or between [1 and 1] without colours."""
    whole = Text(defused(text))
    for span in spans:
        if span["layer"] == "mention":
            whole.stylize(NAMED, span["start"], span["end"])
        else:
            whole.stylize(SAID[span["kind"]], span["start"], span["end"])
            if span["source_start"] is not None:
                whole.stylize(SPEAKER, span["source_start"], span["source_end"])
    marks = [(one[edge], number, edge) for number, one in enumerate(quotes, 1) for edge in ("start", "end")]
    at, pieces = 0, Text()
    for place, number, edge in sorted(marks, key=lambda mark: (mark[0], mark[2] == "start")):
        pieces.append_text(whole[at:place])
        pieces.append(_mark(number, edge, coloured), "dim")
        at = place
    pieces.append_text(whole[at:])
    yield from (line for line in pieces.split("\n"))


def _mark(number: int, edge: str, coloured: bool) -> str:
    if coloured:
        return f"[{number}]" if edge == "end" else ""
    return f"[{number} " if edge == "start" else f" {number}]"


def _is_bidi() -> bool:
    return any(os.environ.get(name) for name in _BIDI) or os.environ.get("TERM_PROGRAM") == "Apple_Terminal"
