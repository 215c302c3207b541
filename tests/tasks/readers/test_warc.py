"""Web archives: what is read of them, and that a broken record costs itself."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import case

from tasks.model.errors import SourceUnavailable
from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.readers import folder, warc
from tasks.readers.members import Members
from tasks.readers.registry import READERS
from tasks.readers.wacz import leads_out
from tasks.storage.archive import write_warc
from tasks.web.captured import unpacked

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
PAGE = "<!doctype html><html><body>بغداد</body></html>".encode()
HTML = "Content-Type: text/html; charset=utf-8"


def record(
    number: int, block: bytes, kind: str = "response", url: str | None = None, more: str = "", length: int | None = None
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Date: 2020-02-0{number}T01:02:03Z\r\n"
        f"WARC-Target-URI: {url or f'http://news.example/{number}'}\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes = PAGE, headers: str = HTML, status: int = 200) -> bytes:
    return f"HTTP/1.1 {status} OK\r\n{headers}\r\n\r\n".encode() + body


def good(number: int) -> bytes:
    return record(number, answer())


def read(folder: Path, *records: bytes, packed: bool = False, **limits: int) -> list[Capture | Reject]:
    file = folder / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    return list(warc.read(file, Settings(**limits), NOW))


def told(found: Iterable[Capture | Reject]) -> list[str]:
    """A capture's address, a reject's reason, in their order."""
    return [one.url or one.media_type if isinstance(one, Capture) else one.reason for one in found]


def one(folder: Path, *records: bytes) -> Capture:
    (found,) = read(folder, *records)
    assert isinstance(found, Capture)
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_comes_as_it_was_answered(tmp_path: Path, packed: bool) -> None:
    first, second = read(tmp_path, good(1), good(2), packed=packed)
    assert isinstance(first, Capture)
    assert (first.reader, first.url, first.status, first.body) == ("warc", "http://news.example/1", 200, PAGE)
    assert first.locator == f"{tmp_path.name}/a.warc{'.gz' if packed else ''}#urn:uuid:1"
    assert (first.media_type, first.charset, first.truncated) == ("text/html", "utf-8", False)
    assert first.headers == (("Content-Type", "text/html; charset=utf-8"),)
    assert first.captured_at == datetime(2020, 2, 1, 1, 2, 3, tzinfo=UTC)
    assert first.capture_id != second.capture_id


def test_what_is_no_document_is_passed_over(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        record(1, b"software: x", "warcinfo"),
        record(2, b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(3, answer(b"\x89PNG", "Content-Type: image/png")),
        record(4, answer(status=404)),
        record(5, answer(b"User-agent: *", "Content-Type: text/plain"), url="http://news.example/robots.txt"),
        record(6, b"x", "resource", "metadata://gnu.org/software/wget", "Content-Type: text/plain\r\n"),
        record(7, b"1.2.3.4", "response", "dns:news.example", "Content-Type: text/dns\r\n"),
        good(8),
    )
    assert told(found) == ["http://news.example/8"]


@pytest.mark.parametrize(
    ("said", "body", "kind"),
    [
        ("text/html", PAGE, "text/html"),
        ("application/xhtml+xml;charset=utf-8", PAGE, "text/html"),
        ("text/plain", b"text", "text/plain"),
        ("application/pdf", b"%PDF-1.4", "application/pdf"),
        ("", PAGE, "text/html"),
        ("", b"%PDF-1.4", "application/pdf"),
    ],
)
def test_pages_text_and_pdf_are_read(tmp_path: Path, said: str, body: bytes, kind: str) -> None:
    headers = f"Content-Type: {said}" if said else "Server: x"
    assert one(tmp_path, record(1, answer(body, headers))).media_type == kind
    resource = one(tmp_path, record(1, body, "resource", "file:///a", f"Content-Type: {said}\r\n" if said else ""))
    assert (resource.media_type, resource.url, resource.status) == (kind, None, None)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("content-encoding: GZIP", PAGE),
        ("Content-Encoding: deflate", zlib.compress(PAGE)),
        ("Content-Encoding: br", brotli.compress(PAGE)),
        (
            "Transfer-Encoding: chunked",
            b"5;x=y\r\n" + PAGE[:5] + b"\r\n%x\r\n" % (len(PAGE) - 5) + PAGE[5:] + b"\r\n0\r\n\r\n",
        ),
        ("Transfer-Encoding: chunked", PAGE),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(PAGE)), gzip.compress(PAGE)),
        ),
    ],
)
def test_what_the_transfer_did_is_undone(tmp_path: Path, headers: str, body: bytes) -> None:
    capture = one(tmp_path, record(1, answer(body, f"{HTML}\r\n{headers}")))
    assert (capture.body, capture.truncated) == (PAGE, False)


def test_what_is_cut_off_says_so(tmp_path: Path) -> None:
    half = gzip.compress(PAGE * 50)
    headers = f"{HTML}\r\nContent-Encoding: gzip"
    assert one(tmp_path, record(1, answer(half[:-10], headers))).truncated
    assert one(tmp_path, record(1, answer(b"ff\r\n" + PAGE, f"{HTML}\r\nTransfer-Encoding: chunked"))).truncated
    assert one(tmp_path, record(1, answer(), more="WARC-Truncated: length\r\n")).truncated


def test_a_date_that_is_none_is_that_of_reading(tmp_path: Path) -> None:
    assert one(tmp_path, good(1).replace(b"2020-02-01", b"yesterday")).captured_at == NOW


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("by", ["WARC-Refers-To: <urn:uuid:1>", "WARC-Payload-Digest: sha1:A"])
def test_a_revisit_has_the_body_that_it_refers_to(tmp_path: Path, packed: bool, by: str) -> None:
    revisit = record(3, answer(b"", "Server: x"), "revisit", more=f"{by}\r\n")
    target = record(1, answer(), more="WARC-Payload-Digest: sha1:A\r\n")
    found = read(tmp_path, target, good(2), revisit, packed=packed)
    assert told(found) == [f"http://news.example/{n}" for n in (1, 2, 3)]
    assert [one.body for one in found if isinstance(one, Capture)] == [PAGE] * 3
    again = found[2]
    assert isinstance(again, Capture)
    assert again.captured_at.day == 3


def test_a_revisit_of_what_is_elsewhere_is_a_reject(tmp_path: Path) -> None:
    (reject,) = read(tmp_path, record(3, answer(b""), "revisit", more="WARC-Refers-To: <urn:uuid:1>\r\n"))
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.detail) == ("unreadable", "another record holds its page, which is not in the file")
    image = answer(b"", "Content-Type: image/png")
    assert read(tmp_path, record(3, image, "revisit", more="WARC-Refers-To: <urn:uuid:1>\r\n")) == []


# 36. Broken records


BROKEN = {
    "a space in its address": (record(2, answer(), url="http://news.example/a b"), "its address has a space in it"),
    "too short a length": (record(2, answer(), length=20), "it is longer than it says"),
    "no length": (record(2, answer()).replace(b"Content-Length", b"X"), "its length is ''"),
    "a length of words": (record(2, answer(), length=20).replace(b": 20", b": many"), "its length is 'many'"),
    "no HTTP": (record(2, b"nonsense"), "it does not begin with a status line of HTTP"),
    "wrong chunks": (
        record(2, answer(b"3\r\nabcdef\r\n0\r\n\r\n", f"{HTML}\r\nTransfer-Encoding: chunked")),
        "a chunk of its body is not as long as it says",
    ),
    "no chunk": (
        record(2, answer(b"3\r\nabc\r\nzz\r\n", f"{HTML}\r\nTransfer-Encoding: chunked")),
        "no size of a chunk at byte 8",
    ),
    "an encoding that nobody knows": (
        record(2, answer(headers=f"{HTML}\r\nContent-Encoding: x")),
        "Content-Encoding 'x'",
    ),
    "no record": (b"nonsense\r\nmore\r\n", "no record begins where one should"),
    "endless headers": (b"WARC/1.0\r\n" + b"a: b\r\n" * 300 + b"\r\n", "more than 200 lines of headers"),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("what", BROKEN)
def test_36_a_broken_record_costs_itself(tmp_path: Path, what: str, packed: bool) -> None:
    broken, says = BROKEN[what]
    found = read(tmp_path, good(1), broken, good(3), packed=packed)
    assert told(found) == ["http://news.example/1", "unreadable", "http://news.example/3"]
    reject = found[1]
    assert isinstance(reject, Reject)
    assert reject.detail.startswith(says)
    assert reject.stage == "ingest"


@pytest.mark.parametrize("packed", [False, True])
def test_36_the_last_record_cut_off_is_a_reject(tmp_path: Path, packed: bool) -> None:
    last = gzip.compress(good(2))[:-20] if packed else good(2)[:-20]
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes((gzip.compress(good(1)) if packed else good(1)) + last)
    found = list(warc.read(file, Settings(), NOW))
    assert told(found) == ["http://news.example/1", "unreadable"]
    assert isinstance(found[1], Reject)
    assert found[1].detail.startswith("the file ends inside it")


@pytest.mark.parametrize("damage", ["middle", "checksum", "header", "rubbish"])
def test_36_a_broken_gzip_member_costs_itself(tmp_path: Path, damage: str) -> None:
    member = bytearray(gzip.compress(record(2, answer(PAGE + bytes(range(256)) * 20))))
    if damage == "middle":
        member[60:90] = bytes(30)
    elif damage == "checksum":
        member[-8] ^= 0xFF
    elif damage == "header":
        member[0] = 0
    else:
        member = bytearray(b"rubbish" * 20)
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(good(1)) + member + gzip.compress(good(3)) + b"\0" * 100)
    assert told(warc.read(file, Settings(), NOW)) == ["http://news.example/1", "unreadable", "http://news.example/3"]


def test_one_gzip_stream_for_all_records_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    revisit = record(3, answer(b""), "revisit", more="WARC-Refers-To: <urn:uuid:2>\r\n")
    file.write_bytes(gzip.compress(good(1) + good(2) + revisit))
    assert told(warc.read(file, Settings(), NOW)) == [f"http://news.example/{n}" for n in (1, 2, 3)]


def test_31_large_ones_and_bombs_cost_themselves(tmp_path: Path) -> None:
    spaces = gzip.compress(b" " * 30_000_000)
    found = read(
        tmp_path,
        record(1, answer(b"x" * 200_000)),
        record(2, answer(b"x" * 200_000, "Content-Type: image/png")),
        record(3, answer(spaces, f"{HTML}\r\nContent-Encoding: gzip")),
        record(4, b"x" * 200_000, "resource", more="Content-Type: text/plain\r\n"),
        good(5),
        document_bytes=100_000,
    )
    assert told(found) == ["too_large", "too_large", "too_large", "http://news.example/5"]
    whole = read(tmp_path, record(3, answer(spaces, f"{HTML}\r\nContent-Encoding: gzip")), good(5))
    assert told(whole) == ["bomb", "http://news.example/5"]
    packed = read(tmp_path, record(1, answer(b" " * 30_000_000)), good(5), packed=True)
    assert told(packed) == ["bomb", "http://news.example/5"]


# WACZ


def wacz(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_a_wacz_is_read_archive_by_archive(tmp_path: Path) -> None:
    file = wacz(
        tmp_path / "a.wacz",
        **{
            "datapackage.json": b"{}",
            "archive/1.warc.gz": gzip.compress(good(1)) + gzip.compress(good(2)),
            "archive/2.warc": good(3) + record(4, answer(b""), "revisit", more="WARC-Refers-To: <urn:uuid:3>\r\n"),
            "indexes/index.cdx": b"x",
        },
    )
    found = list(warc.read(file, Settings(), NOW))
    assert told(found) == [f"http://news.example/{n}" for n in (1, 2, 3, 4)]
    assert found[0].locator == f"{tmp_path.name}/a.wacz/archive/1.warc.gz#urn:uuid:1"


@pytest.mark.parametrize("name", ["../a.warc", "archive/../../a.warc", "/etc/a.warc", "a\\..\\b.warc", "C:/a.warc"])
def test_29_a_member_whose_name_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert leads_out(name)
    found = list(warc.read(wacz(tmp_path / "a.wacz", **{name: good(1), "archive/b.warc": good(2)}), Settings(), NOW))
    assert told(found) == ["unreadable", "http://news.example/2"]
    assert isinstance(found[0], Reject)
    assert found[0].detail == "its name leads out of the archive"


def test_a_wacz_that_is_broken_is_a_reject(tmp_path: Path) -> None:
    file = wacz(tmp_path / "a.wacz", **{"archive/1.warc": good(1), "archive/2.warc": good(2)})
    body = file.read_bytes()
    file.write_bytes(body[:200])
    assert told(warc.read(file, Settings(), NOW)) == ["unreadable"]
    at = body.index(b"doctype")
    file.write_bytes(body[:at] + b"DOCTYPE" + body[at + 7 :])
    assert told(warc.read(file, Settings(), NOW))[-1] == "http://news.example/2", "the checksum of the first is wrong"


def test_31_a_wacz_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.wacz"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/1.warc", b"\n" * 20_000_000)
        packed.writestr("archive/2.warc", good(2))
    assert told(warc.read(file, Settings(), NOW)) == ["bomb", "http://news.example/2"]


# Where they lie


def test_archives_and_pdfs_lie_in_folders_as_other_files_do(tmp_path: Path) -> None:
    root = tmp_path / "news"
    root.mkdir()
    (root / "a.warc").write_bytes(good(1))
    (root / "b.WARC.GZ").write_bytes(gzip.compress(good(2)))
    wacz(root / "c.wacz", **{"archive/x.warc": good(3)})
    (root / "d.pdf").write_bytes(b"%PDF-1.4")
    (root / "e.txt").write_bytes(b"x")
    assert told(folder.read(root, Settings(), NOW)) == [
        "http://news.example/1",
        "http://news.example/2",
        "http://news.example/3",
        "application/pdf",
        "text/plain",
    ]
    assert READERS["warc"] is warc.read


def test_28_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "news"
    root.mkdir()
    (tmp_path / "secret.warc").write_bytes(good(1))
    (root / "a.warc").symlink_to(tmp_path / "secret.warc")
    assert told(folder.read(root, Settings(), NOW)) == ["unreadable"]
    with pytest.raises(SourceUnavailable):
        list(warc.read(root / "none.warc", Settings(), NOW))


# Other projects' samples


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("example.warc", ["http://example.com/", "http://example.com/"]),
        ("example.warc.gz", ["http://example.com/", "http://example.com/"]),
        ("example-bad-non-chunked.warc.gz", ["http://example.com/", "http://example.com/"]),
        ("example-wrong-chunks.warc.gz", ["http://example.com/"]),
        ("example-iana.org-chunked.warc", ["http://www.iana.org/"]),
        ("example-resource.warc.gz", ["http://example.com/"]),
        ("example-wget-bad-target-uri.warc.gz", ["http://example.com/"]),
        ("example-space-in-target-uri.warc.gz", ["unreadable"]),
        ("example-trunc.warc", ["unreadable"]),
        ("example-digest.warc", []),
        ("post-test.warc.gz", []),
    ],
)
def test_the_samples_of_warcio_are_read(name: str, expected: list[str]) -> None:
    found = list(warc.read(case("warcio", "test", "data", name), Settings(), NOW))
    assert told(found) == expected
    assert all(b"Example Domain" in one.body or b"IANA" in one.body for one in found if isinstance(one, Capture))


# Writing


CAPTURES = [
    Capture(
        "c1",
        "feed",
        "http://news.example/مقال?a=1",
        "text/html",
        gzip.compress("<p>نص".encode("windows-1256"), mtime=0),
        datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
        url="http://news.example/مقال?a=1",
        outlet="example",
        charset="windows-1256",
        status=200,
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("ETag", '"1"')),
    ),
    Capture("c2", "folder", "news/ملف.txt", "text/plain", "نص".encode(), NOW, truncated=True),
    Capture("c3", "jsonl", "news/a.jsonl#1", "application/json", b'{"id": 1}', NOW, url="http://news.example/a b"),
    Capture(
        "c4", "page", "http://news.example/p", "application/pdf", b"%PDF-", NOW, url="http://news.example/p", status=200
    ),
    Capture("c5", "feed", "http://news.example/e", "text/html", b"", NOW, url="http://news.example/e", status=200),
]
INDEX = Capture(
    "c6", "feed", "http://x/f", "application/xml", b"<rss/>", NOW, url="http://x/f", status=200, holds="index"
)


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    assert write_warc([*CAPTURES, INDEX], tmp_path / name) == 6
    found = list(warc.read(tmp_path / name, Settings(), NOW))

    def kept(one: Capture) -> tuple[object, ...]:
        return one.body, one.url, one.captured_at, one.media_type, one.status, one.charset, one.outlet, one.truncated

    plain = [kept(unpacked(one, 1000)) for one in CAPTURES]
    assert [kept(one) for one in found if isinstance(one, Capture)] == plain, "packed as it was sent, unpacked as read"
    assert found[0].locator.endswith("#urn:marsad:c1")
    assert isinstance(found[0], Capture)
    assert dict(found[0].headers).keys() == {"Content-Type", "Content-Encoding", "ETag", "Content-Length"}
    assert [path.name for path in tmp_path.iterdir()] == [name], "nothing half is left"


def test_other_tools_read_what_is_written(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    write_warc([*CAPTURES, INDEX], tmp_path / "a.warc.gz")
    with (tmp_path / "a.warc.gz").open("rb") as stream:
        records = [
            (one.rec_type, one.content_stream().read(), one.digest_checker.passed)
            for one in ArchiveIterator(stream, check_digests="raise")
        ]
    kinds = ["warcinfo", "response", "resource", "resource", "response", "response", "response"]
    assert [one[0] for one in records] == kinds
    assert [one[1] for one in records[1:6]] == [unpacked(one, 1000).body for one in CAPTURES]


def test_a_writer_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    def failing() -> Iterable[Capture]:
        yield CAPTURES[0]
        raise RuntimeError("killed")

    file = tmp_path / "a.warc.gz"
    write_warc(CAPTURES[:1], file)
    before = file.read_bytes()
    with pytest.raises(RuntimeError):
        write_warc(failing(), file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.warc.gz"]


# Any damage


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), st.integers(0, 1200), st.integers(0, 80), st.binary(max_size=5))
def test_no_damage_raises(tmp_path: Path, packed: bool, at: int, length: int, put: bytes) -> None:
    records = [good(1), record(2, answer(gzip.compress(PAGE), f"{HTML}\r\nContent-Encoding: gzip")), good(3)]
    body = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    file = tmp_path / "a.warc"
    file.write_bytes(body[:at] + put + body[at + length :])
    assert len(list(warc.read(file, Settings(), NOW))) <= 6


def test_a_stream_that_is_broken_goes_on_at_the_next_member() -> None:
    stream = Members(io.BytesIO(b"\x1f\x8b\x08broken" + gzip.compress(b"line\nrest")))
    with suppress(Exception):
        stream.read(1)
    assert (stream.readline(100), stream.peek(2), stream.skip(10), stream.read(1)) == (b"line\n", b"re", 4, b"")
