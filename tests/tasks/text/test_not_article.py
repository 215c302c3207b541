"""Pages that are none of one article, and that no real article is taken for one of them."""

import gzip
import json
import random
from datetime import date
from pathlib import Path

import pytest

from tasks.model.errors import RejectDocument
from tasks.text.boilerplate import without_tail
from tasks.text.html import read_html
from tasks.text.not_article import notice
from tasks.text.page import tidy_lines

NEWS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "news"
LATEST = date(2026, 2, 1)
URL = "https://news.example/a/1"
SENTENCE = (
    "قال وزير الموارد المائية سالم الجابري إن السد رقم {} سيفتح الشهر المقبل أمام الزوار، "
    "وإن العمل فيه انتهى قبل موعده."
)
TEXT = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(6))
WEBSITE = "<meta property='og:type' content='website'>"
LISTED = (
    "<meta property='og:type' content='article'>"
    '<script type=\'application/ld+json\'>{"@type": "CollectionPage"}</script>'
)
LINKS = "".join(f"<li><a href='/a/{number}'>خبر قصير رقم {number} من المدينة</a></li>" for number in range(60))
TEASERS = "".join(
    f"<h2><a href='/a/{number}'>عنوان الخبر رقم {number} من المدينة</a></h2><p>{SENTENCE.format(number)}</p>"
    for number in range(12)
)


def page(body: str, head: str = "", title: str = "صحيفة الخبر") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def article(body: str) -> str:
    return f"<article><h1>افتتاح السد</h1>{body}</article>"


NONE = {
    "home": (page(article(TEXT)), "https://news.example/", "its address is a site's root"),
    "site with links": (page(f"<ul>{LINKS}</ul>", WEBSITE), URL, "it calls itself a website"),
    "section by its own word": (page(f"<main>{TEASERS}</main>", LISTED), URL, "it calls itself CollectionPage"),
    "section": (page(f"<main>{TEASERS}</main>"), URL, "lines are links"),
    "soft 404": (
        page("<h1>الصفحة غير موجودة</h1><p>عد إلى الصفحة الأولى من فضلك.</p>"),
        URL,
        "it says: الصفحه غير موجوده",
    ),
    "soft 404 in English": (
        page("<h1>Oops</h1><p>The page you are looking for has moved away.</p>"),
        URL,
        "it says: the page",
    ),
    "consent": (
        page(article("<p>نحن وشركاؤنا نستخدم ملفات تعريف الارتباط لعرض الإعلانات. اقبل أو ارفض.</p>")),
        URL,
        "it says",
    ),
    "captcha": (
        page("<p>Checking your browser before accessing.</p>", title="Just a moment..."),
        URL,
        "it says: just a moment",
    ),
    "robot check": (page("<h1>لحظة</h1><p>أكمل الخطوة التالية: أنا لست روبوتا، ثم تابع القراءة.</p>"), URL, "it says"),
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_article_is_rejected_and_told_why(name: str) -> None:
    html, url, why = NONE[name]
    with pytest.raises(RejectDocument) as caught:
        read_html(html, url, LATEST)
    assert (caught.value.reason, why in caught.value.detail) == ("not_article", True), caught.value.detail


ONE = {
    "plain": page(article(TEXT)),
    "calls itself a website": page(article(TEXT) + f"<ul>{LINKS}</ul>", WEBSITE),
    "has pages of others beside it": page(article(TEXT) + f"<aside>{TEASERS}</aside>"),
    "is about cookies": page(article(TEXT + f"<p>نستخدم ملفات تعريف الارتباط، قال الخبير. {SENTENCE * 4}</p>")),
    "is short": page(article(f"<p>{SENTENCE.format(1)}</p>")),
}


@pytest.mark.parametrize("name", ONE)
def test_an_article_is_one(name: str) -> None:
    read = read_html(ONE[name], URL, LATEST)
    assert SENTENCE.format(1) in read.paragraphs


@pytest.mark.skipif(not NEWS.exists(), reason="the folder of shared corpora is not here")
@pytest.mark.parametrize(("corpus", "body"), [("saudinewsnet", "content"), ("ant", "text")])
def test_no_real_article_is_taken_for_a_notice(corpus: str, body: str) -> None:
    with gzip.open(NEWS / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in random.Random(5).sample(lines.readlines(), 3_000)]
    taken = [
        (record["title"], found)
        for record in records
        if (found := notice(record["title"], without_tail(tidy_lines(record[body]))))
    ]
    assert taken == []
