"""The reader `folder`: what it reads, in which order, and what it refuses with which reason."""

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.model.errors import SourceUnavailable
from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.readers import folder

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
RECORD = json.dumps({"id": 7, "title": "عنوان", "content": "نص"}).encode()


def read(path: Path, **limits: int) -> list[Capture | Reject]:
    return list(folder.read(path, Settings(**limits), NOW))


def captures(path: Path) -> list[Capture]:
    found = read(path)
    assert [one for one in found if isinstance(one, Reject)] == []
    return [one for one in found if isinstance(one, Capture)]


def only_reject(path: Path, **limits: int) -> Reject:
    (reject,) = read(path, **limits)
    assert isinstance(reject, Reject)
    assert reject.stage == "ingest"
    return reject


def test_files_of_every_kind_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    root = tmp_path / "news"
    (root / "sub").mkdir(parents=True)
    for name in ("c.txt", "a.html", "sub/b.HTM"):
        (root / name).write_bytes(name.encode())
    (root / "d.txt.gz").write_bytes(gzip.compress(b"d"))
    (root / "e.jsonl").write_bytes(RECORD)
    (root / "f.jsonl.gz").write_bytes(gzip.compress(RECORD))
    found = captures(root)
    assert [(one.locator, one.media_type) for one in found] == [
        ("news/a.html", "text/html"),
        ("news/c.txt", "text/plain"),
        ("news/d.txt.gz", "text/plain"),
        ("news/e.jsonl#7", "application/json"),
        ("news/f.jsonl.gz#7", "application/json"),
        ("news/sub/b.HTM", "text/html"),
    ]
    assert found[2].body == b"d"
    assert {one.captured_at for one in found} == {NOW}


def test_a_file_has_the_id_that_it_has_in_its_folder_wherever_that_lies(tmp_path: Path) -> None:
    ids = set()
    for place in ("here", "there"):
        file = tmp_path / place / "news" / "a.txt"
        file.parent.mkdir(parents=True)
        file.write_bytes(b"x")
        ids |= {one.capture_id for path in (file, file.parent) for one in captures(path)}
    assert len(ids) == 1


def test_names_are_composed_and_foreign_bytes_in_them_written_out(tmp_path: Path) -> None:
    (tmp_path / "e\u0301.txt").write_bytes(b"x")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))).write_bytes(b"x")
    assert [one.locator.split("/")[1] for one in captures(tmp_path)] == ["\u00e9.txt", "\\xff.txt"]


def test_hidden_files_and_readmes_are_no_documents(tmp_path: Path) -> None:
    for name in (".hidden.txt", "README.md", "readme.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert read(tmp_path) == []


def test_a_kind_without_a_reader_is_not_dropped_in_silence(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    reject = only_reject(tmp_path)
    assert (reject.reason, reject.detail) == ("unreadable", "no reader for files that end in .docx")


def test_a_fault_has_the_same_id_at_every_run(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    assert only_reject(tmp_path) == only_reject(tmp_path)
    assert only_reject(tmp_path).capture_id is not None


def test_a_link_out_of_the_folder_is_refused_one_inside_is_read(tmp_path: Path) -> None:
    root = tmp_path / "news"
    root.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (root / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert only_reject(root).detail == "it is a link that leads out of the folder"
    (root / "a.txt").unlink()
    (root / "b.txt").write_bytes(b"b")
    (root / "c.txt").symlink_to(root / "b.txt")
    assert [one.body for one in captures(root)] == [b"b", b"b"]


def test_links_to_folders_devices_and_pipes_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "news"
    root.mkdir()
    (root / "loop.txt").symlink_to(root)
    assert only_reject(root).detail == "it is no regular file"
    (root / "loop.txt").unlink()
    os.mkfifo(root / "pipe.txt")
    assert only_reject(root).detail == "it is no regular file"
    (root / "pipe.txt").unlink()
    (root / "gone.txt").symlink_to(root / "nowhere.txt")
    assert only_reject(root).reason == "unreadable"


def test_large_files_are_refused_by_their_size_after_decompression(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 101))
    assert only_reject(tmp_path, document_bytes=100).reason == "too_large"
    assert len(read(tmp_path, document_bytes=101)) == 1


@pytest.mark.parametrize("cut", [b"no gzip", gzip.compress(os.urandom(500))[:-100], b"\x1f\x8b\x08"])
def test_a_broken_archive_costs_itself(tmp_path: Path, cut: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(cut)
    (tmp_path / "b.txt").write_bytes(b"b")
    first, second = read(tmp_path)
    assert isinstance(first, Reject)
    assert first.reason == "unreadable"
    assert isinstance(second, Capture)


def test_nothing_there_is_no_empty_source(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="There is nothing at"):
        read(tmp_path / "nowhere")
