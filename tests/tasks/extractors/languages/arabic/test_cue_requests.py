"""Cues that need more than their form: requests, reminders, accusations, pledges, what was done by saying."""

import pytest
from written_cases import Case, Said, case, expected, found, headline, table

CUES = {
    "a request with its noun": (
        headline("الجهيناوي يطلب تحويل الديون إلى مشاريع", Said("يطلب", "تحويل الديون إلى مشاريع", "call")),
        headline("النقابة تطلب عقد جلسة عاجلة", Said("تطلب", "عقد جلسة عاجلة", "call")),
        case("وتلقت البلدية طلب ترخيص من الشركة."),
    ),
    "a call with a noun of five letters": (
        case(
            "وقال المدرب إن الأجواء متشنجة داعيا الجميع للتحلي بالصبر.",
            Said("قال", "الأجواء متشنجة"),
            Said("داعيا", "للتحلي بالصبر", "call"),
        ),
        case(
            "وأشار العمدة إلى توفر المياه في كل الأحياء.",
            Said("أشار", "توفر المياه في كل الأحياء"),
        ),
    ),
    "a reminder": (
        case(
            "وأكد الوزير متانة العلاقات بين البلدين، مذكرا بوجود مئة شركة في المنطقة.",
            Said("أكد", "متانة العلاقات بين البلدين", "affirm"),
            Said("مذكرا", "وجود مئة شركة في المنطقة"),
        ),
        case("وأصدر القاضي مذكرة توقيف دولية بحق المتهم."),
    ),
    "whom a participle accuses": (
        case(
            "وقالت الحركة في بيانها إن الكاتب استقال منذ أشهر متهمة الجريدة التي نشرت الخبر بالكذب.",
            Said("قالت", "الكاتب استقال منذ أشهر"),
            Said("متهمة", "الكذب", "accuse"),
        ),
    ),
    "a case that a court takes up": (
        case("وتعهد قاضي التحقيق بالمحكمة بملف القضية منذ الأحد."),
        case("وتعهد المدير بالبحث عن حل.", Said("تعهد", "البحث عن حل", "promise")),
    ),
    "what was done by saying": (
        case(
            "وفي ختام اللقاء تم التأكيد على أهمية مواصلة الحوار بين الطرفين.",
            Said("التأكيد", "أهمية مواصلة الحوار بين الطرفين", "affirm"),
        ),
    ),
    "the gist of a message": (
        case(
            "وتوفرت معلومات لدى الحرس مفادها وجود أسلحة في المخزن.",
            Said("مفادها", "وجود أسلحة في المخزن"),
        ),
        case(
            "وراجت أخبار مفادها أن المدرب استقال.",
            Said("مفادها", "المدرب استقال"),
        ),
    ),
    "what an outlet publishes": (
        case(
            "ونشر موقع النهار أن المطار سيغلق ليلا.",
            Said("نشر", "المطار سيغلق ليلا"),
        ),
    ),
    "an office in the feminine": (
        case(
            "وأوضحت مساعدة المديرة للتغذية، ماري الحلبي، أن المخزون يكفي شهرين.",
            Said("أوضحت", "المخزون يكفي شهرين"),
        ),
    ),
    "who is responsible for something": (
        case(
            "وكشف المسؤول عن البرنامج الوطني للتلقيح، فيصل الحلبي تسجيل مئة إصابة.",
            Said("كشف", "تسجيل مئة إصابة", "announce"),
        ),
    ),
    "what somebody holds it to be": (
        case(
            "وأكد العميد أن الطالب حضر الدروس كلها وهو ما اعتبره دليلا على جديته.",
            Said("أكد", "الطالب حضر الدروس كلها", "affirm"),
            Said("اعتبره", "دليلا على جديته", "evaluate"),
        ),
    ),
    "an occasion": (
        case(
            "وأكد الرئيس في تصريح للإذاعة إثر نهاية لقاء النادي الصفاقسي والنجم الساحلي أن التحكيم كان سيئا.",
            Said("أكد", "التحكيم كان سيئا", "affirm"),
        ),
    ),
    "a name that begins like a preposition": (
        headline(
            "علي الحلبي : حريصون على إجراء السباق في موعده",
            Said(":", "حريصون على إجراء السباق في موعده"),
        ),
    ),
}


@pytest.mark.parametrize(("name", "one"), table(CUES))
def test_a_cue_reports(name: str, one: Case) -> None:
    assert found(one) == expected(one), name
