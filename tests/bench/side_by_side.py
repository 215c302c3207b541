"""Processor time a page of finding the main text with trafilatura, beside that an article of everything behind it.

    python tests/bench/side_by_side.py [ARTICLES [FILE.jsonl[.gz] [PAGES]]]

Behind it is all from the clean text to committed rows: extracting, resolving, validating, publishing. PAGES is a folder
of .html pages; else those beside the project, and without them, pages made of the articles: a headline, paragraphs, a
menu and links around them. Both take turns in one run: after every batch of 500 articles all pages once more.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.measuring import Record, load, processor, records, write_records  # noqa: E402

PAGES = ROOT.parent / "shared" / "ingest-cases" / "arabic" / "pages"
MOST_TIMES = 1.0
STEPS = ("clean", "extract", "resolve", "validate", "publish")


def pages(folder: Path, articles: list[Record]) -> list[str]:
    """The pages in the folder, else pages around the articles."""
    found = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.html"))]
    return found or [_page(one) for one in articles]


def _page(one: Record) -> str:
    links = "".join(f'<li><a href="/{number}">خبر آخر من الأخبار رقم {number}</a></li>' for number in range(150))
    text = "".join(f"<p>{escape(line)}</p>" for line in one["content"].splitlines())
    return (
        f'<html lang="ar"><head><title>{escape(one["title"])}</title></head><body><nav><ul>{links}</ul></nav>'
        f"<article><h1>{escape(one['title'])}</h1>{text}</article><aside><ul>{links}</ul></aside></body></html>"
    )


def trafilatura_pages(some: list[str]) -> list[float]:
    """Seconds of processor time for each page, parsing included."""
    from trafilatura import bare_extraction

    spent = []
    for page in some:
        start = time.process_time()
        bare_extraction(page, fast=True, include_comments=False, include_tables=False)
        spent.append(time.process_time() - start)
    return spent


def steps(file: Path, warehouse: Path, after_batch: Callable[[], None]) -> list[tuple[int, Counter[str]]]:
    """Run what `marsad run --all` does; by batch the articles that were committed and the processor time by step."""
    # Not at the top: worker processes import the file that the main process was started from.
    from tasks.clean import clean
    from tasks.extract import extract
    from tasks.ingest import ingest
    from tasks.model.runs import Batch, Run
    from tasks.model.settings import load_settings
    from tasks.model.topics import SEED_TOPIC, load_topic
    from tasks.publish import finish, publish
    from tasks.readers.sources import sources
    from tasks.resolve import resolve
    from tasks.storage.attempts import adopt
    from tasks.storage.staging import staging
    from tasks.storage.warehouse import recover
    from tasks.validate import validate

    settings, topic = load_settings(), load_topic(SEED_TOPIC)
    run = Run("side-by-side", topic.topic_id, topic.query_hash, True, datetime.now(UTC), warehouse)
    recover(warehouse)
    batches: list[tuple[int, Counter[str]]] = []
    with staging(warehouse, run.run_id):
        for batch in ingest.fn(sources(topic, (file,)), run, settings).batches:
            work: dict[str, Callable[[Batch], Batch]] = {
                "clean": lambda one: clean.fn(one, run, topic, settings),
                "extract": lambda one: adopt(extract.fn(one, run, settings)),
                "resolve": lambda one: resolve.fn(one, run),
                "validate": lambda one: validate.fn(one, run),
                "publish": lambda one: publish.fn(one, run, 0),
            }
            done = batch
            spent: Counter[str] = Counter()
            for step in STEPS:
                before = processor()
                done = work[step](done)
                spent[step] += processor() - before
            batches.append((done.rows, spent))
            after_batch()
        before = processor()
        finish.fn(run, 0, "finished")
        batches[-1][1]["publish"] += processor() - before
    return batches


def behind(batches: list[tuple[int, Counter[str]]]) -> float:
    """Seconds an article of all that comes behind the clean text."""
    return sum(spent[step] for _, spent in batches for step in STEPS[1:]) / sum(articles for articles, _ in batches)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    file = sys.argv[2] if len(sys.argv) > 2 else None
    articles = list(records(file, count))
    some = pages(Path(sys.argv[3]) if len(sys.argv) > 3 else PAGES, articles[:50])
    trafilatura_pages(some)  # imports and caches
    rounds: list[list[float]] = []
    with tempfile.TemporaryDirectory() as name:
        given = Path(name) / "given.jsonl"
        write_records(articles, given)
        batches = steps(given, Path(name) / "warehouse", lambda: rounds.append(trafilatura_pages(some)))
    page = sum(median(times) for times in zip(*rounds, strict=True)) / len(some)
    print(load())
    committed = sum(articles for articles, _ in batches)
    for step in STEPS:
        print(f"{step:<10}{1000 * sum(spent[step] for _, spent in batches) / committed:8.2f} ms an article")
    size = sum(map(len, some)) / len(some) / 1000
    print(f"trafilatura {1000 * page:.1f} ms a page ({len(some)} pages of {size:.0f},000 characters on average)")
    whole, warm = behind(batches), behind(batches[len(batches) // 2 :])
    print(f"everything behind it {1000 * whole:.1f} ms an article ({committed:,}), ratio {whole / page:.2f}", end=" ")
    print(f"(most {MOST_TIMES}); in the second half, when all is loaded, {1000 * warm:.1f} ms", end=", ")
    print(f"ratio {warm / page:.2f}")


if __name__ == "__main__":
    main()
