"""How long each extractor takes for an article of 280 words, on one core, plain and compiled.

    python tests/bench/extraction.py [ARTICLES.jsonl ...]

Reads JSON lines with a `text` each (the marked articles beside the project where they are, else the seed articles)
and prints the time of every step, its share of the whole and the articles a second. Processor time, the best of
five rounds, so that a busy machine counts for little; the shares and the ratio compare steps of one run. Rounds meet
articles again whose words are known; what runs meet is new articles, and these cost more: the second half is measured
once after the first for that. The compiled rules are measured where `make fast` has made them of today's sources.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.workers.compiled import is_fresh, use_compiled  # noqa: E402

WORDS = 280
ROUNDS = 5
GOLD = ROOT.parent / "shared" / "gold" / "arabic-dev.jsonl"
FORMS = ("plain", "compiled")
ATTRIBUTING = ("segment", "entities", "quotes", "speakers")  # who said what, with all that it rests on


def texts(paths: list[str]) -> list[str]:
    """The articles to read."""
    files = [Path(path) for path in paths] or ([GOLD] if GOLD.exists() else [])
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if lines:
        return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles").glob("*.txt"))] * 20


def round_of(articles: list[str]) -> Counter[str]:
    """Seconds of processor time by step over all articles."""
    from tasks.extractors.annotate import EXTRACTORS
    from tasks.model.records import Annotations, Document
    from tasks.text.segment import segment

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


def measure(form: str, paths: list[str]) -> None:
    """Print the milliseconds an article by step, and of both halves as they are met for the first time."""
    if form == "compiled" and not use_compiled():
        raise SystemExit("the compiled rules are not there")
    articles = texts(paths)
    middle = len(articles) // 2
    cold, new = (round_of(half).total() * _scale(half) for half in (articles[:middle], articles[middle:]))
    best = min((round_of(articles) for _ in range(ROUNDS)), key=lambda spent: spent.total())
    print(json.dumps([{step: seconds * _scale(articles) for step, seconds in best.items()}, cold, new]))


def _scale(articles: list[str]) -> float:
    """What makes seconds for these articles milliseconds for one of `WORDS` words."""
    return 1000 * WORDS / sum(len(text.split()) for text in articles)


def measured(form: str, paths: list[str]) -> dict[str, float]:
    """The milliseconds by step of one form, in a process of its own; prints the table."""
    command = [sys.executable, __file__, "--form", form, *paths]
    steps, cold, new = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    whole = sum(steps.values())
    print(f"\n{form}")
    for step, spent in steps.items():
        print(f"{step:<14} {spent:6.2f} ms  {100 * spent / whole:5.1f} %")
    attributing = sum(steps[step] for step in ATTRIBUTING)
    print(f"quotes and speakers only: {1000 / (steps['quotes'] + steps['speakers']):.0f} articles/s", end="; ")
    print(f"with segmentation and entities: {1000 / attributing:.0f}; everything: {1000 / whole:.0f}", end="; ")
    print(f"new articles: {1000 / new:.0f}, and the first of all, with nothing loaded: {1000 / cold:.0f}")
    return {**steps, "everything": whole}


def main(paths: list[str]) -> None:
    """Print a table a form, and how many times as fast the second is."""
    print(f"{len(texts(paths))} articles, scaled to {WORDS} words; one core")
    forms = FORMS if is_fresh() else FORMS[:1]
    plain, *compiled = [measured(form, paths) for form in forms]
    for steps in compiled:
        ratios = ", ".join(f"{step} {plain[step] / steps[step]:.2f}" for step in steps)
        print(f"\nplain/compiled: {ratios}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--form"]:
        measure(sys.argv[2], sys.argv[3:])
    else:
        main(sys.argv[1:])
