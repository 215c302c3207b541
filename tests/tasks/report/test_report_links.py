"""Links out of the report lead to the web alone, and to the words of a quote."""

from urllib.parse import unquote

import pytest

from tasks.report.links import at_words, web_address

URL = "https://okaz.example/1"
TEXT = "عنوان\n\nقال: نعم، نحن - كلنا - هنا. ثم قال: نعم، نحن - كلنا - هنا أيضا & غدا"


BAD = (
    None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " data:text/html,x", "file:///etc/passwd",
    "//okaz.example/1", "https://", "java\nscript:alert(1)", "https://okaz.example\\@evil.example/",
    "https://okaz.example/\u202egpj.exe", "http://[::1",
)  # fmt: skip


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_address_of_the_web_is_no_link(url: str | None) -> None:
    assert web_address(url) is None
    assert at_words(url, TEXT, 7, 10) is None


def test_an_address_stays_as_it_is() -> None:
    assert web_address(" https://okaz.example/مقال?a=1&b=2#x ") == "https://okaz.example/مقال?a=1&b=2#x"


def test_dashes_commas_and_ampersands_are_encoded_for_they_divide() -> None:
    said = "كلنا - هنا أيضا & غدا"
    start = TEXT.rindex(said)
    found = at_words(URL, TEXT, start, start + len(said))
    assert found is not None
    words = found.split("#:~:text=")[1]
    assert set("-,&") & set(words) == set()
    assert unquote(words) == said


def test_words_that_stand_twice_are_told_apart_by_those_beside_them() -> None:
    said = "نعم، نحن - كلنا - هنا"
    first = at_words(URL, TEXT, TEXT.index(said), TEXT.index(said) + len(said))
    second = at_words(URL, TEXT, TEXT.rindex(said), TEXT.rindex(said) + len(said))
    assert first is not None
    assert second is not None
    assert [unquote(part) for part in first.split("text=")[1].split(",")] == ["قال:-", said, "-. ثم قال:"]
    assert [unquote(part) for part in second.split("text=")[1].split(",")] == [
        "ثم قال:-".replace("ثم", "هنا. ثم"),
        said,
        "-أيضا & غدا",
    ]


def test_of_many_words_the_first_and_the_last_are_given() -> None:
    text = " ".join(f"كلمة{number}" for number in range(30))
    found = at_words(f"{URL}#part", text, 0, len(text))
    assert found is not None
    assert found.startswith(f"{URL}#part:~:text="), "a fragment that is there stays"
    first, last = (unquote(part) for part in found.split("text=")[1].split(","))
    assert (first, last) == ("كلمة0 كلمة1 كلمة2 كلمة3", "كلمة26 كلمة27 كلمة28 كلمة29")
