"""A report on paper: white, without controls, with nothing cut, and with the addresses that a screen would follow."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.reports import Opened, opened

PAPER: ViewportSize = {"width": 686, "height": 1009}  # pixels of A4 between margins of 14 mm
CONTROLS = ("[data-search]", "[data-switch]", "[data-filters]", "button", ".query summary", ".screen", ".contents")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["index.html", "articles/a3.html", "people/e1.html"])
def test_paper_is_white_has_no_controls_and_nothing_is_cut(
    browser: Browser, folders: dict[str, Path], path: str, language: str
) -> None:
    found = opened(browser, folders["ordinary"], color_scheme="dark", viewport=PAPER)
    page = found.go(path, f"?theme=dark&lang={language}", "#act=deny" if path == "index.html" else "")
    if path == "index.html":
        page.locator(".results blockquote").first.wait_for()
    inks = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
    assert page.evaluate(inks, "--deny") == "#f0916b"
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert [page.evaluate(inks, name) for name in ("--paper", "--ink", "--deny")] == ["#fff", "#000", "#b3441f"]
    for control in CONTROLS:
        assert not any(one.is_visible() for one in page.locator(control).all()), control
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = """[...document.querySelectorAll('.scroll, .margin, [data-chart]')].filter((one) =>
        one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML)"""
    assert page.evaluate(cut) == []
    page.context.close()
    assert found.faults == []


def test_a_chart_is_drawn_as_wide_as_paper_and_narrower_paper_leaves_no_blanks_around_it(ordinary: Opened) -> None:
    page = ordinary.go("index.html")
    place = page.locator("[data-chart=coverage]")
    expect(place).to_have_attribute("data-drawn", "ar")
    assert drawn(page)[0] > PAPER["width"]
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    width, height = drawn(page)
    assert PAPER["width"] - 60 < width <= PAPER["width"]
    place.evaluate("(one) => { one.style.width = '400px'; }")
    shown = place.locator("svg").bounding_box()
    assert shown is not None
    assert shown["width"] <= 400
    assert abs(shown["height"] / shown["width"] - height / width) < 0.01
    place.evaluate("(one) => { one.style.width = ''; }")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert drawn(page)[0] > PAPER["width"], "on the screen it is again as wide as that"


def drawn(page: Page) -> tuple[float, float]:
    """How wide and high the chart of coverage was drawn, in pixels."""
    _, _, width, height = str(page.locator("[data-chart=coverage] svg").get_attribute("viewBox")).split()
    return float(width), float(height)


def behind(link: Locator) -> str:
    """What paper shows behind a link."""
    told: str = link.evaluate("(one) => getComputedStyle(one, '::after').content")
    return told


def test_paper_has_the_filters_in_words_and_the_addresses_of_originals(ordinary: Opened) -> None:
    page = ordinary.go("index.html", fragment="#act=deny&outlet=okaz")
    page.locator(".results blockquote").first.wait_for()
    expect(page.locator("[data-filtered]")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("[data-filtered]")).to_have_text("الوسيلة: عكاظ · الفعل: نفي")
    expect(page.locator(".results blockquote")).to_be_visible()
    assert "https://okaz.example/3" in behind(page.locator(".results a.out"))
    for path, link in (("people/e1.html", ".saying a.out"), ("articles/a3.html", "a.original")):
        page = ordinary.go(path)
        assert "https" not in behind(page.locator(link).first)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert "https://okaz.example/3" in behind(page.locator(link).first)


def test_an_address_on_paper_is_in_letters_and_hides_none_that_turn_others_around(ordinary: Opened) -> None:
    page = ordinary.go("index.html")
    address = "https://okaz.example/%D8%AE%D8%A8%D8%B1?a=%E2%80%AE%20b#:~:text=x"
    assert page.evaluate("marsad.addressOf", address) == "https://okaz.example/خبر?a=%E2%80%AE%20b"
    assert page.evaluate("marsad.addressOf('https://okaz.example/%FF')") == "https://okaz.example/%FF"
