"""Bodies unpacked: all encodings, liars, broken ones, and never more than the limit."""

import gzip
import zlib
from contextlib import suppress
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tasks.model.errors import RejectDocument
from tasks.web.unpack import Unpacker, unpack

CASES = Path(__file__).resolve().parents[4] / "shared/ingest-cases/scrapy/tests/sample_data/compressed"
LIMIT = 10_000_000
TEXT = "قالت الوزيرة إن المشروع سيكتمل. ".encode() * 200


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("encoding", PACK)
@pytest.mark.parametrize("step", [1, 7, 1000, 100_000])
def test_every_encoding_in_pieces_of_any_size(encoding: str, step: int) -> None:
    packed = PACK[encoding](TEXT)
    unpacker = Unpacker(encoding, LIMIT)
    for start in range(0, len(packed), step):
        unpacker.feed(packed[start : start + step])
    unpacker.end()
    assert (bytes(unpacker.body), unpacker.truncated) == (TEXT, False)


@pytest.mark.parametrize("encoding", [None, "", "identity", "utf-8", "none, identity"])
def test_what_is_no_encoding_changes_nothing(encoding: str | None) -> None:
    assert unpack(TEXT, encoding, LIMIT) == (TEXT, False)


def test_two_layers_and_no_more() -> None:
    assert unpack(gzip.compress(zlib.compress(TEXT)), "deflate, gzip", LIMIT) == (TEXT, False)
    with pytest.raises(RejectDocument) as error:
        unpack(TEXT, "gzip, gzip, gzip", LIMIT)
    assert error.value.reason == "bad_http"


def test_an_encoding_that_is_not_known() -> None:
    with pytest.raises(RejectDocument) as error:
        unpack(TEXT, "sdch", LIMIT)
    assert error.value.reason == "bad_http"


@pytest.mark.parametrize("encoding", PACK)
@pytest.mark.parametrize("body", [TEXT, b"<!DOCTYPE html><html>", "<p>نص</p>".encode(), b"User-agent: *\n", b"x", b""])
def test_a_plain_body_under_a_lying_header(encoding: str, body: bytes) -> None:
    assert unpack(body, encoding, LIMIT)[0] == (body if len(body) != 1 else b"")


def test_a_second_member_and_rubbish_after_the_end() -> None:
    assert unpack(gzip.compress(TEXT) + gzip.compress(b"more"), "gzip", LIMIT) == (TEXT + b"more", False)
    assert unpack(gzip.compress(TEXT) + b"\0\0\0", "gzip", LIMIT) == (TEXT, False)


@pytest.mark.parametrize("encoding", PACK)
def test_what_breaks_off_is_kept_as_far_as_it_goes(encoding: str) -> None:
    noise = b"".join(zlib.crc32(n.to_bytes(4, "big")).to_bytes(4, "big") for n in range(100_000))
    packed = PACK[encoding](noise)
    body, truncated = unpack(packed[: len(packed) // 2], encoding, LIMIT)
    assert truncated
    assert noise.startswith(body)
    assert len(body) > len(noise) // 3


def test_a_wrong_checksum_keeps_all_before_it() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 1
    assert unpack(bytes(packed), "gzip", LIMIT) == (TEXT[:-1], True)


def test_what_is_neither_packed_nor_text_is_no_body() -> None:
    assert unpack(b"\x00\x01\x02\xff" * 100, "br", LIMIT) == (b"", True)


@pytest.mark.parametrize("encoding", PACK)
def test_a_bomb_is_refused_and_never_held(encoding: str) -> None:
    unpacker = Unpacker(encoding, LIMIT)
    with pytest.raises(RejectDocument) as error:
        unpacker.feed(PACK[encoding](bytes(20_000_000)))
    assert error.value.reason == "bomb"
    assert len(unpacker.body) <= LIMIT


def test_a_bomb_in_a_bomb() -> None:
    with pytest.raises(RejectDocument) as error:
        unpack(gzip.compress(gzip.compress(bytes(20_000_000))), "gzip, gzip", LIMIT)
    assert error.value.reason == "bomb"


def test_too_large_without_being_a_bomb() -> None:
    with pytest.raises(RejectDocument) as error:
        unpack(gzip.compress(TEXT), "gzip", 1000)
    assert error.value.reason == "too_large"
    assert unpack(gzip.compress(TEXT), "gzip", 1000, cut=True) == (TEXT[:1000], True)
    assert unpack(TEXT, None, len(TEXT)) == (TEXT, False)


def test_a_window_of_a_gigabyte_is_not_made() -> None:
    small, large = 0 << 3, 20 << 3  # exponents: 1 KiB, 1 GiB
    for window, body in ((small, b"abc"), (large, b"")):
        frame = b"\x28\xb5\x2f\xfd\x00" + bytes([window]) + b"\x19\x00\x00abc"
        assert unpack(frame, "zstd", LIMIT) == (body, not body)


@given(
    st.binary(max_size=300),
    st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br", "deflate, zstd"]),
    st.binary(max_size=20),
)
def test_whatever_comes_is_bounded_and_raises_nothing_else(data: bytes, encoding: str, head: bytes) -> None:
    for packed in (data, PACK[encoding.rpartition(", ")[2]](data)[: len(data)] + head):
        with suppress(RejectDocument):
            assert len(unpack(packed, encoding, 5000)[0]) <= 5000


def case(name: str) -> bytes:
    if not CASES.exists():
        pytest.skip("the cases lie beside the project, not in it")
    return (CASES / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("html-gzip.bin", "gzip"),
        ("html-br.bin", "br"),
        ("html-rawdeflate.bin", "deflate"),
        ("html-zlibdeflate.bin", "deflate"),
        ("html-zstd-static-content-size.bin", "zstd"),
        ("html-zstd-static-no-content-size.bin", "zstd"),
        ("html-zstd-streaming-no-content-size.bin", "zstd"),
        ("html-gzip-deflate.bin", "gzip, deflate"),
    ],
)
def test_pages_of_scrapy(name: str, encoding: str) -> None:
    body, truncated = unpack(case(name), encoding, LIMIT)
    assert body.startswith(b"<!DOCTYPE HTML>")
    assert len(body) in (74837, 74840)
    assert not truncated


def test_three_layers_of_scrapy() -> None:
    with pytest.raises(RejectDocument) as error:
        unpack(case("html-gzip-deflate-gzip.bin"), "gzip, deflate, gzip", LIMIT)
    assert error.value.reason == "bad_http"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_bombs_of_scrapy(encoding: str) -> None:
    with pytest.raises(RejectDocument) as error:
        unpack(case(f"bomb-{encoding}.bin"), encoding, LIMIT)
    assert error.value.reason == "bomb"


@pytest.mark.parametrize(
    ("name", "end", "size"),
    [
        ("truncated-crc-error.gz", b"</html", 25542),
        ("truncated-crc-error-short.gz", b"</html>", 3741),
        ("unexpected-eof.gz", b"</a>');", 8576),
    ],
)
def test_broken_ones_of_scrapy(name: str, end: bytes, size: int) -> None:
    body, truncated = unpack(case(name), "gzip", LIMIT)
    assert (body.endswith(end), len(body), truncated) == (True, size, True)
