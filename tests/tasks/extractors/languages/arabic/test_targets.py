"""Whom accusations, calls and warnings are directed at, on sentences written for them."""

import pytest

CASES = {
    "behind a comma": (
        "اتهم الوزير سامر الحلبي، رئيس الحزب نبيل الشامي بالتنصل من وعوده.",
        "رئيس الحزب نبيل الشامي",
        "نبيل الشامي",
    ),
    "behind the subject without a mark": ("واتهمت روسيا تركيا بعرقلة الاتفاق.", "تركيا", "تركيا"),
    "a noun of another gender": ("اتهم المتمردون الحكومة بقطع المؤن.", "الحكومة", None),
    "behind a time": ("اتهم الوزير سامر الحلبي أمس إسرائيل بعرقلة الاتفاق.", "إسرائيل", "إسرائيل"),
    "subject before the verb": ("الوزير سامر الحلبي اتهم إسرائيل بعرقلة الاتفاق.", "إسرائيل", "إسرائيل"),
    "the object of a participle": (
        "وقال الوزير سامر الحلبي إن الوضع خطير، متهما إسرائيل بعرقلة الاتفاق.",
        "إسرائيل",
        "إسرائيل",
    ),
    "a pronoun for the other one": (
        "هاجم الوزير سامر الحلبي النائب نبيل الشامي واتهمه بالتنصل من وعوده.",
        "ه",
        "نبيل الشامي",
    ),
    "criticised itself": ("انتقد الوزير سامر الحلبي الحكومة العراقية بشدة.", "الحكومة العراقية", "الحكومة العراقية"),
    "who did the deed": (
        "انتقد الوزير سامر الحلبي أداء الحكومة العراقية في الملف.",
        "الحكومة العراقية",
        "الحكومة العراقية",
    ),
    "behind بـ": ("ندد الوزير سامر الحلبي بممارسات إسرائيل في القدس.", "إسرائيل", "إسرائيل"),
    "called on": ("دعا الوزير سامر الحلبي القوى السياسية إلى التوحد.", "القوى السياسية", None),
    "asked of": (
        "طالب الوزير سامر الحلبي الحكومة العراقية بإعلان جدول زمني.",
        "الحكومة العراقية",
        "الحكومة العراقية",
    ),
    "warned": ("وأشاد الوزير سامر الحلبي بالجهود، محذرا السكان من العودة.", "السكان", None),
    "two have no one name": ("اتهم الوزير سامر الحلبي إسرائيل وتركيا بعرقلة الاتفاق.", "إسرائيل وتركيا", None),
}


@pytest.mark.parametrize(("body", "words", "name"), CASES.values(), ids=CASES.keys())
def test_at_whom_it_is_directed(stated, body: str, words: str, name: str | None) -> None:
    text, found = stated(body)
    assert [(one.target.span.of(text), one.target.name) for one in found if one.target] == [(words, name)]


@pytest.mark.parametrize(
    ("why", "body"),
    [
        ("a deed without a doer", "أدان الوزير سامر الحلبي الهجوم الذي استهدف السوق."),
        ("nobody tells whom the pronoun means", "اتهمه بالتنصل من وعوده."),
        ("two may be meant", "التقى كريم العبيدي نبيل الشامي وعماد الجنابي، واتهمه بالتنصل من وعوده."),
        ("a prayer", "وأشاد الوزير سامر الحلبي بالجهود، داعيا الله أن يحفظ البلاد."),
        ("another act", "وقال الوزير سامر الحلبي إن إسرائيل تعرقل الاتفاق."),
        ("the subject is not the accused", "انتقد الوزير سامر الحلبي، رئيس الوفد، تأخير الاتفاق."),
    ],
)
def test_at_nobody(stated, why: str, body: str) -> None:
    text, found = stated(body)
    assert found, "a quote is there"
    assert [one.target and one.target.span.of(text) for one in found] == [None] * len(found), why
