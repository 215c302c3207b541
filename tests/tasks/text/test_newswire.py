"""The parts of an article, read off pages saved as text and off records."""

from datetime import date

import pytest

from tasks.text.newswire import read_record, read_text, split_caption
from tasks.text.page import Stated

LATEST = date(2026, 1, 1)
BODY = (
    "قال وزير الموارد المائية سالم الجابري إن السد سيفتح الشهر المقبل أمام الزوار.",
    "وأضاف أن الأعمال انتهت قبل موعدها بشهرين، وأن كلفتها لم تزد على ما كان مقررا.",
)
PAGE = f"""افتتاح السد الجديد في نيسان

19 نوفمبر/ تشرين الثاني 2021
مهندسون عند السد (الأناضول)
+ الخط -

{BODY[0]}\u00a0

\t{BODY[1]}

المساهمون
سمير عبد الله
"""


def test_a_page_is_read_into_its_parts() -> None:
    page = read_text(PAGE, LATEST)
    assert page.headline == "افتتاح السد الجديد في نيسان"
    assert page.paragraphs == BODY
    assert page.dateline == "19 نوفمبر/ تشرين الثاني 2021"
    assert page.stated == (Stated("2021-11-19", "dateline"),)
    assert (page.caption, page.credit) == ("مهندسون عند السد", "الأناضول")
    assert (page.byline, page.deck) == (None, None)


def head(*lines: str) -> str:
    return "\n".join(("افتتاح السد الجديد في نيسان", *lines, *BODY))


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("بقلم: سمير عبد الله",), {"byline": "بقلم: سمير عبد الله"}),
        (("سمير عبد الله", "19 نوفمبر 2021"), {"byline": "سمير عبد الله", "dateline": "19 نوفمبر 2021"}),
        (("بغداد – رويترز",), {"dateline": "بغداد – رويترز"}),
        (("الوزير يعد بفتحه أمام الزوار في الشهر المقبل", "19 نوفمبر 2021"), {
            "deck": "الوزير يعد بفتحه أمام الزوار في الشهر المقبل"}),
        (("الوزير يعد بفتحه أمام الزوار في الشهر المقبل",), {"deck": "الوزير يعد بفتحه أمام الزوار في الشهر المقبل"}),
        (("الصورة: أ ف ب",), {"credit": "أ ف ب"}),
        (("مهندسون عند السد / رويترز",), {"caption": "مهندسون عند السد", "credit": "رويترز"}),
        (("مهندسون عند السد (أرشيف)",), {"caption": "مهندسون عند السد", "credit": None}),
        (("آخر تحديث: 20 نوفمبر 2021", "19 نوفمبر 2021"), {"stated": (Stated("2021-11-19", "dateline"),)}),
        (("شارك", "طباعة", "فيسبوك"), {}),
        (("افتتاح السد الجديد في نيسان",), {}),
    ],
)  # fmt: skip
def test_the_head_gives_its_parts_and_the_body_none(lines: tuple[str, ...], parts: dict[str, object]) -> None:
    page = read_text(head(*lines), LATEST)
    assert page.paragraphs == BODY
    assert {name: getattr(page, name) for name in parts} == parts


def test_what_stands_above_the_headline_is_the_head_too() -> None:
    page = read_text("الرئيسية\n19 نوفمبر 2021\n" + head(), LATEST)
    assert page.headline == "افتتاح السد الجديد في نيسان"
    assert page.stated == (Stated("2021-11-19", "dateline"),)


def test_paragraphs_without_stops_are_paragraphs() -> None:
    lines = ["هطلت أمطار غزيرة على المدينة طوال ليلة أمس وأغلقت شوارع", "وفتحت البلدية مراكز لإيواء من تضررت بيوتهم"]
    assert read_text("\n".join(["أمطار غزيرة", *lines]), LATEST).paragraphs == tuple(lines)


def test_pointers_to_other_articles_fall_out_of_the_body() -> None:
    text = "\n".join(["عنوان", BODY[0], "اقرأ أيضا: خبر آخر تماما", BODY[1], "***", "مواضيع ذات صلة", "خبر ثالث"])
    assert read_text(text, LATEST).paragraphs == BODY


def test_a_sentence_that_begins_like_a_footer_is_none() -> None:
    first = "اخترنا لكم في هذا العدد مجموعة من الكتب التي صدرت في الشهر الماضي عن دور النشر العربية الكبيرة كلها"
    assert read_record("كتب الشهر", f"{first}\n{BODY[0]}", None, LATEST).paragraphs == (first, BODY[0])


def test_a_tail_that_sticks_to_the_last_paragraph_is_cut_however_it_is_spelt() -> None:
    page = read_record("عنوان", f"{BODY[0]} رابط الخبر بصحيـفه  الوئام: عنوان", None, LATEST)
    assert page.paragraphs == (BODY[0],)


def test_words_stay_verbatim_and_spaces_are_tidied() -> None:
    page = read_record(" عنوان\u00a0 ", "وقـال «أَحمد»\u2009 \t إن\u00a0\u00a0الأمر  واضح .", None, LATEST)
    assert (page.headline, page.paragraphs) == ("عنوان", ("وقـال «أَحمد» إن الأمر واضح .",))


def test_a_records_lines_are_its_paragraphs_and_a_date_line_of_its_own_is_taken_out() -> None:
    content = (
        f"الرياض 14 ربيع الآخر 1443 هـ الموافق 19 نوفمبر 2021 م واس\n\n {BODY[0]}\n{BODY[1]}\n// انتهى //\n14:05 ت م"
    )
    page = read_record("عنوان", content, "", LATEST)
    assert page.paragraphs == BODY
    assert page.stated == (Stated("2021-11-19", "dateline"),)
    assert page.byline is None


def test_a_place_and_agency_inside_a_paragraph_stay_there() -> None:
    first = f"بغداد – رويترز: {BODY[0]}"
    page = read_record("عنوان", first, "سمير عبد الله", LATEST)
    assert (page.paragraphs, page.byline, page.dateline) == ((first,), "سمير عبد الله", None)


def test_a_date_that_a_record_keeps_with_its_author_counts() -> None:
    page = read_record("عنوان", BODY[0], "لندن - رويترز | Friday, 19 November 2021 - 12:57 pm", LATEST)
    assert page.stated == (Stated("2021-11-19", "dateline"),)


def test_a_record_without_a_title_takes_its_first_line_where_that_can_be_one() -> None:
    page = read_record("", f"افتتاح السد\n{BODY[0]}", None, LATEST)
    assert (page.headline, page.paragraphs) == ("افتتاح السد", (BODY[0],))
    assert read_record(" ", BODY[0], None, LATEST).headline == ""
    assert read_record("", f"{BODY[0] * 4}\n{BODY[1]}", None, LATEST).headline == ""


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("جنود في المدينة (الأناضول)", "جنود في المدينة", "الأناضول"),
        ("جنود في المدينة (أحمد سالم/فرانس برس).", "جنود في المدينة", "أحمد سالم/فرانس برس"),
        ("جنود في المدينة | Getty Images", "جنود في المدينة", "Getty Images"),
        ("جنود في مدينة (الموصل) القديمة", "جنود في مدينة (الموصل) القديمة", None),
        ("انسحاب (2003)", "انسحاب (2003)", None),
    ],
)
def test_a_credit_stands_at_the_end_of_a_caption(line: str, caption: str, credit: str | None) -> None:
    assert split_caption(line) == (caption, credit)
