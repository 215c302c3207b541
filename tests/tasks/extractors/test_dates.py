"""Which day, month or year a time expression means."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.dates import ISO
from tasks.extractors import dates
from tasks.model.records import Annotations, DateExpression, Document
from tasks.text.segment import segment

FRIDAY = date(2021, 11, 19)


def dates_of(text: str, published: date | None = FRIDAY, language: str = "ar") -> tuple[DateExpression, ...]:
    return dates.EXTRACTOR.extract(Document(text, language, published), segment(text), Annotations()).dates


def values(text: str, published: date | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(one.span.of(text), one.value) for one in dates_of(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 14 يوليو 2015 جرى ذلك", [("14 يوليو 2015", "2015-07-14")]),
        ("في ١٤ تموز ٢٠١٥ جرى ذلك", [("١٤ تموز ٢٠١٥", "2015-07-14")]),
        ("يوم 3 أوت 2016", [("3 أوت 2016", "2016-08-03")]),
        ("في 14 يوليو (تموز) 2015", [("14 يوليو (تموز) 2015", "2015-07-14")]),
        ("في مارس/ آذار 2013 بدأ", [("مارس/ آذار 2013", "2013-03")]),
        ("في شهر جوان 2016", [("شهر جوان 2016", "2016-06")]),
        ("بتاريخ 12/8/2015 وقع", [("12/8/2015", "2015-08-12")]),
        ("بتاريخ 8/25/2015 وقع", [("8/25/2015", "2015-08-25")]),
        ("بتاريخ 2015-08-12 وقع", [("2015-08-12", "2015-08-12")]),
        ("بتاريخ 12.08.2015 وقع", [("12.08.2015", "2015-08-12")]),
        (
            "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م",
            [("25 شوال 1436 هـ", "2015-08-10"), ("10 أغسطس 2015 م", "2015-08-10")],
        ),
        ("اعتبارا من 1/11/1436هـ", [("1/11/1436هـ", "2015-08-16")]),
        ("منذ عام 2003 لم يحدث", [("عام 2003", "2003")]),
        ("بين عامي 2009 و2013", [("عامي 2009", "2009"), ("2013", "2013")]),
        ("في موسم 2005 - 2006", [("موسم 2005", "2005"), ("2006", "2006")]),
        ("خلال مونديال 2014", [("2014", "2014")]),
        (
            "الحادي والثلاثين من ديسمبر/ كانون الأول 2021",
            [("الحادي والثلاثين من ديسمبر/ كانون الأول 2021", "2021-12-31")],
        ),
    ],
)
def test_an_absolute_date_needs_no_day_of_publication(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, None) == expected
    assert values(text) == expected, "and is the same with one"


@pytest.mark.parametrize(
    ("text", "surface", "value", "why"),
    [
        ("نفت ذلك مساء الجمعة", "مساء الجمعة", "2021-11-19", "a weekday is the day of publication or the last before"),
        ("نفت ذلك يوم السبت", "يوم السبت", "2021-11-13", "the last Saturday"),
        ("نفت ذلك الجمعة الماضي", "الجمعة الماضي", "2021-11-12", "the past one is before the day of publication"),
        ("في الأحد المقبل يجتمع", "الأحد المقبل", "2021-11-21", "the coming one is after it"),
        ("سيعقد اجتماع يوم الأحد", "يوم الأحد", "2021-11-21", "a verb in the future tense makes it the coming one"),
        ("قال أمس إن", "أمس", "2021-11-18", "yesterday"),
        ("قال أول من أمس إن", "أول من أمس", "2021-11-17", "the day before yesterday"),
        ("قال أمس (الخميس) إن", "أمس (الخميس)", "2021-11-18", "the weekday beside it belongs to it"),
        ("تصل غدا إلى", "غدا", "2021-11-20", "tomorrow"),
        ("تصل بعد غد إلى", "بعد غد", "2021-11-21", "the day after tomorrow"),
        ("في الليلة الماضية", "الليلة الماضية", "2021-11-18", "last night"),
        ("الثقة العام الماضي", "العام الماضي", "2020", "the year before"),
        ("خلال الشهر المقبل", "الشهر المقبل", "2021-12", "the month after"),
        ("في هذا العام", "هذا العام", "2021", "this year"),
        (
            "في الحادي والثلاثين من ديسمبر/ كانون الأول المقبل",
            "الحادي والثلاثين من ديسمبر/ كانون الأول المقبل",
            "2021-12-31",
            "next",
        ),
        ("في 26 فبراير المقبل", "26 فبراير المقبل", "2022-02-26", "the next such day is in the next year"),
        ("في مارس (آذار) الماضي", "مارس (آذار) الماضي", "2021-03", "the last such month"),
        ("منذ تموز جرى", "تموز", "2021-07", "a bare month is the nearest"),
        ("الأحد 14 نوفمبر قال", "الأحد 14 نوفمبر", "2021-11-14", "the date beside a weekday says which"),
        ("يوم الخميس 13 ربيع الآخر قال", "يوم الخميس 13 ربيع الآخر", "2021-11-18", "in either calendar"),
        ("بدأت الحرب قبل أربع سنوات", "قبل أربع سنوات", "2017", "so many years ago is a year"),
        ("وصل قبل يومين", "قبل يومين", "2021-11-17", "a dual is two"),
        ("من غرة ربيع الآخر", "غرة ربيع الآخر", "2021-11-06", "the first of a Hijri month, the nearest"),
    ],
)
def test_a_relative_date_counts_from_the_day_of_publication(text: str, surface: str, value: str, why: str) -> None:
    assert values(text) == [(surface, value)], why
    assert [one.anchor for one in dates_of(text)] == [FRIDAY]
    assert values(text, None) == [(surface, None)], "without a day of publication the expression stays, without a value"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("قتل 2015 شخصا", "a count is no year"),
        ("قرار مجلس الأمن رقم 2216", "nor is a number beyond the years that news speaks of"),
        ("ثلاث مرات في اليوم", "a day, not today"),
        ("احتفل باليوم الوطني", "a feast"),
        ("بعد صلاة الجمعة", "a prayer"),
        ("مارس الرياضة", "the verb, not the month"),
        ("في 31 فبراير 2015", "no such day"),
        ("فاز 2 - 4", "a result"),
    ],
)
def test_no_date(text: str, why: str) -> None:
    assert [one for one in values(text) if one[1] != "2015-02"] == [], why


def test_a_joined_particle_is_no_part_of_the_span() -> None:
    assert values("لعام 2017 وأمس") == [("عام 2017", "2017"), ("أمس", "2021-11-18")]


def test_precision_says_what_the_value_names() -> None:
    assert [one.precision for one in dates_of("أمس ثم الشهر الماضي ثم عام 2003")] == ["day", "month", "year"]


def test_other_languages_are_left_alone() -> None:
    assert dates_of("عام 2003", language="en") == ()


_WORDS = st.sampled_from(
    [
        "31",
        "99",
        "0",
        "يوليو",
        "تموز",
        "/",
        "(",
        ")",
        "2015",
        "1436",
        "هـ",
        "شوال",
        "غرة",
        "أمس",
        "مساء",
        "يوم",
        "الجمعة",
        "الماضي",
        "المقبل",
        "عام",
        "وعام",
        "قبل",
        "سنوات",
        "يومين",
        "1/1/1343",
        ".",
        "-",
        "،",
        "الأول",
        "و",
        "00/00/0000",
        "1500",
        "ذي",
        "الحجة",
        "هذا",
        "العام",
        "اليوم",
        "12.13.2015",
        "9999",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60), st.lists(_WORDS, max_size=30).map(" ".join), st.lists(_WORDS, max_size=12).map("".join)
    ),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_gives_iso_values_and_spans_inside(text: str, published: date | None) -> None:
    ends = 0
    for found in dates_of(text, published):
        assert ends <= found.span.start < found.span.end <= len(text), "in text order, without overlap"
        assert found.value is None or re.match(ISO, found.value)
        assert (found.value is None) <= (published is None)
        assert (found.anchor or published) == published
        ends = found.span.end
