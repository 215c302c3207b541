"""The tables and lists of a report's first page follow its filters, and so do their CSV and the scripts beside them."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import polars as pl
import pytest
from playwright.sync_api import Browser, Page, expect

from tasks.report.lists import NARROWED
from tasks.report.spikes import spikes
from tasks.report.strings import counted
from tests.browser.reports import Opened, opened
from tests.tasks.report import crowd, press

TABLES = crowd.crowd()
QUOTES, LATEST = TABLES["quotes"], TABLES["articles"].filter(pl.col("is_latest"))
EVIL_OUTLET = f"#outlet={quote(f'x{press.EVIL}')}"
FILTERS = (
    "#outlet=okaz", "#q=الراوى", "#act=deny&from=2024-03-07", "#speaker=e3&kind=indirect", "#outlet=-",
    "#outlet=sabq&to=2024-03-12&speaker=e1", "#q=الجسر&outlet=alriyadh", EVIL_OUTLET,
)  # fmt: skip


def narrowed(report: Opened, fragment: str, query: str = "") -> Page:
    """The first page with these filters at work and everything unfolded."""
    page = report.go("index.html", query, fragment)
    page.wait_for_function("marsad.narrowed")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    return page


def cells(text: str) -> list[list[str | float]]:
    """The cells of CSV; numbers as such, for JavaScript writes 1 where polars writes 1.0."""
    return [[_number(cell) for cell in row] for row in csv.reader(text.splitlines())]


def _number(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


def csv_of(page: Page, name: str) -> str:
    with page.expect_download() as waited:
        page.locator(f"[data-query={name}] a").click()
    return Path(waited.value.path()).read_text(encoding="utf-8")


def shown(page: Page, name: str) -> list[list[str]]:
    """The texts of a narrowed table's cells."""
    rows = f"[...document.querySelectorAll('[data-now={name}] tbody tr')]"
    found: list[list[str]] = page.evaluate(f"{rows}.map((row) => [...row.cells].map((one) => one.innerText.trim()))")
    return found


def check_csv(report: Opened, page: Page, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Compare the CSV of every list with what the script beside it prints; the lists that differ from those of all."""
    narrower = set()
    for name in NARROWED:
        exec(compile(str(page.locator(f"[data-query={name}] code").text_content()), "script", "exec"), {})
        again = cells(capsys.readouterr().out)
        assert cells(csv_of(page, name)) == again, name
        if again != cells((report.folder / f"data/{name}.csv").read_text(encoding="utf-8")):
            narrower.add(name)
    return narrower


@pytest.mark.parametrize("fragment", FILTERS)
def test_the_csv_of_every_narrowed_list_comes_again_by_the_script_beside_it(
    crowded: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fragment: str
) -> None:
    monkeypatch.chdir(crowded.folder.parent)
    narrower = check_csv(crowded, narrowed(crowded, fragment), capsys)
    assert {"coverage", "speakers", "acts", "outlets"} <= narrower


def test_in_a_report_of_a_topic_and_a_time_scripts_narrow_what_these_leave(
    browser: Browser, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = opened(browser, folders["scoped"], accept_downloads=True)
    monkeypatch.chdir(report.folder.parent)
    for fragment in ("#act=affirm", "#outlet=sabq"):
        assert "outlets" in check_csv(report, narrowed(report, fragment), capsys)
    report.page.context.close()
    assert report.faults == []


def test_tables_show_what_the_filters_leave(crowded: Opened) -> None:
    page = narrowed(crowded, "#outlet=okaz", "?lang=en")
    said, published = (rows.filter(pl.col("outlet") == "okaz") for rows in (QUOTES, LATEST))
    direct, unnamed = (
        said.select(is_so.mean()).item() for is_so in (pl.col("kind") == "direct", pl.col("speaker_type") == "UNNAMED")
    )
    counts = [published.height, "", 1, said.height, said["speaker_entity_id"].drop_nulls().n_unique()]
    assert shown(page, "outlets") == [["Okaz", *map(str, counts), f"{direct:.0%}", f"{unnamed:.0%}"]]
    of_speaker = (
        said.drop_nulls("speaker_entity_id")
        .group_by("speaker_entity_id")
        .len()
        .sort("len", "speaker_entity_id", descending=[True, False])
    )
    assert [row[1:] for row in shown(page, "speakers")] == [[str(n), f"Okaz {n}"] for n in of_speaker["len"]]
    days = published.drop_nulls("published_at").group_by(pl.col("published_at").dt.date()).len().sort("published_at")
    assert [[row[0], row[1]] for row in shown(page, "coverage") if row[1] != "0"] == [
        [f"{day:%-d %B %Y}", str(count)] for day, count in days.iter_rows()
    ]
    shown_acts = said.filter(pl.col("act").is_in(["deny", "accuse", "affirm"]) & pl.col("published_at").is_not_null())
    assert sum(int(row[2]) for row in shown(page, "acts")) == shown_acts.height
    assert [row[0] for row in shown(page, "revised")] == ["عنوان الخبر 5"]
    whole = page.locator("[data-list=outlets]")
    expect(whole).to_be_hidden()
    page.locator("[data-filters] [type=reset]").click()
    expect(whole).to_be_visible()
    expect(page.locator("[data-now]")).to_have_count(0)


def test_lists_keep_what_hangs_on_a_quote_that_is_left(crowded: Opened) -> None:
    page = narrowed(crowded, "#outlet=sabq&act=affirm", "?lang=en")
    repeated, turns = page.locator("[data-now=repeated] .saying"), page.locator("[data-now=turns] .pair")
    expect(repeated).to_have_count(1)
    expect(repeated).to_contain_text("Okaz · Sabq")
    of_sabq = QUOTES.filter((pl.col("outlet") == "sabq") & (pl.col("act") == "affirm"))
    expect(page.locator("[data-count]")).to_contain_text(counted("en", "quote", str(of_sabq.height)))
    for pair in turns.all():
        told = pair.locator(".saying").evaluate_all("(both) => both.map((one) => one.innerText)")
        assert any("affirm" in one and "Sabq" in one for one in told), (
            "one of a pair is left, the other may be another's"
        )
        assert any("deny" in one for one in told)
    assert turns.count()
    page = narrowed(crowded, "#act=accuse", "?lang=en")
    expect(page.locator("[data-now=repeated]")).to_have_text("Nothing.")
    expect(page.locator("[data-now=turns]")).to_have_text("Nothing.")


def test_outlets_and_speakers_choose_among_those_that_not_all_quote(crowded: Opened) -> None:
    page = narrowed(crowded, "#outlet=okaz", "?lang=en")
    assert [row[0] for row in shown(page, "one_sided")] == ["Salem al-Rawi", crowd.SPOKESMAN]
    page = narrowed(crowded, "#outlet=okaz&speaker=e3", "?lang=en")
    assert [row[0] for row in shown(page, "one_sided")] == [crowd.SPOKESMAN]
    assert shown(page, "one_sided")[0][2].endswith("3/4"), "of all outlets that the other filters leave"


def test_what_stands_out_is_of_what_the_filters_leave(crowded: Opened) -> None:
    page = narrowed(crowded, "#act=deny", "?lang=en")
    facts = dict(
        page.locator("[data-now=facts] li").evaluate_all(
            "(all) => all.map((one) => [one.querySelector('h3').innerText, one.querySelector('b').innerText])"
        )
    )
    denied = QUOTES.filter(pl.col("act") == "deny")
    assert facts["New in the last run"] == facts["Denials and accusations"] == str(denied.height)
    assert facts["Most quoted"] == "Salem al-Rawi"
    assert facts["Affirmed and denied"] == str(page.evaluate("marsad.narrowed.turns.length"))
    assert facts["Silent edits"] == str(len(shown(page, "revised")))


def test_days_stand_out_with_their_names_among_what_the_filters_leave_as_in_python(crowded: Opened) -> None:
    page = narrowed(crowded, "#from=2024-03-05&to=2024-03-15")
    within = pl.col("published_at").is_between(datetime(2024, 3, 5, tzinfo=UTC), datetime(2024, 3, 16, tzinfo=UTC))
    day = pl.col("published_at").dt.date().alias("day")
    counted = dict(LATEST.filter(within).group_by(day).len().iter_rows())
    days = pl.date_range(min(counted), max(counted), eager=True)
    named = (
        TABLES["mentions"]
        .filter(within)
        .group_by(day, "entity_id")
        .agg(pl.col("article_id").n_unique().alias("articles"))
    )
    wanted = spikes({one: counted.get(one, 0) for one in days}, named)
    found = page.evaluate("marsad.narrowed.spikes")
    assert [(one["at"], one["articles"], one["usual"]) for one in found] == [
        (str(one.day), one.articles, one.usual) for one in wanted
    ]
    assert [[(who["id"], who["articles"]) for who in one["drivers"]] for one in found] == [
        [(who.entity_id, who.articles) for who in one.drivers] for one in wanted
    ]
    assert [who.entity_id for one in wanted for who in one.drivers] == ["e4"]
    expect(page.locator("[data-now=coverage] tr.spike td").last).to_have_text(f"{crowd.DAM} (14)")
    expect(page.locator("[data-now=facts]")).to_contain_text(crowd.DAM)
    expect(page.locator("[data-chart=coverage] svg")).to_contain_text(crowd.DAM)


def test_filters_in_the_address_narrow_again_what_is_opened_anew_in_either_language(crowded: Opened) -> None:
    page = narrowed(crowded, "#speaker=e2&outlet=okaz")
    expect(page.locator("[data-now=outlets] th[scope=row]")).to_have_text("عكاظ")
    before = shown(page, "speakers")
    page.reload()
    page.wait_for_function("marsad.narrowed")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert shown(page, "speakers") == before
    page.locator("[data-switch=language]").click()
    expect(page.locator("[data-now=outlets] th[scope=row]")).to_have_text("Okaz")
    expect(page.locator("[data-now=outlets] th[scope=col]").first).to_have_text("Outlet")
    assert before[0][2] == "عكاظ 6"
    assert shown(page, "speakers")[0][2] == "Okaz 6"


def test_from_the_keyboard_a_row_narrows_and_the_page_says_so(crowded: Opened) -> None:
    page = narrowed(crowded, "#act=deny")
    link = page.locator("[data-now=outlets] a").first
    assert page.evaluate("document.activeElement === document.body"), "an address that is opened takes no focus"
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#explore h2")).to_be_focused()
    assert page.url.endswith("#act=deny&outlet=okaz")
    expect(page.locator("[role=status]")).to_contain_text("وتتبعها الرسوم والجداول والقوائم")
    assert len(shown(page, "outlets")) == 1
    expect(page.locator("#quality [data-narrowed]")).to_be_visible()


def test_hostile_names_are_text_in_narrowed_lists(crowded: Opened) -> None:
    page = narrowed(crowded, EVIL_OUTLET)
    assert shown(page, "outlets")[0][0] == f"x{press.EVIL}"
    assert shown(page, "revised")[0][:2] == [press.EVIL, f"x{press.EVIL}"]
    assert page.evaluate("[typeof window.stolen, document.querySelectorAll('img').length]") == ["undefined", 0]


def test_paper_has_the_narrowed_lists_and_a_page_without_scripts_all(crowded: Opened, browser: Browser) -> None:
    page = crowded.go("index.html", "", "#outlet=okaz")
    page.wait_for_function("marsad.narrowed")
    page.emulate_media(media="print")
    expect(page.locator("[data-now=outlets]")).to_be_visible()
    expect(page.locator("[data-list=outlets]")).to_be_hidden()
    still = opened(browser, crowded.folder, java_script_enabled=False)
    page = still.go("index.html", "", "#outlet=okaz")
    expect(page.locator("[data-list=outlets] tbody tr")).to_have_count(5)
    expect(page.locator("[data-list=outlets]")).to_be_visible()
    assert not any(one.is_visible() for one in page.locator("[data-narrowed]").all())
    page.context.close()


def test_filters_that_ask_nothing_and_those_that_leave_nothing(crowded: Opened) -> None:
    page = narrowed(crowded, "#speaker=nobody", "?lang=en")
    for name in ("outlets", "speakers", "one_sided", "acts", "repeated", "turns", "revised"):
        expect(page.locator(f"[data-now={name}]")).to_have_text("Nothing.")
    page.locator("[data-filters] [type=reset]").click()
    page.locator("[data-filters] [name=q]").fill(" ")
    expect(page).to_have_url(f"{page.url.split('#')[0]}#q=+")
    expect(page.locator("[data-list=outlets]")).to_be_visible()
    expect(page.locator("[data-now]")).to_have_count(0)
