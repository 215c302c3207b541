"""The lines that the warehouse's README shows work as they stand."""

import re
from pathlib import Path

import polars as pl

from tasks.storage import warehouse

README = Path(__file__).resolve().parents[3] / "warehouse" / "README.md"


def test_every_python_block_runs_on_a_warehouse(tmp_path, made, monkeypatch):
    first = made.batch("a", 0)
    warehouse.commit(tmp_path / "warehouse", "one", first, {})
    warehouse.commit(tmp_path / "warehouse", "two", made.batch("a", 1), {})
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    rows = []
    for block in re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S):
        exec(block, names)
        quotes = names["quotes"]
        assert isinstance(quotes, pl.LazyFrame)
        rows.append(quotes.collect().height)
    assert rows == [2 * made.ARTICLES, 2 * made.ARTICLES, made.ARTICLES], "now, now, and at the first entry"


def test_every_path_it_names_is_there(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    named = re.findall(r"^\| `([^`]+)` \|", README.read_text(encoding="utf-8"), re.M)
    made_by_others = {"data-docs/index.html", "report/", ".staging/"}
    assert [path for path in named if path not in made_by_others and not (tmp_path / path).exists()] == []
