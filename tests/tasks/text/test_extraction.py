"""The main text of a page, and the second opinion on it."""

import lxml.html
import pytest

from tasks.text import extraction
from tasks.text.extraction import MainText, main_text, shared

SENTENCE = (
    "قال وزير الموارد المائية سالم الجابري إن السد رقم {} سيفتح الشهر المقبل أمام الزوار، "
    "وإن العمل فيه انتهى قبل موعده."
)
LONG = tuple(SENTENCE.format(number) for number in range(8))


def tree(body: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{body}</body></html>")


def article(lines: tuple[str, ...]) -> str:
    return f"<article><h1>افتتاح السدود</h1>{''.join(f'<p>{line}</p>' for line in lines)}</article>"


def test_a_long_text_needs_no_second_opinion() -> None:
    assert main_text(tree(article(LONG)), None) == MainText(("افتتاح السدود", *LONG), "trafilatura")


def test_a_short_text_gets_one_and_both_agree() -> None:
    found = main_text(tree(article(LONG[:3])), None)
    assert (found.lines, found.by) == (("افتتاح السدود", *LONG[:3]), "trafilatura")
    assert found.agreement is not None
    assert found.agreement > 0.8


@pytest.mark.parametrize("first", ["", "افتتاح السدود في الشهر المقبل"])
def test_where_trafilatura_finds_far_less_readabilitys_text_is_taken(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = type("Found", (), {"text": first})()
    monkeypatch.setattr(extraction, "bare_extraction", lambda *_args, **_options: nothing if first else None)
    found = main_text(tree(article(LONG)), None)
    assert found.by == "readability"
    assert set(LONG) <= set(found.lines)
    assert found.agreement == 0


def test_scraps_of_readability_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "bare_extraction", lambda *_args, **_options: None)
    links = "".join(f"<p><a href='/{number}'>خبر رقم {number}</a></p>" for number in range(40))
    assert main_text(tree(links), None) == MainText((), "trafilatura", 0)


def test_a_text_that_leaves_most_paragraphs_out_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    half = type("Found", (), {"text": "\n".join(LONG)})()
    monkeypatch.setattr(extraction, "bare_extraction", lambda *_args, **_options: half)
    found = main_text(tree(article((*LONG, *(SENTENCE.format(f"الآخر {number}") for number in range(12))))), None)
    assert found.by == "trafilatura"
    assert found.agreement is not None
    assert 0.4 < found.agreement < 0.8


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (("ا ب ج د ه",), ("ا ب ج د ه",), 1),
        (("أ ب، ج", "د ه"), ("ا ب ج د ه",), 1),
        (("ا ب ج د ه",), ("ا ب ج د و",), 0.5),
        (("ا ب ج د ه",), (), 0),
        (("ا ب",), ("ا ب",), 1),
        ((), (), 0),
    ],
)
def test_agreement_is_the_share_of_runs_of_four_words(
    one: tuple[str, ...], other: tuple[str, ...], share: float
) -> None:
    assert shared(one, other) == share
