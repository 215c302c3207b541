"""How long each extractor takes for an article of 280 words, on one core.

    python tests/bench/extraction.py [ARTICLES.jsonl ...]

Reads JSON lines with a `text` each (the marked articles beside the project where they are, else the seed articles)
and prints the time of every step, its share of the whole and the articles a second. Processor time, the best of
five rounds, so that a busy machine counts for little; the last column compares steps of one run.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.extractors.annotate import EXTRACTORS  # noqa: E402
from tasks.model.records import Annotations, Document  # noqa: E402
from tasks.text.segment import segment  # noqa: E402

WORDS = 280
ROUNDS = 5
GOLD = ROOT.parent / "shared" / "gold" / "arabic-dev.jsonl"


def texts(paths: list[str]) -> list[str]:
    """The articles to read."""
    files = [Path(path) for path in paths] or ([GOLD] if GOLD.exists() else [])
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if lines:
        return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles").glob("*.txt"))] * 20


def round_of(articles: list[str]) -> Counter[str]:
    """Seconds of processor time by step over all articles."""
    spent: Counter[str] = Counter()
    for text in articles:
        document, known = Document(text), Annotations()
        start = time.process_time()
        segmented = segment(text)
        spent["segment"] += time.process_time() - start
        for extractor in EXTRACTORS:
            start = time.process_time()
            known = extractor.extract(document, segmented, known)
            spent[extractor.name] += time.process_time() - start
    return spent


def main(paths: list[str]) -> None:
    """Print the table."""
    articles = texts(paths)
    scale = WORDS / (sum(len(text.split()) for text in articles) / len(articles)) / len(articles)
    round_of(articles)
    best = min((round_of(articles) for _ in range(ROUNDS)), key=lambda spent: spent.total())
    print(f"{len(articles)} articles, scaled to {WORDS} words; one core")
    for step, seconds in best.items():
        print(f"{step:<14} {1000 * seconds * scale:6.2f} ms  {100 * seconds / best.total():5.1f} %")
    attributed = best["quotes"] + best["speakers"]
    print(f"quotes and speakers: {1 / (attributed * scale):.0f} articles/s; whole: {1 / (best.total() * scale):.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
