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
        case("وعبر المجلس عن رفضه القرار الأخير.", Said("عبر", "رفضه القرار الأخير", "deny")),
    ),
    "praise of a person, and for presence": (
        case("وأشاد المدرب زياد منصور بالحارس الشاب.", Said("أشاد", "الحارس الشاب", "praise")),
        case(
            "وقال إن الحفل ناجح، مشيدا بحضور الوزير.",
            Said("قال", "الحفل ناجح"),
            Said("مشيدا", "حضور الوزير", "praise"),
        ),
        case("وشكر الله على إتمام العمل."),
    ),
    "what is offered": (
        case("وعرضوا عليه الانضمام إلى الفريق.", Said("عرضوا", "الانضمام إلى الفريق", "other")),
        case("وتعرض النادي على ملعبه لهزيمة ثقيلة."),
    ),
    "a joined preposition within the marks": (
        case(
            "وتعهد قائد الشرطة أمس «باحترام نتائج» التحقيق.",
            Said("تعهد", "«باحترام نتائج» التحقيق", "promise", "mixed"),
        ),
    ),
}

SPEECH = {
    "a clause without أن": (
        case("وقال المدرب سامي الجابر يجب أن نعمل أكثر.", Said("قال", "يجب أن نعمل أكثر")),
        case("وختم حديثه قائلا تبقى القلعة رمز المدينة.", Said("قائلا", "تبقى القلعة رمز المدينة")),
    ),
    "a verb that goes with the time before it": (
        case(
            "وذكر أنه عندما بلغ العشرين، طلبوا منه الانتقال إلى العاصمة.",
            Said("ذكر", "عندما بلغ العشرين، طلبوا منه الانتقال إلى العاصمة"),
            Said("طلبوا", "الانتقال إلى العاصمة", "call"),
        ),
    ),
    "a dateline's participle": (
        case("سامي نصار - متابعة: افتتح المعرض أمس."),
        case("وصدر أمر ملكي بتعيين المدير."),
        case("وأقيم البرنامج التدريبي «صناعة القادة الشباب»، في القاعة الكبرى."),
        case("وجاءت النتائج على النحو التالي: فوز الساحل على الجبل."),
        case("وخلاصة القول أن الموسم انتهى."),
    ),
    "participles and verbs of the lexicon": (
        case(
            "وقال إن القانون واضح، مذكرا بأن المهلة انتهت.",
            Said("قال", "القانون واضح"),
            Said("مذكرا", "المهلة انتهت"),
        ),
        case("وتعجب موظفون في البلدية من تأخر الرواتب.", Said("تعجب", "تأخر الرواتب", "other")),
        case("وانتهت مباراة نادي الساحل بفوز كبير."),
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


@pytest.mark.parametrize(("construction", "one"), table({**OBJECTS, **SPEECH, **FOOTER}))
def test_the_object_is_what_was_said(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
