"""How far from its cue a content is found: behind appositions, asides, adjuncts and prepositions of other nouns."""

import pytest
from written_cases import Case, Said, case, expected, found, headline, table

REACH = {
    "an apposition that begins with و": (
        case("ذكر نبيل الشامي، وزير النقل، أن الجسر سيفتح غدا.", Said("ذكر", "الجسر سيفتح غدا")),
    ),
    "an aside between verb and noun": (
        case(
            "واقترح رئيس النادي نبيل الشامي من جهة أخرى تكوين لجنة موحدة.",
            Said("اقترح", "تكوين لجنة موحدة", "call"),
        ),
        case(
            "واقترح البنك المركزي في ذات السياق، التحكم في حجم الواردات.",
            Said("اقترح", "التحكم في حجم الواردات", "call"),
        ),
        case("وهدد في وقت سابق بحرق المتجر.", Said("هدد", "حرق المتجر", "warn")),
        case("وطالب الشامي بالمناسبة بدعم المدرسة.", Said("طالب", "دعم المدرسة", "call")),
        case(
            "وأكد نبيل الشامي الكاتب العام للنقابة في تصريح لإذاعة «النهرين» بالجهة وجود نقص في الأدوية.",
            Said("أكد", "وجود نقص في الأدوية", "affirm"),
        ),
    ),
    "a noun that looks like a verb of saying": (
        case(
            "شدد البنك المركزي في توصية له على ضرورة خفض العجز.",
            Said("شدد", "ضرورة خفض العجز", "affirm"),
        ),
    ),
    "a preposition that belongs to the noun before it": (
        case(
            "وأكد نبيل الشامي، في رده على أسئلة النواب، على ضرورة محاربة الفساد.",
            Said("أكد", "ضرورة محاربة الفساد", "affirm"),
        ),
        case(
            "وأعرب النائب نبيل الشامي عن حزب النهرين، في تصريح أمس، عن تقديره للمتطوعين.",
            Said("أعرب", "تقديره للمتطوعين", "praise"),
        ),
    ),
    "a name in marks on the way": (
        case("عبر حزب «المبادرة»، اليوم الأربعاء، عن رفضه للمشروع.", Said("عبر", "رفضه للمشروع", "deny")),
    ),
    "a noun with its owner": (
        case("كما جددت التزامهما التام بالاتفاق.", Said("جددت", "التزامهما التام بالاتفاق", "affirm")),
        case(
            "أعلنت اللاعبة ريما حداد المصنفة الأولى انسحابها من البطولة.",
            Said("أعلنت", "انسحابها من البطولة", "announce"),
        ),
    ),
    "a document that tells": (
        case("وكشفت الدراسة تفاقم التجارة الموازية.", Said("كشفت", "تفاقم التجارة الموازية", "announce")),
    ),
    "warm words": (
        case(
            "وعبر نائب الرئيس نبيل الشامي عن أبلغ التهاني وأطيب التمنيات.",
            Said("عبر", "أبلغ التهاني وأطيب التمنيات", "praise"),
        ),
        case("وعبر نبيل الشامي عن عزائه لأسرة الفقيد.", Said("عبر", "عزائه لأسرة الفقيد", "other")),
    ),
    "earlier": (
        case(
            "وكان نبيل الشامي قد اعتبر من قبل أن الاتفاق يهدد الموسم.",
            Said("اعتبر", "الاتفاق يهدد الموسم", "evaluate"),
        ),
    ),
    "behind a date or the name علي": (
        case(
            "وجرى اللقاء نهاية سنة 2016 ودعا وزير النقل الشركات إلى الاستثمار في المشاريع.",
            Said("دعا", "الاستثمار في المشاريع", "call"),
        ),
        case("ويشار إلى أن منذر علي أعلن في مارس عن استقالته.", Said("أعلن", "استقالته", "announce")),
    ),
    "asked of somebody": (
        case(
            "طالب مدرب الفريق نبيل الشامي من الجهاز الإداري توفير لقاء ودي.",
            Said("طالب", "توفير لقاء ودي", "call"),
        ),
    ),
    "a lead that the verb's object follows": (
        headline("النهرين تدعو الجيران لعدم تعقيد الوضع", Said("تدعو", "عدم تعقيد الوضع", "call")),
    ),
    "before what is told, behind a comma": (
        case(
            "تعثرت المفاوضات أمس، وبحسب مصادر «النهار» فإن المدافع طلب مهلة أخرى.",
            Said("بحسب", "المدافع طلب مهلة أخرى"),
        ),
    ),
    "several labels in one headline": (
        case(
            "وقع نبيل الشامي وريما الحلبي على المحضر في مقر البلدية.",
            Said(":", "تنازلنا كثيرا"),
            Said(":", "لن نوقع"),
            headline="الاتفاق الجديد.. الشامي: تنازلنا كثيرا.. الحلبي: لن نوقع",
        ),
    ),
    "the author goes on with what was spoken of": (
        case(
            "وأكد نبيل الشامي أن الميناء آمن وتحدث عن جهود العمال في هذا المجال.",
            Said("أكد", "الميناء آمن", "affirm"),
        ),
    ),
}


@pytest.mark.parametrize(("construction", "one"), table(REACH))
def test_the_content_is_found(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
