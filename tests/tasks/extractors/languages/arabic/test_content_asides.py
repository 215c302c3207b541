"""A content goes on over what is only put into it, and ends before what the author adds."""

import pytest
from written_cases import Case, Said, case, expected, found, table

from tasks.extractors.annotate import annotate
from tasks.extractors.languages.arabic.contents import LONGEST
from tasks.model.records import Document

GOES_ON = {
    "a main clause behind its adjunct": (
        case(
            "وأكدت الشرطة أنه أثناء استجواب الموقوفين، اعترفوا بسرقة ثلاث سيارات.",
            Said("أكدت", "أثناء استجواب الموقوفين، اعترفوا بسرقة ثلاث سيارات", "affirm"),
            Said("اعترفوا", "سرقة ثلاث سيارات", "other"),
        ),
    ),
    "a contrast behind its concession": (
        case(
            "وأوضح المدرب أنه رغم الفوز الكبير على الضيوف، إلا أن الوزارة ترى أن الطريق طويل.",
            Said("أوضح", "رغم الفوز الكبير على الضيوف، إلا أن الوزارة ترى أن الطريق طويل"),
            Said("ترى", "الطريق طويل", "evaluate"),
        ),
    ),
    "a verb behind its subject of several": (
        case(
            "وأوضح الأمين أن ممثلي النقابات الثلاث المضربة، أكدوا ضرورة العودة إلى الحوار.",
            Said("أوضح", "ممثلي النقابات الثلاث المضربة، أكدوا ضرورة العودة إلى الحوار"),
            Said("أكدوا", "ضرورة العودة إلى الحوار", "affirm"),
        ),
    ),
    "a source between commas": (
        case(
            "وأضاف الطبيب أن نسبة المصابين بالسكري في المدينة، بحسب نتائج المسح الأخير لسنة 2014، تبلغ عشرة بالمائة.",
            Said(
                "أضاف",
                "نسبة المصابين بالسكري في المدينة، بحسب نتائج المسح الأخير لسنة 2014، تبلغ عشرة بالمائة",
            ),
        ),
    ),
    "a day between commas": (
        case(
            "وأفاد المنسق أن العمال صوتوا، اليوم الأحد، في اجتماع مغلق على تعليق الإضراب.",
            Said("أفاد", "العمال صوتوا، اليوم الأحد، في اجتماع مغلق على تعليق الإضراب"),
        ),
    ),
    "a tail inside the clause": (
        case(
            "وقال الخبير إن ارتفاع الأسعار يعود، حسب رأيه، إلى تراجع الإنتاج المحلي.",
            Said("قال", "ارتفاع الأسعار يعود، حسب رأيه، إلى تراجع الإنتاج المحلي"),
        ),
    ),
    "a reason behind a verbal noun and a comma": (
        case(
            "وأكد المدير ارتفاع عدد الزوار بالنصف، حيث بلغ مليون زائر في شهر.",
            Said("أكد", "ارتفاع عدد الزوار بالنصف، حيث بلغ مليون زائر في شهر", "affirm"),
        ),
    ),
    "what came next": (
        case(
            "وأضاف الناطق أن الخاطفين طلبوا مليونا، قبل أن ينزلوا إلى النصف.",
            Said("أضاف", "الخاطفين طلبوا مليونا، قبل أن ينزلوا إلى النصف"),
        ),
    ),
    "what a fact shows": (
        case(
            "وقال الوزير إن الإقبال كان مكثفا، وهو ما يؤكد رغبة الشباب في التطوع.",
            Said("قال", "الإقبال كان مكثفا، وهو ما يؤكد رغبة الشباب في التطوع"),
        ),
    ),
    "a second clause behind marks": (
        case(
            'وقالت الشرطة إن "التحقيقات مازالت مستمرة في هذا الملف"، وإنها تواصلت مع إدارة المدرسة.',
            Said("قالت", '"التحقيقات مازالت مستمرة في هذا الملف"، وإنها تواصلت مع إدارة المدرسة', kind="mixed"),
        ),
    ),
    "a predicate spelt like a participle": (
        case(
            "ولفتت النقابة إلى أن المخابز التي تخدم القرى أصبحت مهددة بالإغلاق هذا الشتاء.",
            Said("لفتت", "المخابز التي تخدم القرى أصبحت مهددة بالإغلاق هذا الشتاء"),
        ),
    ),
    "an adjective spelt like a participle": (
        case(
            "وقالت الطبيبة إنه تم تسجيل 40 حالة مؤكدة منذ بداية الشهر.",
            Said("قالت", "تم تسجيل 40 حالة مؤكدة منذ بداية الشهر"),
        ),
        case(
            "وقال المدير إن المعرض يهدف إلى خلق بيئة مشجعة على القراءة بين الصغار.",
            Said("قال", "المعرض يهدف إلى خلق بيئة مشجعة على القراءة بين الصغار"),
        ),
    ),
}
ENDS = {
    "what a source keeps back": (
        case(
            "وقالت الوكالة إن الحارس قتل فجر الأحد في بيته ولم تذكر المزيد من التفاصيل.",
            Said("قالت", "الحارس قتل فجر الأحد في بيته"),
        ),
        case(
            "وأشار البيان إلى أن القارب غرق قبالة الساحل، دون أن يورد تفاصيل عن الضحايا.",
            Said("أشار", "القارب غرق قبالة الساحل"),
        ),
    ),
    "what it was said about": (
        case(
            "وأكد الكاتب العام أن المنافسة مغشوشة، في تعليقه على نتائج السباق.",
            Said("أكد", "المنافسة مغشوشة", "affirm"),
        ),
    ),
    "a message to somebody": (
        case(
            "وطالبت النائبة باستقالة الوزير متوجهة برسالة إلى رئيس البلاد.",
            Said("طالبت", "استقالة الوزير", "call"),
        ),
    ),
    "who denies or judges it": (
        case(
            "وتتهم الشركة منافسيها بالحصول على دعم من الدولة وهو ما تنفيه تلك الشركات.",
            Said("تتهم", "الحصول على دعم من الدولة", "accuse"),
        ),
    ),
    "the next verb with و behind an adjunct": (
        case(
            "وأكد العمدة أنه بعد أيام من الحريق ردت الشركة بفتح تحقيق، ودعا السكان إلى الصبر.",
            Said("أكد", "بعد أيام من الحريق ردت الشركة بفتح تحقيق", "affirm"),
            Said("دعا", "الصبر", "call"),
        ),
    ),
    "what was done at once": (
        case(
            "وأعلن المركز اشتعال النار في مخزن بالميناء وعلى الفور انتقلت فرق الإطفاء إلى المكان.",
            Said("أعلن", "اشتعال النار في مخزن بالميناء", "announce"),
        ),
    ),
}


@pytest.mark.parametrize(("name", "one"), table(GOES_ON))
def test_a_content_goes_on(name: str, one: Case) -> None:
    assert found(one) == expected(one), name


@pytest.mark.parametrize(("name", "one"), table(ENDS))
def test_a_content_ends(name: str, one: Case) -> None:
    assert found(one) == expected(one), name


def test_a_sentence_without_end_gives_no_content_without_end() -> None:
    text = "عنوان\n\nوقال الوزير إن " + "السد ممتلئ جدا و" * 1000
    (quote,) = annotate(Document(text)).quotes
    assert len(quote.content.of(text).split()) <= LONGEST
