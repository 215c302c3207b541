"""What is said by hand is read whole, and a fault in the file is one sentence."""

from pathlib import Path

import pytest

from tasks.model.errors import ConfigError
from tasks.resolution.corrections import NONE, load_corrections

A, B, C = "a" * 20, "b" * 20, "c" * 20


def written(folder: Path, text: str) -> Path:
    path = folder / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    return path


def merge(kept: str, gone: str) -> str:
    return f'  - {{keep: "{kept}", entities: ["{gone}"], because: x}}\n'


def test_the_projects_own_file_is_right() -> None:
    load_corrections()


def test_no_file_and_an_empty_one_say_nothing(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "none.yml") == NONE
    assert load_corrections(written(tmp_path, "# nothing\n")) == NONE


def test_merges_are_followed_to_their_end(tmp_path: Path) -> None:
    path = written(tmp_path, f"merge:\n{merge(B, A)}{merge(C, B)}")
    assert load_corrections(path).merged == {A: C, B: C}


def test_a_splits_id_hangs_on_entity_and_first_article_only(tmp_path: Path) -> None:
    one, two = (
        load_corrections(written(tmp_path, f'split:\n  - {{entity: "{A}", articles: [{articles}], because: x}}\n'))
        for articles in ("p", "p, q")
    )
    assert one.splits[0].entity_id == two.splits[0].entity_id != A
    assert two.splits[0].articles == {"p", "q"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("merge: [", "no YAML"),
        ("- merge", "must be a mapping"),
        ("join: []", "unknown key 'join'"),
        ("merge: yes", "merge must be a list"),
        ("merge:\n  - {keep: x, entities: [y]}", "no key because"),
        ("merge:\n  - {keep: x, entities: [y], because: z}", "is no entity_id"),
        (f'merge:\n  - {{keep: "{A}", entities: ["{A}"], because: z}}', "besides the one to keep"),
        (f'merge:\n  - {{keep: "{A}", entities: [12], because: z}}', "put ids in quotes"),
        (
            f"merge:\n{merge(A, B)}{merge(B, A)}",
            "in a circle",
        ),
        (
            f"merge:\n{merge(A, C)}{merge(B, C)}",
            "merged into two",
        ),
        (f'split:\n  - {{entity: "{A}", articles: [], because: z}}', "one article_id or more"),
    ],
)
def test_a_fault_is_told_in_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=r"corrections\.yml") as told:
        load_corrections(written(tmp_path, text))
    assert says in str(told.value)
    assert "\n" not in str(told.value)
