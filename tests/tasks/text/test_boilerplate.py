"""Furniture of pages falls out, of the outlet whose it is; sentences that begin alike stay."""

from datetime import date

import pytest

from tasks.storage.seeds import rows
from tasks.text.boilerplate import is_widget, key, without_furniture_of, without_tail
from tasks.text.newswire import read_record
from tasks.text.outlets import known_outlets

BODY = "قال وزير الموارد المائية سالم الجابري إن السد سيفتح الشهر المقبل أمام الزوار."


@pytest.mark.parametrize(
    "line",
    [
        "حجم الخط", "أ أ أ", "+ -", "شارك", "WhatsApp", "نسخ الرابط", "إقرأ أيضاً: خبر آخر تماما", "اقرأ أيضا",
        "للاشتراك في نشرتنا البريدية اضغط هنا", "reporter@news.example", "تويتر: @reporter",
        "لمراسلة الكاتب: a.b@news.example", "Copy link", "صدر الصورة، Getty Images",
    ],
)  # fmt: skip
def test_furniture_is_no_text(line: str) -> None:
    assert is_widget(line)


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "وشاركت في الاجتماع وفود من ثلاث دول",
        "قال إن بريده reporter@news.example تعرض للاختراق",
        "حجم الخط لا يهم",
        "البريد",
    ],
)
def test_sentences_stay(line: str) -> None:
    assert not is_widget(line)


@pytest.mark.parametrize(
    ("outlet", "lines", "left"),
    [
        ("3alyoum", [BODY, f"{BODY} سمات السد الوزير"], [BODY, BODY]),
        ("3alyoum", [BODY, "سمات السد الوزير"], [BODY]),
        ("almadina", [BODY, "للتواصل مع الكاتب ارسل رسالة SMS", "تبدأ بالرمز (41) ثم مسافة", "737221 - Zain"], [BODY]),
        ("okaz", [f"شارك من خلال تويتر فيسبوك جوجل بلس اكتب رأيك {BODY}"], [BODY]),
        ("okaz", [BODY, "للتواصل أرسل sms إلى 88548 الاتصالات", "ثم الرسالة"], [BODY]),
        ("was", [BODY, "// يتبع //"], [BODY]),
    ],
)
def test_an_outlets_own_furniture_falls_out_of_its_articles_alone(
    outlet: str, lines: list[str], left: list[str]
) -> None:
    assert without_furniture_of(outlet, lines) == left
    assert without_furniture_of("reuters", lines) == lines
    assert without_furniture_of(None, lines) == lines
    assert read_record("عنوان", "\n".join([BODY, *lines]), None, date(2026, 1, 1), outlet).paragraphs == (BODY, *left)


def test_a_footer_ends_the_text() -> None:
    assert without_tail([BODY, "مواضيع قد تهمك", "خبر آخر", "خبر ثالث"]) == [BODY]


def test_the_lexicon_is_in_order() -> None:
    listed = rows("lexicons/ar/boilerplate.csv")
    assert {row["outlet"] for row in listed} <= known_outlets() | {""}
    assert {row["rule"] for row in listed} == {"line", "start", "footer", "footer-start", "tail", "lead", "contact"}
    by_words = [(key(row["phrase"]), row["rule"], row["outlet"]) for row in listed if row["rule"] != "tail"]
    assert len(set(by_words)) == len(by_words)
