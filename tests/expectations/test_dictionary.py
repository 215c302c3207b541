"""The data dictionary says of every column what its declaration says."""

import polars as pl
import pytest

from expectations import dictionary
from expectations.contract import UTC_TIME
from expectations.tables import TABLES


def test_every_table_and_column_is_explained():
    text = dictionary.dictionary()
    for table in TABLES.values():
        section = text.split(f"### {table.name}\n")[1].split("\n### ")[0]
        assert table.row in section
        for column in table.columns:
            (line,) = [line for line in section.splitlines() if line.startswith(f"| `{column.name}` |")]
            assert column.description in line
            assert all(f"`{value}`" in line for value in column.values or ())


@pytest.mark.parametrize(
    ("dtype", "said"),
    [
        (pl.String, "text"),
        (pl.Int32, "integer"),
        (UTC_TIME, "time (UTC)"),
        (pl.List(pl.Struct({"name": pl.String, "mentions": pl.Int32})), "list of {name: text, mentions: integer}"),
    ],
)
def test_types_are_said_in_words(dtype, said):
    assert dictionary.words(dtype) == said


def test_a_stale_dictionary_fails_the_check_and_is_written_anew(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"# Title\n{dictionary.BEGIN}\nold\n{dictionary.END}\n## Next\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="stale"):
        dictionary.main(["--check"], readme)
    assert "old" in readme.read_text(encoding="utf-8"), "a check writes nothing"
    dictionary.main([], readme)
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("# Title\n")
    assert text.endswith("## Next\n")
    assert "### quotes" in text
    assert "up to date" in dictionary.main(["--check"], readme)


def test_a_readme_without_the_marks_is_refused(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("# Title\n", encoding="utf-8")
    with pytest.raises(ValueError, match="must stand in the README"):
        dictionary.main([], readme)
