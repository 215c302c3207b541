"""Circumstantial participles open a report of their own; a tail for the same content opens none."""

import pytest
from written_cases import Case, Said, case, expected, found, table

PARTICIPLES = {
    "masculine": (
        case(
            "قال المدير إن المصنع سيعمل بكامل طاقته، مؤكدا أن الأجور ستصرف في موعدها.",
            Said("قال", "المصنع سيعمل بكامل طاقته"),
            Said("مؤكدا", "الأجور ستصرف في موعدها", "affirm"),
        ),
        case("وتفقد المحافظ المستشفى، موضحاً أن قسم الطوارئ سيفتتح الأحد.", Said("موضحاً", "قسم الطوارئ سيفتتح الأحد")),
        case(
            "وزار المبعوث المخيم، داعياً الدول المانحة إلى مضاعفة مساهماتها.",
            Said("داعياً", "مضاعفة مساهماتها", "call"),
        ),
        case(
            "غادر الوفد القاعة معتبراً أن الجلسة «مضيعة للوقت».",
            Said("معتبراً", "الجلسة «مضيعة للوقت»", "evaluate", "mixed"),
            fails="short marks at the end of a clause are taken for a name",
        ),
        case(
            "واستقبل الرئيس السفراء، معربا عن تقديره لمواقف بلدانهم.",
            Said("معربا", "تقديره لمواقف بلدانهم", "praise"),
            fails="the act does not look at the noun: تقدير is praise",
        ),
    ),
    "feminine": (
        case(
            "أعلنت الوزارة فتح باب التسجيل، مشيرةً إلى أن الطلبات ستستقبل إلكترونيا.",
            Said("أعلنت", "فتح باب التسجيل", "announce"),
            Said("مشيرةً", "الطلبات ستستقبل إلكترونيا"),
        ),
        case(
            "انتقدت الكتلة أداء الحكومة، متهمة رئيسها بالتفرد بالقرار.",
            Said("انتقدت", "أداء الحكومة", "accuse"),
            Said("متهمة", "التفرد بالقرار", "accuse"),
        ),
        case(
            "قالت الناشطة إن القانون ظالم، مضيفة أنه سيعرض آلاف الأسر للتشريد.",
            Said("قالت", "القانون ظالم"),
            Said("مضيفة", "سيعرض آلاف الأسر للتشريد"),
        ),
        case("وسلمت الشركة الملعب أمس، متعهدة بصيانته مجانا.", Said("متعهدة", "صيانته مجانا", "promise")),
    ),
    "plural and dual": (
        case(
            "قال المتظاهرون إن الأسعار تضاعفت، مطالبين بخفض الضرائب على الوقود.",
            Said("قال", "الأسعار تضاعفت"),
            Said("مطالبين", "خفض الضرائب على الوقود", "call"),
        ),
        case(
            "وقاطع اللاعبون التدريبات، محملين الإدارة مسؤولية تأخر الرواتب.",
            Said("محملين", "مسؤولية تأخر الرواتب", "accuse"),
            fails="blame is not among what an ambiguous verb takes at a distance",
        ),
        case(
            "وأكد الجانبان أن الهدنة صامدة، داعيين الأطراف كافة إلى ضبط النفس.",
            Said("أكد", "الهدنة صامدة", "affirm"),
            Said("داعيين", "ضبط النفس", "call"),
            fails="the dual of participles is not generated",
        ),
        case(
            "وزارت النائبات المخيم، مؤكدات أن المساعدات لم تصل بعد.",
            Said("مؤكدات", "المساعدات لم تصل بعد", "affirm"),
            fails="the feminine plural of participles is not generated",
        ),
    ),
    "one behind the other": (
        case(
            "قال الخبير إن الجفاف سيستمر، ولافتا إلى أن منسوب النهر تراجع، محذرا من هجرة القرى.",
            Said("قال", "الجفاف سيستمر"),
            Said("لافتا", "منسوب النهر تراجع"),
            Said("محذرا", "هجرة القرى", "warn"),
        ),
        case(
            "واستبعد الناخب الوطني استدعاء الحارس، مبرزا أن مستواه تراجع، ومشددا على ضرورة التنافس.",
            Said("استبعد", "استدعاء الحارس", "deny"),
            Said("مبرزا", "مستواه تراجع"),
            Said("مشددا", "ضرورة التنافس", "affirm"),
        ),
        case(
            "ورفض القاضي الإفراج عنه، موردا أن التحقيق لم ينته.",
            Said("رفض", "الإفراج عنه", "deny"),
            Said("موردا", "التحقيق لم ينته"),
            fails="a definite noun right behind a definite subject of one word is not taken for the content",
        ),
    ),
}

TAILS = {
    "a tail for the same content": (
        case(
            "وقال التاجر إن السوق «ميتة» منذ الصيف، على حد قوله.",
            Said("قال", "السوق «ميتة» منذ الصيف", kind="mixed"),
            fails="one common word in marks is taken for a name",
        ),
        case("وأكدت المديرة أن التلاميذ بخير، على حد تعبيرها.", Said("أكدت", "التلاميذ بخير", "affirm")),
        case("ووصف الحزب القرار بأنه تعسفي، بحسب تعبيره.", Said("وصف", "تعسفي", "evaluate")),
        case("واعتبر المحلل أن الصفقة خاسرة، وفق رأيه.", Said("اعتبر", "الصفقة خاسرة", "evaluate")),
        case("وقال اللاعبون إن الحكم ظلمهم، حسب وصفهم.", Said("قال", "الحكم ظلمهم")),
        case("وذكر الناطق أن العملية انتهت، كما قال.", Said("ذكر", "العملية انتهت")),
    ),
}


@pytest.mark.parametrize(("construction", "one"), table({**PARTICIPLES, **TAILS}))
def test_a_participle_opens_its_own_report(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
