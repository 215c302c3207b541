"""The proposed selector selects what a person would: the list of articles, not what stands around it."""

import lxml.html
import pytest

from tasks.readers.page import read_listing
from tasks.readers.selectors import propose_selector

URL = "https://outlet.test/politics"
HEADLINES = (
    "وزير المالية يعرض الموازنة على البرلمان",
    "افتتاح محطة التحلية في صفاقس اليوم",
    "تأجيل مباراة القمة بسبب المطر",
)
AROUND = (
    '<nav><a href="/politics">سياسة</a><a href="/sport">رياضة</a><a href="/about">من نحن</a></nav>{}'
    '<footer><a href="/terms/of/use">شروط الاستخدام وسياسة الخصوصية لدينا</a></footer>'
)


def page(item: str, path: str = "/news/{}", times: int = 3) -> str:
    items = (
        item.format(url=path.format(100_001 + at), words=f"{HEADLINES[at % 3]} {at}", at=at) for at in range(3 * times)
    )
    return f'<html lang="ar"><body>{AROUND.format("<main>" + "".join(items) + "</main>")}</body></html>'


@pytest.mark.parametrize(
    ("item", "selector"),
    [
        ('<li><a class="story" href="{url}">{words}</a></li>', "a.story"),
        ('<h3><a href="{url}">{words}</a></h3>', "h3 a"),
        ('<div class="card"><a href="{url}"><img src="x.jpg"></a><a href="{url}">{words}</a></div>', "div.card a"),
        ('<article><h2><a href="{url}">{words}</a></h2><a href="/author/x">كاتب</a></article>', "h2 a"),
        ('<a class="c{at}x9" href="{url}">{words}</a>', "main a"),
    ],
)
def test_links_are_told_by_class_or_place(item: str, selector: str) -> None:
    body = page(item)
    assert propose_selector(lxml.html.document_fromstring(body), URL) == selector
    found = read_listing(body.encode(), URL, "utf-8", selector).announcements
    assert len(found) == 9
    assert {one.headline for one in found} >= {f"{HEADLINES[0]} 0"}


def test_addresses_that_say_nothing_are_judged_by_their_words() -> None:
    body = page('<li class="item"><a href="{url}">{words}</a></li>', "/n/a{}b").replace("10000", "")
    assert propose_selector(lxml.html.document_fromstring(body), URL) == "li.item a"


def test_where_links_to_articles_cannot_be_told_from_others_there_is_none() -> None:
    few = page('<a href="{url}">{words}</a>', times=0)
    assert propose_selector(lxml.html.document_fromstring(few), URL) is None
    others = "".join(f'<a href="/tag/{at}">وسم</a>' for at in range(200))
    drowned = page('<a href="{url}">{words}</a>').replace("<main>", f"<main>{others}")
    assert propose_selector(lxml.html.document_fromstring(drowned), URL) is None


def test_a_page_of_very_many_links_is_bounded() -> None:
    body = page('<div class="a b c d"><p class="e f"><a class="g h" href="{url}">{words}</a></p></div>', times=2000)
    assert propose_selector(lxml.html.document_fromstring(body), URL) is not None
