"""How marked corpora are read and laid out as articles."""

import gzip
import json
from pathlib import Path

import pytest

from tasks.extractors.languages.arabic.labels import Tagged
from tasks.training import corpora

CORPUS = """
وصل O
غونزالو B-PERS
بيرازولي I-PERS
أمس O
. O

زار O
زرجون B-LOC
الفيفا B-ORG
للنقابة I-ORG
. O
""".strip()
NESTED = "الفيفا B-ORG\nجامعة B-ORG\nمحمد I-ORG B-PERS\n$#$ O\n\nرئيس B-OCC\nسالم I-OCC B-PERS\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "corpus.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_names_are_ranges_of_words_with_their_class(tmp_path: Path) -> None:
    (article,) = corpora.anercorp(written(tmp_path, CORPUS))
    assert article.names == [Tagged(1, 3, "PER"), Tagged(6, 7, "LOC"), Tagged(7, 9, "ORG")]
    assert len(article.segmented.sentences) == 2, "a sentence of the corpus is one of the article"


def test_a_name_inside_that_of_a_thing_names_nobody(tmp_path: Path) -> None:
    for name in ("train", "val", "test"):
        (tmp_path / f"{name}.txt").write_text(NESTED, encoding="utf-8")
    articles = corpora.wojood(tmp_path)
    assert [article.names for article in articles] == [[Tagged(4, 5, "PER")]] * 3
    assert not any(article.whole for article in articles), "other classes are not marked as ANERcorp marks them"


@pytest.mark.parametrize(
    ("word", "tokens"),
    [("(سالم-زبرقان", ["سالم", "-", "زبرقان"]), ("سالم،", ["سالم"]), ("«", ["«"])],
)
def test_a_word_that_is_cut_into_tokens_keeps_its_name_without_marks_around(word: str, tokens: list[str]) -> None:
    article = corpora.laid_out([[(word, "B-PERS"), (".", "O")]])
    (name,) = article.tokens()
    assert [token.surface for token in article.segmented.tokens[name.first : name.last]] == tokens
    assert article.as_words(name) == Tagged(0, 1, "PER")


def test_of_unmarked_news_the_persons_of_the_rules_count(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    record = {"title": "لقاء", "text": "قال الوزير سالم الهنداوي إن العمل بدأ"}
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for _ in range(3))
    articles = list(corpora.unmarked(path, 2))
    assert [[name.kind for name in article.names] for article in articles] == [["PER"]] * 2, "every second article"
    assert not any(article.whole for article in articles)


def test_persons_marked_by_name_are_found_wherever_they_stand(tmp_path: Path) -> None:
    text = "زرجون تستقبل سالم بن هادي\n\nوصل سالم بن هادي وسالم عبد النور أمس، ورحب بهادي رئيسها كمال."
    people = [{"name": "سالم بن هادي", "role": None}, {"name": "سالم عبد النور", "role": None}]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": text, "people": people}, ensure_ascii=False) + "\n", encoding="utf-8")
    (article,) = corpora.annotated(path)
    tokens = article.segmented.tokens
    found = [" ".join(token.surface for token in tokens[name.first : name.last]) for name in article.tokens()]
    assert found == ["سالم بن هادي", "سالم بن هادي", "وسالم عبد النور", "بهادي"]
    assert not article.whole, "other classes are not marked"
