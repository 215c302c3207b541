"""Whom a statement was made to, one way of saying it a case, on sentences written for them."""

import pytest

CASES = {
    "an agency behind لـ": (
        "وقال الوزير سامر الحلبي لوكالة الأنباء العراقية، إن المعابر ستفتح.",
        "وكالة الأنباء العراقية",
    ),
    "a name in marks behind لـ": ("وقال الوزير سامر الحلبي لـ«النهرين»، إن المعابر ستفتح.", "النهرين"),
    "a name in brackets": ("وقال الوزير سامر الحلبي لـ(عكاظ) إن المعابر ستفتح.", "عكاظ"),
    "a known outlet without marks": ("وقال الوزير سامر الحلبي لرويترز إن المعابر ستفتح.", "رويترز"),
    "its name goes on": ("وقال مصدر أمني لوكالة تونس إفريقيا للأنباء إن المعابر ستفتح.", "وكالة تونس إفريقيا للأنباء"),
    "the media": ("وقال الوزير سامر الحلبي لوسائل إعلام محلية إن المعابر ستفتح.", "وسائل إعلام محلية"),
    "before the subject": ("وقال لـ«النهرين» الوزير سامر الحلبي إن المعابر ستفتح غدا.", "النهرين"),
    "before the cue": ("وفي تصريح لـ«النهرين» قال الوزير سامر الحلبي إن المعابر ستفتح.", "النهرين"),
    "between subject and cue": ("الوزير سامر الحلبي، في تصريح لـ«النهرين»، أكد أن المعابر ستفتح.", "النهرين"),
    "an interview with": ("وأكد الوزير سامر الحلبي في مقابلة مع قناة النهرين أن المعابر ستفتح.", "قناة النهرين"),
    "a talk to": ("وأكد الوزير سامر الحلبي في حديث إلى صحيفة «الراية» أن المعابر ستفتح.", "صحيفة «الراية»"),
    "whom he met": ("وأكد الوزير سامر الحلبي خلال لقائه رئيس البرلمان أن المعابر ستفتح.", "رئيس البرلمان"),
    "several": ("وأكد الوزير سامر الحلبي خلال اجتماعه مع عدد من المستشارين أن المعابر ستفتح.", "عدد من المستشارين"),
    "before parliament": ("وأكد الوزير سامر الحلبي أمام البرلمان أن المعابر ستفتح.", "البرلمان"),
    "a channel": ("وأكد الوزير سامر الحلبي في مداخلة له على قناة النهرين أن المعابر ستفتح.", "قناة النهرين"),
    "a guest": ("وأكد الوزير سامر الحلبي ضيف برنامج «الحصاد» أن المعابر ستفتح.", "برنامج «الحصاد»"),
    "a press conference": ("وقال الوزير سامر الحلبي في مؤتمر صحفي إن المعابر ستفتح.", "مؤتمر صحفي"),
    "a joint one is still for the press": (
        "وقال الوزير سامر الحلبي في مؤتمر صحفي مشترك مع نظيره إن المعابر ستفتح.",
        "مؤتمر صحفي",
    ),
    "the object of a verb of informing": ("وأبلغ الوزير سامر الحلبي مجلس الأمن أن المعابر ستفتح.", "مجلس الأمن"),
    "behind a fronted quotation": ("«سنفتح المعابر غدا أمام الجميع»، يقول الوزير سامر الحلبي لـ«النهرين».", "النهرين"),
    "in a tail": ("وستفتح المعابر غدا أمام الجميع، وفق ما أكده مصدر أمني لصحيفة النهرين.", "صحيفة النهرين"),
    "in a second attribution": (
        "أكد الوزير سامر الحلبي أن المعابر ستفتح غدا، وفق ما صرح به خلال مؤتمر صحفي.",
        "مؤتمر صحفي",
    ),
    "a talk that the outlet held": (
        "وأكد الوزير سامر الحلبي في اتصال هاتفي أجرته معه «النهرين» أن المعابر ستفتح.",
        "النهرين",
    ),
    "a sentence that introduces": ("تحدث الوزير سامر الحلبي لـ«النهرين» عن السكان. وقال إن المعابر ستفتح.", "النهرين"),
    "a sentence that refers back": (
        "قال الوزير سامر الحلبي إن المعابر ستفتح. وجاءت هذه التصريحات في مؤتمر صحفي بالعاصمة.",
        "مؤتمر صحفي",
    ),
}


@pytest.mark.parametrize(("body", "addressee"), CASES.values(), ids=CASES.keys())
def test_who_is_told(stated, body: str, addressee: str) -> None:
    text, found = stated(body)
    assert [one.addressee and one.addressee.span.of(text) for one in found] == [addressee]


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("nobody is named", "وقال الوزير سامر الحلبي إن المعابر ستفتح."),
        ("a statement is made, not said to whom", "وقال الوزير سامر الحلبي في بيان صدر اليوم إن المعابر ستفتح."),
        ("the programme belongs to the office", "وأكد المدير العام لبرنامج التأهيل أن المعابر ستفتح."),
        ("who issued a report is not told", "وأشار تقرير لوكالة الأنباء العراقية إلى أن المعابر ستفتح."),
        ("who passes words on is not told", "وقال الوزير سامر الحلبي، وفقا لوكالة الأنباء العراقية، إن المعابر ستفتح."),
        (
            "it stands inside what was said",
            "وقال الوزير سامر الحلبي إن مدير الميناء أدلى بتصريح لـ«النهرين» عن المعابر.",
        ),
        ("a prayer is no statement to somebody", "وسأل الوزير سامر الحلبي الله أن يحفظ البلاد."),
        ("a name that begins with the letter", "وأكد الوزير سامر الحلبي، لافروف أن المعابر ستفتح."),
    ],
)
def test_nobody_is_told(stated, why: str, body: str) -> None:
    text, found = stated(body)
    assert [one.addressee and one.addressee.span.of(text) for one in found] == [None] * len(found), why


@pytest.mark.parametrize(
    ("body", "words", "name"),
    [
        ("وقال الوزير سامر الحلبي للصحفيين إن المعابر ستفتح.", "لصحفيين", "الصحفيين"),
        ("وقال الوزير سامر الحلبي للجنة الأمن إن المعابر ستفتح.", "لجنة الأمن", "لجنة الأمن"),
        ("وقال الوزير سامر الحلبي في لقاء مع «النهرين» إن المعابر ستفتح.", "النهرين", "النهرين"),
    ],
)
def test_the_name_has_its_article_back(stated, body: str, words: str, name: str) -> None:
    text, found = stated(body)
    to = found[0].addressee
    assert (to.span.of(text), to.name) == (words, name), "the span is verbatim, the name is for grouping"


def test_the_name_is_the_fullest_one_of_the_article(stated) -> None:
    text, found = stated("وصل النائب كريم العبيدي. وقال الوزير سامر الحلبي خلال لقائه النائب العبيدي إن المعابر ستفتح.")
    to = found[0].addressee
    assert (to.span.of(text), to.name) == ("النائب العبيدي", "كريم العبيدي")


def test_statements_in_one_breath_share_the_addressee(stated) -> None:
    text, found = stated(
        "قال الوزير سامر الحلبي لـ«النهرين» إن المعابر ستفتح، مضيفا أن الحركة ستكون حرة. وأوضح أن السكان سيعودون.\n\n"
        "من جهته، أكد النائب كريم العبيدي أن الخطوة مهمة."
    )
    told = [one.addressee and one.addressee.span.of(text) for one in found]
    assert told == ["النهرين", "النهرين", "النهرين", None], "until somebody else speaks"


def test_a_setting_of_its_own_ends_the_breath(stated) -> None:
    _, found = stated("قال الوزير سامر الحلبي لـ«النهرين» إن المعابر ستفتح. وأكد في بيان أن الحركة حرة.")
    assert [one.addressee is not None for one in found] == [True, False]


def test_a_headline_names_the_outlet_it_was_said_to(stated) -> None:
    text, found = stated(
        "استقبل الوزير سامر الحلبي وفدا.", headline="الوزير سامر الحلبي لـ«النهرين»: المعابر ستفتح غدا"
    )
    assert [one.addressee and one.addressee.span.of(text) for one in found] == ["النهرين"]
