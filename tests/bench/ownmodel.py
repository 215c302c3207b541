"""What a model of the user's costs: articles and tokens a second with one as large as BERT-base, and without.

    python tests/bench/ownmodel.py [ARTICLES.jsonl [COUNT]]

Needs the extra `transformers`. The model has the size of BERT-base (12 layers of 768) and random weights, which take as
long as trained ones; its sub-words are learnt from the articles, 1.7 or so a token. Everything is extracted, as by
`marsad analyze`. Processor time of one thread, the best of two rounds, so that a busy machine counts for little.
"""

import json
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.extractors.annotate import annotate, extractors  # noqa: E402
from tasks.extractors.names.contract import NameTagger  # noqa: E402
from tasks.model.records import Document  # noqa: E402
from tasks.text.segment import segment  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "arabic-dev.jsonl"
ROUNDS = 2
KINDS = ("PERS", "ORG", "LOC", "MISC")


def texts(path: str, count: int) -> list[str]:
    """The articles to read: of the file, else of the seeds."""
    if Path(path).exists():
        with Path(path).open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in islice(lines, count)]
    return [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds" / "articles").glob("*.txt"))]


def save_large(folder: Path, articles: list[str]) -> None:
    """Save a random model of the size of BERT-base, with sub-words of these articles."""
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    learnt = BertWordPieceTokenizer(lowercase=False, strip_accents=False)
    learnt.train_from_iterator(articles, vocab_size=6000, show_progress=False)
    labels = ["O", *(f"{place}-{kind}" for kind in KINDS for place in "BI")]
    model = BertForTokenClassification(BertConfig(id2label=dict(enumerate(labels))))
    model.save_pretrained(folder)
    words = BertTokenizer(vocab=learnt.get_vocab(), do_lower_case=False, strip_accents=False, model_max_length=512)
    words.save_pretrained(folder)


def measure(name: str, articles: list[str], own: NameTagger | None) -> None:
    """Print how fast everything is extracted."""
    using = extractors(own)
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in articles:
            annotate(Document(text), using)
        spent.append(time.process_time() - start)
    tokens = sum(len(segment(text).tokens) for text in articles)
    print(f"{name:<28} {len(articles) / min(spent):8.2f} articles/s {tokens / min(spent):10,.0f} tokens/s")


def main(path: str = str(GOLD), count: str = "10") -> None:
    """Print the table."""
    if find_spec("torch") is None or find_spec("transformers") is None:
        print("a model of one's own: not measured, the extra `transformers` is not installed")
        return
    from tasks.extractors.names.chosen import tagger

    articles = texts(path, int(count))
    with tempfile.TemporaryDirectory() as folder:
        save_large(Path(folder), articles)
        own = tagger(folder, threads=1)
        measure("the model that comes along", articles, None)
        measure("a model like BERT-base", articles, own)


if __name__ == "__main__":
    main(*sys.argv[1:])
