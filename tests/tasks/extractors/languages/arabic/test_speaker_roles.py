"""Speakers by their role, their body or their document alone."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import speakers_of

MINISTERS = "قال وزير الدفاع نبيل الشامي إن الحدود آمنة. وقال وزير المالية سامر الحلبي إن الرواتب ستصرف. "
CASES = {
    "the same speaker by ذاته": (
        "قال المدرب نبيل الشامي إن الفريق جاهز. وأورد المتحدث ذاته أن العمل مستمر.",
        "نبيل الشامي",
    ),
    "the words of the role decide": (MINISTERS + "وأضاف وزير الدفاع أن الجيش جاهز.", "نبيل الشامي"),
    "the title alone means its last bearer": (MINISTERS + "وأوضح الوزير أن المال متوفر.", "سامر الحلبي"),
    "a leader by another word": (
        "قال رئيس حركة الإصلاح نبيل الشامي إن الحوار مستمر. واعتبر زعيم الإصلاح أن الوقت مناسب.",
        "نبيل الشامي",
    ),
    "the head of state by his state": (
        "قال الرئيس التونسي نبيل الشامي إن الحوار مستمر. وأكد رئيس الجمهورية أن الوقت مناسب.",
        "نبيل الشامي",
    ),
    "somebody by where he is from": (
        "قال المدرب نبيل الشامي إن الفريق جاهز. وأضاف التونسي أن اللقاء صعب.",
        "نبيل الشامي",
    ),
    "somebody by the people that the text told of him": (
        "قال المدرب التونسي نبيل الشامي إن الفريق جاهز. وقال المدرب المغربي سامر الحلبي إن اللقاء صعب. "
        "وأضاف التونسي أن الجمهور رائع.",
        "نبيل الشامي",
    ),
    "a document of no place that it is about": (
        "وبحسب سجلات العيادات في المكسيك فإن الإصابات تراجعت.",
        "سجلات العيادات في المكسيك",
    ),
    "not unnamed ones of another place": (
        "قال مشايخ من ريف حلب إن الطريق أغلق. وقال مشايخ قبائل البادية إن الطريق مفتوح.",
        "مشايخ قبائل البادية",
    ),
    "an unnamed person by another noun": (
        "قال مسؤول أميركي إن اللقاء تأجل. وأضاف الدبلوماسي أن الموعد سيحدد.",
        "مسؤول أميركي",
    ),
    "the last newspaper": (
        'ذكرت صحيفة "النهار" أن اللقاء تأجل. وقالت صحيفة "الغد" إن الموعد سيحدد. وأضافت الصحيفة أن الوفد عاد.',
        'صحيفة "الغد"',
    ),
    "the same document, by who issued it": (
        "وأوضح بيان صادر عن الخارجية أن الجانبين اتفقا. وأضاف البيان أن الوفد عاد.",
        "الخارجية",
    ),
    "two sources of one noun told apart": (
        "قال مصدر طبي إن الجرحى بخير. وقال مصدر عسكري إن الطريق فتح. وأضاف المصدر الطبي أن العلاج مستمر.",
        "مصدر طبي",
    ),
    "a dual that names two again": (
        "قال الوزير نبيل الشامي ونظيره سامر الحلبي إن الحوار مستمر. وأكد الوزيران أن الوقت مناسب.",
        "نبيل الشامي وسامر الحلبي",
    ),
    "another minister behind a switch of speakers": (
        "قال الوزير نبيل الشامي إن الحوار مستمر. من جانبه، قال وزير الصناعة إن المصانع تعمل.",
        "وزير الصناعة",
    ),
    "an office in a construct goes on": (
        "قال سامر الحلبي إن الحوار مستمر. وأضاف قائد بيروت السابق أن الوقت مناسب.",
        "سامر الحلبي",
    ),
    "a plural means no one person": ("قال مسؤول إن الأمر مهم. وأكد العلماء أنهم وجدوا عظاما.", "العلماء"),
    "somebody else by أخرى": ("قالت شاهدة إن النار اندلعت ليلا. وأضافت شاهدة أخرى أن الجيران فروا.", "شاهدة أخرى"),
}


@pytest.mark.parametrize(("body", "name"), CASES.values(), ids=CASES)
def test_the_last_speaker_is_resolved(body: str, name: str) -> None:
    assert speakers_of(body)[-1] == name


def test_the_minister_of_another_people_is_somebody_else() -> None:
    body = "قال الرئيس التركي نبيل الشامي إن الحوار مستمر. وقال الرئيس المصري إن الوقت مناسب."
    assert speakers_of(body)[-1] != "نبيل الشامي"


def test_a_role_behind_a_switch_of_speakers_is_somebody_new() -> None:
    body = "قال الوزير نبيل الشامي إن الموسم بدأ. من جانبه، قال المشرف على البرنامج إن الإقبال كبير."
    assert speakers_of(body)[-1] == "المشرف على البرنامج"
