"""With whom a verb goes on that names nobody."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

CASES = {
    "not with God, who is only cited": (
        "وقال الخطيب نبيل الشامي إن الدماء محرمة قال تعالى «ومن أحياها فكأنما أحيا الناس جميعا». وأضاف أن العدل واجب.",
        "نبيل الشامي",
    ),
    "the subject of a clause that reports nothing": (
        "قال سامر الحلبي إن الموسم بدأ. واستقبل نبيل الشامي الوفد، مؤكدا أن التعاون مستمر.",
        "نبيل الشامي",
    ),
    "أضاف goes on with the speaker, not with who acted": (
        "قال سامر الحلبي إن الموسم بدأ. واستقبل نبيل الشامي الوفد. وأضاف أن الإقبال كبير.",
        "سامر الحلبي",
    ),
    "the verb of saying without a content": (
        "قال سامر الحلبي إن الموسم بدأ. ورفض نبيل الشامي التعليق على الأمر، مشيرا إلى أن الحكم صدر.",
        "نبيل الشامي",
    ),
    "whoever is named right before a participle": (
        "حضر الحفل موظفو الغرفة وفي مقدمتهم أمينها العام نبيل الشامي مشيرا إلى أن العمل مستمر.",
        "نبيل الشامي",
    ),
    "who speaks in a content stays in it": (
        "قال سامر الحلبي إن نبيل الشامي أكد أن الحدود آمنة. وتابع أن الجيش جاهز.",
        "سامر الحلبي",
    ),
    "gender": (
        "أعلنت وزارة الصحة أن اللقاح وصل. وقال نبيل الشامي إن الموسم بدأ. وأكدت أن الكمية كافية.",
        "وزارة الصحة",
    ),
    "number": (
        "قال محللون إن السوق سيتراجع. وقال نبيل الشامي إن الموسم بدأ. وأضافوا أن الأسعار سترتفع.",
        "محللون",
    ),
    "the source of وفقا لـ": (
        "أكدت الهيئة الوطنية أن التحقيق بدأ. ووفقا لمصادر طبية، فقد أكدت أن الجرحى نقلوا.",
        "مصادر طبية",
    ),
    "a body that acts in the sentence": (
        "قالت لجنة المسابقات إن الجدول نهائي. من جهتها، جددت إدارة النادي مطالبتها بتعديل المواعيد.",
        "إدارة النادي",
    ),
    "the subject of a verb that begins like a noun with its article": (
        "قال سامر الحلبي إن الموسم بدأ. والتقى نبيل الشامي مدير المصنع، مؤكدا أن التعاون مستمر.",
        "نبيل الشامي",
    ),
    "not what a clause behind a noun without an article names": (
        "سعى نبيل الشامي إلى التهدئة في جولة تشمل قطر والعراق، مؤكدا أن الحدود آمنة.",
        "نبيل الشامي",
    ),
    "the subject before its verb behind غير أن": (
        "قال سامر الحلبي إن الموسم بدأ. غير أن الخبير نبيل الشامي يشكك في ذلك، ويرى أن الإقبال ضعيف.",
        "نبيل الشامي",
    ),
    "two who spoke together": (
        "قال نبيل الشامي وسامر الحلبي إن الموسم بدأ. وأضافا أن الإقبال كبير.",
        "نبيل الشامي وسامر الحلبي",
    ),
    "a speaker and unnamed ones": (
        "قال نبيل الشامي ومصدران في الشرطة إن الموسم بدأ. وأضافوا أن الإقبال كبير.",
        "نبيل الشامي",
    ),
    "not who wrote the article": (
        "أكدت وزارة الصحة أن اللقاح وصل.\n\nسامر الحلبي - بيروت\n\nوأكد مصدر أن العلاج متوفر، مبينا أن الكمية كافية.",
        "مصدر",
    ),
    "whose speech the clause is about": (
        "قال سامر الحلبي إن الموسم بدأ. وأثارت تصريحات نبيل الشامي جدلا، معتبرا أن الحكم ظالم.",
        "نبيل الشامي",
    ),
    "فيه of a speech that somebody gave": (
        "وكان نبيل الشامي ألقى خطابا في الجامعة التي يزورها سامر الحلبي، دعا فيه إلى السلام.",
        "نبيل الشامي",
    ),
}


@pytest.mark.parametrize(("body", "name"), CASES.values(), ids=CASES)
def test_the_last_verb_goes_on_with(body: str, name: str) -> None:
    assert speakers_of(body)[-1] == name


def test_a_plural_verb_goes_on_with_no_single_person() -> None:
    assert speakers_of("قال نبيل الشامي إن الموسم بدأ. وأضافوا أن الأسعار سترتفع.")[-1] is None
