"""Nouns behind a verb that are its object, so that the verb goes on with who spoke before."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

FIRST = "قال النائب سامر الحلبي إن العمل صعب. "
OBJECTS = {
    "what a و adds is in the accusative": "ودعا أنصار الحزب والمواطنين إلى المشاركة.",
    "a feminine demonstrative": "كما اتهم هذه المجموعة بتزوير الرسائل.",
    "two bodies in the accusative": "وطالب وزارتي الصحة والزراعة بدمج المخازن.",
    "all of some people": "وشكر كل القائمين على تلك الأمسيات.",
    "members of a body": "ونصح أعضاء النادي الجدد بترشيد النفقات.",
    "his own people": "ويتهم بعض زملائه بالفساد.",
    "people in the accusative": "وهنأ الفائزين من البنين والبنات على النجاح.",
}


@pytest.mark.parametrize("body", OBJECTS.values(), ids=OBJECTS)
def test_whom_a_verb_needs_does_not_speak(body: str) -> None:
    assert speakers_of(FIRST + body) == ["سامر الحلبي"] * 2


SUBJECTS = {
    "people without an article": ("وناشد مواطنون في الحي بفتح الطريق.", "مواطنون في الحي"),
    "a feminine verb": ("وأكدت هذه المجموعة أن الموعد قائم.", "هذه المجموعة"),
}


@pytest.mark.parametrize(("body", "name"), SUBJECTS.values(), ids=SUBJECTS)
def test_who_speaks_is_no_object(body: str, name: str) -> None:
    assert speakers_of(FIRST + body)[1] == name


def test_members_may_advise_others() -> None:
    assert "أعضاء المجلس" in str(speakers_of(FIRST + "ونصح أعضاء المجلس السكان بترشيد المياه.")[1])


AGAINST_GRAMMAR = {
    "a body behind a masculine verb": ("قال وزارة الداخلية إن الأمن مستتب.", "وزارة الداخلية"),
    "authorities behind a masculine verb": ("وأكد السلطات التركية أن الأمن مستتب.", "السلطات التركية"),
}


@pytest.mark.parametrize(("body", "name"), AGAINST_GRAMMAR.values(), ids=AGAINST_GRAMMAR)
def test_a_verb_that_takes_no_object_has_its_subject_behind_it(body: str, name: str) -> None:
    assert speakers_of(FIRST + body)[1] == name


def test_a_verb_with_its_object_joined_has_its_subject_behind_it() -> None:
    assert speakers_of(FIRST + "وقدم الحي عرضا وصفه أصحاب المتاجر بالناجح.")[1] == "أصحاب المتاجر"


def test_a_student_asks_for_nothing() -> None:
    assert speakers_of(FIRST + "وأضاف أن البرنامج استقبل ألف طالب وطالبة سنويا حيث يتم قبول عدد محدود.") == [
        "سامر الحلبي",
        "سامر الحلبي",
    ]


def test_who_brings_condolences_of_another_goes_on() -> None:
    body = "ونقل المحافظ نبيل الشامي تعازي الملك كريم بدران إلى أسرة الفقيد، سائلا الله أن يتغمده برحمته."
    assert speakers_of(FIRST + body)[-1] == "نبيل الشامي"


@pytest.mark.parametrize("noun", ["يملكون قدرا من الوعي يكفي أن", "كان المعروض أغلى ثمنا، وأن"])
def test_a_noun_in_the_accusative_is_no_dual(noun: str) -> None:
    assert speakers_of(FIRST + f"وأضاف أن الناس {noun} العمل ينجح.") == ["سامر الحلبي"] * 2
