"""Speakers whose name stands behind their office, far away or close, and whose office another name belongs to."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

BEARERS = {
    "behind a body and a joined place": (
        "وقال مدير فرع الشركة العربية للنفط والغاز بالبحرين كمال الخزرجي في تصريح لوكالة الأنباء إن الحقل جاهز.",
        "كمال الخزرجي",
    ),
    "a letter of the name looks like a preposition": (
        "وأوضح المدرب باولو فيرنانديش أن الفريق جاهز.",
        "باولو فيرنانديش",
    ),
}


@pytest.mark.parametrize(("body", "name"), BEARERS.values(), ids=BEARERS)
def test_the_bearer_of_the_office_speaks(body: str, name: str) -> None:
    assert speakers_of(body) == [name]


def test_somebody_unnamed_speaks_for_a_named_minister() -> None:
    body = "وقال متحدث باسم وزير الخارجية كمال الخزرجي إن الزيارة تأجلت. وأضاف المتحدث أن الموعد لم يحدد."
    assert speakers_of(body) == ["متحدث باسم وزير الخارجية كمال الخزرجي"] * 2


def test_the_speaker_of_a_president_has_a_name_of_his_own() -> None:
    assert speakers_of("وقال المتحدث باسم الرئيس كمال الخزرجي إن الزيارة تأجلت.") == ["كمال الخزرجي"]


def test_the_headline_names_whom_the_lede_tells_by_an_office() -> None:
    headline, body = "كمال الخزرجي يدعو إلى الحوار", "قال رئيس لجنة التحقيق البرلمانية إنه يجب كشف الأطراف المتورطة."
    assert speakers_of(body, headline) == ["كمال الخزرجي"] * 2


def test_people_who_have_lost_their_noon_are_no_name() -> None:
    assert speakers_of("ودعا ممثلو الحزب والنقابيون إلى المشاركة بكثافة.") == ["ممثلو الحزب والنقابيون"]


def test_a_surname_that_the_headline_has_ends_an_office_behind_a_body() -> None:
    body = "قال النائب عن حركة النهضة بمجلس الشعب العجمي الكشباطي، تعليقا على الأزمة، إن الحركة تدعو إلى التضامن."
    assert speakers_of(body, "الكشباطي: الأزمة ستنتهي قريبا")[1] == "العجمي الكشباطي"
