"""Read the parts of an article off a PDF; pdfium reads the letters, in worker processes only.

pdfium takes the letters of a line by their places, from left to right, and turns runs of Arabic around. So a file whose
letters are stored as they are read, but drawn from left to right, comes out backwards: that is seen by letters that
stand only at the ends of words, and turned back.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from tasks.model.errors import RejectDocument
from tasks.text.decode import scrub
from tasks.text.newswire import read_text
from tasks.text.page import Page, tidy

MOST_PAGES = 50
_MOST_LETTERS = 20_000  # a page of a newspaper set small has 15,000
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]+")  # Arabic presentation forms A and B
_ARABIC = re.compile("[\u0600-\u06ff]+")
_LATIN = "0-9\u0660-\u0669A-Za-z\u00c0-\u024f"
_LEFT_TO_RIGHT = re.compile(rf"[{_LATIN}%](?:[^\u0600-\u065f\u066a-\u06ff\s]*[{_LATIN}%])?")
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_ENDS_ONLY = ("ة", "ى")  # letters that no word begins with
_LARGER = 1.15  # times the usual size: a headline
_WIDER = 1.35  # times the usual way from line to line: a new paragraph
_SHORT_LINE = 0.85  # of the widest line: the last of a paragraph
_STOPS = (".", "؟", "!", "?", "؛", ":", "”", "»", '"')
_MOST_HEADLINE_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed, with the height of its letters and the place of its baseline, both in points."""

    text: str
    size: float
    base: float
    page: int


def pdf_lines(body: bytes) -> tuple[Line, ...]:
    """The lines of a PDF's first 50 pages in reading order, Arabic letters in their usual form and order.

    Raises:
        RejectDocument: `unreadable` where it is encrypted or no PDF, `no_text` where it is scanned.
    """
    import pypdfium2  # a library of 8 MB that PDFs alone need

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        raise RejectDocument("unreadable", "it is encrypted" if encrypted else f"it is no PDF: {error}") from None
    try:
        pages = len(document)
        lines = [line for number in range(min(pages, MOST_PAGES)) for line in _page_lines(document, number)]
    except pypdfium2.PdfiumError as error:
        raise RejectDocument("unreadable", f"a page cannot be read: {error}") from None
    finally:
        document.close()
    if not any(map(str.isalnum, "".join(line.text for line in lines))):
        raise RejectDocument("no_text", f"its {pages} pages have no letters: they are pictures")
    turned = is_backwards([line.text for line in lines])
    return tuple(_usual(line, turned) for line in lines)


def read_pdf(body: bytes, latest: date, outlet: str | None = None) -> Page:
    """The parts of a PDF's article; the headline is what is set largest on its first page, else its first line.

    Args:
        body: the bytes.
        latest: the day it was captured; a date line does not lie more than two days after it.
        outlet: who published it, where known.

    Raises:
        RejectDocument: as `pdf_lines`.
    """
    lines = pdf_lines(body)
    first, end = _headline(lines)
    headline = " ".join(line.text for line in lines[first:end])
    rest = (*_paragraphs(lines[:first]), *_paragraphs(lines[end:]))
    return read_text("\n".join((headline, *rest)), latest, outlet)


def is_backwards(lines: Sequence[str]) -> bool:
    """Whether Arabic words stand in the lines from back to front.

    No word begins with ة or ى, and many begin with the article ال, few with its reverse at the end. What is in doubt
    is left as it is.
    """
    words = [word for line in lines for word in _ARABIC.findall(unicodedata.normalize("NFKC", line)) if len(word) > 2]
    against = sum(word.endswith(_ENDS_ONLY) + word.startswith("ال") for word in words)
    signs = sum(word.startswith(_ENDS_ONLY) + word.endswith("لا") for word in words)
    return bool(signs >= 2 and signs > 2 * against)


def turned_around(line: str) -> str:
    """The line from back to front, numbers and words in Latin letters as they were, brackets mirrored."""
    mirrored = line.translate(_MIRRORED)[::-1]
    return _LEFT_TO_RIGHT.sub(lambda run: run.group()[::-1], mirrored)


def _usual(line: Line, turned: bool) -> Line:
    """The line in reading order, its Arabic letters as they are written when they stand alone."""
    text = turned_around(line.text) if turned else line.text
    folded = _FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms.group()), text)
    return Line(tidy(scrub(folded)), line.size, line.base, line.page)


def _page_lines(document: Any, number: int) -> Iterator[Line]:
    from pypdfium2 import raw

    page = document[number]
    letters = page.get_textpage()
    try:
        count = min(letters.count_chars(), _MOST_LETTERS)
        codes = [raw.FPDFText_GetUnicode(letters.raw, at) for at in range(count)]
        start = 0
        for end in (*(at for at, code in enumerate(codes) if code in (10, 13)), count):
            text = _letters(codes[start:end])
            if text.strip():
                size, base = _measure(letters.raw, [at for at in range(start, end) if codes[at] > 32])
                yield Line(text, size, base, number)
            start = end + 1
    finally:
        letters.close()
        page.close()


def _letters(codes: Sequence[int]) -> str:
    """The text of UTF-16 units."""
    return b"".join(code.to_bytes(4, "little")[:2] for code in codes).decode("utf-16-le", "replace")


def _measure(letters: Any, places: Sequence[int]) -> tuple[float, float]:
    """The height of a line's letters, the median of five, and where it stands."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    heights, bases = [], []
    for at in places[:: max(len(places) // 5, 1)]:
        if raw.FPDFText_GetLooseCharBox(letters, at, byref(box)):
            heights.append(round(abs(box.top - box.bottom), 1))
            bases.append(box.bottom)
    return (sorted(heights)[len(heights) // 2], bases[0]) if heights else (0.0, 0.0)


def _headline(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the headline begins and ends: the first lines of the largest size on the first page, else the first."""
    first_page = [line for line in lines if line.page == lines[0].page]
    sizes = sorted(line.size for line in first_page)
    largest, usual = sizes[-1], sizes[len(sizes) // 2]
    if largest < _LARGER * usual:
        return 0, 1
    start = next(at for at, line in enumerate(first_page) if line.size == largest)
    end = start + 1
    while end < min(len(first_page), start + _MOST_HEADLINE_LINES) and first_page[end].size == largest:
        end += 1
    return start, end


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Lines put together to paragraphs."""
    widest = max((len(line.text) for line in lines), default=0)
    gaps = sorted(gap for one, other in pairwise(lines) if (gap := _gap(one, other)) > 0)
    usual = gaps[(len(gaps) - 1) // 2] if gaps else 0.0
    gathered: list[str] = []
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None and _begins_new(before, line, widest, usual):
            yield " ".join(gathered)
            gathered = []
        gathered.append(line.text)
    if gathered:
        yield " ".join(gathered)


def _gap(before: Line, line: Line) -> float:
    """How far below another a line stands, in points; 0 where it does not: on another page, in another column."""
    return max(before.base - line.base, 0.0) if before.page == line.page else 0.0


def _begins_new(before: Line, line: Line, widest: int, usual: float) -> bool:
    """Whether a line begins a paragraph: behind a gap, in another size, or behind a short line that ends a sentence."""
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size) or _gap(before, line) > _WIDER * usual:
        return True
    return before.text.endswith(_STOPS) and len(before.text) < _SHORT_LINE * widest
