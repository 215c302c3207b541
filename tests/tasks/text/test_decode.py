"""Bytes become the text that was meant, or are refused; never half a text without a word."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.model.errors import RejectDocument
from tasks.text.decode import declared_charset, decode, scrub

CASES = Path(__file__).resolve().parents[4] / "shared" / "ingest-cases" / "arabic"
TEXT = "قال المتحدث باسم الوزارة إن الاجتماع عقد أمس في العاصمة، وحضره ممثلون عن ثلاث دول. " * 5
LETTERS = re.compile("[\u0621-\u064a]+")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        (encoding, declared)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256", "iso8859-6", "utf-16-le")
        for declared in (None, "utf-8", "latin-1", "windows-1256", "no-such-encoding", "")
        if (encoding, declared)
        != ("iso8859-6", "windows-1256")  # both decode every Arabic byte: nothing tells them apart
    ],
)
def test_arabic_is_read_whatever_is_declared(encoding: str, declared: str | None) -> None:
    decoded = decode(TEXT.encode(encoding), declared)
    assert LETTERS.findall(decoded.text) == LETTERS.findall(TEXT)
    assert decoded.broken == 0


def test_a_declared_western_encoding_is_believed_for_western_text() -> None:
    text = "Le président a déclaré vendredi que la réunion était terminée à Genève. " * 3
    assert decode(text.encode("cp1252"), "windows-1252").text == text


def test_utf8_cut_in_the_middle_of_a_letter_is_utf8() -> None:
    decoded = decode(f"{TEXT}ق".encode()[:-1])
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("قال المتحدث")
    assert decoded.text.count("\ufffd") == 1
    assert decoded.broken == pytest.approx(1 / len(decoded.text))


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"%PDF-1.7 text",
        b"PK\x03\x04 text",
        b"\x1f\x8b\x08 text",
        b"MZ\x90\x00text",
        b"\x7fELF text",
        bytes(range(32)) * 40,
    ],
)
def test_what_is_no_text_is_refused_before_it_is_read(body: bytes) -> None:
    with pytest.raises(RejectDocument) as caught:
        decode(body)
    assert caught.value.reason == "not_text"


def test_what_tables_cannot_hold_falls_out_and_line_ends_are_one() -> None:
    assert scrub("a\x00b\ud800c\x1bd\r\ne\rf\u2028g\th\ufffe") == "abcd\ne\nf\ng\th"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "cp1256", "base64", "idna", "punycode"]))
def test_any_bytes_are_text_that_a_table_can_hold_or_are_refused(body: bytes, declared: str | None) -> None:
    try:
        decoded = decode(body, declared)
    except RejectDocument:
        return
    decoded.text.encode("utf-8")
    assert "\x00" not in decoded.text
    assert 0 <= decoded.broken <= 1


@pytest.mark.skipif(not CASES.exists(), reason="the folder of shared cases is not here")
def test_every_variant_of_the_real_pages_gives_the_words_of_the_page() -> None:
    pages = json.loads((CASES / "manifest.json").read_text(encoding="utf-8"))
    originals = {Path(page["file"]).stem: (CASES / page["file"]).read_text(encoding="utf-8") for page in pages}
    variants = sorted((CASES / "encoded").iterdir())
    wrong = []
    for path in variants:
        body = path.read_bytes()
        words = LETTERS.findall(decode(body, declared_charset(body)).text)
        if words != LETTERS.findall(originals[path.name.split(".")[0]]):
            wrong.append(path.name)
    assert len(variants) == 30
    assert wrong == []
