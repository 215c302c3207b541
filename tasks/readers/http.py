"""A stored answer of HTTP: its status, headers and body, undone of what the transfer did to it."""

import re
from dataclasses import dataclass
from email.message import Message

from tasks.model.errors import RejectDocument
from tasks.text.decode import scrub

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[^\r\n]{0,1000}\r?\n")
_MOST_HEADERS = 200
_LONGEST_VALUE = 8_192  # characters

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored answer; `body` is as it was sent, still packed."""

    status: int
    headers: Headers
    body: bytes


def parse_answer(block: bytes) -> Answer:
    """The answer that a block of bytes holds.

    Raises:
        RejectDocument: `unreadable` where it does not begin as one.
    """
    status = _STATUS.match(block)
    if status is None:
        raise RejectDocument("unreadable", "it does not begin with a status line of HTTP")
    end = _HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    return Answer(int(status.group(1)), parse_headers(head.partition(b"\n")[2]), body)


def parse_headers(head: bytes) -> Headers:
    """Names and values in their order; a line that begins with a space goes on the one before."""
    found: list[tuple[str, str]] = []
    for line in head.splitlines():
        text = scrub(header_text(line))
        if text[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}"[:_LONGEST_VALUE])
            continue
        name, colon, value = text.partition(":")
        if colon and name.strip():
            found.append((name.strip()[:200], value.strip()[:_LONGEST_VALUE]))
    return tuple(found[:_MOST_HEADERS])


def header_text(raw: bytes) -> str:
    """A header's bytes as text: UTF-8, else latin-1."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def value_of(headers: Headers, name: str) -> str | None:
    """The first value of a header, its name in any case; None where there is none."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def content_type(headers: Headers) -> tuple[str, str | None]:
    """The media type in small letters, empty where none is said, and the charset that goes with it."""
    said = value_of(headers, "content-type")
    if not said:
        return "", None
    return said.partition(";")[0].strip().lower(), charset_of(said)


def charset_of(content_type: str) -> str | None:
    """The charset that a Content-Type names; None where it names none, or in a way that is not to be read."""
    message = Message()
    message["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    try:
        charset = message.get_param("charset")
    except (TypeError, ValueError):  # of continued parameters (RFC 2231) that are not what they should be
        return None
    return charset.strip() or None if isinstance(charset, str) else None


def dechunk(body: bytes) -> tuple[bytes, bool]:
    """A chunked body put together, and whether it was whole.

    A body that does not begin with a chunk was put together before it was stored: most archives do that and keep the
    header.

    Raises:
        RejectDocument: `unreadable` where a chunk has not the size that it says.
    """
    if _CHUNK.match(body) is None:
        return body, True
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        found = _CHUNK.match(body, at)
        if found is None:
            raise RejectDocument("unreadable", f"no size of a chunk at byte {at} of its body")
        size = int(found.group(1), 16)
        if size == 0:
            return b"".join(pieces), True
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        if at < len(body) and body[at : at + 2] != b"\r\n" and body[at : at + 1] != b"\n":
            raise RejectDocument("unreadable", f"a chunk of its body is not as long as it says, at byte {at}")
        at += 2 if body[at : at + 1] == b"\r" else 1
    return b"".join(pieces), False
