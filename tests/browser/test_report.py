"""The report in a real browser, from disk: what an analyst does, and what hostile articles cannot do."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tasks.model.topics import SEED_TOPIC, load_topic
from tasks.report.scope import Scope
from tasks.report.write import write_report
from tasks.storage.warehouse import filled
from tasks.text.normalize import fold
from tests.browser.chromium import chromium
from tests.tasks.report import press

NOW = datetime(2024, 4, 1, tzinfo=UTC)
PATIENCE = 60_000  # ms; machines are shared
SHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"


@dataclass
class Opened:
    """A report in a browser, and what the browser complained about or asked a network for."""

    page: Page
    folder: Path
    faults: list[str] = field(default_factory=list)

    def go(self, path: str, query: str = "", fragment: str = "") -> Page:
        self.page.goto(f"{(self.folder / path).as_uri()}{query}{fragment}")
        return self.page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def opened(browser: Browser, folder: Path, **more: Any) -> Opened:
    context = browser.new_context(**more)
    context.set_default_timeout(PATIENCE)
    found = Opened(context.new_page(), folder)
    found.page.on("console", lambda said: found.faults.append(said.text) if said.type in ("error", "warning") else None)
    found.page.on("pageerror", lambda error: found.faults.append(str(error)))
    found.page.on("dialog", lambda dialog: found.faults.append(dialog.message))
    found.page.on("request", lambda asked: found.faults.append(asked.url) if asked.url[:5] != "file:" else None)
    return found


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of an ordinary week and of hostile articles."""
    found = {}
    for name, tables in (("ordinary", press.ordinary()), ("hostile", press.hostile())):
        home = tmp_path_factory.mktemp(name)
        write_report(press.fill(home / "warehouse", tables), home / "report", Scope(None, None, NOW), "ar")
        found[name] = home / "report"
    return found


@pytest.fixture
def ordinary(browser: Browser, folders: dict[str, Path]) -> Iterator[Opened]:
    found = opened(browser, folders["ordinary"], accept_downloads=True)
    yield found
    found.page.context.close()
    assert found.faults == [], "the console is silent and no network is asked"


@pytest.fixture
def hostile(browser: Browser, folders: dict[str, Path]) -> Iterator[Opened]:
    found = opened(browser, folders["hostile"])
    yield found
    found.page.context.close()
    assert found.faults == [], "nothing ran, nothing was asked for"


def test_from_a_chart_to_the_article_to_the_original(ordinary: Opened) -> None:
    page = ordinary.go("index.html")
    bar = page.locator("[data-chart=coverage] path[aria-label*='4 مارس 2024']").first
    bar.click()
    expect(page).to_have_url(page.url.split("#")[0] + "#from=2024-03-04&to=2024-03-04")
    page.locator(".results blockquote a").first.click()
    expect(page.locator("h1")).to_contain_text("الوزير: الانسحاب في موعده")
    way = page.locator(".sayings a.out").first
    assert unquote(str(way.get_attribute("href"))).startswith("https://okaz.example/1#:~:text=الانسحاب")
    assert {"noopener", "noreferrer"} <= set(str(way.get_attribute("rel")).split())


def test_search_finds_another_spelling(ordinary: Opened) -> None:
    page = ordinary.go("articles/a1.html")
    page.locator("#find").fill("إنسحابُ")
    page.locator("#find").press("Enter")
    expect(page.locator("[data-count]")).to_contain_text("3 قول")
    expect(page.locator(".results mark").first).to_have_text("انسحاب")
    page.locator("[data-filters] [name=q]").fill("هدي المرزوقى")
    expect(page.locator(".results .chips a")).to_have_text("هدى المرزوقي")
    page.locator(".results .chips a").click()
    expect(page.locator("h1")).to_have_text("هدى المرزوقي")


def test_filters_come_back_with_the_address_and_the_csv_is_that_of_the_query(
    ordinary: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = ordinary.go("index.html", fragment="#q=الراوى&act=deny&outlet=okaz&from=2024-03-05")
    expect(page.locator("[data-count]")).to_contain_text("1 قول")
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


def rows_of(text: str) -> list[dict[str, str]]:
    return sorted(csv.DictReader(text.splitlines()), key=lambda row: sorted(row.items()))


@pytest.mark.parametrize("fragment", ["#outlet=okaz", "#q=الراوى", "#act=deny&from=2024-03-05"])
def test_charts_show_what_the_filters_leave_with_the_query_that_gives_it(
    ordinary: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fragment: str
) -> None:
    page = ordinary.go("index.html", fragment=fragment)
    monkeypatch.chdir(ordinary.folder.parent)
    found = int(page.locator("[data-count]").inner_text().split()[0])
    for name, counted in (
        ("acts", "quotes"),
        ("by_whom", "quotes"),
        ("coverage", "articles"),
        ("by_outlet", "articles"),
    ):
        figure = page.locator(f"figure:has([data-chart={name}])")
        expect(figure.locator("[data-told]")).to_contain_text(str(found))
        figure.locator("summary").click()
        with page.expect_download() as waited:
            figure.locator("[data-csv]").click()
        exec(compile(figure.locator("code").inner_text(), "script", "exec"), {})
        rows = rows_of(capsys.readouterr().out)
        assert rows == rows_of(Path(waited.value.path()).read_text(encoding="utf-8")), name
        assert rows, name
        drawn = page.evaluate(f"marsad.narrowed.rows.{name}")
        acts = {row["act"].removeprefix("act.") for row in drawn} if name == "acts" else set()
        wanted = [row for row in rows if row.get("day") != "" and (name != "acts" or row["act"] in acts)]
        assert sum(row[counted] for row in drawn) == sum(int(row[counted]) for row in wanted), name
        expect(figure.locator("svg path[aria-label]")).to_have_count(len(drawn))


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


def test_pointing_and_moving_to_a_quote_says_what_is_known_of_it(ordinary: Opened) -> None:
    page = ordinary.go("articles/a3.html")
    page.locator("#q2").focus()
    card = page.locator(".card")
    expect(card).to_contain_text("اتهام")
    expect(card).to_contain_text("90%")
    expect(card).to_contain_text("مسمّى عند القول")
    assert page.locator("[data-card='2'].lit").count() == 1
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator(".content").first.hover()
    expect(card).to_contain_text("نفي")


def test_the_language_is_switched_and_remembered(ordinary: Opened) -> None:
    page = ordinary.go("index.html")
    assert page.evaluate("document.dir") == "rtl"
    page.locator("[data-switch=language]").click()
    assert (page.evaluate("document.dir"), page.evaluate("document.documentElement.lang")) == ("ltr", "en")
    expect(page.locator("#h-coverage")).to_have_text("Coverage")
    expect(page.locator("[data-chart=coverage]")).to_have_attribute("data-drawn", "en")
    page.locator("#outlets a").first.click()
    page.locator(".results .who").first.click()
    expect(page.locator("h2", has_text="What they said")).to_be_visible()
    assert "Salem al-Rawi" in page.locator("h1").inner_text()


@pytest.mark.parametrize("path", ["index.html", "articles/a3.html", "people/e1.html"])
def test_paper_is_white_has_no_controls_and_nothing_is_cut(
    browser: Browser, folders: dict[str, Path], path: str
) -> None:
    found = opened(browser, folders["ordinary"], color_scheme="dark", viewport={"width": 794, "height": 1123})
    page = found.go(path, query="?theme=dark")
    inks = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
    assert page.evaluate(inks, "--deny") == "#f0916b"
    page.emulate_media(media="print")
    assert [page.evaluate(inks, name) for name in ("--paper", "--ink", "--deny")] == ["#fff", "#000", "#b3441f"]
    for control in ("[data-search]", "[data-switch]", "[data-filters]", "button", ".query summary"):
        assert not any(one.is_visible() for one in page.locator(control).all()), control
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].every((one) => one.scrollHeight <= one.clientHeight + 1)"
    )
    if path.startswith("articles"):
        told = page.evaluate("getComputedStyle(document.querySelector('a.original'), '::after').content")
        assert "https://" in told
    page.context.close()
    assert found.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(browser: Browser, folders: dict[str, Path], scheme: Any) -> None:
    """Nothing that axe finds is serious or critical, on any kind of page, in either language, light or dark."""
    found = opened(browser, folders["ordinary"], color_scheme=scheme)
    for path in ("index.html", "articles/a3.html", "people/e1.html"):
        for language in ("ar", "en"):
            page = found.go(path, f"?lang={language}", "#act=deny" if path == "index.html" else "")
            if path == "index.html":
                page.locator(".results blockquote").first.wait_for()
                page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            for chart in page.locator("[data-chart]").all():
                expect(chart).to_have_attribute("data-drawn", language)
            _photograph(page, f"{path.split('/')[0].split('.')[0]}-{language}-{scheme}")
            violations = Axe().run(page, options={"preload": False}).response["violations"]
            grave = [
                (one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in ("serious", "critical")
            ]
            assert grave == [], f"{path} {language}"
    found.page.context.close()
    assert found.faults == []


def _photograph(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def test_hostile_texts_do_not_run_and_do_not_break_the_page(hostile: Opened) -> None:
    for path in ("index.html", "articles/a9.html", "articles/a8.html", "people/e9.html"):
        page = hostile.go(path, fragment="#q=انتهى" if path == "index.html" else "")
        if path == "index.html":
            page.locator(".results blockquote").first.wait_for()
        page.locator("[data-switch=language]").click()
        page.wait_for_function("document.documentElement.lang === 'en'")
        page.evaluate("localStorage.clear()")
        assert page.evaluate("[typeof window.stolen, document.querySelectorAll('img').length]") == ["undefined", 0]
        links = page.evaluate("[...document.links].map((one) => one.protocol)")
        assert set(links) <= {"file:", "https:"}, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path}: a word without end fits"


def test_a_script_that_got_in_would_not_run(hostile: Opened) -> None:
    """The policy of the page stops what escaping should have stopped before."""
    page = hostile.go("index.html")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.stolen=1\">')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.stolen=1'}))")
    page.wait_for_timeout(200)
    assert page.evaluate("typeof window.stolen") == "undefined"
    assert any("Content Security Policy" in fault for fault in hostile.faults)
    hostile.faults.clear()


def test_the_page_folds_as_python_does(ordinary: Opened) -> None:
    # Letters that Python's version of Unicode does not have yet may be folded by the browser's.
    every = "".join(chr(code) for code in range(0x20, 0x10000) if unicodedata.category(chr(code)) not in ("Cn", "Cs"))
    page = ordinary.go("index.html")
    page.wait_for_function("marsad.data.fold")
    found = page.evaluate("(letters) => Array.from(letters).map((one) => marsad.fold(one))", every)
    differ = [(letter, fold(letter), one) for letter, one in zip(every, found, strict=True) if fold(letter) != one]
    assert differ == []


def test_the_seeds_report_names_its_topic(seed_warehouse: Path, browser: Browser, tmp_path: Path) -> None:
    scope = Scope(load_topic(SEED_TOPIC), None, NOW)
    counts = write_report(filled(seed_warehouse), tmp_path / "report", scope, "en")
    quotes = pl.scan_parquet(seed_warehouse / "current/quotes/").select(pl.len()).collect().item()
    assert counts["quotes"] == quotes
    found = opened(browser, tmp_path / "report")
    page = found.go("index.html", fragment="#act=deny")
    assert page.locator("h1").inner_text() == "Withdrawal of US forces from Iraq"
    page.locator(".results blockquote a").first.click()
    expect(page.locator(".text .content").first).to_be_visible()
    assert found.faults == []
    page.context.close()
