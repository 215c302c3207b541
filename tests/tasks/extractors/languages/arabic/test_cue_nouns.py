"""Verbal nouns report where they have an owner or an object and a content."""

import pytest
from written_cases import Case, Said, case, expected, found, table

NOUNS = {
    "noun with its owner's pronoun": (
        case("وجاء ذلك بعد كشف النرويج عن خطة سرية للتنقيب.", Said("كشف", "خطة سرية للتنقيب", "announce")),
        case("وارتفع السعر رغم توقعات المحللين بانخفاضه.", Said("توقعات", "انخفاضه", "evaluate")),
        case("وتوقفت المفاوضات عقب إعلان الحزب انسحاب نوابه.", Said("إعلان", "انسحاب نوابه", "announce")),
        case("ونقلت الصحيفة عن المحامي قوله إن موكله بريء.", Said(None, "موكله بريء")),
        case("وغادر النائب القاعة مع تأكيده أن الاستقالة نهائية.", Said("تأكيده", "الاستقالة نهائية", "affirm")),
        case(
            "واعتذر الفنان عن قوله إن الجمهور لا يفهم.",
            Said("قوله", "الجمهور لا يفهم"),
            fails="a verb takes the clause of a nearer verbal noun",
        ),
        case(
            "ونسب الموقع إلى وزيرة الصحة قولها: «لن نغلق المدارس».",
            Said(None, "لن نغلق المدارس", kind="direct"),
        ),
    ),
    "noun with its owner behind it": (
        case(
            "وجاءت الخطوة بعد تصريح الوزير بأن المفاوضات فشلت.",
            Said("تصريح", "المفاوضات فشلت"),
        ),
        case(
            "وأثار غضبا واسعا إعلان الشركة أنها ستسرح ألف عامل.",
            Said("إعلان", "ستسرح ألف عامل", "announce"),
        ),
        case("ويستمر القصف رغم دعوة الأمم المتحدة إلى وقف القتال.", Said("دعوة", "وقف القتال", "call")),
        case("ولم يهدأ الشارع رغم تأكيد المحافظ أن الماء نظيف.", Said("تأكيد", "الماء نظيف", "affirm")),
    ),
    "charges": (
        case(
            "وتجاهل النادي اتهام مدربه السابق للإدارة بالتلاعب بالعقود.",
            Said("اتهام", "التلاعب بالعقود", "accuse"),
        ),
        case("وسخر الوزير من اتهامات النائبة سناء بدران له بالتقصير.", Said("اتهامات", "التقصير", "accuse")),
        case("وسط اتهامات من المعارضة للحكومة بتزوير النتائج.", Said("اتهامات", "تزوير النتائج", "accuse")),
    ),
    "what people gather for": (
        case("ونظم العمال وقفة أمام المصنع للمطالبة بصرف الأجور.", Said("للمطالبة", "صرف الأجور", "call")),
        case("وخصص المدير يوما للمطالبة."),
    ),
    "a noun without content": (
        case("وأثار تصريح الوزير جدلا واسعا."),
        case("وتبادل الطرفان الاتهامات طوال الجلسة."),
        case("وتلقى المدرب دعوة لحضور الحفل."),
        case("وجرى تأكيد الحجز قبل يومين."),
    ),
}


@pytest.mark.parametrize(("construction", "one"), table(NOUNS))
def test_a_verbal_noun_reports(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
