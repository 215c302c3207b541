"""The rules of quotation, one pattern a case, on sentences written for them."""

import pytest

from tasks.extractors.annotate import annotate
from tasks.model.records import Document, Quote

HEADLINE = "أخبار من المنطقة"


def quotes_of(body: str, headline: str = HEADLINE) -> tuple[str, tuple[Quote, ...]]:
    text = f"{headline}\n\n{body}"
    return text, annotate(Document(text)).quotes


def contents(body: str) -> list[str]:
    text, found = quotes_of(body)
    return [quote.content.of(text) for quote in found]


CASES = {
    "verb, subject, أن": (
        "أكد الوزير سامر الحلبي أن المعابر ستفتح غدا.",
        [("المعابر ستفتح غدا", "indirect", "affirm", "سامر الحلبي")],
    ),
    "قال takes إن": (
        "قال المدير سامر الحلبي إن المعابر ستفتح غدا.",
        [("المعابر ستفتح غدا", "indirect", "state", "سامر الحلبي")],
    ),
    "colon and guillemets": (
        "وقال الوزير سامر الحلبي: «سنفتح المعابر غدا أمام الجميع».",
        [("سنفتح المعابر غدا أمام الجميع", "direct", "state", "سامر الحلبي")],
    ),
    "a complementizer before the marks leaves them direct": (
        "وقال الوزير سامر الحلبي إن “المعابر ستفتح غدا أمام الجميع”.",
        [("المعابر ستفتح غدا أمام الجميع", "direct", "state", "سامر الحلبي")],
    ),
    "part in marks is mixed": (
        'قال الوزير سامر الحلبي إن المعابر "ستفتح غدا أمام الجميع دون شروط".',
        [('المعابر "ستفتح غدا أمام الجميع دون شروط"', "mixed", "state", "سامر الحلبي")],
    ),
    "a name in marks leaves the quote indirect": (
        "قال الوزير سامر الحلبي إن تنظيم «داعش» خسر المدينة.",
        [("تنظيم «داعش» خسر المدينة", "indirect", "state", "سامر الحلبي")],
    ),
    "a participle opens the next quote": (
        "أعلن الوزير سامر الحلبي أن المعابر ستفتح غدا، داعيا السكان إلى الصبر.",
        [
            ("المعابر ستفتح غدا", "indirect", "announce", "سامر الحلبي"),
            ("الصبر", "indirect", "call", "سامر الحلبي"),
        ],
    ),
    "a verb without a subject goes on with the speaker": (
        "قال الوزير سامر الحلبي إن المعابر ستفتح غدا. وأضاف أن الحركة ستكون حرة.",
        [
            ("المعابر ستفتح غدا", "indirect", "state", "سامر الحلبي"),
            ("الحركة ستكون حرة", "indirect", "state", "سامر الحلبي"),
        ],
    ),
    "nominal content": (
        "نفى الوزير سامر الحلبي وجود خلاف مع الجيران.",
        [("وجود خلاف مع الجيران", "indirect", "deny", "سامر الحلبي")],
    ),
    "the accused is not the speaker": (
        "اتهم الوزير سامر الحلبي، رئيس الحزب نبيل الشامي بالتنصل من وعوده.",
        [("التنصل من وعوده", "indirect", "accuse", "سامر الحلبي")],
    ),
    "كان … قد": (
        "وكان الوزير سامر الحلبي قد أكد، في وقت سابق، أن المعابر ستفتح.",
        [("المعابر ستفتح", "indirect", "affirm", "سامر الحلبي")],
    ),
    "fronted quotation": (
        "«سنفتح المعابر غدا أمام الجميع»، يقول الوزير سامر الحلبي.",
        [("سنفتح المعابر غدا أمام الجميع", "direct", "state", "سامر الحلبي")],
    ),
    "بحسب before the clause": (
        "وبحسب مصدر أمني، فإن المعابر ستفتح غدا.",
        [("المعابر ستفتح غدا", "indirect", "state", "مصدر أمني")],
    ),
    "وفقا behind the clause": (
        "وستفتح المعابر غدا أمام الجميع، وفقا لمصدر أمني.",
        [("ستفتح المعابر غدا أمام الجميع", "indirect", "state", "مصدر أمني")],
    ),
    "an agency passes words on": (
        "ونقلت وكالة الأنباء عن مسؤول حكومي قوله إن المعابر ستفتح غدا.",
        [("المعابر ستفتح غدا", "indirect", "state", "مسؤول حكومي")],
    ),
    "a tail for the same content makes no second quote": (
        "وقال الوزير سامر الحلبي إن المعابر ستفتح غدا، على حد قوله.",
        [("المعابر ستفتح غدا", "indirect", "state", "سامر الحلبي")],
    ),
    "a missing closing mark does not spoil the paragraph": (
        'وقال الوزير سامر الحلبي: "سنفتح المعابر غدا. وأوضح: "الحركة ستكون حرة للجميع".',
        [
            ("سنفتح المعابر غدا", "direct", "state", "سامر الحلبي"),
            ("الحركة ستكون حرة للجميع", "direct", "state", "سامر الحلبي"),
        ],
    ),
    "a document says": (
        "وجاء في بيان للوزارة أن المعابر ستفتح غدا.",
        [("المعابر ستفتح غدا", "indirect", "state", "بيان للوزارة")],
    ),
    "a verbal noun with its owner": (
        "وتمسك الوزير سامر الحلبي برأيه، مع تأكيده أن المعابر ستفتح.",
        [("المعابر ستفتح", "indirect", "affirm", "سامر الحلبي")],
    ),
    "speech goes on without a cue": (
        "قال الوزير سامر الحلبي إن المعابر ستفتح غدا. «سنعمل ليلا ونهارا من أجل ذلك».",
        [
            ("المعابر ستفتح غدا", "indirect", "state", "سامر الحلبي"),
            ("سنعمل ليلا ونهارا من أجل ذلك", "direct", "state", "سامر الحلبي"),
        ],
    ),
    "those called upon do not speak": (
        "قال الوزير سامر الحلبي إن المعابر ستفتح. ودعا المواطنين إلى الصبر.",
        [
            ("المعابر ستفتح", "indirect", "state", "سامر الحلبي"),
            ("الصبر", "indirect", "call", "سامر الحلبي"),
        ],
    ),
    "a subject behind the addressee": (
        "وقال لـ«النهرين» الوزير سامر الحلبي إن المعابر ستفتح غدا.",
        [("المعابر ستفتح غدا", "indirect", "state", "سامر الحلبي")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_pattern(body: str, expected: list[tuple[str, str, str, str]]) -> None:
    text, found = quotes_of(body)
    assert [(one.content.of(text), one.kind, one.act, one.speaker.name) for one in found] == expected


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("negated", "ولم يؤكد الوزير سامر الحلبي أن المعابر ستفتح."),
        ("the act itself", "ورفض الوزير سامر الحلبي التعليق على الأنباء."),
        ("the act itself", "ورفض مصدر أمني الكشف عن هويته."),
        ("a mere topic", "وتحدث الوزير سامر الحلبي عن الوضع."),
        ("scare quotes", 'وزار الوفد معرض "ألوان الشرق" في المدينة.'),
        ("بين joins two things", "جرت مباراة بين الفريق الأول والفريق الثاني بعد أن توقف المطر."),
        ("مدينة is no participle of أدان", "وصل الوفد إلى مدينة جديدة في الجنوب."),
        ("according to an agreement", "وستفتح المعابر غدا، وفقا لاتفاق سابق."),
    ],
)
def test_no_quote(why: str, body: str) -> None:
    assert contents(body) == [], why


@pytest.mark.parametrize(
    ("headline", "content", "act", "how"),
    [
        ("سامر الحلبي: المعابر ستفتح غدا", "المعابر ستفتح غدا", "state", "headline"),
        ("الحلبي ينفي وجود خلاف مع الجيران", "وجود خلاف مع الجيران", "deny", "partial"),
        ("الحلبي يؤكد أن المعابر ستفتح", "المعابر ستفتح", "affirm", "partial"),
    ],
)
def test_headline(headline: str, content: str, act: str, how: str) -> None:
    text, found = quotes_of("استقبل الوزير سامر الحلبي وفدا من الجنوب.", headline)
    assert [(one.content.of(text), one.act, one.speaker.name, one.speaker.how) for one in found] == [
        (content, act, "سامر الحلبي", how)
    ], "a headline's verb stands behind its subject, or a colon stands for it"


def test_a_feminine_verb_goes_on_with_the_woman() -> None:
    body = "قالت الوزيرة هدى الشامي إن المعابر ستفتح. وأكد النائب سامر الحلبي أن الخطوة مهمة. وأضافت أن الحركة حرة."
    _, found = quotes_of(body)
    assert [one.speaker.name for one in found] == ["هدى الشامي", "سامر الحلبي", "هدى الشامي"], "أضافت agrees with her"


def test_the_unnamed_source_is_the_same_one_later() -> None:
    _, found = quotes_of("قال مصدر أمني إن المعابر ستفتح غدا. وأوضح المصدر أن الحركة ستكون حرة.")
    assert [(one.speaker.name, one.speaker.type, one.speaker.how) for one in found] == [
        ("مصدر أمني", "UNNAMED", "explicit"),
        ("مصدر أمني", "UNNAMED", "partial"),
    ]
