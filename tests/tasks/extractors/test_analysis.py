"""What `marsad analyze` reads and prints, line by line."""

import json

import pytest

from tasks.extractors.analysis import analyse, read_documents
from tasks.model.errors import ConfigError

TEXT = 'الوزير يعد بالحوار\n\nوقال الوزير أحمد صالح إن "الحوار قائم".'


def line(**fields: object) -> bytes:
    return json.dumps({"id": "a", "text": TEXT, **fields}, ensure_ascii=False).encode()


def test_a_document_comes_out_with_its_id_and_the_four_lists() -> None:
    (printed,) = analyse(read_documents([line()]))
    assert list(json.loads(printed)) == ["id", "quotes", "people", "dates", "mentions"]
    assert json.loads(printed)["id"] == "a"


def test_nothing_but_five_fields_is_read() -> None:
    extra = {"quotes": [{"content": "x"}], "people": [{"name": "y"}], "headline": "z"}
    assert read_documents([line(**extra)]) == read_documents([line()])


def test_offsets_are_into_the_text_as_given() -> None:
    (printed,) = analyse(read_documents([line()]))
    quotes = json.loads(printed)["quotes"]
    assert quotes
    assert all(TEXT[quote["start"] : quote["end"]] == quote["content"] for quote in quotes)


def test_a_quote_says_to_whom_against_whom_and_when() -> None:
    body = "وقال متحدث عسكري لـ«النهرين»، أمس، إن الوضع خطير، متهما إسرائيل بعرقلة الاتفاق."
    (printed,) = analyse(read_documents([line(text=f"أخبار\n\n{body}", published="2021-11-19")]))
    first, second = json.loads(printed)["quotes"]
    assert (first["addressee"], first["addressee_name"]) == ("النهرين", "النهرين")
    assert (first["time"], first["time_value"]) == ("أمس", "2021-11-18")
    assert (second["target"], second["target_name"]) == ("إسرائيل", "إسرائيل")
    assert (first["target"], first["target_start"], first["target_end"]) == (None, None, None)
    assert first["speaker"]["sourcing"] == "official"


def test_a_date_says_what_it_was_counted_from_and_who_says_it() -> None:
    body = "وقال المتحدث أحمد صالح، أمس، إن الحوار سيبدأ الشهر المقبل. وبدأ التحضير عام 2020."
    (printed,) = analyse(read_documents([line(text=f"أخبار\n\n{body}", published="2021-11-19")]))
    told = [(one["content"], one["value"], one["anchor"], one["said_by"]) for one in json.loads(printed)["dates"]]
    assert told == [
        ("أمس", "2021-11-18", "2021-11-19", None),
        ("الشهر المقبل", "2021-12", "2021-11-19", "أحمد صالح"),
        ("عام 2020", "2020", None, None),
    ]
    (printed,) = analyse(read_documents([line(text=f"أخبار\n\n{body}")]))
    told = [(one["content"], one["value"], one["precision"]) for one in json.loads(printed)["dates"]]
    assert told == [("أمس", None, "day"), ("الشهر المقبل", None, "month"), ("عام 2020", "2020", "year")]


def test_blank_lines_and_a_byte_order_mark_are_no_fault() -> None:
    assert len(read_documents([b"\xef\xbb\xbf" + line(), b"\n", b"  \r\n", line(id=7)])) == 2


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"{", "not JSON at column 2"),
        (b"[" * 100_000, "nested too deep"),
        (b"[1]", "a JSON list, not an object"),
        (b'{"id": "\xff"}', "not UTF-8 at byte 9"),
        (b'{"text": ""}', 'no "id"'),
        (line(id=True), 'no "id"'),
        (b'{"id": 1}', 'no "text"'),
        (line(text=None), 'no "text"'),
        (line(language="fr"), "not one of ar, en"),
        (line(published="19 Nov"), "not a day"),
        (line(published=5), "not a day"),
        (line(outlet=[]), '"outlet"'),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_fault(bad: bytes, says: str) -> None:
    with pytest.raises(ConfigError, match="Line 2 is no document") as caught:
        read_documents([line(), bad])
    assert says in str(caught.value)


def test_half_a_surrogate_pair_comes_out_escaped() -> None:
    (printed,) = analyse(read_documents([b'{"id": "\\ud800", "text": "x"}']))
    assert json.loads(printed)["id"] == "\ud800"
    printed.decode("ascii")


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_dates_beyond_the_calendar_are_left_out(published: str) -> None:
    text = "عنوان\n\nقال أمس وغدا والعام الماضي والعام المقبل والشهر المقبل والشهر الماضي إن الحوار قائم."
    (printed,) = analyse(read_documents([line(text=text, published=published)]))
    assert all(len(found["value"]) <= 10 for found in json.loads(printed)["dates"]), "no year 10000, and no traceback"
