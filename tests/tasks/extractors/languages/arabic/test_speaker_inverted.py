"""Subjects that stand before their verb, behind كان or a word that opens the clause."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

FIRST = "قالت الباحثة هدى المصري إن النتائج أولية. "
CASES = {
    "a bearer of a club's office": ("وكان مدير عام برشلونة سامر الحلبي قال في وقت سابق إن الصفقة تمت.", "سامر الحلبي"),
    "a body, parted by قد": ("وكانت وزارة الصحة قد أعلنت قبل أيام أن اللقاح متوفر.", "وزارة الصحة"),
    "a body before a time": ("وكانت تونس أعلنت أواخر الشهر الماضي عن انضمامها إلى الاتفاق.", "تونس"),
    "nobody that a list has": ("وكان بلتازور قد اعتبر من قبل أن الاتفاق يهدد الأمن.", "بلتازور"),
    "a name between commas": ("وكان رئيس اللجنة، سامر الحلبي، قد أكد أن الموعد قائم.", "سامر الحلبي"),
    "behind أن and with كان": ("يذكر أن هيئة النادي كانت قد أعلنت أنها لن تشارك.", "هيئة النادي"),
    "sources with an adjective": ("يذكر أن مصادر مطلعة كانت أكدت أن الحفل تأجل.", "مصادر مطلعة"),
}


@pytest.mark.parametrize(("body", "name"), CASES.values(), ids=CASES)
def test_the_subject_stands_before_its_verb(body: str, name: str) -> None:
    assert speakers_of(FIRST + body)[1] == name


def test_a_predicate_of_kana_is_no_verb() -> None:
    assert "الهدف" not in str(speakers_of(FIRST + "وأضافت أن العمل مفيد طالما كان الهدف حث الناس على القراءة."))


def test_a_subject_behind_the_verb_stays() -> None:
    assert speakers_of(FIRST + "وكان قد أعلن سامر الحلبي أن الموعد قائم.")[1] == "سامر الحلبي"


def test_a_phrase_of_the_paragraph_before_is_no_subject() -> None:
    assert speakers_of("قال سامر الحلبي إن الموعد قائم.", "الرضيع كان حيا") == ["سامر الحلبي"]
