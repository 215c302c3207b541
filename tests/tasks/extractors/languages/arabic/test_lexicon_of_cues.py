"""The words that report are data: a row in the lexicon is all that a new verb needs."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tasks.extractors.annotate import annotate
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Document
from tasks.storage import seeds
from tasks.text.normalize import fold

VERBS = "lexicons/ar/reporting-verbs.csv"
CLASSES = "lexicons/ar/function-words.csv"
ROOT = Path(__file__).resolve().parents[5]
# Rare in today's papers: to say loudly. The lexicon lacks it, as the first test shows.
ROW = "جهور,يجهور,مجهورا,جهورة,affirm,that quote ب+"
CLAUSE = "المعابر ستفتح غدا"

REPORTING = {
    "perfect": ("جهور", f"جهور الوزير سامر الحلبي أن {CLAUSE}."),
    "perfect, feminine": ("جهورت", f"وجهورت الوزيرة هدى الشامي أن {CLAUSE}."),
    "perfect, plural": ("جهوروا", f"وصل النواب ثم جهوروا أن {CLAUSE}."),
    "perfect, dual": ("جهورا", f"وجهورا أن {CLAUSE}."),
    "imperfect": ("يجهور", f"ويجهور الوزير سامر الحلبي أن {CLAUSE}."),
    "imperfect, feminine": ("تجهور", f"تجهور الوزيرة هدى الشامي بأن {CLAUSE}."),
    "imperfect, plural": ("يجهورون", f"والنواب يجهورون أن {CLAUSE}."),
    "future": ("سيجهور", f"وسيجهور الوزير سامر الحلبي أن {CLAUSE}."),
    "future, feminine": ("ستجهور", f"وستجهور الوزيرة هدى الشامي أن {CLAUSE}."),
    "participle": ("مجهورا", f"وزار الوزير سامر الحلبي المرفأ، مجهورا أن {CLAUSE}."),
    "participle with tanwin": ("مجهوراً", f"وزار الوزير سامر الحلبي المرفأ، مجهوراً أن {CLAUSE}."),
    "participle, feminine": ("مجهورة", f"وزارت الوزيرة هدى الشامي المرفأ، مجهورة أن {CLAUSE}."),
    "participle, plural": ("مجهورين", f"وزار النواب المرفأ، مجهورين أن {CLAUSE}."),
    "verbal noun with its owner": ("جهورته", f"وغادر الوزير سامر الحلبي القاعة مع جهورته أن {CLAUSE}."),
    "verbal noun before its owner": ("جهورة", f"وغادر النواب القاعة بعد جهورة الوزير أن {CLAUSE}."),
    "behind a colon": ("جهور", f"وجهور الوزير سامر الحلبي: {CLAUSE}."),
    "in a headline's order": ("يجهور", f"الوزير سامر الحلبي يجهور أن {CLAUSE}."),
}


def forget() -> None:
    """Let every cache of the project read the seeds anew; names and places cost 0.4 s and do not depend on verbs."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "tasks":
            for value in list(vars(module).values()):
                kept = isinstance(value, type) or getattr(value, "__module__", "").endswith("gazetteers")
                if hasattr(value, "cache_clear") and not kept:
                    value.cache_clear()


@pytest.fixture
def add_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Adds a row to a copy of the lexicon that the code reads until the test is over."""
    copy = tmp_path / "seeds"
    shutil.copytree(seeds.SEEDS, copy)
    monkeypatch.setattr(seeds, "SEEDS", copy)

    def add(row: str) -> None:
        with (copy / VERBS).open("a", encoding="utf-8") as lines:
            lines.write(row + "\n")
        forget()

    yield add
    monkeypatch.undo()
    forget()


def cues_and_contents(body: str) -> list[tuple[str, str, str]]:
    text = f"أخبار من المنطقة\n\n{body}"
    return [(one.cue.of(text), one.content.of(text), one.act) for one in annotate(Document(text)).quotes]


@pytest.mark.parametrize(("cue", "body"), REPORTING.values(), ids=REPORTING.keys())
def test_a_row_makes_every_form_report(add_row: Callable[[str], None], cue: str, body: str) -> None:
    assert cues_and_contents(body) == [], "without its row the verb reports nothing"
    add_row(ROW)
    assert cues_and_contents(body) == [(cue, CLAUSE, "affirm")], "one row, no code"


def test_the_row_says_what_the_verb_takes(add_row: Callable[[str], None]) -> None:
    body = "وجهور الوزير سامر الحلبي بفتح المعابر."
    add_row(ROW.removesuffix(" ب+"))
    assert cues_and_contents(body) == [], "a verb that takes no بـ has no content behind one"
    add_row(ROW.replace("جهور", "زمجر"))
    assert cues_and_contents(body.replace("جهور", "زمجر")) == [("زمجر", "فتح المعابر", "affirm")]


def test_the_lexicon_is_the_projects_again_after_a_test() -> None:
    assert "جهور" not in cue_words(), "a row of a test must not leak into other tests"


# What holds a clause together: a form that is one of these and always reported would report everywhere.
FUNCTION_WORDS = ("that", "relative", "question", "auxiliary", "pronominal", "resumptive", "then", "opens_clause")
# These have members that look like a rare form of a verb (عبر, بين, دون, هنا); the row says so.
AMBIGUOUS = ("preposition", "negation", "determiner", "anaphora")


@pytest.mark.parametrize("row", seeds.rows(VERBS), ids=lambda row: row["lemma"])
def test_every_row_makes_forms(row: dict[str, str]) -> None:
    shapes = {"lemma": "finite", "imperfect": "finite", "participle": "hal", "masdar": "masdar"}
    for column, shape in shapes.items():
        words = cue_words().get(fold(row[column]), ()) if row[column] else ()
        known = {(word.lemma, word.shape, word.act) for word in words}
        assert not row[column] or (row["lemma"], shape, row["act"]) in known, f"{column} {row[column]}"


@pytest.mark.parametrize("word_class", FUNCTION_WORDS)
def test_no_form_is_a_function_word(word_class: str) -> None:
    assert members(word_class), "the class is in the lexicon"
    assert [word for word in members(word_class) if word in cue_words()] == []


@pytest.mark.parametrize("word_class", AMBIGUOUS)
def test_a_form_that_is_a_function_word_too_is_marked_as_ambiguous(word_class: str) -> None:
    assert members(word_class), "the class is in the lexicon"
    sure = [
        (word, cue.lemma)
        for word in members(word_class)
        for cue in cue_words().get(word, ())
        if not cue.frames & {"weak", "opens"}
    ]
    assert sure == [], "its row needs the frame weak or opens"


@pytest.mark.parametrize(
    ("word", "body"),
    [
        ("بين", "ووقعت حوادث بين الحين والآخر."),
        ("عبر", "ووصلت القافلة عبر الصحراء."),
        ("دون", "ومر اليوم دون أن يقع حادث."),
        ("هنا", "وكان الناس يجتمعون هنا: في الساحة القديمة."),
        ("ردا", "وجاءت الخطوة ردا على إغلاق المعبر."),
        ("نقلا", "وسارت القافلة نقلا للمؤن."),
    ],
)
def test_the_ambiguous_words_report_nothing_as_function_words(word: str, body: str) -> None:
    assert word in body.split() or f"{word}:" in body.split()
    assert cues_and_contents(body) == [], word


def word_classes() -> list[str]:
    return list(dict.fromkeys(row["class"] for row in seeds.rows(CLASSES)))


def test_the_head_says_once_what_every_class_does() -> None:
    head = (seeds.SEEDS / CLASSES).read_text(encoding="utf-8").partition("class,word\n")[0]
    assert re.findall(r"^#   (\w+) +\S.*$", head, re.MULTILINE) == word_classes(), "one line a class, in their order"


def test_every_class_is_read() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tasks").rglob("*.py"))
    assert [known for known in word_classes() if f'"{known}"' not in code] == []
