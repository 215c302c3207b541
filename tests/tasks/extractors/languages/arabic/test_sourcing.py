"""What kind of source somebody unnamed is, on sentences written for it."""

import pytest

CASES = {
    "مسؤول حكومي": "official",
    "متحدث عسكري": "official",
    "مدير الميناء": "official",
    "مصدر مسؤول": "official",
    "شهود عيان": "unofficial",
    "خبراء عسكريون": "unofficial",
    "عدد من سكان المدينة": "unofficial",
    "أحد المواطنين": "unofficial",
    "مصادر مطلعة": "anonymous",
    "مصدر أمني": "anonymous",
    "مسؤول أمني طلب عدم ذكر اسمه": "anonymous",
}


@pytest.mark.parametrize(("source", "kind"), CASES.items())
def test_kind_of_source(stated, source: str, kind: str) -> None:
    _, found = stated(f"وأكد {source} أن المعابر ستفتح غدا.")
    assert [(one.speaker.type, one.speaker.sourcing) for one in found] == [("UNNAMED", kind)]


def test_a_later_mention_is_the_same_kind(stated) -> None:
    _, found = stated("قال مصدر أمني إن المعابر ستفتح غدا. وأوضح المصدر أن الحركة ستكون حرة.")
    assert [one.speaker.sourcing for one in found] == ["anonymous", "anonymous"]


@pytest.mark.parametrize("source", ["الوزير سامر الحلبي", "وزارة النقل العراقية", "تقرير جديد"])
def test_none_for_the_named_and_where_no_noun_tells(stated, source: str) -> None:
    _, found = stated(f"وأكد {source} أن المعابر ستفتح غدا.")
    assert [one.speaker.sourcing for one in found] == [None]
