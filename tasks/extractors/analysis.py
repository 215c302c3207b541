"""Clean documents as JSON lines in, their annotations as JSON lines out: what `marsad analyze` does."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from expectations.vocabulary import LANGUAGES
from tasks.extractors.annotate import EXTRACTORS, annotate
from tasks.extractors.contract import Extractor
from tasks.extractors.export import export
from tasks.model.errors import ConfigError
from tasks.model.records import Document


def read_documents(lines: Iterable[bytes]) -> list[tuple[str | int, Document]]:
    """The documents of a JSONL file: of each line `id`, `text`, `published`, `language` and `outlet`, nothing else.

    Raises:
        ConfigError: a line is no document; the text names the line and what is wrong with it.
    """
    documents = []
    for number, line in enumerate(lines, 1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            try:
                documents.append(_document(_record(line)))
            except ValueError as error:
                raise ConfigError(f"Line {number} is no document: {error}. Mend it or take it out.") from None
    return documents


def analyse(
    documents: Iterable[tuple[str | int, Document]], using: Sequence[Extractor] = EXTRACTORS
) -> Iterator[bytes]:
    """One UTF-8 JSON line a document: `id`, `quotes`, `people`, `dates`, `mentions`, offsets into the text as given."""
    for identity, document in documents:
        yield _encode({"id": identity, **export(document.text, annotate(document, using))})


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON at column {error.colno} ({error.msg})") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(record, dict):
        raise ValueError(f"it is a JSON {type(record).__name__}, not an object")
    return record


def _document(record: dict[str, Any]) -> tuple[str | int, Document]:
    identity, text = record.get("id"), record.get("text")
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise ValueError('it has no "id" that is a string or a whole number')
    if not isinstance(text, str):
        raise ValueError('it has no "text" that is a string')
    language, outlet = record.get("language"), record.get("outlet")
    if language is not None and language not in LANGUAGES:
        raise ValueError(f'its "language" is {language!r}, not one of {", ".join(LANGUAGES)}')
    if outlet is not None and not isinstance(outlet, str):
        raise ValueError('its "outlet" is not a string')
    return identity, Document(text, language or "ar", _day(record.get("published")), outlet)


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(value).date()
    except (TypeError, ValueError):
        raise ValueError(f'its "published" is {value!r}, not a day as in 2021-11-19') from None


def _encode(row: dict[str, Any]) -> bytes:
    """UTF-8, or pure ASCII with escapes where the text holds half a surrogate pair, which UTF-8 cannot."""
    try:
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row).encode() + b"\n"
