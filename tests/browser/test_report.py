"""The report in a real browser, from disk: what an analyst does, and what hostile articles cannot do."""

import unicodedata
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
from tests.browser.reports import NOW, Opened, opened

SHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"


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
    expect(page.locator("[data-count]")).to_contain_text("3 أقوال")
    expect(page.locator(".results mark").first).to_have_text("انسحاب")
    page.locator("[data-filters] [name=q]").fill("هدي المرزوقى")
    expect(page.locator(".results .chips a")).to_have_text("هدى المرزوقي")
    page.locator(".results .chips a").click()
    expect(page.locator("h1")).to_have_text("هدى المرزوقي")


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
