"""What changes by itself is no change; what sets texts apart is one however short."""

import pytest

from tasks.resolution.weights import weights as weigh
from tasks.text.changes import Change, extent, word_diff

FILLER = " ".join(f"كلمة{letter}{other}" for letter in "ابتثجحخدذرزسشص" for other in "ابتثجحخدذرزسشصضطظع")
HEADLINE = "الوزير يعلن خطة للمياه"
OPENING, CLOSING = "قال الوزير سالم إن الخطة جاهزة وستبدأ في 5 مدن.", "وأضاف «ستبدأ الأعمال قريبا» في بيان."
TEXT = f"{HEADLINE}\n\n{OPENING}\n\n{FILLER}.\n\n{CLOSING}"


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "weights"),
    [
        ("يعلن خطة", "يؤجل خطة", {"headline"}),
        ("في 5 مدن", "في 7 مدن", {"number"}),
        ("الوزير سالم إن", "الوزير فيصل إن", {"name"}),
        ("الأعمال قريبا", "الأعمال غدا", {"quotation"}),
        ("وستبدأ في", "ولن تبدأ في", {"negation"}),
    ],
)
def test_a_word_that_sets_texts_apart_is_a_revision_under_one_in_a_hundred(
    old: str, new: str, weights: set[str]
) -> None:
    found = extent(TEXT, changed(old, new), weigh)
    assert found.share < 0.01
    assert (found.weights, found.matters) == (weights, True)


def test_another_word_is_none_below_one_in_a_hundred() -> None:
    found = extent(TEXT, changed("الخطة جاهزة", "الخطة مكتملة"), weigh)
    assert 0 < found.share < 0.01
    assert (found.weights, found.matters) == (frozenset(), False)


def test_the_same_change_counts_in_a_short_text() -> None:
    found = extent("عنوان\n\nقال إن الخطة جاهزة.", "عنوان\n\nقال إن الخطة مكتملة.", weigh)
    assert (found.share, found.weights, found.matters) == (pytest.approx(1 / 5), frozenset(), True)


def test_the_share_is_of_what_went_or_came() -> None:
    words = [f"كلمة{letter}" for letter in "ابتثجحخدذر"]
    before = "عنوان\n\n" + " ".join(words[:9]) + "."
    assert extent(before, before[:-1] + " جديدة.", weigh).share == pytest.approx(1 / 11)
    assert extent(before, "عنوان\n\n" + " ".join(words[:4]) + ".", weigh).share == pytest.approx(5 / 10)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("قبل 3 ساعات", "قبل يومين"),
        ("منذ 5 دقائق", "منذ ساعة"),
        ("آخر تحديث: 14:35", "آخر تحديث: 18:02"),
        ("تم التحديث 5 مارس 2024 الساعة 14:35", "تم التحديث 6 مارس 2024 الساعة 09:10"),
        ("عدد المشاهدات: 1,204", "عدد المشاهدات: 3,511"),
        ("12 تعليق", "48 تعليقات"),
        ("3 hours ago", "2 days ago"),
        ("اقرأ أيضا: الوزير يفتتح السد", "اقرأ أيضا: مقتل 7 في حادث"),
    ],
)
def test_lines_that_change_by_themselves_do_not_count(before: str, after: str) -> None:
    first, second = (TEXT.replace("\n\nقال", f"\n\n{line}\n\nقال") for line in (before, after))
    assert extent(first, second, weigh).share == 0
    assert not extent(first, second, weigh).matters


def test_headlines_of_other_articles_behind_the_last_paragraph_do_not_count() -> None:
    found = extent(f"{TEXT}\n\nافتتاح سد في الشمال\n\nمقتل 3 في حادث", f"{TEXT}\n\nفيضان في الجنوب", weigh)
    assert (found.share, found.matters) == (0, False)


def test_a_time_within_a_sentence_counts() -> None:
    found = extent(TEXT, changed("في 5 مدن", "قبل 5 مدن"), weigh)
    assert found.share > 0
    assert extent(TEXT, changed("في 5 مدن.", "في 5 مدن قبل 3 ساعات."), weigh).weights == {"number"}


@pytest.mark.parametrize(
    ("old", "new"), [("الأعمال", "الاعمال"), ("قال الوزير", "قال   الوزير"), ("جاهزة", "جـاهِزة"), ("5 مدن", "٥ مدن")]
)
def test_spelling_spaces_and_digits_of_another_script_do_not_count(old: str, new: str) -> None:
    assert extent(TEXT, changed(old, new), weigh).share == 0


def test_separators_of_thousands_do_not_count_but_decimals_do() -> None:
    assert extent("عنوان\n\nبلغ 1,000 طن.", "عنوان\n\nبلغ 1000 طن.", weigh).share == 0
    assert extent("عنوان\n\nبلغ 3.5 طن.", "عنوان\n\nبلغ 35 طن.", weigh).weights == {"number"}


def test_offsets_of_a_diff_are_those_of_the_texts() -> None:
    before, after = "قال أحمد: 5 مدن.", "قال أحمد أمس: 7 مدن."
    found = [(change.before.of(before), change.after.of(after)) for change in word_diff(before, after)]
    assert found == [("", "أمس"), ("5", "7")]


def test_equal_texts_have_no_changes_and_the_empty_text_is_all_change() -> None:
    assert word_diff(TEXT, TEXT) == ()
    (change,) = word_diff("", "كلمة واحدة")
    assert isinstance(change, Change)
    assert (change.before.start, change.before.end, change.after.of("كلمة واحدة")) == (0, 0, "كلمة واحدة")
