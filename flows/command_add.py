"""The command `marsad add`: try an address as a source, show what it would give, write it into a topic file."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import typer
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from flows.screen import clean, short
from tasks.model.errors import ConfigError
from tasks.model.settings import Settings, load_settings
from tasks.model.sources import WebSource, is_outlet_id
from tasks.places.place import Place
from tasks.readers.trial import Entry
from tasks.storage.topic_files import add_sources, is_watched, toml, watched
from tasks.web.candidates import HEALTH, Candidate, source_of
from tasks.web.finding import Found, find
from tasks.web.state import State, state_path

WIDEST = 100  # characters of a headline


def add(url: str, topic: Path | None, yes: bool, outlet: str | None, warehouse: Place | None) -> None:
    """Find what can be watched at an address and add what is chosen to a topic file.

    Raises:
        ConfigError: something given is wrong, or there is nothing to watch; nothing was written.
        SourceUnavailable: the address cannot be reached now; nothing was written.
    """
    if yes and topic is None:
        raise ConfigError("--yes adds the best source to a topic file: say to which with --topic FILE.")
    if outlet is not None and not is_outlet_id(outlet):
        raise ConfigError(f"--outlet must be an id of small letters, digits and hyphens, not {outlet!r}.")
    known = () if topic is None else watched(topic)
    now = datetime.now(UTC)
    found = _found(_whole(url), load_settings(), warehouse, now)
    sources = [source_of(one, outlet) for one in found.candidates]
    _show(found, sources, known, now, Console())
    if topic is None:
        print(
            f"\nNothing was written. To add the first: marsad add {url} --topic FILE --yes\nOr put this into the file:"
        )
        print("\n" + toml(sources[0]), end="")
    else:
        _add(topic, _chosen(found, yes, now), sources, known, [one.trial.language for one in found.candidates])


def _whole(url: str) -> str:
    """The address as given, https:// before one that begins with its host."""
    url = url.strip()
    if not url:
        raise ConfigError("Give the address of a site, a feed, a sitemap or a page: marsad add https://…")
    before, colon, after = url.partition(":")
    bare = not colon or "/" in before or after[:1].isdigit()
    return f"https://{url.removeprefix('//')}" if bare else url


def _found(url: str, settings: Settings, warehouse: Place | None, now: datetime) -> Found:
    console = Console(stderr=True)
    with _state((warehouse or settings.warehouse).absolute()) as state, console.status("starting") as status:

        def tell(address: str) -> None:
            status.update(Text(f"asking for {clean(address)}"))

        return asyncio.run(find(url, settings, state, now, tell))


@contextmanager
def _state(warehouse: Place) -> Iterator[State]:
    """The warehouse's state, which knows when hosts may be asked; one to throw away where there is none yet."""
    path = state_path(warehouse)
    with (
        TemporaryDirectory(prefix="marsad-") as folder,
        State(path if path.exists() else Path(folder) / path.name) as state,
    ):
        yield state


def _show(
    found: Found, sources: Sequence[WebSource], known: Sequence[WebSource], now: datetime, console: Console
) -> None:
    """The table of what was found, and below it each address with its newest articles."""
    grid = Grid()
    for name in ("", "what", "articles", "newest", "language", "health"):
        grid.add_column(name, justify="right" if name == "articles" else "left")
    for number, one in enumerate(found.candidates, 1):
        newest = next((_when(entry)[:10] for entry in one.trial.newest), "")
        health = "known" if is_watched(one.url, known) else one.health(now)
        cells = (str(number), one.trial.kind, _articles(one), newest, one.trial.language or "?", health)
        grid.add_row(*(Text(cell) for cell in cells))
    console.print(grid)
    for number, (one, source) in enumerate(zip(found.candidates, sources, strict=True), 1):
        print(f"\n{number}  {clean(one.url)}")
        for line in _lines(one, source, is_watched(one.url, known), now):
            print(f"   {line}")
    for miss in found.misses:
        print(f"\nNamed, but not to be had: {clean(miss.url)} ({clean(miss.detail)})")


def _lines(one: Candidate, source: WebSource, is_known: bool, now: datetime) -> Iterator[str]:
    """What there is to say of a candidate below its address."""
    title = one.trial.led.title
    yield ", ".join(
        filter(None, (f"«{short(title, WIDEST)}»" if title else "", f"outlet {source.outlet or 'by article'}"))
    )
    if one.trial.selector is not None:
        yield f"selector {one.trial.selector}"
    unknown = "" if one.readable is not None or not one.trial.newest else "robots.txt of its articles could not be had"
    remarks = ("the topic watches it already" if is_known else "", HEALTH[one.health(now)], unknown)
    if any(remarks):
        yield "; ".join(filter(None, remarks))
    yield from ("  ".join(filter(None, (_when(entry), _named(entry)))) for entry in one.trial.newest)


def _articles(candidate: Candidate) -> str:
    """How many it announces; of a sitemap how many would be taken in, for the others are too old."""
    articles, wanted = candidate.trial.articles, candidate.trial.wanted
    told = f"{articles:,}" if articles == wanted else f"{wanted:,} of {articles:,}"
    return f"{told}, {candidate.parts:,} sitemaps" if candidate.parts else told


def _when(entry: Entry) -> str:
    """The time as stated, in UTC where it has a zone: its first ten characters are the day."""
    if entry.time is None:
        return ""
    if entry.time.precision != "time":
        return entry.time.at.strftime({"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[entry.time.precision])
    if entry.time.at.tzinfo is None:
        return entry.time.at.strftime("%Y-%m-%d %H:%M")
    return entry.time.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _named(entry: Entry) -> str:
    """The headline, else the end of the address."""
    parts = urlsplit(entry.url)
    name = entry.headline or unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
    return short(name, WIDEST)


def _chosen(found: Found, yes: bool, now: datetime) -> list[int] | None:
    """Which are to be added, counted from 0; None where nobody can be asked."""
    if yes:
        if not found.candidates[0].is_worth_it(now):
            raise ConfigError(
                f"{found.candidates[0].url}: {HEALTH[found.candidates[0].health(now)]}. Nothing was written."
            )
        return [0]
    return _asked(len(found.candidates)) if _is_answered() else None


def _is_answered() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _asked(most: int) -> list[int]:
    while True:
        said = typer.prompt("\nWhich to add? Numbers, or n for none", default="1")
        words = said.replace(",", " ").split()
        if said.strip().lower() in ("n", "no", "none"):
            return []
        if words and all(word.isdecimal() and 1 <= int(word) <= most for word in words):
            return sorted({int(word) - 1 for word in words})
        print(f"Give one or more of the numbers 1 to {most}, or n.")


def _add(
    topic: Path,
    chosen: list[int] | None,
    sources: Sequence[WebSource],
    known: Sequence[WebSource],
    languages: Sequence[str | None],
) -> None:
    print()
    if chosen is None:
        print(f"Nothing was written to {topic}: there is no terminal to ask at. --yes adds the first.")
        return
    new = [at for at in chosen if not is_watched(sources[at].url, known)]
    for at in chosen:
        if at not in new:
            print(f"{topic} watches {sources[at].url} already.")
    if not new:
        print(f"Nothing was written to {topic}.")
        return
    now = add_sources(topic, [sources[at] for at in new])
    for at in new:
        print(toml(sources[at]))
        if languages[at] not in (None, *now.languages):
            print(f"It is in {languages[at]}, of which the topic takes nothing: it reads {', '.join(now.languages)}.\n")
    count = len(now.sources)
    print(
        f"Written to {topic}, which has {count} source{'s' * (count > 1)} now. `marsad run --topic {topic}` reads them."
    )
