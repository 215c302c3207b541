"""The commands that ask the tables, and the README's recipes, over a small made-up press."""

import csv
import json
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from flows import __main__ as command
from flows.command_show import show_article
from tests.flows import asked
from tests.tasks.report import press as made_up

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture(scope="module")
def press(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asked.fill(tmp_path_factory.mktemp("press"))


@pytest.fixture
def ask(press: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]):  # type: ignore[no-untyped-def]
    """Run a command; its status and what it wrote."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["marsad", *words, "--warehouse", str(press)])
        monkeypatch.setenv("COLUMNS", "120")
        try:
            command.main()
            status = 0
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def rows(answer: tuple[int, str, str]) -> list[dict[str, object]]:
    status, out, _ = answer
    assert status == 0
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("name", ["سالم الراوي", "الراوى", "راوي", "سَالِم الرّاوي"])
def test_a_speaker_is_found_in_every_spelling_and_in_part(ask, name: str) -> None:  # type: ignore[no-untyped-def]
    found = rows(ask("quotes", "--speaker", name, "--format", "jsonl"))
    assert {one["speaker"] for one in found} == {"سالم الراوي"}
    assert {one["outlet"] for one in found} == {"sabah", "nahar"}
    assert [one["published_at"] for one in found] == sorted((one["published_at"] for one in found), reverse=True)


@pytest.mark.parametrize("name", [".*", "(", "[ا-ي]", "الراوي|المرزوقي", "\\w", "'; import os"])
def test_what_is_given_is_no_regular_expression_and_no_python(ask, name: str) -> None:  # type: ignore[no-untyped-def]
    assert rows(ask("quotes", "--speaker", name, "--format", "jsonl")) == []


def test_a_speaker_is_found_by_id_and_by_an_id_of_before(ask, press: Path) -> None:  # type: ignore[no-untyped-def]
    (quote,) = rows(ask("people", "--name", "الراوي", "--format", "jsonl"))
    by_id = rows(ask("quotes", "--speaker", str(quote["entity_id"]), "--format", "jsonl"))
    assert by_id == rows(ask("quotes", "--speaker", "الراوي", "--format", "jsonl"))
    status, text, _ = ask("quotes", "--speaker", "gone", "--explain")
    assert status == 0
    assert "entity_redirects" in text


def test_filters_narrow_together(ask) -> None:  # type: ignore[no-untyped-def]
    denied = rows(ask("quotes", "--act", "deny", "--outlet", "nahar", "--format", "jsonl"))
    assert [(one["speaker"], one["content"]) for one in denied] == [("سالم الراوي", "وجود اتفاق جديد")]
    assert rows(ask("quotes", "--act", "deny", "--since", "2024-03-06", "--format", "jsonl")) == []
    until = rows(ask("quotes", "--until", "2024-03-04", "--format", "jsonl"))
    assert {one["outlet"] for one in until} == {"sabah"}


@pytest.mark.parametrize(
    ("about", "count"),
    [
        ("العراق", 6),
        ("عراق", 6),
        ('"القوات الامريكيه"', 0),
        ('"القوات الاميركيه" عراق', 6),
        ("انسحا*", 8),
        ("حاب", 0),
        (".*", 0),
        ("(", 0),
        ('"', 16),
    ],
)
def test_words_are_found_in_every_spelling_and_joined(ask, about: str, count: int) -> None:  # type: ignore[no-untyped-def]
    found = rows(ask("quotes", "--about", about, "--format", "jsonl"))
    assert len(found) == count


def test_topics_are_told_apart(ask) -> None:  # type: ignore[no-untyped-def]
    on_topic = rows(ask("quotes", "--topic", "iraq-us-withdrawal", "--format", "jsonl"))
    everything = rows(ask("quotes", "--format", "jsonl"))
    assert 0 < len(on_topic) <= len(everything)
    status, _, error = ask("quotes", "--topic", "no-such")
    assert status == 2
    assert "--topic no-such is in none of the tables; known are iraq-us-withdrawal." in error


def test_an_unknown_outlet_is_a_mistake_and_an_empty_answer_is_none(ask) -> None:  # type: ignore[no-untyped-def]
    status, _, error = ask("quotes", "--outlet", "nope")
    assert (status, error.count("\n")) == (2, 1)
    assert "known are masa, nahar, sabah" in error
    status, out, _ = ask("quotes", "--act", "promise", "--outlet", "masa")
    assert (status, out) == (0, "Nothing in the tables answers that.\n")


@pytest.mark.parametrize("words", [
    ("--act", "lie"), ("--kind", "odd"), ("--since", "yesterday"), ("--limit", "0"),
    ("--speaker", "\udcff"), ("--about", "\udcff"), ("--outlet", "\udcff"), ("--topic", "\udcff"),
])  # fmt: skip
def test_a_mistake_is_status_2(ask, words: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    assert ask("quotes", *words)[0] == 2


def test_csv_has_all_columns_and_quotes_what_must_be(ask) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = ask("quotes", "--format", "csv")
    table = list(csv.DictReader(StringIO(out)))
    assert status == 0
    assert len(table) == len(rows(ask("quotes", "--format", "jsonl")))
    assert {"quote_id", "article_id", "content", "confidence"} <= set(table[0])


def test_the_table_says_who_said_what(ask) -> None:  # type: ignore[no-untyped-def]
    _, out, _ = ask("quotes", "--act", "deny", "--limit", "1")
    assert re.search(r"2024-03-05 +nahar +deny +سالم الراوي", out)
    assert "وجود اتفاق جديد" in out


def test_people_are_counted_once_with_the_role_given_most(ask) -> None:  # type: ignore[no-untyped-def]
    first = rows(ask("people", "--format", "jsonl"))[0]
    assert (first["name"], first["outlets"], first["articles"]) == ("سالم الراوي", 2, 3)
    assert first["quotes"] == len(rows(ask("quotes", "--speaker", "سالم الراوي", "--format", "jsonl")))
    (other,) = rows(ask("people", "--outlet", "masa", "--format", "jsonl"))
    assert (other["name"], other["role"]) == ("هدى المرزوقي", "النائبة")


def test_the_timeline_adds_up(ask) -> None:  # type: ignore[no-untyped-def]
    everything = rows(ask("quotes", "--format", "jsonl"))
    for step in ("day", "week", "month"):
        found = rows(ask("timeline", "--by", step, "--format", "jsonl"))
        assert sum(int(str(one["quotes"])) for one in found) == len(everything)
    assert [one["month"] for one in found] == ["2024-04-01", "2024-03-01"]
    status, out, _ = ask("timeline", "--by", "month")
    assert status == 0
    assert "█" in out


def test_nobody_counts_as_no_speaker(ask, press: Path) -> None:  # type: ignore[no-untyped-def]
    said = pl.scan_parquet(f"{press}/current/quotes/").filter(pl.col("month") == "2024-03").collect()
    assert said["speaker_entity_id"].null_count() > 0
    march = rows(ask("timeline", "--by", "month", "--format", "jsonl"))[-1]
    assert march["speakers"] == len(set(said["speaker_entity_id"].drop_nulls()))


def test_a_damaged_file_is_one_sentence(press: Path, tmp_path: Path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    copy = tmp_path / "copy"
    shutil.copytree(press, copy, symlinks=True)
    for file in (copy / "current" / "quotes").resolve().rglob("*.parquet"):
        file.unlink()
        file.write_bytes(b"PAR1 and nothing more PAR1")
    for words in (["quotes"], ["timeline"], ["tables"], ["export", "--to", str(tmp_path / "out")]):
        monkeypatch.setattr(sys, "argv", ["marsad", *words, "--warehouse", str(copy)])
        with pytest.raises(SystemExit) as ended:
            command.main()
        told = capsys.readouterr().err
        assert (ended.value.code, "Traceback" in told) == (1, False), words
        assert "maintain --check-only" in told, words


@pytest.mark.parametrize("option", ["--speaker", "--about", "--topic"])
def test_an_empty_word_is_not_everything(ask, option: str) -> None:  # type: ignore[no-untyped-def]
    status, out, told = ask("quotes", option, "")
    assert (status, out) == (2, ""), 'as from --speaker "$UNSET"'
    assert "leave the option out" in " ".join(told.split())


def test_more_than_there_can_be_is_a_mistake(ask) -> None:  # type: ignore[no-untyped-def]
    for question in ("quotes", "people", "timeline"):
        status, _, told = ask(question, "--limit", str(1 << 32))
        assert (status, "Traceback" in told) == (2, False)


@pytest.mark.parametrize(
    "words",
    [
        ("quotes", "--speaker", "الراوي'\"\\", "--about", "القوات"),
        ("quotes", "--speaker", "الراوي", "--topic", "iraq-us-withdrawal", "--since", "2024-01-01"),
        ("people", "--outlet", "sabah"),
        ("timeline", "--by", "week"),
    ],
)
def test_what_is_explained_runs_alone_and_gives_the_same(ask, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    _, text, _ = ask(*words, "--explain")
    alone = subprocess.run(
        [sys.executable, "-c", text + "\nprint(found.write_ndjson(), end='')"],
        capture_output=True,
        text=True,
        check=True,
    )
    shown = rows(ask(*words, "--format", "jsonl"))
    assert [json.loads(line) for line in alone.stdout.splitlines()] == shown[:50]


def shown(press: Path, article: str, coloured: bool) -> str:
    screen = Console(file=StringIO(), force_terminal=coloured, color_system="standard" if coloured else None, width=200)
    show_article(article, False, press, screen)
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


def test_an_article_is_shown_with_its_quotes(ask, press: Path) -> None:  # type: ignore[no-untyped-def]
    (article,) = {str(one["article_id"]) for one in rows(ask("quotes", "--outlet", "masa", "--format", "jsonl"))}
    plain = shown(press, article[:10], coloured=False)
    assert "masa · 2024-03-06" in plain
    assert "revision 2" in plain
    assert re.search(r"\[\d انسحاب القوات الأميركية من العراق لم يتأخر \d\]", plain)
    assert re.search(
        r"^\[\d\] هدى المرزوقي \(النائبة\): state, indirect, named by explicit, confidence 0\.\d\d", plain, re.M
    )
    text = pl.read_parquet(press / "current/articles").filter(pl.col("article_id") == article, revision=2)["text"][0]
    coloured = shown(press, article, coloured=True)
    assert "\x1b[" in coloured
    letters = re.sub(r"\x1b\[[\d;]*m|\[\d\]|\s", "", coloured)
    assert re.sub(r"\s", "", text) in letters


def test_what_an_article_holds_turns_no_letters_around_on_the_screen(tmp_path: Path) -> None:
    made_up.fill(tmp_path, made_up.hostile())
    plain = shown(tmp_path, "a9", coloured=False)
    assert re.search("[\u202a-\u202e\u2066-\u2069]", plain) is None
    assert "\ufffdمقلوب\ufffd" in plain, "what was there is seen"
    assert "[2] مقلوب: state" in plain


@pytest.mark.parametrize(("article", "told"), [("", "begins with"), ("zz", "begins with"), ("\udcff", "no UTF-8")])
def test_an_unknown_article_is_a_mistake(ask, article: str, told: str) -> None:  # type: ignore[no-untyped-def]
    status, _, error = ask("show", article)
    assert status == 2
    assert told in error


COOKBOOK = README.read_text(encoding="utf-8").split("## Cookbook")[1].split("\n## ")[0]
for of_the_seed, of_the_press in {"سالم الدليمي": made_up.MINISTER, "حامد الموسوي": made_up.OPPOSITION}.items():
    COOKBOOK = COOKBOOK.replace(of_the_seed, of_the_press)
OPENING, *RECIPES = re.findall(r"^```python\n(.*?)^```", COOKBOOK, re.M | re.S)


def test_there_are_ten_recipes_and_two_for_duckdb() -> None:
    assert len(RECIPES) == 12
    assert sum("duckdb" in recipe for recipe in RECIPES) == 2


@pytest.mark.parametrize("recipe", RECIPES, ids=range(len(RECIPES)))
def test_recipes_find_something(recipe: str, press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "warehouse").symlink_to(press)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(OPENING + recipe, "README.md", "exec"), names)
    found = names["found"]
    assert isinstance(found, pl.DataFrame)
    assert found.height > 0
    assert found.width > 1
