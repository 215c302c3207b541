"""What somebody puts at a number (قدر … بـ), and what he expresses (عبر عن)."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import HEADLINE, quotes_of

CASES = {
    "a body and what it counts": (
        "وقدرت الوزارة عدد المحال المشمولة بـ (1,350) محلا.",
        ("الوزارة", "عدد المحال المشمولة بـ (1,350) محلا"),
    ),
    "a name with an office": (
        "وقدر سامر الحلبي الخبير في المصرف كلفة الجسر بما بين 20 و30 مليون.",
        ("سامر الحلبي", "كلفة الجسر بما بين 20 و30 مليون"),
    ),
    "with the object joined": ("ولكن قدرتها وسائل الإعلام بنحو 44 مليونا.", ("وسائل الإعلام", "نحو 44 مليونا")),
    "in the imperfect": ("ويقدر المحللون زيادة العرض بـ20 طنا.", ("المحللون", "زيادة العرض بـ20 طنا")),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_an_estimate_is_what_is_counted_with_its_number(body: str, expected: tuple[str, str]) -> None:
    text = f"{HEADLINE}\n\n{body}"
    found = [(quote.speaker.name, quote.content.of(text)) for quote in quotes_of(body)]
    assert found == [expected]


def test_a_participle_estimates_too() -> None:
    body = "قال سامر الحلبي إن العمل مستمر، مقدرا عدد الزوار بأكثر من ألف."
    assert [quote.speaker.name for quote in quotes_of(body)] == ["سامر الحلبي", "سامر الحلبي"]


NONE = {
    "nobody estimates": "لديهم ميزانية تقدر بـ170 مليونا هذا العام.",
    "its cost": "ويفتتح الميناء الذي تقدر كلفته بنحو 36 مليونا.",
    "a noun for a sum": "وحققت الشركة أرباحا قدرها 67 مليونا.",
    "a noun for being able": "وأشارت اللوحة وقدرتها على تلبية الحاجات بنحو 5 ألوان.",
}


@pytest.mark.parametrize("body", NONE.values(), ids=NONE)
def test_this_is_no_estimate(body: str) -> None:
    assert [quote for quote in quotes_of(body) if quote.act == "evaluate"] == []


EXPRESSED = {
    "behind an adjunct": "وفي الوقت نفسه عبر عدد من الصيادين عن رفضهم للسياج.",
    "ten who express": "عبرت عشر جمعيات، في رسالة واحدة، عن قلقها من السياج.",
}


@pytest.mark.parametrize("body", EXPRESSED.values(), ids=EXPRESSED)
def test_what_is_expressed_is_found(body: str) -> None:
    assert len(quotes_of(body)) == 1


def test_between_two_is_no_verb() -> None:
    assert quotes_of("وفي الأسابيع الأخيرة بين دمشق وبيروت سباق للدراجات يبدو أنه مستمر.") == []
