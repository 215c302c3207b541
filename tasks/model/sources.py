"""Where a topic is read: the tables [[sources]] of its file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from expectations.vocabulary import FILE_READERS, READERS, WEB_READERS
from tasks.model.errors import ConfigError
from tasks.model.told import check_keys, nearest, string

_FILE_KEYS, _WEB_KEYS = ("reader", "path"), ("reader", "url")
_WEB_OPTIONS = ("outlet", "selector", "delay")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
LONGEST_DELAY = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Source:
    """Files to read: which reader reads them, and where they lie."""

    reader: str
    path: Path


@dataclass(frozen=True, slots=True)
class WebSource:
    """A place on the web to watch.

    Attributes:
        reader: one of `expectations.vocabulary.WEB_READERS`.
        url: the address of the feed, sitemap, listing or article.
        outlet: who publishes there, an id; None where `seeds/outlets.csv` is to tell by the address.
        selector: of a listing page, the CSS selector of its links to articles; without one the page is an article.
        delay: least seconds between two requests to the host; None for the setting's.
    """

    reader: str
    url: str
    outlet: str | None = None
    selector: str | None = None
    delay: float | None = None

    @property
    def is_article(self) -> bool:
        """Whether it is one article's page, not an index of articles."""
        return self.reader == "page" and self.selector is None


def is_outlet_id(text: str) -> bool:
    """Whether a text can be an outlet's id."""
    return _ID.fullmatch(text) is not None


def read_sources(value: object, base: Path) -> tuple[Source | WebSource, ...]:
    """The sources that a topic file names.

    Args:
        value: what stands under `sources`.
        base: the folder that relative paths count from.

    Raises:
        ConfigError: one sentence that says what is wrong and where.
    """
    if not isinstance(value, list) or not value:
        raise ConfigError("sources must be one or more tables [[sources]] with reader and path, or reader and url.")
    found = tuple(_source(one, f"sources[{number}]", base) for number, one in enumerate(value))
    addresses = [one.url for one in found if isinstance(one, WebSource)]
    twice = next((url for at, url in enumerate(addresses) if url in addresses[:at]), None)
    if twice is not None:
        raise ConfigError(f"sources names {twice} twice: leave one of them out.")
    return found


def _source(told: Any, where: str, base: Path) -> Source | WebSource:
    reader = told.get("reader") if isinstance(told, dict) else None
    if isinstance(reader, str) and reader in WEB_READERS:
        check_keys(told, _WEB_KEYS, where, _WEB_OPTIONS)
        return _web(told, reader, f"{where}.")
    check_keys(told, _FILE_KEYS, where)
    known = string(told, "reader", f"{where}.")
    if known not in FILE_READERS:
        raise ConfigError(f"{where}.reader {known!r} is no reader{nearest(known, READERS)}.")
    return Source(known, _path(string(told, "path", f"{where}."), where, base))


def _path(path: str, where: str, base: Path) -> Path:
    try:
        full = (base / Path(path).expanduser()).absolute()
    except RuntimeError:
        raise ConfigError(f"{where}.path: {path!r} begins with the home of somebody unknown.") from None
    if not full.exists():
        raise ConfigError(f"{where}.path: there is nothing at {full}.")
    return full


def _web(told: Mapping[str, Any], reader: str, prefix: str) -> WebSource:
    optional = {key: string(told, key, prefix) for key in ("outlet", "selector") if key in told}
    outlet = optional.get("outlet")
    if outlet is not None and not is_outlet_id(outlet):
        raise ConfigError(f"{prefix}outlet must be an id of small letters, digits and hyphens, not {outlet!r}.")
    if "selector" in optional and reader != "page":
        raise ConfigError(f"{prefix}selector is for the reader page alone: a {reader} says itself where its links are.")
    _check_selector(optional.get("selector"), prefix)
    return WebSource(reader, _address(string(told, "url", prefix), prefix), delay=_delay(told, prefix), **optional)


def _address(url: str, prefix: str) -> str:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError as error:
        raise ConfigError(f"{prefix}url {url!r} is no address: {error}.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"{prefix}url {url!r} must begin with http:// or https:// and name a host.")
    if parts.username is not None or any(ord(letter) <= 32 or letter == "\\" for letter in url.strip()):
        raise ConfigError(f"{prefix}url {url!r} may hold no user name, space or backslash.")
    return url.strip()


def _delay(told: Mapping[str, Any], prefix: str) -> float | None:
    delay = told.get("delay")
    if delay is None:
        return None
    if isinstance(delay, bool) or not isinstance(delay, int | float) or not 0 <= delay <= LONGEST_DELAY:
        raise ConfigError(f"{prefix}delay must be seconds between 0 and {LONGEST_DELAY:g}, not {delay!r}.")
    return float(delay)


def _check_selector(selector: str | None, prefix: str) -> None:
    if selector is None:
        return
    from cssselect import GenericTranslator, SelectorError

    try:
        GenericTranslator().css_to_xpath(selector)
    except SelectorError as error:
        raise ConfigError(f"{prefix}selector {selector!r} is no CSS selector: {error}.") from None
