"""The README is true: its commands, tables, columns and settings exist, and its example runs."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import polars as pl
import pytest
import typer.main

from expectations.tables import TABLES
from expectations.vocabulary import EVENTS, READERS
from flows.__main__ import app, main
from tasks.model.settings import Settings
from tasks.queries.quotes import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.M | re.S)
SHELL = [line for language, body in BLOCKS if language == "sh" for line in body.splitlines() if line]
MARSAD = [line for line in SHELL if line.startswith("marsad")]
ASKING = [line for line in MARSAD if line.split()[1] in {"quotes", "people", "timeline", "show", "revisions"}]
COOKBOOK = README.split("## Cookbook")[1].split("\n## ")[0]
OPENING, *_ = re.findall(r"^```python\n(.*?)^```", COOKBOOK, re.M | re.S)
RECIPES = re.findall(r"^\*\*(.+?)\*\*.*?^```python\n(.*?)^```", COOKBOOK, re.M | re.S)
WITHOUT_ANSWER = {
    "Who had a story first, and who took it over?",
    "Where was a statement repeated?",
    "Which articles were changed without a word?",
}
DICTIONARY = README.split("<!-- dictionary:begin -->")[1].split("<!-- dictionary:end -->")[0]


def command(name: str) -> click.Command:
    group = typer.main.get_command(app)
    return group.commands[name]  # type: ignore[attr-defined]


def test_there_are_commands_to_check() -> None:
    assert len(MARSAD) >= 4
    assert {"make run", "make test"} <= set(SHELL)


@pytest.mark.parametrize("line", MARSAD)
def test_marsads_commands_and_options_are_real(line: str) -> None:
    _, name, *words = shlex.split(line)
    known = {option for parameter in command(name).params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("make")])
def test_make_targets_are_real(line: str) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert line.split()[1] in targets


@pytest.mark.parametrize("name", re.findall(r"`(marsad \w+)", README))
def test_commands_in_the_text_are_real(name: str) -> None:
    assert command(name.split()[1]).help


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:flows|tasks|seeds|expectations)/[\w./-]*)`", README))))
def test_paths_are_real(path: str) -> None:
    assert (ROOT / path).exists()


def test_settings_are_real_and_all_named() -> None:
    named = set(re.findall(r"MARSAD_[A-Z_]+", README))
    assert named == {f"MARSAD_{name.upper()}" for name in Settings.model_fields}


def test_every_event_is_described() -> None:
    told = dict(re.findall(r"^\| `(marsad\.[\w.]+)` \| (.+) \|$", README, re.M))
    assert {event: said.replace("`", "") for event, said in told.items()} == EVENTS


def test_every_table_is_described() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", README.split("## Open a table")[0], re.M)) == set(TABLES)


def test_the_dictionary_is_that_of_the_declarations() -> None:
    from expectations.dictionary import dictionary

    assert DICTIONARY.strip() == dictionary().strip()
    for table in TABLES.values():
        assert [column.name for column in table.columns if f"`{column.name}`" not in DICTIONARY] == []


def test_the_example_runs(
    seed_warehouse: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = next(body for language, body in BLOCKS if language == "python")
    assert len(example.splitlines()) == 3
    monkeypatch.chdir(seed_warehouse.parent)
    with pl.Config(tbl_rows=50, fmt_str_lengths=200):
        exec(compile(example, "README.md", "exec"), {})
    assert "السلطات العراقية" in capsys.readouterr().out


def test_every_tool_reads_the_same(seed_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = README.split("### With other tools")[1].split("\n## ")[0]
    monkeypatch.chdir(seed_warehouse.parent)
    found = []
    for block in re.findall(r"^```python\n(.*?)^```", part, re.M | re.S):
        names: dict[str, Any] = {}
        exec(compile(block, "README.md", "exec"), names)
        found.append(sorted(names["quotes"]["quote_id"]))
    assert len(found) == 4
    assert found[0]
    assert found == [found[0]] * 4


@pytest.mark.parametrize("line", ASKING)
def test_questions_have_an_answer_after_make_run(
    line: str, seed_warehouse: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    name, *words = shlex.split(line.split(" > ")[0])[1:]
    rows = [] if name in {"show", "revisions"} else ["--format", "jsonl"]
    monkeypatch.setattr(sys, "argv", ["marsad", name, *words, *rows, "--warehouse", str(seed_warehouse)])
    with pytest.raises(SystemExit, match="0"):
        main()
    assert capfdbinary.readouterr().out


@pytest.mark.parametrize(("title", "body"), RECIPES, ids=[title for title, _ in RECIPES])
def test_recipes_have_an_answer_after_make_run(
    title: str, body: str, seed_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(seed_warehouse.parent)
    names: dict[str, Any] = {}
    exec(compile(OPENING + body, "README.md", "exec"), names)
    assert bool(len(names["found"])) == (title not in WITHOUT_ANSWER)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_days_in_duckdb_are_those_of_utc_wherever_it_runs(zone: str, seed_warehouse: Path) -> None:
    recipe = next(body for _, body in BLOCKS if "accusations" in body and "duckdb" in body)
    told = "print(sorted(map(str, found['day'])))"
    asked = [sys.executable, "-c", f"{recipe}\n{told}"]
    answer = subprocess.run(
        asked, cwd=seed_warehouse.parent, env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "['2021-11-19', '2021-12-09']\n"


def test_the_columns_of_the_answers_of_quotes_are_named() -> None:
    named = README.split("Those of `quotes`")[1].split("by which")[0]
    assert re.findall(r"`(\w+)`", named) == list(COLUMNS)


@pytest.mark.parametrize("name", re.findall(r"^reader = \"(\w+)\"", README, re.M))
def test_readers_are_real(name: str) -> None:
    assert name in READERS


def test_topics_are_given_as_a_file_or_by_their_id_as_is_said() -> None:
    of_files, of_ids = re.findall(r"^\* `--topic` of (.+?) is the topic's file; of (.+?), which", README, re.M | re.S)[
        0
    ]
    for said, metavar in ((of_files, "FILE"), (of_ids, "ID")):
        for name in re.findall(r"`([\w ]+)`", said):
            assert metavar_of_topic(*name.split()) == metavar


def metavar_of_topic(name: str, *below: str) -> str | None:
    found = command(name)
    for one in below:
        found = found.commands[one]  # type: ignore[attr-defined]
    return next(parameter.metavar for parameter in found.params if "--topic" in parameter.opts)
