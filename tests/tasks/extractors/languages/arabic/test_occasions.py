"""When a statement was made, on sentences written for it and published on Friday, 19 November 2021."""

import pytest

CASES = {
    "a day": ("أكد الوزير سامر الحلبي، أمس، أن المعابر ستفتح غدا.", "أمس", "2021-11-18"),
    "a weekday": ("أكد الوزير سامر الحلبي مساء الجمعة أن المعابر ستفتح.", "مساء الجمعة", "2021-11-19"),
    "a month": ("وكان الوزير سامر الحلبي أعلن في سبتمبر الماضي أن المعابر ستفتح.", "سبتمبر الماضي", "2021-09"),
    "none of the calendar": ("وكان الوزير سامر الحلبي قد أكد، في وقت سابق، أن المعابر ستفتح.", "في وقت سابق", None),
    "a week": ("قال الوزير سامر الحلبي الأسبوع الماضي إن المعابر ستفتح.", "الأسبوع الماضي", None),
    "both": ("وأكد الوزير سامر الحلبي في وقت لاحق أمس أن المعابر ستفتح.", "في وقت لاحق أمس", "2021-11-18"),
    "at the head of the clause": ("وفي وقت لاحق، أكد الوزير سامر الحلبي أن المعابر ستفتح.", "في وقت لاحق", None),
    "right before the cue": ("الوزير سامر الحلبي أمس أكد أن المعابر ستفتح.", "أمس", "2021-11-18"),
    "of the document": ("وأعلن الوزير سامر الحلبي في بيان صدر اليوم أن المعابر ستفتح.", "اليوم", "2021-11-19"),
    "behind a channel": (
        "وقال الوزير سامر الحلبي في مداخلة على قناة النهرين اليوم إن المعابر ستفتح.",
        "اليوم",
        "2021-11-19",
    ),
    "of the verb that a participle goes with": (
        "استقبل الوزير سامر الحلبي أمس وفدا من الجنوب، مؤكدا أن المعابر ستفتح.",
        "أمس",
        "2021-11-18",
    ),
    "in a tail": ("وستفتح المعابر أمام الجميع، بحسب ما قال مصدر أمني أمس.", "أمس", "2021-11-18"),
}


@pytest.mark.parametrize(("body", "words", "value"), CASES.values(), ids=CASES.keys())
def test_when_it_was_said(stated, body: str, words: str, value: str | None) -> None:
    text, found = stated(body)
    assert [(one.time.span.of(text), one.time.value) for one in found if one.time] == [(words, value)]


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("it is what was said", "أكد الوزير سامر الحلبي أن المعابر ستفتح مساء الجمعة."),
        ("the attack was yesterday", "أكد الوزير سامر الحلبي تعليقا على الهجوم الذي وقع أمس أن المعابر ستفتح."),
        ("it is the topic's", "أكد الوزير سامر الحلبي ردا على قرار أمس أن المعابر ستفتح."),
        ("a mere year is hardly ever of a statement", "أكد الوزير سامر الحلبي عن ميزانية عام 2020 أن المعابر ستفتح."),
        ("a participle's verb lies ahead", "استقبل الوزير سامر الحلبي وفدا سيصل غدا، مؤكدا أن المعابر ستفتح."),
        ("it is a name", "أكد الوزير سامر الحلبي لـ«عين اليوم» أن المعابر ستفتح."),
        ("there is none", "أكد الوزير سامر الحلبي أن المعابر ستفتح."),
    ],
)
def test_no_time(stated, why: str, body: str) -> None:
    _, found = stated(body)
    assert found, "a quote is there"
    assert [one.time for one in found] == [None] * len(found), why


def test_without_a_day_of_publication_the_words_stand_alone(stated) -> None:
    text, found = stated("أكد الوزير سامر الحلبي أمس أن المعابر ستفتح.", published=None)
    assert [(one.time.span.of(text), one.time.value) for one in found] == [("أمس", None)]


def test_statements_in_one_breath_share_the_time(stated) -> None:
    text, found = stated("قال الوزير سامر الحلبي أمس إن المعابر ستفتح، مضيفا أن الحركة حرة. وأوضح أن السكان سيعودون.")
    assert [one.time.span.of(text) for one in found] == ["أمس", "أمس", "أمس"]
