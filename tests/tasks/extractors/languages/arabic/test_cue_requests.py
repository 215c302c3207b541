"""Cues that need more than their form: requests, reminders, accusations, pledges, what was done by saying."""

import pytest
from written_cases import Case, Said, case, expected, found, headline, table

from tasks.extractors.annotate import annotate
from tasks.model.records import Document

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
    "what is doubted behind في": (
        case(
            "وشكك النائب سامر الحلبي في الأرقام الأخيرة للمعهد.",
            Said("شكك", "الأرقام الأخيرة للمعهد", "accuse"),
        ),
    ),
    "nouns of what was done": (
        headline("الحكومة تقترح حذف الضريبة", Said("تقترح", "حذف الضريبة", "call")),
        case(
            "وأشار العميد إلى دمج الكليتين وإلى عزوف الطلبة.",
            Said("أشار", "دمج الكليتين وإلى عزوف الطلبة"),
        ),
    ),
    "what somebody only calls a thing": (
        case(
            "وقال النائب إن معلومات وصفها بالأكيدة تفيد بأن الأزمة مفتعلة.",
            Said("قال", "معلومات وصفها بالأكيدة تفيد بأن الأزمة مفتعلة"),
            Said("تفيد", "الأزمة مفتعلة"),
        ),
        case("وزار المعرض ووصفه بالناجح.", Said("وصفه", "الناجح", "evaluate")),
    ),
    "a slogan": (
        case(
            'ودخل المحتجون مقر الولاية رافعين شعار "ارحل" في وجه الوالي.',
            Said("رافعين", "ارحل", "praise", "direct"),
        ),
        case('ورفع المدير كتاب "ألف ليلة وليلة وحكايات أخرى من الشرق" إلى الرف.'),
    ),
    "an explanation": (
        case(
            "وفسر المعهد هذه الزيادة بارتفاع أسعار المواد المدرسية.",
            Said("فسر", "ارتفاع أسعار المواد المدرسية"),
        ),
    ),
    "a doubt": (
        case(
            "وقلل سامر الحلبي، في حديثه أمس، من احتمال اندلاع الحرب.",
            Said("قلل", "احتمال اندلاع الحرب", "deny"),
        ),
    ),
    "a verb with other meanings at the head of its sentence": (
        case(
            "وأبرز الوزير خلال اللقاء، أهمية التعاون بين البلدين.",
            Said("أبرز", "أهمية التعاون بين البلدين"),
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


def test_a_slogan_is_nobody_who_speaks() -> None:
    text = 'عنوان\n\nوقال الوزير سامر الحلبي إن الأمن مستتب. ورفع شعار "لا للفساد" ثم قال إنه باق.'
    assert [quote.speaker.name for quote in annotate(Document(text)).quotes] == ["سامر الحلبي"] * 3
