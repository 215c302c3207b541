"""Date lines in the calendars, names and digits that newsrooms use."""

from datetime import date

import pytest

from tasks.text.dateline import find_date, is_date_line, is_update

LATEST = date(2026, 1, 1)
DAY = date(2021, 11, 19)


@pytest.mark.parametrize(
    "line",
    [
        "19 نوفمبر 2021",
        "19 نوفمبر/ تشرين الثاني 2021",
        "١٩ تشرين الثاني ٢٠٢١",
        "الجمعة 19 نونبر 2021 - 20:15",
        "الجمعة، 19 نوفمبر، 2021",
        "نوفمبر 19, 2021",
        "2021-11-19",
        "19/11/2021",
        "11/19/2021",
        "تاريخ النشر: 19.11.2021 | 18:40 GMT",
        "بغداد - 19 نوفمبر 2021 (رويترز)",
        "Friday, 19 November 2021 - 12:57 pm",
        "الرياض 14 ربيع الآخر 1443 هـ الموافق 19 نوفمبر 2021 م واس",
        "14 ربيع الثاني 1443 هـ",
        "آخر تحديث: 19 نوفمبر (تشرين الثاني) 2021",
    ],
)
def test_a_date_line_is_one_and_names_its_day(line: str) -> None:
    assert is_date_line(line)
    assert find_date(line, LATEST) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "وقتل خمسة مدنيين في هجوم وقع يوم 19 نوفمبر 2021 في المدينة",
        "19 نوفمبر",
        "حرب 2021",
        "31 فبراير 2021",
        "99/99/2021",
        "",
    ],
)
def test_a_sentence_with_a_date_and_half_a_date_are_no_date_lines(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize("line", ["19 نوفمبر 2031", "19 نوفمبر 1919", "35 رجب 1443"])
def test_a_day_that_cannot_be_the_day_of_publishing_is_not_taken(line: str) -> None:
    assert find_date(line, LATEST) is None


def test_a_day_ahead_is_tomorrows_paper() -> None:
    assert find_date("2 يناير 2026", LATEST) == date(2026, 1, 2)
    assert find_date("3 يناير 2026", LATEST) is None


def test_a_time_of_change_is_told_from_one_of_publishing() -> None:
    assert is_update("آخر تحديث: 20 نوفمبر 2021")
    assert not is_update("19 نوفمبر 2021")
