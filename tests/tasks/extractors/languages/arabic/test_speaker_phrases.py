"""Where the words that name a speaker stand, and how far they reach."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

CASES = {
    "behind the outlet that was told": (
        'نفى لـ"النهار" مصدر مسؤول في النادي، أن يكون العقد وقع.',
        ["مصدر مسؤول في النادي"],
    ),
    "behind an adjunct with its own name": ("وكشف لـ «النهار» مصدر مطلع أن العقد وقع.", ["مصدر مطلع"]),
    "before الذي": ("والتقى الوفد الرئيس نبيل الشامي، الذي أكد أن الحدود آمنة.", ["نبيل الشامي"]),
    "not before التي where the verb has a masculine subject": (
        "قال نبيل الشامي إن الجيش يتقدم. وتعاون مع القوات الحكومية التي وصفها بأنها سند للدولة.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "before the outlet in marks": ('وأكد مصدر أمني للؤلؤة "أف أم" أن الطريق آمن.', ["مصدر أمني"]),
    "before the object of a feminine verb": (
        '"وزارة الداخلية" تحذر المواطنين من الغش في السوق.',
        ["وزارة الداخلية"],
    ),
    "before a time": ("ورأى محللون في الأيام الأخيرة أن الحكومة ضعيفة.", ["محللون"]),
    "before على لسان": (
        "وأكدت الحركة على لسان الناطق باسمها نبيل الشامي أن المفاوضات توقفت.",
        ["الحركة"],
    ),
    "a plural that its complement follows": (
        "قال مسؤولو الحديقة الوطنية إن الذئب عاد.",
        ["مسؤولو الحديقة الوطنية"],
    ),
    "a long phrase that ends with a name": (
        "قال عضو في حزب الرئيس اليمني المخلوع علي عبدالله صالح إن اللقاء تأجل.",
        ["عضو في حزب الرئيس اليمني المخلوع علي عبدالله صالح"],
    ),
    "behind سبق لـ": ("وسبق لنبيل الشامي وأن قال إن الحدود آمنة.", ["نبيل الشامي"]),
    "an office without an article is not the accused's": (
        "واتهم زعيم حزب معارض نبيل الشامي بشن حملة عليه.",
        ["زعيم حزب معارض"],
    ),
    "the object begins behind a body": ("اتهمت منظمة دولية قوات حكومية بارتكاب جرائم.", ["منظمة دولية"]),
    "the office goes on over a preposition to its bearer": (
        "أوضح المتحدث باسم هيئة الأمر والنهي عن المنكر الشيخ نبيل الشامي أن المكتب مفتوح.",
        ["نبيل الشامي"],
    ),
    "the noun right before a verb in the imperfect": (
        "وهذا غير مقنع، فالتقارير تتحدث عن أن السوق تراجع.",
        ["التقارير"],
    ),
    "in the accusative behind أن": ("غير أن مصدرًا دبلوماسيًا كشف أن اللقاء تأجل.", ["مصدرًا دبلوماسيًا"]),
    "those called upon are no speaker": (
        "قال الوزير نبيل الشامي إن الموسم بدأ، ودعا وسائل الإعلام إلى التعاون.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "an office with a title in the accusative's shape is no object": (
        "فيما طالب الأمين العام للاتحاد الدكتور نبيل الشامي، بضرورة فتح المعابر.",
        ["نبيل الشامي"],
    ),
    "a name that is written like a preposition": ("وطالب علي حسن الشامي بإيجاد حل سريع.", ["علي حسن الشامي"]),
    "who is prayed to is no speaker": (
        "قال نبيل الشامي إن الموسم بدأ. ودعا الله عز وجل أن يرحم الضحايا.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "an accused's name in marks": ('ويتهم الجمهوريون "أوباما" بأنه يريد إطالة الأزمة.', ["الجمهوريون"]),
    "to whom several are thankful": (
        "ثمن مسؤولون قبارصة لحكومة اليابان ما تقدمه من دعم للمتضررين.",
        ["مسؤولون قبارصة"],
    ),
    "whose words a verbal noun gives": (
        "وأثارت تحذيرات هيئة الأرصاد من أن العاصفة قادمة قلق السكان.",
        ["هيئة الأرصاد"],
    ),
    "between كان and قد, in commas": (
        "وكان، نبيل الشامي، عضو جمعية الواحة قد أكد أمس أن العقد وقع.",
        ["نبيل الشامي"],
    ),
    "what is described is no subject": (
        "قال نبيل الشامي إن الموسم بدأ. ووصف حادث القطار بأنه مؤسف.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "a document that tells is not what is told": (
        "كشف تقرير عن وجود خلل في الجسر. كما كشفت الدراسة عن أن الحرارة سترتفع.",
        ["تقرير", "الدراسة"],
    ),
    "the subject ends before how it spoke": ("وشدد الأطباء بشكل عام على ضرورة النوم المبكر.", ["الأطباء"]),
    "who does not want to be named": ("قال مواطن رفض الكشف عن اسمه إن الماء مقطوع.", ["مواطن"]),
    "those of his own whom he calls on": (
        "اعتبر حزب الأمة أن القانون جائر. ودعا أنصاره إلى التظاهر.",
        ["حزب الأمة", "حزب الأمة"],
    ),
    "a rank of two words": ("وشدد وزير الدفاع الفريق أول نبيل الشامي على أن الجيش جاهز.", ["نبيل الشامي"]),
    "a state behind an office": ("اتهم الرئيس المالطي قبرص بخرق الاتفاق.", ["الرئيس المالطي"]),
    "a neighbour behind أما": ("أما جاره نبيل الشامي فقال إن الأسعار ارتفعت.", ["نبيل الشامي"]),
    "a state that answers": ("وردت مالطا بأن الاتفاق نافذ.", ["مالطا"]),
    "whose followers they are": ("وقال عدد من مؤيدي الشامي إن الانتخابات نزيهة.", ["عدد من مؤيدي الشامي"]),
    "speech in the first person is no subject": (
        "قال نبيل الشامي إن الموسم بدأ. وعن الأزمة قال أؤكد بحزم أن الحل قريب.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "a body's name that goes on behind a preposition": (
        "وقال الاتحاد الدولي لركوب الأمواج إن السباق تأجل. وأضاف الاتحاد أن الموعد سيحدد.",
        ["الاتحاد الدولي لركوب الأمواج"] * 2,
    ),
    "the subject ends at a comparison": (
        "وقال حاكما الولايتين الأكثر تضررا من الحرائق إن النار انطفأت.",
        ["حاكما الولايتين"],
    ),
    "before the verb and من جهتها": ("الصحافة المالطية من جهتها علقت على القرار بأنه خاطئ.", ["الصحافة المالطية"]),
    "the day before yesterday": ("قال أمس الأول نبيل الشامي إن الحطام وصل.", ["نبيل الشامي"]),
    "what is drawn is attention": (
        "قال نبيل الشامي إن الموسم بدأ. ولفت الانتباه إلى أن الدراسات تمت.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "who would not tell his name": ("وقال المسؤول الذي لم يشأ كشف هويته إن الهجوم فشل.", ["المسؤول"]),
    "the object with its article behind an adjective without one": (
        "ووصفت مصادر طبية إيطالية الحالة الصحية لأسعد الشامي بأنها خطيرة.",
        ["مصادر طبية إيطالية"],
    ),
    "who is told stands behind the verb": (
        "وذكر التقرير أن تنظيم داعش أبلغ أصحاب المحال أن الشوارع مغلقة.",
        ["التقرير", "تنظيم داعش"],
    ),
    "the office before a body whose gender the pronoun has not": (
        "ودخل القاعة مدير الشرطة الذي أكد أن الطريق مغلق.",
        ["مدير الشرطة"],
    ),
    "not whom a conference was held with": (
        "قال نبيل الشامي إن الموسم بدأ. وقال في مؤتمر عقده مع وزير المالية سامر الحلبي في المدينة إن الماء متوفر.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "a name behind يدعى": ("قال شاب يدعى كمال الحلبي إن الطريق مفتوح.", ["كمال الحلبي"]),
    "an adverb is no subject": (
        "قال نبيل الشامي إن الموسم بدأ. وأعرب كذلك عن شكره للمزارعين.",
        ["نبيل الشامي", "نبيل الشامي"],
    ),
    "a noun whose first letter is و": ("وأشارت والدتها إلى أن المدرسة قريبة.", ["والدتها"]),
    "a plural verb has its subject before it": ("لكن كثيرين حثوا الحكومة على ضبط النفس.", ["كثيرين"]),
}


@pytest.mark.parametrize(("body", "names"), CASES.values(), ids=CASES)
def test_the_phrase_is_found_whole(body: str, names: list[str]) -> None:
    assert speakers_of(body) == names


def test_a_headline_begins_with_its_subject() -> None:
    assert speakers_of("لا جديد.", "مولدافيا تدعو باكستان إلى التعاون")[0] == "مولدافيا"


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("أوقاف حلب تنفي إقرار موعد الصلاة", "أوقاف حلب"),
        ("وفد من جامعة بابل ينوه بجهود الأطباء في دعم المرضى", "وفد من جامعة بابل"),
        ("عام / الرئيس المالطي يستقبل الوفد ويؤكد أهمية الحوار", "الرئيس المالطي"),
        ("أمير حلب يرعى الحفل ويؤكد أهمية التعليم", "أمير حلب"),
    ],
)
def test_a_headline_begins_with_any_noun_that_acts(headline: str, name: str) -> None:
    assert speakers_of("لا جديد.", headline)[0] == name


def test_an_adjective_of_a_people_is_no_verb() -> None:
    assert speakers_of("لا جديد.", "مسؤول يمني: الميناء مغلق منذ يومين") == ["مسؤول يمني"]
