"""Labels before the colon of a headline: who speaks, or what it is about."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

BODY = "تعادل نادي كرة السلة مع نادي الرابطة الأولى في جامعة المصنع القديم."
TOPICS = {
    "a sport": "كرة السلة : الفريق الأول يفوز على الضيوف",
    "a league": "الرابطة الأولى : انتصار ثمين للفريق الأول",
    "a trial": "قضية المصنع القديم : أحكام نافذة بسجن ثلاثة",
    "an adjunct": "في اتصال بين الوزير سامر الحلبي ونبيل الشامي : اهتمام بتعاون مشترك",
    "who acts behind the colon": "الوزير سامر الحلبي : يفتتح المعرض اليوم",
}


@pytest.mark.parametrize("headline", TOPICS.values(), ids=TOPICS)
def test_what_a_headline_is_about_does_not_speak(headline: str) -> None:
    assert speakers_of(BODY, headline) == []


SPEAKERS = {
    "a team that did not": ("الفرسان: لم نسمح بالتأجيل", "الفرسان"),
    "a town whose own it is": ("مياه الوادي: شبكتنا سليمة تماما", "مياه الوادي"),
    "it seems": ("الوزير سامر الحلبي: يبدو أن الحل قريب", "سامر الحلبي"),
    "an imam": ("إمام الجامع: السلم واجب على الجميع", "إمام الجامع"),
    "a noun like a verb": ("الوزير سامر الحلبي: تأخر الإصلاحات يضر الجميع", "سامر الحلبي"),
}


@pytest.mark.parametrize(("headline", "name"), SPEAKERS.values(), ids=SPEAKERS)
def test_who_speaks_before_a_colon(headline: str, name: str) -> None:
    assert speakers_of("لا جديد.", headline) == [name]
