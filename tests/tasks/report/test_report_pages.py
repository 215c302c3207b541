"""What the pages hold: turns, accusations, copies, edits; scripts that give the same rows; a folder swapped whole."""

import contextlib
import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from expectations.vocabulary import ACTS, ENTITY_KINDS, OUTCOMES, QUOTE_KINDS, SOURCING, SPEAKER_HOW, STAGES
from tasks.model.errors import ConfigError
from tasks.model.topics import SEED_TOPIC, load_topic
from tasks.report import folder
from tasks.report.index import folding
from tasks.report.render import as_json
from tasks.report.scope import Scope, load
from tasks.report.strings import say, strings
from tasks.report.write import write_report
from tests.tasks.report import press

NOW = datetime(2024, 4, 1, tzinfo=UTC)
ALL = Scope(None, None, NOW)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return press.fill(tmp_path_factory.mktemp("ordinary") / 'my "own"', press.ordinary())


@pytest.fixture(scope="module")
def report(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "report"
    assert write_report(snapshot, out, ALL, "ar") == {"articles": 4, "people": 2, "quotes": 4}
    return out


class _Text(HTMLParser):
    """The text of a page, and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name == "href" and value]


def read(page: Path) -> _Text:
    found = _Text()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def said(page: Path) -> str:
    return " ".join("".join(read(page).parts).split())


def test_a_person_shows_turns_and_whom_they_accuse_and_the_accused_by_whom(report: Path) -> None:
    minister, opposition = said(report / "people/e1.html"), said(report / "people/e2.html")
    assert "تأكيد ثم نفي: اقرأ القولين" in minister, "the denial after the affirmation is marked"
    assert "من يتهمون أو يدعون أو يحذّرون" in minister
    assert "من يتهمهم أو يدعوهم أو يحذّرهم" in opposition
    assert "بتأخير القانون الجديد" in opposition


def test_of_the_pages_only_those_of_persons_are_counted_as_people(tmp_path: Path) -> None:
    tables = press.ordinary()
    kind = pl.when(pl.col("entity_id") == "e2").then(pl.lit("ORG")).otherwise("kind")
    tables["entities"] = tables["entities"].with_columns(kind.alias("kind"))
    counts = write_report(press.fill(tmp_path / "warehouse", tables), tmp_path / "report", ALL, "en")
    assert (tmp_path / "report/people/e2.html").exists()
    assert counts["people"] == 1


def test_an_article_shows_its_edit_its_copies_and_the_way_to_the_original(report: Path) -> None:
    edited = (report / "articles/a3.html").read_text(encoding="utf-8")
    assert re.search(r"<(ins|del)>", edited)
    assert "a2.html" in read(report / "articles/a1.html").links
    ways = [link for link in read(report / "articles/a1.html").links if ":~:text=" in link]
    assert ways
    assert all(way.startswith("https://okaz.example/1#:~:text=") for way in ways)


def test_the_first_page_shows_what_runs_through_several_outlets_and_what_turned(report: Path) -> None:
    page = (report / "index.html").read_text(encoding="utf-8")
    repeated = page.split('id="repeated"')[1].split("<section")[0]
    assert "الانسحاب سيكتمل في موعده المعلن" in repeated
    assert repeated.index("عكاظ") < repeated.index("سبق"), "the first to report first"
    assert "وجود موعد معلن للانسحاب" in page.split('id="turns"')[1].split("<section")[0]


def test_the_text_of_an_article_is_there_letter_by_letter(report: Path) -> None:
    page = (report / "articles/a3.html").read_text(encoding="utf-8")
    without = re.sub(r'<a class="num.*?</a>', "", page)
    assert press.DENIED in re.sub(r"<[^>]+>", "", without)


def test_links_of_the_report_lead_somewhere(report: Path) -> None:
    pages = [*report.glob("*.html"), *report.glob("*/*.html")]
    assert len(pages) == 7
    for page in pages:
        local = [link.split("#")[0] for link in read(page).links if not link.startswith(("http", "#"))]
        assert [link for link in local if not (page.parent / link).exists()] == [], page


def scripts(page: Path) -> list[str]:
    """The scripts of a page that write CSV; not the one that the search fills in."""
    blocks = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page.read_text(encoding="utf-8"), re.S)
    parser = [_Text() for _ in blocks]
    for one, block in zip(parser, blocks, strict=True):
        one.feed(block)
    return [text for text in ("".join(one.parts) for one in parser) if text]


@pytest.mark.parametrize("scope", [ALL, Scope(None, datetime(2024, 3, 5, tzinfo=UTC), NOW)], ids=["all", "since"])
def test_every_list_comes_again_by_the_script_beside_it(
    snapshot: Path, scope: Scope, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report"
    write_report(snapshot, out, scope, "en")
    monkeypatch.chdir(tmp_path)
    again = []
    for script in scripts(out / "index.html"):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(script, "script", "exec"), {})
        again.append(printed.getvalue())
    files = {path.read_text(encoding="utf-8") for path in (out / "data").glob("*.csv")}
    assert len(again) == 8
    assert [text for text in again if text not in files] == []


def test_a_topic_has_its_articles_only(snapshot: Path) -> None:
    topic = load_topic(SEED_TOPIC)
    assert load(snapshot, Scope(topic, None, NOW))["articles"].collect().is_empty()
    assert load(snapshot, ALL)["articles"].collect().height == 5


def test_a_report_takes_the_place_of_the_one_before_and_of_nothing_else(snapshot: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    write_report(snapshot, out, ALL, "ar")
    (out / "old").touch()
    write_report(snapshot, out, ALL, "en")
    assert not (out / "old").exists()
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["language"] == "en"
    assert [path.name for path in tmp_path.iterdir()] == ["report"], "nothing is left beside it"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").touch()
    with pytest.raises(ConfigError, match="something else"):
        write_report(snapshot, tmp_path / "mine", ALL, "ar")


def test_a_report_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "report"
    with folder.filling(out) as made:
        folder.manifest(made, {"number": 1})
    with pytest.raises(RuntimeError), folder.filling(out):
        raise RuntimeError
    assert json.loads((out / "report.json").read_text(encoding="utf-8")) == {"number": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_what_is_not_known_does_not_keep_a_report_from_being_made(tmp_path: Path) -> None:
    bare = press.article(1, "okaz", 0, "عنوان", "نص المقال هنا.") | {"outlet": None, "url": None, "published_at": None}
    run = {"run_id": "r", "topic_id": "t", "outcome": "interrupted", "started_at": press.MONDAY, "month": "2024-03"}
    tables = {
        "articles": press.frame("articles", [bare]),
        "quotes": press.frame("quotes", [press.quote(bare, "المقال هنا", "state", None, None)]),
        "runs": press.frame("runs", [run]),
    }
    counts = write_report(press.fill(tmp_path / "warehouse", tables), tmp_path / "report", ALL, "en")
    assert counts == {"articles": 1, "people": 0, "quotes": 1}
    first = said(tmp_path / "report/index.html")
    assert "interrupted" in first
    assert "Without a known time, and so in no chart: 1 article." in first
    assert "Unknown outlet" in first


def test_an_empty_warehouse_of_the_topic_has_a_report_too(snapshot: Path, tmp_path: Path) -> None:
    empty = Scope(None, datetime(2030, 1, 1, tzinfo=UTC), NOW)
    assert write_report(snapshot, tmp_path / "report", empty, "ar") == {"articles": 0, "people": 0, "quotes": 0}


def test_every_character_that_folds_otherwise_than_to_its_lower_case_is_told() -> None:
    every = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert folding()["casefold"].keys() == {one for one in every if one.casefold() != one.lower()}


def test_json_in_a_script_element_ends_neither_it_nor_a_line() -> None:
    said = as_json({"text": "</script><!-- & \u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(said)
    assert json.loads(said) == {"text": "</script><!-- & \u2028\u2029"}


def test_both_languages_say_everything_with_the_same_values() -> None:
    arabic, english = strings()["ar"], strings()["en"]
    assert set(arabic) == set(english)
    assert len(arabic) > 200
    for key, words in arabic.items():
        assert values(words) == values(english[key]), key


def values(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", words))


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [
        (0, "0 قول في 0 وسيلة", "0 quotes in 0 outlets"),
        (1, "قول واحد في وسيلة واحدة", "1 quote in 1 outlet"),
        (2, "قولان في وسيلتين", "2 quotes in 2 outlets"),
        (10, "10 أقوال في 10 وسائل", "10 quotes in 10 outlets"),
        (19, "19 قولًا في 19 وسيلة", "19 quotes in 19 outlets"),
        (100, "100 قول في 100 وسيلة", "100 quotes in 100 outlets"),
        (1103, "1,103 أقوال في 1,103 وسائل", "1,103 quotes in 1,103 outlets"),
    ],
)
def test_nouns_stand_in_the_number_of_their_figure(number: int, arabic: str, english: str) -> None:
    assert say("ar", "over.most_quoted_text", quotes=number, outlets=number) == arabic
    assert say("en", "over.most_quoted_text", quotes=number, outlets=number) == english


def test_every_noun_that_is_counted_has_all_its_forms() -> None:
    for language, forms in (("ar", 5), ("en", 2)):
        told = strings()[language]
        nouns = {noun for words in told.values() for noun in re.findall(r"\{\w+:(\w+)\}", words)}
        assert nouns == {key.removeprefix("count.") for key in told if key.startswith("count.")}
        assert {len(told[f"count.{noun}"].split("|")) for noun in nouns} == {forms}


CLOSED = {
    "act": ACTS, "kind": QUOTE_KINDS, "how": SPEAKER_HOW, "sourcing": SOURCING, "entity": ENTITY_KINDS,
    "stage": STAGES, "outcome": OUTCOMES,
}  # fmt: skip


def test_nobody_is_said_to_contradict_himself() -> None:
    told = [strings()[language][key] for language in ("ar", "en") for key in strings()["ar"] if "turn" in key]
    assert len(told) == 14
    assert [words for words in told if re.search(r"يخالف|تبدّل|[Cc]hanged|turns", words)] == []


def test_every_word_that_the_tables_may_hold_has_its_words_on_the_pages() -> None:
    wanted = {f"{group}.{word}" for group, words in CLOSED.items() for word in words}
    assert wanted - set(strings()["ar"]) == set()


def test_nothing_is_said_that_no_page_asks_for() -> None:
    home = Path(folder.__file__).parent
    parts = (*home.glob("*.py"), *home.glob("templates/*"), *home.glob("assets/*.js"))
    source = "".join(path.read_text(encoding="utf-8") for path in parts)
    quoted = set(re.findall(r"""["'`]([\w.]+)["'`]""", source))
    composed = set(re.findall(r"""["'`]([a-z]+\.[a-z_]*)(?:" ~|\$\{)""", source))
    closed = {word for words in CLOSED.values() for word in words}

    def is_asked_for(key: str) -> bool:
        last = {key.removeprefix(start) for start in composed if key.startswith(start)}
        return key in quoted or bool(last & (quoted | closed))

    keys = [key for key in strings()["ar"] if not key.startswith(("outlet.", "count."))]
    assert [key for key in keys if not is_asked_for(key)] == []
