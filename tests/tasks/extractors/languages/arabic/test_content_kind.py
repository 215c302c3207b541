"""Direct, mixed or indirect: what of the content stands in quotation marks, names apart."""

import pytest
from written_cases import Case, Said, case, expected, found, table

KINDS = {
    "all in marks is direct": (
        case(
            'وقالت الممثلة إن "المسرح بيتي الأول ولن أتركه".',
            Said("قالت", "المسرح بيتي الأول ولن أتركه", kind="direct"),
        ),
        case("ووصف الناقد العرض بأنه «مخيب للآمال».", Said("وصف", "مخيب للآمال", "evaluate", "direct")),
        case("واتهمت اللجنة التجار بـ«الجشع».", Said("اتهمت", "الجشع", "accuse", "direct")),
        case(
            "وأوضح المهندس أن ”الجسر صمم لتحمل الزلازل“.",
            Said("أوضح", "الجسر صمم لتحمل الزلازل", kind="direct"),
        ),
        case('وقال الشيخ جابر الدوسري: "الصلح خير للجميع.', Said("قال", "الصلح خير للجميع", kind="direct")),
    ),
    "what stands inside the marks stays": (
        case("وقال النقيب «إن الأطباء صبروا طويلا».", Said("قال", "إن الأطباء صبروا طويلا", kind="direct")),
        case("وقال السائق: «لقد تعبنا من الانتظار».", Said("قال", "لقد تعبنا من الانتظار", kind="direct")),
        case(
            "وأكد الوالي “أن الأشغال ستنتهي قبل رمضان”.",
            Said("أكد", "أن الأشغال ستنتهي قبل رمضان", "affirm", "direct"),
        ),
    ),
    "words in marks are mixed": (
        case(
            "وقال الطبيب إن الوضع «كارثي» في المستشفى.",
            Said("قال", "الوضع «كارثي» في المستشفى", kind="mixed"),
            fails="one common word in marks is taken for a name",
        ),
        case(
            'وأكد السفير أن بلاده "لن تتخلى" عن حلفائها.',
            Said("أكد", 'بلاده "لن تتخلى" عن حلفائها', "affirm", "mixed"),
        ),
        case(
            "واعتبر المدرب أن الحكم كان «منحازا» لأصحاب الأرض.",
            Said("اعتبر", "الحكم كان «منحازا» لأصحاب الأرض", "evaluate", "mixed"),
        ),
        case(
            "ووصفت النقابة القرار بأنه «جائر» ولا يراعي ظروف العمال.",
            Said("وصفت", "«جائر» ولا يراعي ظروف العمال", "evaluate", "mixed"),
        ),
        case(
            "ووعد الرئيس بفتح تحقيق «شفاف ومستقل» في الحادث.",
            Said("وعد", "فتح تحقيق «شفاف ومستقل» في الحادث", "promise", "mixed"),
            fails="two common words in marks are taken for a name",
        ),
        case(
            "وقالت الوزيرة إن الفيلم «مسيء» وإن عرضه سيتوقف.",
            Said("قالت", "الفيلم «مسيء» وإن عرضه سيتوقف", kind="mixed"),
            fails="one common word in marks is taken for a name",
        ),
    ),
    "several marks in one content": (
        case(
            'وقال المتحدث إن "العملية مستمرة"، وإن "قواتنا تتقدم على كل الجبهات".',
            Said("قال", '"العملية مستمرة"، وإن "قواتنا تتقدم على كل الجبهات"', kind="mixed"),
            fails="marks that a second clause follows count as the whole content",
        ),
        case(
            'وأضافت أن المسرح "مظلم" والممثلين "بلا رواتب منذ الربيع".',
            Said("أضافت", 'المسرح "مظلم" والممثلين "بلا رواتب منذ الربيع"', kind="mixed"),
        ),
        case(
            "وأوضح أن شركة «الأمل» تواجه «أسوأ أزمة في تاريخها الطويل».",
            Said("أوضح", "شركة «الأمل» تواجه «أسوأ أزمة في تاريخها الطويل»", kind="mixed"),
        ),
    ),
    "marks at the clause's end": (
        case(
            'وبين أن الإصلاح "يحتاج إلى سنوات".',
            Said("بين", 'الإصلاح "يحتاج إلى سنوات"', kind="mixed"),
            fails="three common words in marks are taken for a name",
        ),
        case('واعتبر أن ما جرى "جريمة لا تغتفر".', Said("اعتبر", 'ما جرى "جريمة لا تغتفر"', "evaluate", "mixed")),
        case(
            "واعتبرت النقابة القرار «طعنة في الظهر».",
            Said("اعتبرت", "القرار «طعنة في الظهر»", "evaluate", "mixed"),
            fails="marks end the search for a noun that stands before them",
        ),
        case(
            "وانتقد الكاتب ما سماه «ثقافة الإفلات من العقاب».",
            Said("انتقد", "ما سماه «ثقافة الإفلات من العقاب»", "accuse", "mixed"),
            fails="marks end the search for a noun that stands before them",
        ),
    ),
    "names and titles in marks leave it indirect": (
        case("قال الناطق إن حركة «الفجر» سلمت سلاحها.", Said("قال", "حركة «الفجر» سلمت سلاحها")),
        case(
            'وأوضحت المخرجة أن فيلم "ليالي الميناء" سيعرض في الخريف.',
            Said("أوضحت", 'فيلم "ليالي الميناء" سيعرض في الخريف'),
        ),
        case(
            "وأكد النادي أن لاعبه الملقب بـ«الجوهرة» سيغيب شهرا.",
            Said("أكد", "لاعبه الملقب بـ«الجوهرة» سيغيب شهرا", "affirm"),
        ),
        case("وقالت القيادة إن عملية «درع الصحراء» انتهت.", Said("قالت", "عملية «درع الصحراء» انتهت")),
        case(
            "وذكر المصدر أن مجلة «الأفق الجديد» ستتوقف عن الصدور.",
            Said("ذكر", "مجلة «الأفق الجديد» ستتوقف عن الصدور"),
        ),
    ),
}


@pytest.mark.parametrize(("construction", "one"), table(KINDS))
def test_kind(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
