"""The records of a WARC file (ISO 28500), one after another, also behind what is broken."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.model.errors import RejectDocument
from tasks.readers.http import Headers, parse_headers, value_of
from tasks.readers.members import Members

_LONGEST_LINE = 65_536  # bytes
_MOST_LINES = 200
_HEAD = 65_536  # bytes of HTTP headers that a block may have before its body
_WANTED = frozenset({"response", "resource", "revisit"})


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        headers: those of the record itself.
        block: what is in it; of one that is too large only the beginning; empty for kinds that are not read.
        at: where it begins: the member, or the byte of a file that is not packed.
        fault: why it cannot be used.
    """

    headers: Headers
    block: bytes
    at: int
    fault: RejectDocument | None = None

    @property
    def kind(self) -> str:
        """What kind of record it says it is, in small letters."""
        return (value_of(self.headers, "warc-type") or "").lower()

    @property
    def record_id(self) -> str:
        """Its id without brackets; where it begins, if it has none."""
        return (value_of(self.headers, "warc-record-id") or "").strip("<> ") or f"@{self.at}"


def read_records(stream: Members, limit: int) -> Iterator[Record]:
    """Every record; a broken one has a fault, and what follows it is read.

    Args:
        stream: the file.
        limit: the largest block that is kept whole, bytes.
    """
    broken = False
    while True:
        at = stream.start
        headers: Headers = ()
        try:
            line = _first_line(stream)
            if not line:
                return
            at = stream.start if stream.is_gzip else stream.start - len(line)
            if not line.startswith(b"WARC/"):
                raise RejectDocument("unreadable", "no record begins where one should")
            headers = _headers(stream)
            yield _record(stream, headers, at, limit)
            broken = False
        except RejectDocument as fault:
            if not broken:  # one fault costs one reject, however many bytes have to be passed over
                yield Record(headers, b"", at, fault)
            broken = True
            _resume(stream)


def _first_line(stream: Members) -> bytes:
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            return line
    return b""


def _headers(stream: Members) -> Headers:
    lines = []
    while (line := stream.readline(_LONGEST_LINE)).strip():
        lines.append(line)
        if len(lines) > _MOST_LINES:
            raise RejectDocument("unreadable", f"more than {_MOST_LINES} lines of headers")
    if not line:
        raise RejectDocument("unreadable", "the file ends inside its headers")
    return parse_headers(b"".join(lines))


def _record(stream: Members, headers: Headers, at: int, limit: int) -> Record:
    length = _length(headers)
    record = Record(headers, b"", at)
    wanted = record.kind in _WANTED
    block = stream.read(min(length, limit + _HEAD)) if wanted else b""
    had = len(block) + stream.skip(length - len(block))
    if had < length:
        raise RejectDocument("unreadable", f"the file ends inside it, after {had} of {length} bytes")
    _check_end(stream)
    return Record(headers, block, at, _too_large(length, limit) if length > limit + _HEAD else None)


def _length(headers: Headers) -> int:
    said = value_of(headers, "content-length") or ""
    if not said.isdecimal() or len(said) > 15:
        raise RejectDocument("unreadable", f"its length is {said[:40]!r}")
    return int(said)


def _check_end(stream: Members) -> None:
    """A record ends with empty lines; anything else says that its length is wrong, and so is its block."""
    if not stream.peek(4).strip(b"\r\n"):
        return  # no further: what follows may be broken, which is not this record's fault
    rest = stream.peek(8).lstrip(b"\r\n")
    if rest and not rest.startswith(b"WARC/"[: len(rest)]):
        raise RejectDocument("unreadable", "it is longer than it says")


def _too_large(length: int, limit: int) -> RejectDocument:
    return RejectDocument("too_large", f"{length} bytes, more than {limit}")


def _resume(stream: Members) -> None:
    """Go to the beginning of the next record."""
    while True:
        try:
            start = stream.peek(5)
            if not start or start == b"WARC/":
                return
            stream.readline(_LONGEST_LINE)
        except RejectDocument:
            continue
