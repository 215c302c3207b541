"""Contents that are noun phrases: what was denied, asked, alleged, promised, and reports inside of reports."""

import pytest
from written_cases import Case, Said, case, expected, found, table

NOMINAL = {
    "نفى": (
        case("نفت الشركة وجود أي تسرب في الأنبوب.", Said("نفت", "وجود أي تسرب في الأنبوب", "deny")),
        case("ونفى المدافع انتقاله إلى الدوري التركي.", Said("نفى", "انتقاله إلى الدوري التركي", "deny")),
        case("ونفى المصدر صحة الأنباء عن إقالة المدير.", Said("نفى", "صحة الأنباء عن إقالة المدير", "deny")),
    ),
    "دعا إلى": (
        case("دعا البطريرك اللبنانيين إلى نبذ الفرقة.", Said("دعا", "نبذ الفرقة", "call")),
        case("دعت اللجنة إلى هدنة إنسانية عاجلة.", Said("دعت", "هدنة إنسانية عاجلة", "call")),
        case("ودعا العاملين في القطاع إلى الإضراب يوم الأحد.", Said("دعا", "الإضراب يوم الأحد", "call")),
    ),
    "اتهم بـ": (
        case("واتهم الحزب خصومه بشراء الأصوات.", Said("اتهم", "شراء الأصوات", "accuse")),
        case("واتهمت العائلة إدارة السجن بالإهمال الطبي.", Said("اتهمت", "الإهمال الطبي", "accuse")),
        case(
            "واتهمه رئيس النادي المنافس نادر صبري بتحريض الجماهير.",
            Said("اتهمه", "تحريض الجماهير", "accuse"),
            fails="a verbal noun with بـ is taken for a part of the name before it",
        ),
    ),
    "حذر من": (
        case(
            "حذرت هيئة الأرصاد من سيول جارفة في الأودية.",
            Said("حذرت", "سيول جارفة في الأودية", "warn"),
        ),
        case(
            "وحذر الخبراء المزارعين من استعمال المياه العادمة.",
            Said("حذر", "استعمال المياه العادمة", "warn"),
        ),
        case("وحذر من أن المخزون يكفي أسبوعا واحدا.", Said("حذر", "المخزون يكفي أسبوعا واحدا", "warn")),
    ),
    "طالب بـ": (
        case("طالبت الجماهير برحيل مجلس الإدارة.", Said("طالبت", "رحيل مجلس الإدارة", "call")),
        case("وطالب الأهالي السلطات بالإفراج عن أبنائهم.", Said("طالب", "الإفراج عن أبنائهم", "call")),
        case("ويطالب الموظفون بزيادة الأجور.", Said("يطالب", "زيادة الأجور", "call")),
    ),
    "وصف بأنه": (
        case("وصف المحلل الاتفاق بأنه هش.", Said("وصف", "هش", "evaluate")),
        case("ووصفت الوكالة الوضع بأنه الأخطر منذ عقود.", Said("وصفت", "الأخطر منذ عقود", "evaluate")),
        case("ووصف الكابتن خالد عزمي الخسارة بالقاسية.", Said("وصف", "القاسية", "evaluate")),
    ),
    "feelings said aloud": (
        case("أعرب السفير عن أسفه لسقوط ضحايا مدنيين.", Said("أعرب", "أسفه لسقوط ضحايا مدنيين", "other")),
        case("وأعربت المنظمة عن قلقها من تدهور الأوضاع.", Said("أعربت", "قلقها من تدهور الأوضاع", "other")),
        case("وعبر اللاعب عن سعادته بالعودة إلى ناديه.", Said("عبر", "سعادته بالعودة إلى ناديه", "other")),
        case("وأبدى المدرب استياءه من التحكيم.", Said("أبدى", "استياءه من التحكيم", "other")),
    ),
    "an object in marks": (
        case(
            "وانتقد المحامي منير الغربي «بطء الإجراءات».",
            Said("انتقد", "بطء الإجراءات", "accuse", "direct"),
            fails="two words in marks behind the subject are taken for a name",
        ),
        case(
            "وندد الاتحاد بـ«استهتار الشركات بأرواح العمال».",
            Said("ندد", "استهتار الشركات بأرواح العمال", "accuse", "direct"),
        ),
        case(
            'وأدان المجلس "الجريمة النكراء".',
            Said("أدان", "الجريمة النكراء", "accuse", "direct"),
            fails="two words in marks behind the subject are taken for a name",
        ),
        case("وحذر الطبيب من «موجة ثانية».", Said("حذر", "موجة ثانية", "warn", "direct")),
    ),
    "praise": (
        case("رحبت المنظمة باستئناف الحوار.", Said("رحبت", "استئناف الحوار", "praise")),
        case("ورحب التجار بقرار إلغاء الرسوم.", Said("رحب", "قرار إلغاء الرسوم", "praise")),
        case("وأشاد المدير بجهود رجال الإطفاء.", Said("أشاد", "جهود رجال الإطفاء", "praise")),
        case("وأثنى على أداء الحارس الشاب.", Said("أثنى", "أداء الحارس الشاب", "praise")),
    ),
    "حمّل المسؤولية": (
        case(
            "حمّل الأهالي البلدية مسؤولية الفيضان.",
            Said("حمّل", "مسؤولية الفيضان", "accuse"),
            fails="blame is not among what an ambiguous verb takes at a distance",
        ),
        case(
            "وحمّلت اللجنة المقاول المسؤولية عن انهيار السقف.",
            Said("حمّلت", "المسؤولية عن انهيار السقف", "accuse"),
            fails="blame is not among what an ambiguous verb takes at a distance",
        ),
        case(
            "ويحمل الصيادون المصنع المسؤولية عن نفوق الأسماك.",
            Said("يحمل", "المسؤولية عن نفوق الأسماك", "accuse"),
            fails="blame is not among what an ambiguous verb takes at a distance",
        ),
    ),
    "other acts": (
        case("تعهد المرشح بخفض البطالة إلى النصف.", Said("تعهد", "خفض البطالة إلى النصف", "promise")),
        case("استبعد المدرب مشاركة قائد الفريق.", Said("استبعد", "مشاركة قائد الفريق", "deny")),
        case("اقترحت الحكومة تأجيل الانتخابات.", Said("اقترحت", "تأجيل الانتخابات", "call")),
        case("هدد السائقون بقطع الطريق الساحلي.", Said("هدد", "قطع الطريق الساحلي", "warn")),
        case("ندد الاتحاد باعتقال الصحفيين.", Said("ندد", "اعتقال الصحفيين", "accuse")),
        case("ناشدت الأسرة المحسنين توفير ثمن العملية.", Said("ناشدت", "توفير ثمن العملية", "call")),
        case("شدد الوالي على ضرورة احترام المواعيد.", Said("شدد", "ضرورة احترام المواعيد", "affirm")),
        case(
            "اعتبر المدرب النتيجة منطقية.",
            Said("اعتبر", "النتيجة منطقية", "evaluate"),
            fails="a definite noun right behind a definite subject of one word is not taken for the content",
        ),
        case("أعلن الاتحاد تأجيل مباراة القمة.", Said("أعلن", "تأجيل مباراة القمة", "announce")),
    ),
}

MORE = {
    "verbal nouns of other patterns": (
        case(
            "وتوقعت الأرصاد هطول أمطار غزيرة.",
            Said("توقعت", "هطول أمطار غزيرة", "evaluate"),
            fails="verbal nouns of the pattern فعول are known only by list",
        ),
        case(
            "واعترف الموظف بسرقة الأموال.",
            Said("اعترف", "سرقة الأموال", "other"),
            fails="verbal nouns of the pattern فعلة are known only by list",
        ),
        case(
            "وتمنى اللاعب التوفيق لزملائه.",
            Said("تمنى", "التوفيق لزملائه", "call"),
            fails="a definite noun right behind a definite subject of one word is not taken for the content",
        ),
        case(
            "وجدد الحزب تمسكه بخيار الحوار.",
            Said("جدد", "تمسكه بخيار الحوار", "affirm"),
            fails="verbal nouns of the pattern تفعل are known only by list",
        ),
        case("وأقر الوزير بوجود أخطاء في التنفيذ.", Said("أقر", "وجود أخطاء في التنفيذ", "other")),
    ),
    "other prepositions": (
        case(
            "وشكك الخبير في دقة الأرقام.", Said("شكك", "دقة الأرقام", "accuse"), fails="the lexicon has no frame for في"
        ),
        case("وكشفت مصادر مطلعة لـ«الساحل» عن خلافات داخل المجلس.", Said("كشفت", "خلافات داخل المجلس", "announce")),
        case("ودعت الخطيبة الحاضرات للتبرع بالدم.", Said("دعت", "للتبرع بالدم", "call")),
        case(
            "وأفادت مراسلتنا في بورتسودان بوصول أول سفينة.",
            Said("أفادت", "وصول أول سفينة"),
            fails="a noun with our pronoun is taken for a verb that opens speech",
        ),
        case("وأكدت الخارجية على عمق العلاقات بين البلدين.", Said("أكدت", "عمق العلاقات بين البلدين", "affirm")),
    ),
    "somebody is asked": (
        case("وطلب القاضي من المحامي تقديم أدلته.", Said("طلب", "تقديم أدلته", "call")),
        case("وحث الطبيب مرضاه على الإقلاع عن التدخين.", Said("حث", "الإقلاع عن التدخين", "call")),
        case("وأوصت اللجنة بإغلاق المنجم فورا.", Said("أوصت", "إغلاق المنجم فورا", "call")),
        case("ونصح المدرب لاعبيه بالهدوء.", Said("نصح", "الهدوء", "call")),
    ),
    "a pronoun before the verb": (
        case(
            "وأكد النائب أن الحوار قائم، لكنه انتقد طريقة إدارة الجلسات.",
            Said("أكد", "الحوار قائم", "affirm"),
            Said("انتقد", "طريقة إدارة الجلسات", "accuse"),
            fails="the pronoun in لكنه is not seen as the subject of a verb with a bare object",
        ),
        case(
            "وقالت الكاتبة إن الفيلم متقن، لكنها انتقدت طول مدته.",
            Said("قالت", "الفيلم متقن"),
            Said("انتقدت", "طول مدته", "accuse"),
            fails="the pronoun in لكنه is not seen as the subject of a verb with a bare object",
        ),
        case(
            "وقال الحارس إنه سعيد، غير أنه استبعد تجديد عقده.",
            Said("قال", "سعيد"),
            Said("استبعد", "تجديد عقده", "deny"),
        ),
    ),
    "an aside before the noun": (
        case(
            "وأبدى المدير، في مؤتمر صحافي عقده أمس، استعداده للحوار.",
            Said("أبدى", "استعداده للحوار", "other"),
            fails="عقده behind مؤتمر is taken for a noun with its owner",
        ),
        case("وأكد المدير، في بيان وزعه أمس، استعداده للحوار.", Said("أكد", "استعداده للحوار", "affirm")),
        case(
            "وأبدى المدرب سامر الحلبي أسفه لتعادل فريقه.",
            Said("أبدى", "أسفه لتعادل فريقه", "other"),
            fails="the noun of a feeling inside a content is taken for a report of its own",
        ),
    ),
    "a clause in a mood": (
        case("ويأمل المنظمون أن يتجاوز عدد الزوار المليون.", Said("يأمل", "يتجاوز عدد الزوار المليون", "call")),
        case("وشكك المحلل في أن تكون الأرقام دقيقة.", Said("شكك", "تكون الأرقام دقيقة", "accuse")),
        case("ونفى المدير أن يكون المصنع قد أغلق.", Said("نفى", "يكون المصنع قد أغلق", "deny")),
        case("واقترح النائب أن تعقد الجلسة علنا.", Said("اقترح", "تعقد الجلسة علنا", "call")),
    ),
}

NESTED = {
    "a report inside a report": (
        case(
            "أكدت النائبة أن الوزير أبلغ اللجنة أن الخزينة فارغة.",
            Said("أكدت", "الوزير أبلغ اللجنة أن الخزينة فارغة", "affirm"),
            Said("أبلغ", "الخزينة فارغة"),
        ),
        case(
            "وقال المحامي إن الشرطة اتهمت موكله بالسرقة.",
            Said("قال", "الشرطة اتهمت موكله بالسرقة"),
            Said("اتهمت", "السرقة", "accuse"),
        ),
        case(
            "وذكر التقرير أن الحكومة وعدت بصرف التعويضات.",
            Said("ذكر", "الحكومة وعدت بصرف التعويضات"),
            Said("وعدت", "صرف التعويضات", "promise"),
        ),
        case(
            "وأوضح المصدر أن الرئيس يرفض تأجيل الاقتراع.",
            Said("أوضح", "الرئيس يرفض تأجيل الاقتراع"),
            Said("يرفض", "تأجيل الاقتراع", "deny"),
        ),
    ),
    "one report": (
        case(
            "وقال الشاهد: «أخبرني الحارس أن الباب كان مفتوحا».",
            Said("قال", "أخبرني الحارس أن الباب كان مفتوحا", kind="direct"),
        ),
        case("وقال المدير إنه يتوقع أن ترتفع المبيعات.", Said("قال", "يتوقع أن ترتفع المبيعات")),
        case(
            "وكان وكيل اللاعب قد ذكر أن موكله تلقى عروضا عديدة.",
            Said("ذكر", "موكله تلقى عروضا عديدة"),
        ),
    ),
}


@pytest.mark.parametrize(("construction", "one"), table({**NOMINAL, **MORE, **NESTED}))
def test_content(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
