"""Contents that are the verb's object, behind subjects of any length."""

import pytest
from written_cases import Case, Said, case, expected, found, table

OBJECTS = {
    "behind a subject without a name": (
        case("انتقد عدد من أهالي القرية أداء البلدية.", Said("انتقد", "أداء البلدية", "accuse")),
        case("وأيد آخرون هذا الاقتراح.", Said("أيد", "هذا الاقتراح", "other")),
        case("واستنكرت سلطنة الساحل وبشدة تصريحات الوزير السابق.", Said("استنكرت", "تصريحات الوزير السابق", "accuse")),
        case("وانتقدت جماعة بيئية شركات التعدين.", Said("انتقدت", "شركات التعدين", "accuse")),
    ),
    "a verbal noun behind a closed phrase": (
        case("وأوضحت المؤسسة العامة للبريد ارتفاع عدد الطرود.", Said("أوضحت", "ارتفاع عدد الطرود")),
        case("أكد مكتب العمدة في بيان السبت 3 مايو قطع المياه عن الحي.", Said("أكد", "قطع المياه عن الحي", "affirm")),
        case("وناشدت الإدارة العامة للمياه السكان التعاون معها.", Said("ناشدت", "التعاون معها", "call")),
    ),
    "where somebody stands": (
        case("من جانبه جدد الوزير موقف بلاده الداعم للسلام.", Said("جدد", "موقف بلاده الداعم للسلام", "affirm")),
        case("وجدد المدرب كريم عزوز ثقته في الحارس.", Said("جدد", "ثقته في الحارس", "affirm")),
        case("وجدد النادي عقد الحارس لموسمين."),
    ),
    "a refusal said with another cue": (
        case("وعبر المجلس عن رفضه القرار الأخير.", Said("عبر", "رفضه القرار الأخير", "other")),
    ),
}

FOOTER = {
    "a footer that repeats the headline behind a label": (
        case(
            "افتتح المعرض في القاعة.\n\nرابط الخبر: نقابة الصيادين تحذر من نفاد السمك",
            Said("تحذر", "نفاد السمك", "warn"),
            headline="نقابة الصيادين تحذر من نفاد السمك",
        ),
    ),
    "a lede that says what the headline says": (
        case(
            "دعا مدير الميناء سالم الراوي إلى توسيع الأرصفة.",
            Said("يدعو", "توسيع الأرصفة", "call"),
            Said("دعا", "توسيع الأرصفة", "call"),
            headline="الراوي يدعو إلى توسيع الأرصفة",
        ),
    ),
}


@pytest.mark.parametrize(("construction", "one"), table({**OBJECTS, **FOOTER}))
def test_the_object_is_what_was_said(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
