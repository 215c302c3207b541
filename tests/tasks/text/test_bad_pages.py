"""Bad pages, each with the one outcome it must have; those that hang or fill parsers go through a limited worker."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from tasks.model.errors import RejectDocument
from tasks.model.records import Article, Capture
from tasks.text.cleaning import clean
from tasks.workers.pool import Failure, Pool

CASES = Path(__file__).resolve().parents[4] / "shared" / "ingest-cases" / "arabic"
LETTERS = re.compile("[\u0621-\u064a]+")
NOW = datetime(2026, 1, 2, tzinfo=UTC)
SENTENCE = (
    "قال وزير الموارد المائية سالم الجابري إن السد رقم {} سيفتح الشهر المقبل أمام الزوار، "
    "وإن العمل فيه انتهى قبل موعده."
)
PARAGRAPHS = tuple(SENTENCE.format(number) for number in range(6))
TEXT = "\n\n".join(("افتتاح السد", *PARAGRAPHS))
ARTICLE = f"<article><h1>افتتاح السد</h1>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}</article>"
SECONDS = 3  # for what hangs; the others need less than one, on a machine with nothing else to do
MOST_MEMORY = 700  # MiB beyond what a worker starts with


def page(body: str = ARTICLE, head: str = "", attributes: str = "") -> str:
    return f"<html {attributes}><head><title>افتتاح السد</title>{head}</head><body>{body}</body></html>"


def capture(body: str | bytes, charset: str | None = None) -> Capture:
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    return Capture("c", "feed", "a.html", "text/html", raw, NOW, "https://news.example/a/1", charset=charset)


def cleaned(body: str | bytes, charset: str | None = None) -> Article | str:
    try:
        return clean(capture(body, charset))
    except RejectDocument as error:
        return error.reason


def declaring(charset: str) -> str:
    return page(head=f"<meta charset='{charset}'>")


@pytest.mark.parametrize(
    ("body", "charset", "encoding"),
    [
        (page().encode("cp1256"), None, "cp1256"),
        (declaring("utf-8").encode("cp1256"), None, "cp1256"),
        (declaring("iso-8859-1").encode("cp1256"), None, "cp1256"),
        (declaring("windows-1256").encode("cp1256"), None, "cp1256"),
        (declaring("windows-1256").encode(), None, "utf-8"),
        (page().encode("iso8859-6"), None, "iso8859-6"),
        (page().encode("utf-16"), None, "utf-16-le"),
        (page().encode("cp1256"), "windows-1256", "cp1256"),
        (page().encode("cp1256"), "utf-8", "cp1256"),
        (page().encode(), "iso-8859-1", "utf-8"),
    ],
)
def test_52_any_encoding_whatever_is_declared(body: bytes, charset: str | None, encoding: str) -> None:
    article = cleaned(body, charset)
    assert isinstance(article, Article)
    assert (article.text, article.encoding, article.broken_share) == (TEXT, encoding, 0)


@pytest.mark.skipif(not CASES.exists(), reason="the folder of shared cases is not here")
def test_52_every_variant_of_a_real_page_gives_the_pages_article() -> None:
    wanted = {path.stem: cleaned(path.read_bytes()) for path in (CASES / "pages").iterdir()}
    encodings = {"cp1256": "cp1256", "iso8859-6": "iso8859-6", "utf8": "utf-8"}
    for path in sorted((CASES / "encoded").iterdir()):
        article, original = cleaned(path.read_bytes()), wanted[path.name.split(".")[0]]
        assert isinstance(article, Article)
        assert isinstance(original, Article)
        assert article.encoding == encodings[path.name.split(".")[1].partition("_")[0]], path.name
        assert article.broken_share == 0, path.name
        assert LETTERS.findall(article.text) == LETTERS.findall(original.text), path.name


def test_52_mixed_encodings_are_kept_and_the_loss_is_counted() -> None:
    article = cleaned(page(ARTICLE + "<footer>").encode() + "ح".encode("cp1256") + b"</footer>")
    assert isinstance(article, Article)
    assert (article.text, article.encoding) == (TEXT, "utf-8")
    assert article.broken_share is not None
    assert 0 < article.broken_share < 0.01


@pytest.mark.parametrize(("wrong", "sign"), [("cp1256", "ط§ظ„"), ("cp1252", "Ø§Ù„")])
def test_53_what_came_garbled_is_marked_and_not_put_right(wrong: str, sign: str) -> None:
    garbled = "\n".join(line.encode().decode(wrong, "ignore") for line in TEXT.split("\n\n"))
    text = Capture("c", "folder", "a.txt", "text/plain", garbled.encode(), NOW)
    article = clean(text)
    assert (article.garbled, sign in article.text) == (True, True)
    assert article.broken_share == 0
    assert not clean(replace(text, body=TEXT.encode())).garbled


def test_54_utf8_cut_in_a_letter_is_read_and_marked_as_cut() -> None:
    whole = capture(page(ARTICLE))
    end = (
        whole.body.index("الآخر".encode())
        if "الآخر".encode() in whole.body
        else whole.body.rindex("قبل موعده".encode()) + 1
    )
    article = clean(replace(whole, body=whole.body[:end], truncated=True))
    assert article.truncated
    assert article.encoding == "utf-8"
    assert article.text.startswith(TEXT[:200])
    assert not clean(whole).truncated


def test_55_what_no_table_can_hold_is_stripped() -> None:
    head = (
        "<meta property='og:title' content='افتتاح\x00 السد\ud800'>"
        "<meta name='author' content='سمير&#xD800;&#1;&#0; عبد'>"
    )
    article = cleaned(page(ARTICLE.replace("الزوار", "الز\x00و\ud800ا\x1bر&#0;&#xDFFF;&#1;", 1), head))
    assert isinstance(article, Article)
    written = "\n".join(str(getattr(article, name)) for name in Article.__slots__)
    written.encode("utf-8")
    assert article.headline == "افتتاح السد"
    assert not any(letter in written for letter in "\x00\x01\x1b")
    assert "الزوار" in article.text.replace("\ufffd", "")


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n" + bytes(99), b"%PDF-1.4 x", b"PK\x03\x04" + bytes(99), b"MZ\x90\x00"]
)
def test_56_pictures_archives_and_programs_are_no_text(body: bytes) -> None:
    assert cleaned(body) == "not_text"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(workers=1, memory=MOST_MEMORY)
    list(made.map(clean, [capture(page())], 60))  # the first one imports what cleaning needs
    yield made
    made.close()


DEEP = "<div>" * 1_900 + ARTICLE + "</div>" * 1_900
TOO_DEEP = "<div>" * 40_000 + ARTICLE + "</div>" * 40_000
MANY_ATTRIBUTES = ARTICLE + "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>"
MANY_PARAGRAPHS = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(60_000))
LONG_TEXT = f"<article><h1>افتتاح السد</h1><p>{'كلمة ' * 1_200_000}</p></article>"
DIGITS = f"<article><h1>افتتاح السد</h1><p>{'123456789 ' * 200_000}</p></article>"
LONG_JSON = "<script type='application/ld+json'>[" + "1," * 2_500_000 + "1]</script>"
BRACKETS = "<script type='application/ld+json'>" + "[" * 200_000 + "</script>"
HOSTILE: dict[str, tuple[str, str | None]] = {
    "57 nested 40,000 deep": (page(TOO_DEEP), "no_text"),
    "58 nested 1,900 deep": (page(DEEP), None),
    "59 100,000 attributes": (page(MANY_ATTRIBUTES), "timeout"),
    "60 60,000 paragraphs": (page(MANY_PARAGRAPHS), "timeout"),
    "61 a text of 11 MB": (page(LONG_TEXT), "too_large"),
    "62 5 MB of JSON-LD": (page(head=LONG_JSON), None),
    "63 200,000 brackets": (page(head=BRACKETS), None),
    "70 digits": (page(DIGITS), "no_text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_57_to_63_a_hostile_page_costs_itself_and_a_few_seconds(name: str, pool: Pool) -> None:
    body, reason = HOSTILE[name]
    hostile = capture(body)
    seconds = SECONDS if reason == "timeout" else 30
    list(pool.map(clean, [capture(page())], 60))  # a worker that was killed is replaced, and imports anew
    since = monotonic()
    (outcome,) = pool.map(clean, [hostile], seconds)
    assert monotonic() - since < seconds + 10
    if reason is None:
        assert isinstance(outcome, Article)
        assert outcome.text == TEXT
    else:
        assert isinstance(outcome, Failure)
        assert outcome.reason == reason
    (after,) = pool.map(clean, [capture(page())], 60)
    assert isinstance(after, Article)


def test_57_a_page_that_is_too_deep_says_so() -> None:
    with pytest.raises(RejectDocument, match="more than 2048 deep"):
        clean(capture(page(TOO_DEEP)))


def test_64_what_only_subscribers_may_read_whole_is_marked() -> None:
    linked = '{"@type": "NewsArticle", "headline": "افتتاح السد", "isAccessibleForFree": "False"}'
    stub = page(
        f"<article><h1>افتتاح السد</h1><p>{PARAGRAPHS[0]}</p></article>",
        f"<script type='application/ld+json'>{linked}</script>",
    )
    article = cleaned(stub)
    assert isinstance(article, Article)
    assert (article.is_free, article.page_kind) == (False, "article")


def test_65_a_home_page_is_no_article() -> None:
    with pytest.raises(RejectDocument) as caught:
        clean(replace(capture(page()), url="https://www.news.example/?utm_source=feed"))
    assert caught.value.reason == "not_article"


def test_66_a_wall_of_consent_is_no_article() -> None:
    assert cleaned(page("<h1>افتتاح السد</h1><p>نستخدم ملفات تعريف الارتباط. اقبل أو ارفض.</p>")) == "not_article"


def test_67_a_canonical_link_to_the_home_page_changes_nothing() -> None:
    link = "<link rel='canonical' href='https://news.example/'>"
    article, plain = cleaned(page(head=link)), cleaned(page())
    assert isinstance(article, Article)
    assert isinstance(plain, Article)
    assert (article.url, article.article_id) == ("https://news.example/a/1", plain.article_id)


def test_67_a_page_in_amp_is_the_article_it_is_made_of() -> None:
    link = "<link rel='canonical' href='/a/1'>"
    amp = clean(replace(capture(page(head=link, attributes="amp")), url="https://news.example/amphtml/99"))
    assert amp.article_id == clean(capture(page())).article_id


@pytest.mark.parametrize("claim", ["en", "fa", "he", "xx", ""])
def test_68_the_pages_claim_of_its_language_does_not_win(claim: str) -> None:
    article = cleaned(page(attributes=f"lang='{claim}'", head=f"<meta property='og:locale' content='{claim}'>"))
    assert isinstance(article, Article)
    assert article.language == "ar"


def test_68_a_persian_page_that_claims_arabic_is_persian() -> None:
    persian = "سخنگوی وزارت گفت که جلسه دیروز در پایتخت برگزار شد و نمایندگان سه کشور در آن شرکت کردند."
    assert (
        cleaned(page(f"<article><h1>جلسه</h1><p>{persian}</p><p>{persian}</p></article>", attributes="lang='ar'"))
        == "language"
    )


@pytest.mark.parametrize(
    "body", ["", " ", "<p></p>", "<p>كلمة</p>", "<p>123 456</p>", "<script>var a = 'نص طويل';</script>"]
)
def test_70_nothing_and_one_word_are_no_text(body: str) -> None:
    assert cleaned(page(body)) == "no_text"


@pytest.mark.parametrize("media_type", ["application/xml", "application/feed+json"])
def test_what_articles_are_not_read_from_is_told(media_type: str) -> None:
    with pytest.raises(RejectDocument) as caught:
        clean(replace(capture(page()), media_type=media_type))
    assert caught.value.reason == "not_article"
