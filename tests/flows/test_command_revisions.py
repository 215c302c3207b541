"""`marsad revisions` shows what changed; a mistake is one sentence and status 2."""

import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from expectations.articles import ARTICLES
from flows import __main__ as command
from flows.command_revisions import difference, print_revisions
from tasks.storage import warehouse

DAY = datetime(2024, 3, 5, 12, tzinfo=UTC)
TEXTS = ("الوزير يعلن خطة\n\nقال الوزير إن 5 مدن جاهزة.", "الوزير يعلن خطة\n\nقال الوزير أمس إن 7 مدن جاهزة.")


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", "revisions", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A warehouse with an article of two revisions, and one of one whose id begins alike."""
    rows = [
        {"article_id": article_id, "revision": number, "text": TEXTS[number - 1], "change": change, "outlet": "sabah"}
        for article_id, number, change in (("ab12", 1, None), ("ab12", 2, 0.3), ("ab99", 1, None))
    ]
    same = dict.fromkeys(("capture_id", "headline", "content_hash", "duplicate_cluster", "version", "run_id"), "x")
    same |= {"language": "ar", "words": 7, "is_latest": True, "month": "2024-03", "truncated": False, "garbled": False}
    rows = [{**same, **row, "captured_at": DAY + timedelta(hours=int(str(row["revision"])))} for row in rows]
    frame = pl.DataFrame([{name: row.get(name) for name in ARTICLES.schema} for row in rows], schema=ARTICLES.schema)
    warehouse.commit(tmp_path, "one", {"articles": frame}, {})
    return tmp_path


def printed(folder: Path, article: str, coloured: bool) -> str:
    screen = Console(file=StringIO(), force_terminal=coloured, color_system="standard" if coloured else None, width=200)
    print_revisions(article, folder, screen)
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


@pytest.mark.parametrize("article", ["ab12", "ab1"], ids=["whole", "beginning"])
def test_revisions_are_listed_with_what_changed(folder: Path, article: str) -> None:
    assert printed(folder, article, coloured=False).splitlines() == [
        "Revision 1, captured 2024-03-05 13:00 UTC. sabah",
        "x",
        "Revision 2, captured 2024-03-05 14:00 UTC, 30.0% of the words changed. sabah",
        "الوزير يعلن خطة",
        "",
        "قال الوزير {+أمس+} إن [-5-] {+7+} مدن جاهزة.",
    ]


def test_colours_take_the_place_of_marks(folder: Path) -> None:
    shown = printed(folder, "ab12", coloured=True)
    assert "\x1b[4;32mأمس\x1b[0m" in shown, "what came: green, underlined"
    assert "\x1b[9;31m5\x1b[0m" in shown, "what went: red, struck through"
    assert "{+" not in shown


def test_words_in_brackets_are_no_markup() -> None:
    assert difference("a [red] b", "a [red] c", coloured=False).plain == "a [red] [-b-] {+c+}"


def test_long_unchanged_stretches_are_cut_short() -> None:
    long = " ".join(f"كلمة{number}" for number in range(300))
    shown = difference(f"أ {long}", f"ب {long}", coloured=False).plain
    assert shown.startswith("[-أ-] {+ب+}")
    assert (" … " in shown, shown.endswith("كلمة299"), len(shown) < 200) == (True, True, True)


def test_an_unknown_article_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for article in ("zz", ""):
        assert status(monkeypatch, article, "--warehouse", str(folder)) == 2
        assert capfd.readouterr().err == f"marsad: No article_id in {folder} begins with '{article}'.\n"


def test_a_beginning_of_two_ids_names_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status(monkeypatch, "ab", "--warehouse", str(folder)) == 2
    said = f"marsad: 2 article_ids in {folder} begin with 'ab': ab12, ab99. Give more of it.\n"
    assert capfd.readouterr().err == said


def test_where_there_is_no_warehouse_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status(monkeypatch, "a", "--warehouse", str(tmp_path / "none")) == 2
    assert "There are no tables in" in capfd.readouterr().err
