"""Which agency an article credits, and lines of credit that fall out of its text."""

import json
from datetime import UTC, date, datetime

import pytest

from tasks.model.records import Capture
from tasks.storage.seeds import rows
from tasks.text.agencies import credited, is_credit, without_credits
from tasks.text.cleaning import clean
from tasks.text.newswire import read_text
from tasks.text.page import Page

BODY = "قال وزير الموارد المائية سالم الجابري إن السد سيفتح الشهر المقبل أمام الزوار."


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("بغداد - رويترز", "reuters"),
        ("رويترز (لندن)", "reuters"),
        ("دبي، القدس المحتلة - أ ف ب", "afp"),
        ("شنغهاي - (د ب أ):", "dpa"),
        ("واس ـ الرياض", "was"),
        ("أ.ف.ب من باريس", "afp"),
        ("لندن-رويترز", "reuters"),
        ("قنا - أحمد السيد", None),
        ("الدوحة - قنا", "qna"),
        ("وكالات (روسيا)", None),
        ("وكالات - رويترز", "reuters"),
        ("«الاقتصادية» من الرياض", None),
        ("سمير عبد الله", None),
        ("بغداد - الجزيرة", None),
    ],
)
def test_a_byline_credits_an_agency(line: str, agency: str | None) -> None:
    assert credited(Page("عنوان", (BODY,), byline=line)) == agency
    assert credited(Page("عنوان", (BODY,), dateline=line)) == agency


@pytest.mark.parametrize(
    ("paragraphs", "agency"),
    [
        ((f"بغداد - رويترز: {BODY}",), "reuters"),
        ((f"لندن (رويترز) - {BODY}",), "reuters"),
        ((f"باريس ـ أ ف ب - {BODY}",), "afp"),
        ((BODY, f"{BODY} (الأناضول)"), "anadolu"),
        ((f"ذكرت وكالة «رويترز» أن {BODY}",), None),
        ((f"وقالت وكالة رويترز، في تقرير: {BODY}",), None),
        ((BODY, f"{BODY} (السد)"), None),
        ((), None),
    ],
)
def test_the_text_credits_an_agency_where_it_begins_or_ends(paragraphs: tuple[str, ...], agency: str | None) -> None:
    assert credited(Page("عنوان", paragraphs)) == agency


@pytest.mark.parametrize("line", ["(رويترز)", "المصدر: رويترز", "--(بترا)", "رويترز + أ ف ب", "المصدر : وكالات"])
def test_a_last_line_of_credit_falls_out_of_the_text(line: str) -> None:
    assert is_credit(line)
    assert without_credits([BODY, line]) == ([BODY], line)
    page = read_text(f"افتتاح السد\n{BODY}\n{BODY}\n{line}", date(2026, 1, 1))
    assert page.paragraphs == (BODY, BODY)


@pytest.mark.parametrize("line", [BODY, "الجزيرة", "المصدر: سالم", "", "المصدر:"])
def test_other_last_lines_stay(line: str) -> None:
    assert without_credits([BODY, line]) == ([BODY, line], None)


def test_a_text_is_never_credits_alone() -> None:
    assert without_credits(["(رويترز)"]) == (["(رويترز)"], None)


def test_a_records_byline_that_opens_its_text_once_more_falls_out() -> None:
    record = {"title": "افتتاح السد", "author": "واس - الرياض:", "content": f"واس - الرياض: {BODY}\n{BODY}"}
    body = json.dumps(record, ensure_ascii=False).encode()
    article = clean(Capture("c", "jsonl", "in#1", "application/json", body, datetime(2026, 1, 1, tzinfo=UTC)))
    assert article.text == f"افتتاح السد\n\n{BODY}\n\n{BODY}"
    assert (article.byline, article.agency) == ("واس - الرياض:", "was")


def test_every_short_name_is_of_a_known_outlet() -> None:
    known = {row["id"] for row in rows("outlets.csv")} | {""}
    assert {row["outlet"] for row in rows("lexicons/ar/agency-names.csv")} <= known
    assert {row["kind"] for row in rows("outlets.csv")} == {"agency", ""}
