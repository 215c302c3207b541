"""What verbs of saying introduce: a clause, marked speech behind a colon, before the verb, and around it."""

import pytest
from written_cases import Case, Said, case, expected, found, headline, table

THAT = {
    "verb + speaker + أن": (
        case(
            "أكد وزير الزراعة محمود السالم أن موسم القمح سيتجاوز التوقعات.",
            Said("أكد", "موسم القمح سيتجاوز التوقعات", "affirm"),
        ),
        case(
            "وأوضحت الناطقة باسم البلدية ريما حداد، أمس، بأن شوارع الوسط ستغلق ليلة العيد.",
            Said("أوضحت", "شوارع الوسط ستغلق ليلة العيد"),
        ),
        case(
            "ويرى الخبير الاقتصادي ياسين بنعمر أنّ سعر الصرف لن يستقر هذه السنة.",
            Said("يرى", "سعر الصرف لن يستقر هذه السنة", "evaluate"),
        ),
        case(
            "وزعم قائد الفصيل أبو سيف أن مقاتليه انسحبوا طوعا من التلة.",
            Said("زعم", "مقاتليه انسحبوا طوعا من التلة"),
        ),
        case(
            "وستعلن الوزيرة لمياء التازي أن باب الترشح سيفتح في شهر أبريل.",
            Said("ستعلن", "باب الترشح سيفتح في شهر أبريل", "announce"),
        ),
    ),
    "قال + إن": (
        case("وقالت إدارة النادي إنّها لن تفرّط في خدمات المهاجم.", Said("قالت", "لن تفرّط في خدمات المهاجم")),
        case("ويقول صيادون إن الشباك تعود فارغة منذ أشهر.", Said("يقول", "الشباك تعود فارغة منذ أشهر")),
        case(
            "وقال مدير عام الجمارك العميد نزار قباني، خلال جولة في المرفأ، إن المعاينة ستتم إلكترونيا.",
            Said("قال", "المعاينة ستتم إلكترونيا"),
        ),
        case("وقالا إن الشراكة بين البلدين راسخة.", Said("قالا", "الشراكة بين البلدين راسخة")),
    ),
}

COLON = {
    "colon": (
        case(
            "وأضاف رئيس البلدية فؤاد مطر: «الشوارع ستعبّد قبل موسم الأمطار».",
            Said("أضاف", "الشوارع ستعبّد قبل موسم الأمطار", kind="direct"),
        ),
        case(
            'وعلّق المدرب: "خسرنا لأننا لم نلعب كفريق واحد".',
            Said("علّق", "خسرنا لأننا لم نلعب كفريق واحد", kind="direct"),
        ),
        case(
            "وردّت النائبة هالة سرور: لن أنسحب من السباق مهما كلف الأمر.",
            Said("ردّت", "لن أنسحب من السباق مهما كلف الأمر"),
        ),
        case("وتساءل الكاتب: أين ذهبت أموال الإعمار؟", Said("تساءل", "أين ذهبت أموال الإعمار", "ask")),
        case(
            "وقال مصدر في الجمارك لـ«المرفأ»: «ضبطنا الشحنة قبل تفريغها».",
            Said("قال", "ضبطنا الشحنة قبل تفريغها", kind="direct"),
        ),
    ),
    "asked and answered": (
        case("وردا على سؤال عن موعد العودة، قال المدرب: «لا أعرف».", Said("قال", "لا أعرف", kind="direct")),
        case("وعن سبب الغياب، أوضح اللاعب أنه كان مريضا.", Said("أوضح", "كان مريضا")),
        case(
            "وأضاف الشاعر: «القصيدة كتبت نفسها»، ثم تابع: «وأنا وقعتها فقط».",
            Said("أضاف", "القصيدة كتبت نفسها", kind="direct"),
            Said("تابع", "وأنا وقعتها فقط", kind="direct"),
        ),
        case("وقال العداء مازحا إن ساقيه أسرع من رأسه.", Said("قال", "ساقيه أسرع من رأسه")),
    ),
    "two verbs, one quote": (
        case(
            "وتابع الجراح قائلا: «العملية ستستمر حتى إخلاء آخر جريح».",
            Said(None, "العملية ستستمر حتى إخلاء آخر جريح", kind="direct"),
        ),
        case(
            'وأردفت المعلمة قائلة: "أحضر أقلام تلاميذي من بيتي".',
            Said(None, "أحضر أقلام تلاميذي من بيتي", kind="direct"),
        ),
        case("واختتم الأمين العام كلمته بالقول إن الباب مفتوح للحوار.", Said(None, "الباب مفتوح للحوار")),
    ),
}

MARKS_FIRST = {
    "fronted quote": (
        case(
            "«لا نملك ثمن الدواء»، تقول أم سعيد.",
            Said("تقول", "لا نملك ثمن الدواء", kind="direct"),
            fails="fronted marks of four words or fewer are taken for a name",
        ),
        case(
            '"الاتفاق لن يمر من دون موافقتنا"، أكد النائب شوقي عبود.',
            Said("أكد", "الاتفاق لن يمر من دون موافقتنا", "affirm", "direct"),
        ),
        case(
            "“الموسم ضاع بسبب الصقيع”، هكذا قال الفلاح رشيد الوالي.",
            Said("قال", "الموسم ضاع بسبب الصقيع", kind="direct"),
            fails="fronted marks of four words or fewer are taken for a name",
        ),
        case("«هل يعقل أن نبقى بلا ماء؟» يسأل جاره محمود.", Said("يسأل", "هل يعقل أن نبقى بلا ماء", "ask", "direct")),
        case(
            "«فوزنا مستحق بلا جدال»، بهذه الكلمات علّق المدرب وليد منصور على النتيجة.",
            Said("علّق", "فوزنا مستحق بلا جدال", kind="direct"),
            fails="fronted marks of four words or fewer are taken for a name",
        ),
    ),
    "inserted cue": (
        case(
            "«لم ننم منذ ثلاثة أيام»، يضيف الحاج إدريس، «والبحر ما زال هائجا».",
            Said("يضيف", "لم ننم منذ ثلاثة أيام", kind="direct"),
            Said("يضيف", "والبحر ما زال هائجا", kind="direct"),
        ),
        case(
            '"نحن مستعدون للحوار"، قال الأمين العام سليم رزق، "لكننا لن نقبل بالإملاءات".',
            Said("قال", "نحن مستعدون للحوار", kind="direct"),
            Said("قال", "لكننا لن نقبل بالإملاءات", kind="direct"),
            fails="fronted marks of four words or fewer are taken for a name",
        ),
        case(
            "«المنتخب جاهز»، يؤكد المدرب عادل رمزي، «والغيابات لن تؤثر علينا».",
            Said("يؤكد", "المنتخب جاهز", "affirm", "direct"),
            Said("يؤكد", "والغيابات لن تؤثر علينا", "affirm", "direct"),
            fails="fronted marks of four words or fewer are taken for a name",
        ),
    ),
    "speech goes on in marks": (
        case(
            "وقال الخباز إن الطحين نفد. «لا نعرف متى تصل الشحنة المقبلة».",
            Said("قال", "الطحين نفد"),
            Said(None, "لا نعرف متى تصل الشحنة المقبلة", kind="direct"),
        ),
        case(
            "وأكدت الطبيبة أن اللقاح آمن. «أعطيته لأولادي قبل الجميع».",
            Said("أكدت", "اللقاح آمن", "affirm"),
            Said(None, "أعطيته لأولادي قبل الجميع", "affirm", "direct"),
            fails="marks of four words that fill a sentence are taken for a name",
        ),
    ),
}

HEADLINES = {
    "headline colon": (
        headline(
            "الوزير الحلبي: موازنة العام المقبل بلا ضرائب جديدة",
            Said(":", "موازنة العام المقبل بلا ضرائب جديدة"),
        ),
        headline("وزير النقل: إطلاق خط القطار السريع في الربيع", Said(":", "إطلاق خط القطار السريع في الربيع")),
        headline("«الأرصاد»: أمطار رعدية على المرتفعات", Said(":", "أمطار رعدية على المرتفعات")),
        headline("البنك المركزي: لا نقص في السيولة", Said(":", "لا نقص في السيولة")),
        headline("رئيس النادي: «لن نبيع نجم الفريق»", Said(":", "لن نبيع نجم الفريق", kind="direct")),
    ),
    "another headline form": (
        headline("الوزير لـ«الساحل»: المشروع سينطلق في الخريف", Said(":", "المشروع سينطلق في الخريف")),
        headline("محلل: قرار البنك سيفاجئ الأسواق", Said(":", "قرار البنك سيفاجئ الأسواق")),
        headline(
            "«لن أعتزل».. نجم المنتخب يرد على الشائعات",
            Said("يرد", "لن أعتزل", kind="direct"),
            fails="fronted marks of four words or fewer are taken for a name",
        ),
        headline("لبنان.. نقابة المعلمين تعلن الإضراب المفتوح", Said("تعلن", "الإضراب المفتوح", "announce")),
        headline("مقتل جندي في كمين والجيش يتوعد بالرد", Said("يتوعد", "الرد", "warn")),
        headline("وسط مخاوف من الجفاف.. السدود تمتلئ"),
    ),
    "a headline's colon behind a surname or a group": (
        case(
            "قال فريد كنعان إن الفريق جاهز.",
            Said(":", "سنفوز بالكأس هذا العام"),
            Said("قال", "الفريق جاهز"),
            headline="كنعان: سنفوز بالكأس هذا العام",
        ),
        case(
            "قال فريد بوعلام إن الفريق جاهز.",
            Said(":", "سنفوز بالكأس هذا العام"),
            Said("قال", "الفريق جاهز"),
            headline="بوعلام: سنفوز بالكأس هذا العام",
            fails="a surname that begins with ب is taken for a preposition with its noun",
        ),
        case(
            "وقالت النائبة رولا لحود إن القانون جاهز.",
            Said(":", "لن نساوم على العدالة"),
            Said("قالت", "القانون جاهز"),
            headline="لحود: لن نساوم على العدالة",
            fails="a surname that begins with ل is taken for a preposition with its noun",
        ),
        headline(
            "أهالي المفقودين: لن نغادر الساحة",
            Said(":", "لن نغادر الساحة"),
            fails="a group of people is no label of a headline's colon",
        ),
        headline(
            "إضراب في الموانئ.. ونقابي: الحوار متوقف",
            Said(":", "الحوار متوقف"),
            fails="a label with a joined و behind another headline is not seen",
        ),
    ),
    "a headline's colon behind a place or a section": (
        headline("تونس: إضراب عام في قطاع النقل"),
        headline("بالفيديو: لحظة انهيار الجسر القديم"),
        headline("عاجل: زلزال يضرب شرق البلاد"),
    ),
    "headline verb": (
        headline("الخارجية تنفي استدعاء السفير", Said("تنفي", "استدعاء السفير", "deny")),
        headline("رئيس الاتحاد يهدد بالانسحاب من البطولة", Said("يهدد", "الانسحاب من البطولة", "warn")),
        headline("نقابة الأطباء تحذر من نقص الكوادر", Said("تحذر", "نقص الكوادر", "warn")),
        headline("المحافظ يؤكد أن الجسر سيفتتح الشهر المقبل", Said("يؤكد", "الجسر سيفتتح الشهر المقبل", "affirm")),
        headline("أطباء يطالبون بإقالة مدير المستشفى", Said("يطالبون", "إقالة مدير المستشفى", "call")),
        headline("العجمي يدعو إلى إنشاء هيئة مستقلة للسدود", Said("يدعو", "إنشاء هيئة مستقلة للسدود", "call")),
        headline(
            "الرئيس يعد بتحقيق «شفاف»",
            Said("يعد", "تحقيق «شفاف»", "promise", "mixed"),
            fails='the lexicon gives وعد no imperfect: يعد is also "is held to be"',
        ),
    ),
}


@pytest.mark.parametrize(("construction", "one"), table({**THAT, **COLON, **MARKS_FIRST, **HEADLINES}))
def test_a_verb_opens_what_was_said(construction: str, one: Case) -> None:
    assert found(one) == expected(one), construction
