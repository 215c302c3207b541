"""The filters of a report's first page: kept in its address, and followed by its charts."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, expect

from tasks.report.scope import Scope
from tasks.report.strings import INTERFACES, say
from tasks.report.write import write_report
from tests.browser.reports import NOW, Opened, opened
from tests.tasks.report import press


def test_filters_come_back_with_the_address_and_the_csv_is_that_of_the_query(
    ordinary: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = ordinary.go("index.html", fragment="#q=الراوى&act=deny&outlet=okaz&from=2024-03-05")
    expect(page.locator("[data-count]")).to_contain_text("قول واحد")
    values = {
        name: page.locator(f"[data-filters] [name={name}]").input_value() for name in ("q", "act", "outlet", "from")
    }
    assert values == {"q": "الراوى", "act": "deny", "outlet": "okaz", "from": "2024-03-05"}
    page.locator("[data-filters] [name=act]").select_option("accuse")
    expect(page.locator(".results blockquote")).to_have_text("بتأخير القانون الجديد")
    page.reload()
    expect(page.locator("[data-filters] [name=act]")).to_have_value("accuse")
    expect(page.locator(".results blockquote")).to_have_text("بتأخير القانون الجديد")
    page.locator("#explore summary").click()
    with page.expect_download() as waited:
        page.locator("[data-csv=found]").click()
    monkeypatch.chdir(ordinary.folder.parent)
    exec(compile(page.locator("#explore code").inner_text(), "script", "exec"), {})
    again = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    with Path(waited.value.path()).open(encoding="utf-8") as file:
        assert list(csv.DictReader(file)) == again
    assert [row["act"] for row in again] == ["accuse"]


QUOTES, ARTICLES = (press.ordinary()[name] for name in ("quotes", "articles"))
DAY = pl.col("published_at").dt.date().cast(pl.String)
IN_OKAZ, LATER = pl.col("outlet") == "okaz", pl.col("published_at") >= datetime(2024, 3, 5, tzinfo=UTC)
# A filter, the quotes that it leaves, and the articles where nothing is asked of their quotes.
FILTERS = {
    "#outlet=okaz": (QUOTES.filter(IN_OKAZ), ARTICLES.filter(IN_OKAZ & pl.col("is_latest"))),
    "#q=الراوى": (QUOTES.filter(pl.col("speaker") == press.MINISTER), None),
    "#act=deny&from=2024-03-05": (QUOTES.filter((pl.col("act") == "deny") & LATER), None),
}


def counts(rows: pl.DataFrame, counted: pl.Expr, *by: pl.Expr | str) -> dict[tuple[str, ...], int]:
    """What polars counts by these columns."""
    return {row[:-1]: row[-1] for row in rows.group_by(*by).agg(counted).iter_rows()}


@pytest.mark.parametrize("fragment", FILTERS)
def test_charts_count_what_polars_counts_of_what_the_filters_leave(ordinary: Opened, fragment: str) -> None:
    quotes, whole = FILTERS[fragment]
    articles, each = quotes if whole is None else whole, pl.col("article_id").n_unique()
    page = ordinary.go("index.html", fragment=fragment)
    for chart, fields, wanted in (
        ("acts", ("at", "act", "quotes"), counts(quotes, pl.len(), DAY, "act")),
        ("by_whom", ("speaker", "outlet", "quotes"), counts(quotes, pl.len(), "speaker_entity_id", "outlet")),
        ("coverage", ("at", "articles"), counts(articles, each, DAY)),
        ("by_outlet", ("at", "outlet", "articles"), counts(articles, each, DAY, "outlet")),
    ):
        told = page.locator(f"figure:has([data-chart={chart}]) [data-told]")
        expect(told).to_contain_text(f"({(quotes if fields[-1] == 'quotes' or whole is None else whole).height})")
        rows = [[row[field] for field in fields] for row in page.evaluate(f"marsad.narrowed.rows.{chart}")]
        drawn = {tuple(key.rpartition(".")[2] for key in row[:-1]): row[-1] for row in rows if row[-1]}
        assert drawn == wanted, chart
        expect(page.locator(f"[data-chart={chart}] svg path[aria-label]")).to_have_count(len(rows))


def test_a_chart_of_which_nothing_is_left_says_so(ordinary: Opened) -> None:
    page = ordinary.go("index.html", fragment="#kind=direct")
    expect(page.locator("figure:has([data-chart=acts]) [data-told]")).to_contain_text("لا شيء")
    expect(page.locator("[data-chart=acts]")).to_be_hidden()


def test_a_link_to_a_section_keeps_the_filters(ordinary: Opened) -> None:
    page = ordinary.go("index.html", fragment="#act=deny")
    expect(page.locator(".results blockquote")).to_have_count(1)
    page.locator(".contents a[href='#turns']").click()
    expect(page.locator("#turns")).to_be_in_viewport()
    expect(page).to_have_url(page.url.split("#")[0] + "#act=deny")
    expect(page.locator(".results blockquote")).to_have_count(1)


def test_charts_are_whole_again_where_the_filters_are_cleared(ordinary: Opened) -> None:
    page = ordinary.go("index.html")
    acts = page.locator("[data-chart=acts] [aria-roledescription=bar]")
    expect(acts.first).to_be_attached()
    all_acts, note = acts.count(), page.locator("figure:has([data-chart=acts]) [data-narrowed]")
    expect(note).to_be_hidden()
    acts.first.click()
    expect(note).to_be_visible()
    expect(acts).to_have_count(1)
    page.locator("[data-filters] [type=reset]").click()
    expect(note).to_be_hidden()
    expect(acts).to_have_count(all_acts)


def test_every_speaker_can_be_chosen_however_many_there_are(browser: Browser, tmp_path: Path) -> None:
    ids = [f"s{number}" for number in range(420)]
    of = press.article(1, "okaz", 0, "عنوان", f"قال {press.MINISTER} إن الانسحاب قريب")
    one = press.quote(of, "الانسحاب قريب", "state", press.MINISTER, "s0")
    tables = {
        "articles": press.frame("articles", [of]),
        "quotes": press.frame("quotes", [one | {"quote_id": each, "speaker_entity_id": each} for each in ids]),
        "entities": press.frame("entities", [press.entity(each, f"متحدث {each}") for each in ids]),
    }
    write_report(press.fill(tmp_path / "warehouse", tables), tmp_path / "report", Scope(None, None, NOW), "ar")
    found = opened(browser, tmp_path / "report")
    found.go("index.html", fragment="#act=state")
    expect(found.page.locator("[data-filters] [name=speaker] option")).to_have_count(1 + len(ids))
    found.page.context.close()


@pytest.mark.parametrize("language", INTERFACES)
def test_the_page_and_the_report_count_in_the_same_words(ordinary: Opened, language: str) -> None:
    page = ordinary.go("index.html")
    page.evaluate("marsad.want('strings')")
    page.evaluate(f"marsad.language = '{language}'")
    numbers = [*range(30), 100, 101, 103, 111, 200, 1002, 1103, 1250]
    values = [{"quotes": f"{n:,}", "outlets": f"{n:,}"} for n in numbers]
    told = page.evaluate("(all) => all.map((one) => marsad.say('over.most_quoted_text', one))", values)
    assert told == [say(language, "over.most_quoted_text", quotes=n, outlets=n) for n in numbers]
