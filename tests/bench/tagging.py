"""How many tokens a second the tagger of names reads, on one core: of words that it sees for the first time, and again.

    python tests/bench/tagging.py [ARTICLES.jsonl[.gz] [COUNT]]

Reads the first COUNT articles (2,000; of the corpus beside the project where no file is given) once to warm up what is
remembered of words, then once more; processor time.
"""

import gzip
import json
import sys
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.extractors.languages.arabic.findings import findings  # noqa: E402
from tasks.extractors.languages.arabic.tagged import scorer, shipped  # noqa: E402
from tasks.text.segment import segment  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpora" / "news" / "ant.jsonl.gz"


def main(path: str = str(CORPUS), count: str = "2000") -> None:
    """Print the figures."""
    if path == str(CORPUS) and not CORPUS.exists():
        print(f"the tagger of names: not measured, {CORPUS} is not here")
        return
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        texts = [segment(json.loads(line)["text"]) for line in islice(lines, int(count))]
    marked = [(text, findings(text).marks) for text in texts]
    tokens = sum(len(text.tokens) for text in texts)
    for name in ("first time", "again"):
        start = time.process_time()
        found = sum(len(shipped().tag(scorer().score(text, marks))) for text, marks in marked)
        seconds = time.process_time() - start
        print(f"{name:<11} {tokens} tokens, {found} names, {tokens / seconds:,.0f} tokens/s")


if __name__ == "__main__":
    main(*sys.argv[1:])
