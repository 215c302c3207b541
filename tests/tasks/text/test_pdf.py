"""69. PDFs: their lines in reading order, the parts of an article, and what is refused with which reason."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import Run, pdf

from tasks.model.errors import RejectDocument
from tasks.model.records import Capture
from tasks.text.cleaning import clean
from tasks.text.pdf import MOST_PAGES, is_backwards, pdf_lines, read_pdf, turned_around

TODAY = date(2026, 1, 2)
HEADLINE = "بغداد تعلن اتفاقا جديدا مع أربيل"
LINES = (
    "قال رئيس الوزراء العراقي محمد السوداني في مؤتمر صحفي ببغداد إن الحكومة",
    "ستبدأ تصدير 400 ألف برميل (يوميا) عبر ميناء جيهان التركي في المرحلة الأولى.",
    "وأضاف أن البرلمان سيصوت على الموازنة في جلسة يوم الأحد المقبل في بغداد.",
)
PARAGRAPHS = (f"{LINES[0]} {LINES[1]}", LINES[2])


def article(draw: Callable[[str], str] = turned_around, size: float = 24) -> bytes:
    """A page with a headline and two paragraphs, the first of two lines; `draw` orders the letters for drawing."""
    places = (700.0, 660.0, 644.0, 612.0)
    texts = (HEADLINE, *LINES)
    sizes = (size, 12, 12, 12)
    return pdf(tuple(Run(draw(text), 60, y, big) for text, y, big in zip(texts, places, sizes, strict=True)))


def as_read(text: str) -> str:
    """Letters stored in reading order and drawn from left to right, as no reader sees them."""
    return text


def reason(body: bytes) -> tuple[str, str]:
    with pytest.raises(RejectDocument) as raised:
        pdf_lines(body)
    return raised.value.reason, raised.value.detail


def test_lines_come_in_reading_order() -> None:
    found = pdf_lines(article())
    assert [line.text for line in found] == [HEADLINE, *LINES]
    assert found[0].size > found[1].size


def test_lines_that_stand_backwards_are_turned() -> None:
    assert [line.text for line in pdf_lines(article(as_read))] == [HEADLINE, *LINES]


@pytest.mark.parametrize("draw", [turned_around, as_read])
def test_the_headline_is_what_is_largest_and_lines_make_paragraphs(draw: Callable[[str], str]) -> None:
    page = read_pdf(article(draw), TODAY)
    assert (page.headline, page.paragraphs) == (HEADLINE, PARAGRAPHS)


def test_where_all_is_of_one_size_the_first_line_is_the_headline() -> None:
    assert read_pdf(article(size=12), TODAY).headline == HEADLINE


def test_a_headline_may_have_two_lines_and_stand_below_a_date() -> None:
    lines = (("1 كانون الثاني 2026", 760, 10), ("بغداد تعلن اتفاقا", 700, 24), ("جديدا مع أربيل", 670, 24))
    body = tuple((text, 640 - 16 * number, 12) for number, text in enumerate(LINES))
    page = read_pdf(pdf(tuple(Run(turned_around(text), 60, y, size) for text, y, size in (*lines, *body))), TODAY)
    assert page.headline == HEADLINE
    assert [one.value for one in page.stated] == ["2026-01-01"]


def test_presentation_forms_become_letters() -> None:
    forms = "\ufe91\ufed0\ufeaa\ufe8d\ufea9 \ufef7\ufee5"  # initial ba, medial ghain, final dal ...; lam-alif in one
    found = pdf_lines(pdf((Run(forms[::-1]), Run("abc def", y=600))))[0].text
    assert found == "بغداد لأن"
    assert found == unicodedata.normalize("NFKC", found)


def test_an_article_comes_of_it() -> None:
    found = clean(Capture("c", "folder", "news/a.pdf", "application/pdf", article(), datetime(2026, 1, 2, tzinfo=UTC)))
    assert found.text == "\n\n".join((HEADLINE, *PARAGRAPHS))
    assert found.language == "ar"


@pytest.mark.parametrize(
    ("body", "why", "says"),
    [
        (pdf((Run("x"),), encrypted=True), "unreadable", "it is encrypted"),
        (pdf(()), "no_text", "its 1 pages have no letters: they are pictures"),
        (pdf((Run("- . -"),)), "no_text", "its 1 pages have no letters: they are pictures"),
        (b"", "unreadable", "it is no PDF"),
        (b"%PDF-1.4 nonsense", "unreadable", "it is no PDF"),
        (article()[:300], "unreadable", "it is no PDF"),
        (b"<html></html>", "unreadable", "it is no PDF"),
    ],
    ids=["encrypted", "empty", "marks", "nothing", "nonsense", "cut", "html"],
)
def test_what_cannot_be_read_has_its_reason(body: bytes, why: str, says: str) -> None:
    found = reason(body)
    assert found[0] == why
    assert found[1].startswith(says)


def test_of_5000_pages_the_first_are_read() -> None:
    found = pdf_lines(pdf(*((Run(f"page {number}"),) for number in range(5000))))
    assert len(found) == MOST_PAGES
    assert found[-1].text == "page 49"


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        (LINES, False),
        (tuple(line[::-1] for line in LINES), True),
        (("قال هذا",), False),
        (("Only English words here.",), False),
        ((), False),
    ],
)
def test_what_stands_backwards_is_seen(text: tuple[str, ...], backwards: bool) -> None:
    assert is_backwards(text) is backwards


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("في 2026 (مع BBC)", "(BBC عم) 2026 يف"),
        ("3.5% من", "نم 3.5%"),
        ("«نص»", "«صن»"),
        ("15/11/2025", "15/11/2025"),
    ],
)
def test_numbers_and_latin_words_are_not_turned(text: str, turned: str) -> None:
    assert turned_around(text) == turned


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 60), st.binary(max_size=5))
def test_no_damage_raises_anything_but_a_reject(at: int, length: int, put: bytes) -> None:
    body = article()
    try:
        read_pdf(body[:at] + put + body[at + length :], TODAY)
    except RejectDocument as error:
        outcome = error.reason
    else:
        outcome = "read"
    assert outcome in ("read", "unreadable", "no_text")
