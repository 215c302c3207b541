"""Subjects that stand before their verb, behind كان or a word that opens the clause."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

FIRST = "قالت الباحثة هدى المصري إن النتائج أولية. "
CASES = {
    "a bearer of a club's office": ("وكان مدير عام برشلونة سامر الحلبي قال في وقت سابق إن الملعب جاهز.", "سامر الحلبي"),
    "a body, parted by قد": ("وكانت وزارة الصحة قد أعلنت قبل أيام أن اللقاح متوفر.", "وزارة الصحة"),
    "a body before a time": ("وكانت تونس أعلنت أواخر الشهر الماضي عن انضمامها إلى الاتفاق.", "تونس"),
    "nobody that a list has": ("وكان بلتازور قد اعتبر من قبل أن الجدار يحمي الوادي.", "بلتازور"),
    "a name between commas": ("وكان رئيس اللجنة، سامر الحلبي، قد أكد أن الموعد قائم.", "سامر الحلبي"),
    "behind أن and with كان": ("يذكر أن هيئة النادي كانت قد أعلنت أنها لن تشارك.", "هيئة النادي"),
    "sources with an adjective": ("يذكر أن مصادر مطلعة كانت أكدت أن الحفل تأجل.", "مصادر مطلعة"),
}


@pytest.mark.parametrize(("body", "name"), CASES.values(), ids=CASES)
def test_the_subject_stands_before_its_verb(body: str, name: str) -> None:
    assert speakers_of(FIRST + body)[1] == name


def test_a_predicate_of_kana_is_no_verb() -> None:
    body = "وأضافت أن العمل مفيد طالما كان الهدف منها حث الناس على القراءة."
    assert not any("الهدف" in str(name) for name in speakers_of(FIRST + body))


def test_a_subject_behind_the_verb_stays() -> None:
    assert speakers_of(FIRST + "وكان قد أعلن سامر الحلبي أن الموعد قائم.")[1] == "سامر الحلبي"


def test_a_phrase_of_the_paragraph_before_is_no_subject() -> None:
    assert speakers_of("قال سامر الحلبي إن الموعد قائم.", "الرضيع كان حيا") == ["سامر الحلبي"]


HEADLINES = {
    "an object behind the verb": ("النائب سامر الحلبي يتهم هدى المصري بعرقلة العمل", "سامر الحلبي"),
    "a name that no list has": ("بلتازوري تدعو الحكومة إلى اتخاذ إجراءات", "بلتازوري"),
    "in the second part": ("بالفيديو .. الدفاع المدني يحمّل الشركة مسؤولية الحريق", "الدفاع المدني"),
    "a later verb goes on": ("سامر الحلبي يلتقي نبيل الشامي ويؤكد دعم بلاده للاتفاق", "سامر الحلبي"),
}


@pytest.mark.parametrize(("headline", "name"), HEADLINES.values(), ids=HEADLINES)
def test_a_headline_has_its_subject_first(headline: str, name: str) -> None:
    assert speakers_of("لا جديد.", headline) == [name]


def test_a_later_verb_of_a_headline_has_its_own_subject() -> None:
    body = "قال المدرب سامر الحلبي إن الفوز مهم."
    assert speakers_of(body, "النادي يبدأ تدريباته والحلبي يؤكد أهمية الفوز")[0] == "سامر الحلبي"
