"""Marks that hold a name before the clause, and marks that the author forgot to close."""

import pytest
from written_cases import Case, Said, case, expected, found, table

MARKS = {
    "a name right before أن": (
        case(
            'وقال سامر الحلبي مدير مؤسسة "خمسة زائد خمسة للبحوث والدراسات"، إن المشروع يضم ثلاث مراحل.',
            Said("قال", "المشروع يضم ثلاث مراحل"),
        ),
        case(
            'وحذر باحثون في دراسة نشرتها الدورية العلمية "رسائل في أمن الحاسوب والشبكات" من أن الهواتف مخترقة.',
            Said("حذر", "الهواتف مخترقة", "warn"),
        ),
    ),
    "the name of what published it": (
        case(
            'وقال الباحث إن النتائج التي نشرت أمس في مجلة "رسائل في علم الأعصاب الحديث" أولية.',
            Said("قال", 'النتائج التي نشرت أمس في مجلة "رسائل في علم الأعصاب الحديث" أولية', kind="mixed"),
        ),
    ),
    "a participle behind marks that are open": (
        case(
            'وقال المدير "نعمل منذ سنة على هذا الملف مع كل الشركاء في الجهة موضحا أن الأشغال تنطلق قريبا.',
            Said("قال", "نعمل منذ سنة على هذا الملف مع كل الشركاء في الجهة", kind="direct"),
            Said("موضحا", "الأشغال تنطلق قريبا"),
        ),
    ),
    "a clause of بقوله": (
        case(
            'وختمت الكاتبة مقالها بقولها إن الكلام قائم على خلل و"الشيء من مأتاه لا يستغرب".',
            Said("بقولها", 'الكلام قائم على خلل و"الشيء من مأتاه لا يستغرب"', kind="mixed"),
        ),
    ),
}


@pytest.mark.parametrize(("name", "one"), table(MARKS))
def test_marks(name: str, one: Case) -> None:
    assert found(one) == expected(one), name
