"""Write sources into a topic file that people keep: what stands in it stays as it is, to the last space."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, InlineTable, Table

from tasks.model.errors import ConfigError
from tasks.model.sources import WebSource
from tasks.model.topics import Topic, read_topic, topic_of
from tasks.text.addresses import canonical

# Stands for what is to be added while a file is looked at that has no source yet.
_ANY = WebSource("feed", "https://source.invalid/")
_KEYS = ("reader", "url", "outlet", "selector", "delay")


def watched(path: Path) -> tuple[WebSource, ...]:
    """What a topic file watches on the web; the file may be one that lacks nothing but its sources.

    Raises:
        ConfigError: it is no topic file, or cannot be written.
    """
    topic = topic_of(path, with_sources(path, read_topic(path), [_ANY]))
    if not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)):
        raise ConfigError(f"The topic file {path} cannot be written: give --topic a file that can.")
    return tuple(one for one in topic.sources if isinstance(one, WebSource) and one != _ANY)


def is_watched(url: str, sources: Sequence[WebSource]) -> bool:
    """Whether one of the sources is at this address, whatever way it is written."""
    form = canonical(url)
    return any(one.url == url or (form is not None and canonical(one.url) == form) for one in sources)


def add_sources(path: Path, new: Sequence[WebSource]) -> Topic:
    """Add sources to a topic file and return the topic that it is then.

    The file is written as a whole or not at all, and only with what reads as a topic.

    Raises:
        ConfigError: it is no topic file, would be none with these sources, or cannot be written.
    """
    text = with_sources(path, read_topic(path), new)
    topic = topic_of(path, text)
    _write(path.resolve(), text.encode("utf-8"))
    return topic


def with_sources(path: Path, text: str, new: Sequence[WebSource]) -> str:
    """The text of a topic file with these sources added.

    Tables [[sources]] are added at the end, wherever others stand: tomlkit moves what lies between them. Where
    `sources` is a list in brackets, they are added to the list.

    Args:
        path: of the file, for the sentence that says what is wrong with it.
        text: of the file.
        new: to be added.

    Raises:
        ConfigError: it is no TOML.
    """
    try:
        document = tomlkit.parse(text.removeprefix("\ufeff"))
    except (TOMLKitError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path} is no TOML: {error}.") from None
    told = document.get("sources")
    if told is not None and not isinstance(told, list):
        raise ConfigError(f"{path}: sources must be one or more tables [[sources]].")
    if isinstance(told, Array):
        for source in new:
            told.append(_filled(tomlkit.inline_table(), source))
        return ("\ufeff" if text.startswith("\ufeff") else "") + tomlkit.dumps(document)
    end = "\r\n" if "\r\n" in text else "\n"
    before = text if not text or text.endswith("\n") else text + end
    return before + "".join(f"\n{toml(source)}" for source in new).replace("\n", end)


def toml(source: WebSource) -> str:
    """A source as it stands in a topic file: a table [[sources]], lines ended by a line feed."""
    tables = tomlkit.aot()
    tables.append(_filled(tomlkit.table(), source))
    document = tomlkit.document()
    document.append("sources", tables)
    return tomlkit.dumps(document)


def _filled(table: "Table | InlineTable", source: WebSource) -> "Table | InlineTable":
    for key in _KEYS:
        value = getattr(source, key)
        if value is not None:
            table[key] = value
    return table


def _write(path: Path, content: bytes) -> None:
    """Put the content in the place of the file's at one stroke; its permissions stay."""
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise ConfigError(
            f"The topic file {path} cannot be written: {(error.strerror or str(error)).lower()}. It is as it was."
        ) from None
