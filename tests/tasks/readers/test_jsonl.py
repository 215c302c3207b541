"""The reader `jsonl`: one bad line costs one line, with its number and the reason."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.model.errors import SourceUnavailable
from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.readers import jsonl

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "a", "title": "عنوان", "content": "نص", **fields}, ensure_ascii=False).encode()


def read(path: Path, *lines: bytes, name: str = "in.jsonl", **limits: int) -> list[Capture | Reject]:
    file = path / name
    body = b"\n".join(lines)
    file.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    return list(jsonl.read(file, Settings(**limits), NOW))


def only_capture(path: Path, body: bytes) -> Capture:
    (found,) = read(path, body)
    assert isinstance(found, Capture)
    return found


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz"])
def test_a_record_is_captured_as_its_line(tmp_path: Path, name: str) -> None:
    body = line(url="http://news.example/1", outlet="example", collected_at="2015-07-21 02:51:32", more=[1])
    first, second = read(tmp_path, body, line(id=2), name=name)
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert first.body == body
    assert first.locator == f"{tmp_path.name}/{name}#a"
    assert (first.url, first.outlet) == ("http://news.example/1", "example")
    assert first.captured_at == datetime(2015, 7, 21, 2, 51, 32, tzinfo=UTC)
    assert (second.captured_at, second.url, second.outlet) == (NOW, None, None)


def test_blank_lines_and_a_byte_order_mark_are_no_fault(tmp_path: Path) -> None:
    found = read(tmp_path, b"\xef\xbb\xbf" + line(), b"", b"  \r", line(id="b"), b"")
    assert [one.locator[-1] for one in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"{broken", "not JSON at column 2"),
        (b'["a"]', "a JSON list, not an object"),
        (b'{"id": "\xff"}', "not UTF-8 at byte 9"),
        (line(id=None), 'no "id"'),
        (line(id=True), 'no "id"'),
        (line(id=""), 'no "id"'),
        (line(title=None), 'no "title"'),
        (line(content=["x"]), 'no "content"'),
        (line(url=1), '"url" is not a string'),
        (line(author={"name": "x"}), '"author" is not a string'),
        (line(published_at="yesterday"), "'yesterday' is no time in ISO 8601"),
        (line(collected_at=5), "5 is no time in ISO 8601"),
        (line()[:-1] + b', "n": NaN}', "NaN is no JSON number"),
        (line()[:-1] + b', "n": -Infinity}', "-Infinity is no JSON number"),
        (line()[:-1] + b', "id": "b"}', '"id" stands there twice'),
        (b"[" * 100_000, "nested too deep"),
        (b'{"n": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
    ],
)
def test_a_bad_line_is_a_reject_with_its_number_and_the_rest_is_read(tmp_path: Path, bad: bytes, says: str) -> None:
    before, reject, after = read(tmp_path, line(), bad, line(id="z"))
    assert isinstance(before, Capture)
    assert isinstance(after, Capture)
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason) == ("ingest", "bad_record")
    assert reject.locator.endswith("in.jsonl#L2")
    assert reject.detail.startswith("line 2: ")
    assert says in reject.detail


def test_a_line_that_is_too_long_is_read_past_not_into_memory(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, line(content="x" * 70_000), line(id="b"), b"y" * 200_000, document_bytes=1000)
    assert isinstance(first, Reject)
    assert isinstance(third, Reject)
    assert (first.reason, third.reason) == ("too_large", "too_large")
    assert first.detail.startswith("line 1: ")
    assert isinstance(second, Capture)


def test_a_line_just_within_the_limit_is_read(tmp_path: Path) -> None:
    body = line()
    assert all(isinstance(one, Capture) for one in read(tmp_path, body, body, document_bytes=len(body)))
    assert all(isinstance(one, Reject) for one in read(tmp_path, body, body, document_bytes=len(body) - 1))


def test_a_file_made_to_fill_the_disk_is_given_up(tmp_path: Path) -> None:
    found = read(tmp_path, line(), (b" " * 999 + b"\n") * 30_000, name="in.jsonl.gz")
    assert isinstance(found[0], Capture)
    assert isinstance(found[-1], Reject)
    assert found[-1].reason == "bomb"


def test_half_a_surrogate_pair_does_not_reach_the_tables(tmp_path: Path) -> None:
    body = b'{"id": "a\\ud800", "title": "t", "content": "c", "url": "http://x.example/\\udfff", "outlet": "o\\ud800"}'
    found = only_capture(tmp_path, body)
    "".join((found.locator, found.url or "", found.outlet or "")).encode("utf-8")


def test_no_file_is_no_empty_file(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        list(jsonl.read(tmp_path / "none.jsonl", Settings(), NOW))
